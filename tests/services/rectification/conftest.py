"""The member of the branch who owns its rectification items."""

import pytest

from tests.world.branch import Branch


@pytest.fixture
def owner(branch: Branch) -> int:
    return branch.members[0]
