"""A rating that takes votes, and somebody who gives one."""

import pytest

from tests.services.rating.ratings import Ratings
from tests.world.branch import Branch


@pytest.fixture
async def open_rating(ratings: Ratings) -> int:
    """Of two questions; everybody of the branch may vote."""
    return await ratings.opened(number=2)


@pytest.fixture
def voter(branch: Branch) -> int:
    return branch.members[0]
