"""Attaching leader and liaison to a unit, and what a low grade does not open without them."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.services.rectification import attach as rectify_attach
from bot.services.rectification import open as rectify_open
from bot.storage.connection import Database
from tests.e2e import rows
from tests.services.rectification.rectify_form import LEFT, Desk, kinds
from tests.services.rectification.rectify_stage import Ledger, ledger

GRADE = """
INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source)
VALUES ($1, $2, 700, $3, '2025-12-20', 'import')"""


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


@pytest.fixture
def desk(book: Ledger) -> Desk:
    return Desk(book)


async def test_a_low_grade_opens_nothing_without_leader_and_liaison(book: Ledger, desk: Desk) -> None:
    hall, house, now = book.hall, book.house, await desk.to_card()
    await hall.run(GRADE, house.unit, 2024, "good")
    await hall.run(GRADE, house.unit, 2025, "average")
    await desk.refused("attached_missing", rectify_open.save, now.version, publish=True)
    kept = await desk.save(now, publish=False)
    await attach(book, "liaison", house.above)
    await desk.refused("attached_missing", rectify_open.open_, kept.item.id)
    await attach(book, "attached_leader", house.above)
    opened = await desk(rectify_open.open_, kept.item.id)
    assert opened.item.state is ItemState.OPEN


async def test_attached_at_the_committee_is_attached_to_its_units(book: Ledger, desk: Desk) -> None:
    hall, house = book.hall, book.house
    await hall.run(GRADE, house.unit, 2025, "poor")
    for kind in ("attached_leader", "liaison"):
        person = await hall.person(kind, house.top)
        await hall.post(person, house.top, kind)
    found = await desk.save(await desk.to_card())
    assert [one.name for one in found.attached.leaders] == ["attached_leader"]
    await attach(book, "attached_leader", house.above)
    nearer = await rectify_attach.offered(hall.uow, hall.ask(house.above), house.unit, "liaison")
    assert [one.name for one in nearer.attached.leaders] == ["上级"]
    assert [one.name for one in nearer.attached.liaisons] == ["liaison"]


async def test_an_attached_leader_who_left_counts_no_more(book: Ledger, desk: Desk) -> None:
    hall, house = book.hall, book.house
    await hall.run(GRADE, house.unit, 2025, "average")
    gone = await hall.person("走了", house.top)
    await attach(book, "attached_leader", gone)
    await attach(book, "liaison", house.above)
    await hall.run(LEFT, gone)
    now = await desk.to_card()
    await desk.refused("attached_missing", rectify_open.save, now.version, publish=True)
    with pytest.raises(DomainError) as error:
        await attach(book, "attached_leader", gone)
    assert error.value.code == "attached_left"


async def attach(book: Ledger, kind: str, person: int, by: int | None = None) -> rectify_attach.Done:
    hall, house = book.hall, book.house
    request = hall.ask(by or house.above)
    return await rectify_attach.attach(hall.uow, request, house.unit, kind, person)


async def test_another_takes_the_place_and_the_same_changes_nothing(book: Ledger) -> None:
    hall, house = book.hall, book.house
    other = await hall.person("新联络员", house.top)
    await attach(book, "liaison", house.above)
    done = await attach(book, "liaison", other)
    assert [one.name for one in done.attached.liaisons] == ["新联络员"]
    before = await rows.dump(hall.uow)
    await attach(book, "liaison", other)
    assert rows.changes(before, await rows.dump(hall.uow)) == []
    assert await kinds(book) == ["post.given", "post.ended", "post.given"]
    assert await book.whom("post.ended") == [house.above]


async def test_who_attaches_whom(book: Ledger) -> None:
    hall, house = book.hall, book.house
    for by, kind, person, code in (
        (house.secretary, "liaison", house.above, "not_allowed"),
        (house.stranger, "liaison", house.above, "not_allowed"),
        (house.above, "secretary", house.above, "old_button"),
        (house.above, "liaison", house.members[0], "attached_unfit"),
        (house.above, "liaison", house.stranger, "attached_unfit"),
        (house.above, "liaison", 987_654, "not_found"),
    ):
        before = await rows.dump(hall.uow)
        with pytest.raises(DomainError) as error:
            await attach(book, kind, person, by)
        assert error.value.code == code
        assert rows.changes(before, await rows.dump(hall.uow)) == []
