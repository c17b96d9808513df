"""Checking in by the code on the screen; on both databases."""

from datetime import datetime

from bot.domain.attendance import projector
from bot.domain.attendance.model import Way
from bot.services.attendance import checkin
from bot.services.attendance.checkin import Recorded
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting

ROWS = "SELECT person_id, state, way, at, marked_by, weak FROM attendance ORDER BY person_id"


def payload(called: Called, moment: datetime) -> str:
    secret = SETTINGS.secret_key.get_secret_value().encode()
    return projector.payload(secret, called.id, called.session, moment)


async def scan(world: World, person: int, text: str) -> Recorded:
    return await world.act(person, checkin.by_code, SETTINGS, text)


async def test_a_scanned_code(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    text = payload(called, world.clock.now())
    world.clock.forward(seconds=15)
    assert (await scan(world, branch.members[0], text)).way is Way.QR


async def test_a_dead_code_a_foreign_code_and_a_mangled_one(world: World, branch: Branch) -> None:
    called, other = [await call_meeting(world, branch.id, branch.people) for _ in range(2)]
    text = payload(called, world.clock.now())
    head, _, code = payload(other, world.clock.now()).partition("-")
    assert head
    swapped = f"{text.partition('-')[0]}-{code}"
    for wrong, expected in (
        (swapped, "code_not_valid"),
        (text[:-1], "code_unreadable"),
        ("czzzz-" + code, "code_not_valid"),
    ):
        await world.refused(expected, scan(world, branch.members[0], wrong))
    world.clock.forward(seconds=30)
    await world.refused("code_not_valid", scan(world, branch.members[0], text))
    assert not await world.rows(ROWS)


async def test_a_code_helps_nobody_who_is_not_invited(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    for person, expected in ((branch.stranger, "not_invited"), (99_999, "unknown_account")):
        await world.refused(expected, scan(world, person, payload(called, world.clock.now())))
