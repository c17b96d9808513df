"""`secretary`: of the sample branch, bound together with one of its members."""

import pytest

from bot.sandbox.phone import Phone
from tests.e2e.system import System

SECRETARY, MEMBER = "P000001", "P000010"


@pytest.fixture
async def secretary(system: System) -> Phone:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    return system.people[SECRETARY]
