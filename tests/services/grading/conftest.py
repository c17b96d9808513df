"""Who else acts for the committee."""

import pytest

from tests.world import World
from tests.world.branch import Branch


@pytest.fixture
async def colleague(world: World, branch: Branch) -> int:
    """An organiser of the committee."""
    person = await world.person("组织员", branch.committee)
    await world.posts((person, branch.committee, "organiser"))
    return person
