"""Exemption: given with period and reason, told, recorded, left out of the sums, ended; on both databases."""

import json
from datetime import date, timedelta

import pytest

from bot.domain.errors import DomainError
from bot.services import conversation
from bot.services.attendance import exemption
from bot.services.attendance import figures as attendance
from bot.services.attendance.exemption import Given
from bot.storage.connection import Database
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, branch

ROWS = "SELECT person_id, from_on, until_on, reason, given_by FROM exemption ORDER BY id"


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def give(house: Branch, person: int, months: int) -> Given:
    hall = house.hall
    await exemption.begin(hall.uow, hall.ask(house.secretary), person)
    await exemption.last(hall.uow, hall.ask(house.secretary), months, await version(house))
    return await say_why(house, "长期病假")


async def version(house: Branch) -> int:
    return (await conversation.current(house.hall.uow, house.hall.ask(house.secretary))).version


async def say_why(house: Branch, reason: str, at: int | None = None) -> Given:
    """At the form as it is now, or as it was at that version."""
    hall, seen = house.hall, await version(house) if at is None else at
    return await exemption.give(hall.uow, hall.ask(house.secretary), seen, reason)


async def test_given_told_and_recorded(house: Branch) -> None:
    hall = house.hall
    given = await give(house, house.members[0], 3)
    assert given == Given("党员0", date(2026, 11, 25), date(2027, 2, 24), "长期病假")
    rows = [tuple(row.values()) for row in await hall.rows(ROWS)]
    assert rows == [(house.members[0], "2026-11-25", "2027-02-24", "长期病假", house.secretary)]
    assert [row["chat_id"] for row in await hall.messages("attendance.exempted")] == [ACCOUNTS + house.members[0]]
    records = await hall.rows("SELECT kind, data FROM audit")
    assert [row["kind"] for row in records] == ["attendance.exempted"]
    assert json.loads(records[0]["data"])["person"] == house.members[0]
    assert not (await conversation.current(hall.uow, hall.ask(house.secretary))).name


async def test_exempt_from_sums_and_quorum_from_its_day_on(house: Branch) -> None:
    hall = house.hall
    await hall.meeting(house.unit, house.people, starts=hall.now - timedelta(days=1))
    called = await hall.meeting(house.unit, house.people)
    await give(house, house.members[0], 1)
    async with hall.uow.reading() as cx:
        live = await attendance.live(cx, called.id, hall.now, hall.zone, hall.rules)
    assert live.quorum is not None
    assert (live.expected, live.quorum.expected) == (len(house.people) - 1, len(house.people) - 1)
    hall.clock.forward(hours=3)
    mine = await attendance.mine(hall.uow, hall.ask(house.members[0]))
    assert (mine.figures.expected, mine.figures.absent, mine.figures.exempt) == (1, 1, 1)


async def test_ended_early_keeps_the_past(house: Branch) -> None:
    hall = house.hall
    await give(house, house.members[0], 12)
    await hall.meeting(house.unit, house.people)
    hall.clock.forward(days=10)
    given = (await exemption.of_unit(hall.uow, hall.ask(house.secretary), house.unit)).given
    for _ in range(2):
        rest = await exemption.end(hall.uow, hall.ask(house.deputy), given[0].id)
        assert rest.given == ()
    await hall.meeting(house.unit, house.people)
    hall.clock.forward(hours=3)
    figures = (await attendance.mine(hall.uow, hall.ask(house.members[0]))).figures
    assert (figures.exempt, figures.absent) == (1, 1)
    kinds = [row["kind"] for row in await hall.rows("SELECT kind FROM audit ORDER BY sequence")]
    assert kinds == ["attendance.exempted", "attendance.exemption_ended"]


async def test_only_the_units_own_secretaries(house: Branch) -> None:
    hall = house.hall
    await give(house, house.members[0], 1)
    for forger in (house.members[1], house.leader, house.above, house.stranger):
        for attempt in (
            exemption.begin(hall.uow, hall.ask(forger), house.members[0]),
            exemption.of_unit(hall.uow, hall.ask(forger), house.unit),
            exemption.end(hall.uow, hall.ask(forger), 1),
        ):
            with pytest.raises(DomainError, match="not_allowed"):
                await attempt
    for unknown in (exemption.begin, exemption.end):
        with pytest.raises(DomainError, match="not_found"):
            await unknown(hall.uow, hall.ask(house.secretary), 99_999)


@pytest.mark.parametrize("months", [0, -1, 37, 10**12])
async def test_impossible_months(house: Branch, months: int) -> None:
    hall = house.hall
    await exemption.begin(hall.uow, hall.ask(house.secretary), house.members[0])
    with pytest.raises(DomainError, match="months_between"):
        await exemption.last(hall.uow, hall.ask(house.secretary), months, 1)
    assert (await conversation.current(hall.uow, hall.ask(house.secretary))).step == exemption.MONTHS


async def test_a_stale_button_and_an_endless_reason(house: Branch) -> None:
    hall = house.hall
    await exemption.begin(hall.uow, hall.ask(house.secretary), house.members[0])
    with pytest.raises(DomainError, match="stale_form"):
        await exemption.last(hall.uow, hall.ask(house.secretary), 3, version=99)
    await exemption.last(hall.uow, hall.ask(house.secretary), 3, version=1)
    with pytest.raises(DomainError, match="text_too_long"):
        await say_why(house, "字" * 201)
    assert not await hall.rows(ROWS)


async def test_members_are_listed_in_pages(database: Database) -> None:
    house = await branch(database, members=20)
    hall = house.hall
    pages = [await exemption.of_unit(hall.uow, hall.ask(house.secretary), house.unit, page) for page in (0, 1)]
    assert [page.more for page in pages] == [True, False]
    assert [person for page in pages for person, _ in page.people] == sorted(house.people)


async def test_ones_own_is_for_another_to_give_and_to_end(house: Branch) -> None:
    hall = house.hall
    await give(house, house.deputy, 3)
    for own in (house.secretary, house.deputy):
        with pytest.raises(DomainError, match="own_record"):
            await exemption.begin(hall.uow, hall.ask(own), own)
    [given] = (await exemption.of_unit(hall.uow, hall.ask(house.deputy), house.unit)).given
    with pytest.raises(DomainError, match="own_record"):
        await exemption.end(hall.uow, hall.ask(house.deputy), given.id)
    assert (await exemption.end(hall.uow, hall.ask(house.secretary), given.id)).given == ()


async def test_months_and_reason_never_land_on_another_person(house: Branch) -> None:
    hall = house.hall
    await exemption.begin(hall.uow, hall.ask(house.secretary), house.members[0])
    first = await version(house)
    await exemption.begin(hall.uow, hall.ask(house.secretary), house.members[1])
    with pytest.raises(DomainError, match="stale_form"):
        await exemption.last(hall.uow, hall.ask(house.secretary), 3, first)
    await exemption.last(hall.uow, hall.ask(house.secretary), 3, await version(house))
    reason = await version(house)
    with pytest.raises(DomainError, match="stale_form"):
        await exemption.last(hall.uow, hall.ask(house.secretary), 12, reason)
    await exemption.begin(hall.uow, hall.ask(house.secretary), house.members[2])
    for at in (reason, await version(house)):
        with pytest.raises(DomainError, match="stale_form"):
            await say_why(house, "写给前一个人的", at)
    assert not await hall.rows(ROWS)
