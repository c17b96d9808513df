"""Checking in by button, and being exempt."""

from pydantic import SecretStr

from bot.services.attendance import checkin
from bot.settings import load
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import Called

SETTINGS = load(_env_file=None, secret_key=SecretStr("a-secret-of-this-test"))
EXEMPT = """
INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) VALUES ($1, $2, $3, '病', $4, 0)"""


async def tap(world: World, called: Called, *people: int) -> None:
    for person in people:
        await world.act(person, checkin.by_button, SETTINGS, called.session)


async def exempt(world: World, branch: Branch, person: int, first: str, last: str) -> None:
    await world.run(EXEMPT, person, first, last, branch.secretary)
