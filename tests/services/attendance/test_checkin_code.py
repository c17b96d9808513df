"""Checking in by the code on the screen; on both databases."""

from datetime import datetime

import pytest

from bot.domain.attendance import projector
from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.services.attendance import checkin
from bot.services.attendance.checkin import Recorded
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import Branch, Called, branch

ROWS = "SELECT person_id, state, way, at, marked_by, weak FROM attendance ORDER BY person_id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


def payload(house: Branch, called: Called, moment: datetime) -> str:
    secret = house.hall.settings.secret_key.get_secret_value().encode()
    return projector.payload(secret, called.id, called.session, moment)


async def scan(house: Branch, person: int, text: str) -> Recorded:
    hall = house.hall
    return await checkin.by_code(hall.uow, hall.ask(person), hall.settings, text)


async def test_a_scanned_code(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    text = payload(house, called, house.hall.now)
    house.hall.clock.forward(seconds=15)
    assert (await scan(house, house.members[0], text)).way is Way.QR


async def test_a_dead_code_a_foreign_code_and_a_mangled_one(house: Branch) -> None:
    called, other = [await house.hall.meeting(house.unit, house.people) for _ in range(2)]
    text = payload(house, called, house.hall.now)
    head, _, code = payload(house, other, house.hall.now).partition("-")
    assert head
    swapped = f"{text.partition('-')[0]}-{code}"
    for wrong, expected in (
        (swapped, "code_not_valid"),
        (text[:-1], "code_unreadable"),
        ("czzzz-" + code, "code_not_valid"),
    ):
        with pytest.raises(DomainError, match=expected):
            await scan(house, house.members[0], wrong)
    house.hall.clock.forward(seconds=30)
    with pytest.raises(DomainError, match="code_not_valid"):
        await scan(house, house.members[0], text)
    assert not await house.hall.rows(ROWS)


async def test_a_code_helps_nobody_who_is_not_invited(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    for person, expected in ((house.stranger, "not_invited"), (99_999, "unknown_account")):
        with pytest.raises(DomainError, match=expected):
            await scan(house, person, payload(house, called, house.hall.now))
