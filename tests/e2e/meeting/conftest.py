"""`secretary`: of the sample branch, bound together with one of its members."""

import pytest

from bot.sandbox.phone import Phone
from tests.e2e.stage import Stage

SECRETARY, MEMBER = "P000001", "P000010"


@pytest.fixture
async def secretary(stage: Stage) -> Phone:
    await stage.bind(SECRETARY, MEMBER)
    await stage.open_chats()
    return stage.people[SECRETARY]
