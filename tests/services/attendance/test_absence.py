"""Months away, told to the secretary once; on both databases."""

from datetime import UTC, datetime

import pytest

from bot.services.attendance import figures
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Called, branch, exempt


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def held(house: Branch, *months: int) -> list[Called]:
    """A meeting on the 10th of each month of 2026."""
    return [
        await house.hall.meeting(house.unit, house.people, starts=datetime(2026, month, 10, 6, tzinfo=UTC))
        for month in months
    ]


async def came(house: Branch, called: Called, *people: int) -> None:
    for person in people:
        await house.hall.run(
            """INSERT INTO attendance (session_id, person_id, state, way, at)
            VALUES ($1, $2, 'present', 'button', 0) RETURNING session_id AS id""",
            called.session,
            person,
        )


async def noted(house: Branch) -> int:
    return await figures.note_absences(house.hall.uow, house.hall.zone)


async def test_three_months_away_are_told_to_the_secretary_once(house: Branch) -> None:
    hall, others = house.hall, [one for one in house.people if one != house.members[0]]
    for called in await held(house, 7, 8, 9, 10):
        await came(house, called, *(house.people if called.id == 1 else others))
    assert await noted(house) == 1
    (note,) = await hall.messages("attendance.away")
    assert note["chat_id"] == ACCOUNTS + house.secretary
    assert '"months": 3' in note["data"]
    assert '"since": "2026-08-01"' in note["data"]
    assert await noted(house) == 0
    hall.clock.moment = datetime(2026, 12, 25, tzinfo=UTC)
    for called in await held(house, 11):
        await came(house, called, *others)
    assert await noted(house) == 0


async def test_two_months_or_a_month_exempt_are_not_three(house: Branch) -> None:
    others = [one for one in house.people if one != house.members[0]]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    await exempt(house, house.members[0], "2026-09-01", "2026-09-30")
    assert await noted(house) == 0


async def test_whoever_has_come_back_is_not_told_of(house: Branch) -> None:
    others = [one for one in house.people if one != house.members[0]]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    for called in await held(house, 11):
        await came(house, called, *house.people)
    assert await noted(house) == 0


async def test_the_secretarys_own_absence_goes_to_the_deputy(house: Branch) -> None:
    others = [one for one in house.people if one != house.secretary]
    for called in await held(house, 8, 9, 10):
        await came(house, called, *others)
    assert await noted(house) == 1
    assert [row["chat_id"] for row in await house.hall.messages("attendance.away")] == [ACCOUNTS + house.deputy]
