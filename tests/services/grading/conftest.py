"""Who else acts for the committee."""

import pytest

from tests.world import World
from tests.world.branch import Branch
from tests.world.people import add_person, give_posts


@pytest.fixture
async def colleague(world: World, branch: Branch) -> int:
    """An organiser of the committee."""
    person = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (person, branch.committee, "organiser"))
    return person
