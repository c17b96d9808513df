"""Whose items they are."""

import pytest

from tests.world.branch import Branch


@pytest.fixture
def owner(branch: Branch) -> int:
    """A member of the branch."""
    return branch.members[0]
