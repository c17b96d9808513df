"""What tests of use cases stand on: an empty world, the usual branch and what it does, the village."""

from pathlib import Path

import pytest

from bot.services.rating.recover import folder
from bot.storage.connection import Database
from tests.services.meeting.town import found_town
from tests.services.people.binding import make_administrator
from tests.services.rating.ratings import Ratings
from tests.services.reminder.reminders import Reminders
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.village import LI, settle


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
async def branch(world: World) -> Branch:
    return await usual_branch(world)


@pytest.fixture
async def village(world: World) -> World:
    """Its secretary has an account, and so has an administrator who is on no roster."""
    await settle(world, LI)
    await make_administrator(world)
    return world


@pytest.fixture
async def town(world: World) -> World:
    await found_town(world)
    return world


@pytest.fixture
async def ratings(world: World, branch: Branch, tmp_path: Path) -> Ratings:
    return Ratings(world, branch, await folder(world.uow, tmp_path.parent / "keys"))


@pytest.fixture
def reminders(world: World, branch: Branch) -> Reminders:
    return Reminders(world, branch)
