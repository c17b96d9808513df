"""A later date: asked by the owner, agreed or refused above; the first date stays."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import FARTHEST
from bot.services.rectification import card, extension
from bot.services.rectification.extension import ExtensionState
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.rectification import card as rectify_card
from tests.services.rectification.rectify_stage import Ledger, ledger

DUE = date(2026, 12, 25)


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


async def number(book: Ledger) -> int:
    rows = await book.hall.rows("SELECT max(id) AS id FROM rectify_extension")
    return int(rows[0]["id"])


async def test_agreed_moves_the_date_and_keeps_the_first(book: Ledger) -> None:
    item = await book.opened()
    asked = await book.ask_later(item, "明年2月1日")
    assert (asked.until, asked.told) == (date(2027, 2, 1), 1)
    [(whom, data)] = await book.told("extension.asked")
    assert (whom, data["reason"], data["due"], data["until"]) == (
        book.house.above,
        "设备没到",
        "2026-12-25",
        "2027-02-01",
    )
    decision = await book.decide(await number(book))
    assert (decision.extension.state, decision.extension.decider) == (ExtensionState.AGREED, "上级")
    now = await book.item(item)
    assert (now.first_due_on, now.due_on, now.extended) == (DUE, date(2027, 2, 1), True)
    assert await book.whom("extension.agreed") == [book.owner]
    assert await book.history(item) == ["extension_asked", "extension_agreed"]
    past = await card.history(book.hall.uow, book.hall.ask(book.house.above), item)
    assert "原因：设备没到" in rectify_card.history(past, Texts(book.hall.zone).speech("zh")).text
    assert await book.stale() == [item]
    facts = {"item": item, "extension": await number(book), "until": "2027-02-01"}
    assert await book.audited() == [("rectify.extended", facts)]


async def test_refused_leaves_the_date_and_it_can_be_asked_again(book: Ledger) -> None:
    item = await book.opened()
    for times in (1, 2):
        await book.ask_later(item)
        await book.decide(await number(book), agree=False)
        assert (await book.item(item)).due_on == DUE
        assert await book.whom("extension.refused") == [book.owner] * times
        assert len(await book.told("extension.asked")) == times
    assert await book.audited() == []


async def test_whoever_is_second_sees_who_decided(book: Ledger) -> None:
    second = await book.hall.person("组织员", book.house.top)
    await book.hall.post(second, book.house.top, "organiser")
    await book.ask_later(await book.opened())
    asked = await number(book)
    taps = [book.decide(asked, agree=agree, by=by) for agree, by in ((True, book.house.above), (False, second)) * 3]
    decisions = await asyncio.gather(*taps)
    assert [one.again for one in decisions].count(False) == 1
    assert len({one.extension.state for one in decisions}) == 1
    assert len(await book.whom("extension.agreed") + await book.whom("extension.refused")) == 1


async def test_only_the_committee_decides_and_never_the_owner(book: Ledger) -> None:
    house = book.house
    await book.hall.post(book.owner, house.top, "deputy")
    await book.ask_later(await book.opened())
    asked = await number(book)
    with pytest.raises(DomainError, match="own_item"):
        await book.decide(asked, by=book.owner)
    for person in (house.secretary, house.stranger, house.members[1]):
        with pytest.raises(DomainError, match="not_allowed"):
            await book.decide(asked, by=person)
    with pytest.raises(DomainError, match="not_found"):
        await book.decide(987_654)


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_not_when_it_is_not_the_owners_turn(book: Ledger, state: str) -> None:
    item, hall = await book.opened(), book.hall
    await extension.begin(hall.uow, hall.ask(book.owner), item)
    await hall.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    with pytest.raises(DomainError, match=code):
        await extension.begin(hall.uow, hall.ask(book.owner), item)
    with pytest.raises(DomainError, match=code):
        await extension.enter_day(hall.uow, hall.ask(book.owner), await book.version(book.owner), "明年2月1日")


async def test_not_by_another_and_not_twice(book: Ledger) -> None:
    item, hall = await book.opened(), book.hall
    for person in (book.house.secretary, book.house.above, book.house.members[1]):
        with pytest.raises(DomainError, match="item_of_another"):
            await extension.begin(hall.uow, hall.ask(person), item)
    await book.ask_later(item)
    with pytest.raises(DomainError, match="extension_waiting"):
        await extension.begin(hall.uow, hall.ask(book.owner), item)
    assert len(await book.told("extension.asked")) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-12-25", "extension_not_later"),
        ("明天", "extension_not_later"),
        ("有空再说", "day_unreadable"),
        ("2027-02-30", "when_impossible"),
        ("字" * 500, "day_unreadable"),
    ],
)
async def test_a_date_that_will_not_do(book: Ledger, day: str, code: str) -> None:
    item, hall = await book.opened(), book.hall
    await extension.begin(hall.uow, hall.ask(book.owner), item)
    with pytest.raises(DomainError, match=code):
        await extension.enter_day(hall.uow, hall.ask(book.owner), await book.version(book.owner), day)


async def test_an_overdue_item_is_not_moved_into_the_past(book: Ledger) -> None:
    item = await book.opened()
    book.hall.clock.forward(days=60)
    with pytest.raises(DomainError, match="extension_past"):
        await book.ask_later(item, "2027-01-03")
    await book.ask_later(item, "2027-02-15")
    book.hall.clock.forward(days=60)
    with pytest.raises(DomainError, match="extension_past"):
        await book.decide(await number(book))
    assert (await book.decide(await number(book), agree=False)).extension.state is ExtensionState.REFUSED


async def test_by_the_calendar_and_stale_buttons_lead_nowhere(book: Ledger) -> None:
    item, hall = await book.opened(), book.hall
    await extension.begin(hall.uow, hall.ask(book.owner), item)
    version = await book.version(book.owner)
    turned = await extension.turn_month(hall.uow, hall.ask(book.owner), version, date(2027, 3, 9))
    assert turned.draft["picker"]["month"] == "2027-03-01"
    await extension.pick_day(hall.uow, hall.ask(book.owner), version, date(2027, 3, 9))
    with pytest.raises(DomainError, match="stale_form"):
        await extension.pick_day(hall.uow, hall.ask(book.owner), version, date(2027, 3, 10))
    version = await book.version(book.owner)
    for reason, code in (("", "reason_missing"), ("字" * 501, "text_too_long")):
        with pytest.raises(DomainError, match=code):
            await extension.ask(hall.uow, hall.ask(book.owner), version, reason)
    asked = await extension.ask(hall.uow, hall.ask(book.owner), version, "设备没到")
    assert asked.until == date(2027, 3, 9)


async def test_asked_before_and_decided_after_the_sign_off_is_refused(book: Ledger) -> None:
    item = await book.opened()
    await book.ask_later(item)
    await book.gather(item)
    await book.hand_in()
    await book.sign_off(item)
    with pytest.raises(DomainError, match="item_signed_off"):
        await book.decide(await number(book))
    assert (await book.item(item)).due_on == DUE


async def test_where_nobody_above_can_be_asked_the_owner_hears_it(book: Ledger) -> None:
    await book.hall.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", book.house.top)
    assert (await book.ask_later(await book.opened())).told == 0


async def test_what_is_typed_for_one_item_is_not_taken_for_another(book: Ledger) -> None:
    one, other, hall = await book.opened(), await book.opened(), book.hall
    await extension.begin(hall.uow, hall.ask(book.owner), one)
    written_for = await book.version(book.owner)
    await extension.begin(hall.uow, hall.ask(book.owner), other)
    with pytest.raises(DomainError, match="stale_form"):
        await extension.enter_day(hall.uow, hall.ask(book.owner), written_for, "三个月后")
    for item in (one, other):
        written_for = await book.version(book.owner)
        await extension.begin(hall.uow, hall.ask(book.owner), item)
        version = await book.version(book.owner)
        await extension.enter_day(hall.uow, hall.ask(book.owner), version, "三个月后")
    with pytest.raises(DomainError, match="stale_form"):
        await extension.ask(hall.uow, hall.ask(book.owner), written_for, "给前一项的理由")
    assert await book.told("extension.asked") == []


async def test_no_date_further_away_than_a_due_date_may_be(book: Ledger) -> None:
    item, hall = await book.opened(), book.hall
    await extension.begin(hall.uow, hall.ask(book.owner), item)
    version = await book.version(book.owner)
    for far in (date(9999, 12, 31), hall.now.date() + FARTHEST + timedelta(days=1)):
        with pytest.raises(DomainError, match="due_too_far"):
            await extension.pick_day(hall.uow, hall.ask(book.owner), version, far)
    await extension.pick_day(hall.uow, hall.ask(book.owner), version, hall.now.date() + FARTHEST)
