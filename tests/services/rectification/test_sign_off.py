"""Sign-off and return: by the committee above alone, never without evidence, numbered without gaps."""

import asyncio

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.services import reason_form
from bot.services.rectification import sign_off
from bot.services.rectification.sign_off import Asked, Decision
from bot.storage.connection import Database
from bot.storage.rectification import milestone
from bot.texts.speech import Texts
from bot.views.rectification import sign_off as view
from tests.services.rectification.rectify_stage import Ledger, ledger


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


async def test_signed_off_with_a_number_and_owner_and_secretary_hear(book: Ledger) -> None:
    item, other = await book.handed_in(), await book.opened()
    decision = await book.sign_off(item)
    assert isinstance(decision, Decision)
    assert (decision.again, decision.by, decision.all_done) == (False, "上级", False)
    done = (await book.item(item)).signed_off
    assert done is not None
    assert (done.committee_id, done.year, done.number, done.by) == (book.house.top, 2026, 1, book.house.above)
    assert done.at == book.hall.now
    assert await book.whom("sign_off.done") == sorted([book.house.secretary, book.owner])
    assert await book.history(item) == ["handed_in", "signed_off"]
    facts = {"item": item, "committee": book.house.top, "year": 2026, "number": 1}
    assert await book.audited() == [("rectify.signed_off", facts)]
    assert await book.whom("sign_off.all") == []
    assert (await book.item(other)).state is ItemState.OPEN


async def test_it_is_asked_first_what_is_signed_off(book: Ledger) -> None:
    item, hall = await book.handed_in(), book.hall
    asked = await sign_off.ask(hall.uow, hall.ask(book.house.above), item)
    assert isinstance(asked, Asked)
    assert (asked.pieces, asked.owner, asked.unit) == (1, "党员0", "一支部")
    assert asked.open == ()
    assert (await book.item(item)).state is ItemState.HANDED_IN


async def test_the_question_names_the_milestones_that_are_still_open(book: Ledger) -> None:
    item, hall = await book.handed_in(), book.hall
    async with hall.uow.begin() as work:
        await milestone.replace(work, item, [("制度上墙", book.today), ("中期检查", book.today)])
        first = (await milestone.of_item(work, item))[0]
        await milestone.reach(work, first.id, work.now)
        await work.commit()
    asked = await sign_off.ask(hall.uow, hall.ask(book.house.above), item)
    assert isinstance(asked, Asked)
    assert asked.open == ("中期检查",)
    assert "还有 1 个节点没有完成：中期检查" in view.confirm(asked, Texts(hall.zone).speech("zh")).text


async def test_a_second_tap_is_told_who_did_it(book: Ledger) -> None:
    second = await book.hall.person("组织员", book.house.top)
    await book.hall.post(second, book.house.top, "organiser")
    item = await book.handed_in()
    version = (await book.item(item)).version
    await book.sign_off(item, version=version)
    for tap in (
        await book.sign_off(item, second, version),
        await sign_off.ask(book.hall.uow, book.hall.ask(second), item),
        await book.begin_return(item, second),
    ):
        assert isinstance(tap, Decision)
        assert (tap.again, tap.by, tap.item.state) == (True, "上级", ItemState.SIGNED_OFF)
    assert len(await book.audited()) == 1


async def test_never_by_the_owner_not_even_as_administrator_or_committee(book: Ledger) -> None:
    house = book.house
    await book.hall.post(book.owner, house.top, "organisation")
    await book.hall.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", book.owner)
    item = await book.handed_in()
    hall, owner = book.hall, book.owner
    for step in (
        sign_off.ask(hall.uow, hall.ask(owner), item),
        book.sign_off(item, owner),
        book.begin_return(item, owner),
    ):
        with pytest.raises(DomainError, match="own_item"):
            await step
    assert (await book.item(item)).state is ItemState.HANDED_IN


async def test_nobody_else_decides(book: Ledger) -> None:
    house, item = book.house, await book.handed_in()
    await book.hall.run(
        "UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", house.members[1]
    )
    for person in (house.secretary, house.deputy, house.stranger, house.members[1], house.leader):
        for step in (book.sign_off(item, person), book.begin_return(item, person)):
            with pytest.raises(DomainError, match="not_allowed"):
                await step
    for step in (book.sign_off(987_654, version=1), book.begin_return(987_654)):
        with pytest.raises(DomainError, match="not_found"):
            await step


@pytest.mark.parametrize("state", ["draft", "open", "returned"])
async def test_never_before_it_is_handed_in(book: Ledger, state: str) -> None:
    item = await book.opened()
    await book.hall.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    for step in (book.sign_off(item), book.begin_return(item)):
        with pytest.raises(DomainError, match="item_not_handed_in"):
            await step


async def test_never_without_evidence_whatever_the_row_says(book: Ledger) -> None:
    item = await book.opened()
    await book.hall.run("UPDATE rectify_item SET state = 'handed_in' WHERE id = $1 RETURNING id", item)
    with pytest.raises(DomainError, match="item_not_handed_in"):
        await book.sign_off(item)


async def test_another_round_than_the_one_that_was_shown_is_asked_about_anew(book: Ledger) -> None:
    item = await book.handed_in()
    seen = (await book.item(item)).version
    await book.begin_return(item)
    await book.give_reason()
    await book.gather(item)
    await book.hand_in()
    assert isinstance(await book.sign_off(item, version=seen), Asked)
    assert (await book.item(item)).state is ItemState.HANDED_IN


async def test_many_at_once_get_numbers_without_gaps(book: Ledger) -> None:
    items = [await book.handed_in(owner) for owner in book.house.people for _ in range(2)]
    assert len({(await book.item(item)).unit_id for item in items}) == 1
    taps = [book.sign_off(item) for item in items * 2]
    results = await asyncio.gather(*taps)
    assert sum(isinstance(one, Decision) and not one.again for one in results) == len(items)
    rows = await book.hall.rows("SELECT sign_off_number AS n FROM rectify_item ORDER BY n")
    assert [row["n"] for row in rows] == list(range(1, len(items) + 1))
    assert len(await book.audited()) == len(items)


async def test_each_committee_counts_for_itself_and_each_year_anew(book: Ledger) -> None:
    hall, house = book.hall, book.house
    other = await hall.person("别的党员", house.other)
    top = await hall.unit("乙党委", "committee")
    lonely, head = await hall.person("乙书记", top), await hall.person("乙副书记", top)
    await hall.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", head)
    assert await numbered(book, await book.handed_in()) == (house.top, 2026, 1)
    assert await numbered(book, await book.handed_in(other, house.other)) == (house.top, 2026, 2)
    # where nobody is above, the unit counts for itself and an administrator stands in
    assert await numbered(book, await book.handed_in(lonely, top), head) == (top, 2026, 1)
    # New Year's Eve is over in Shanghai, not yet by the universal clock
    hall.clock.moment = hall.clock.moment.replace(month=12, day=31, hour=16, minute=30)
    assert await numbered(book, await book.handed_in()) == (house.top, 2027, 1)


async def numbered(book: Ledger, item: int, by: int | None = None) -> tuple[int, int, int]:
    await book.sign_off(item, by)
    done = (await book.item(item)).signed_off
    assert done is not None
    return done.committee_id, done.year, done.number


async def test_with_the_last_item_secretary_and_committee_hear_that_it_can_be_rated_anew(book: Ledger) -> None:
    second = await book.hall.person("组织员", book.house.top)
    await book.hall.post(second, book.house.top, "organiser")
    first, last = await book.handed_in(), await book.handed_in()
    await book.sign_off(first)
    assert await book.whom("sign_off.all") == []
    decision = await book.sign_off(last)
    assert isinstance(decision, Decision)
    assert decision.all_done
    assert await book.whom("sign_off.all") == [second]
    heard = [(whom, data.get("all_done")) for whom, data in await book.told("sign_off.done")]
    assert heard[2:] == [(book.owner, None), (book.house.secretary, True)]


async def test_returned_with_its_reason_and_handed_in_once_more(book: Ledger) -> None:
    item = await book.handed_in()
    assert await book.begin_return(item) is None
    decision = await book.give_reason("照片看不清")
    assert (decision.moved, decision.item.state) == (False, ItemState.RETURNED)
    told = dict(await book.told("sign_off.returned"))
    assert set(told) == {book.owner, book.house.secretary}
    assert told[book.owner]["reason"] == "照片看不清"
    assert await book.history(item) == ["handed_in", "returned"]
    assert await book.audited() == [("rectify.returned", {"item": item})]
    await book.gather(item)
    await book.hand_in()
    assert (await book.item(item)).state is ItemState.HANDED_IN
    assert len(await book.whom("evidence.handed_in")) == 2


async def test_a_return_needs_its_reason(book: Ledger) -> None:
    await book.begin_return(await book.handed_in())
    with pytest.raises(DomainError, match="reason_missing"):
        await book.give_reason("")
    with pytest.raises(DomainError, match="text_too_long"):
        await book.give_reason("字" * 501)
    assert (await book.give_reason("字" * 500)).item.state is ItemState.RETURNED


async def test_a_reason_written_while_another_signed_it_off_changes_nothing(book: Ledger) -> None:
    second = await book.hall.person("组织员", book.house.top)
    await book.hall.post(second, book.house.top, "organiser")
    item = await book.handed_in()
    await book.begin_return(item, second)
    await book.sign_off(item)
    decision = await book.give_reason(by=second)
    assert (decision.moved, decision.item.state, decision.by) == (True, ItemState.SIGNED_OFF, "上级")
    with pytest.raises(DomainError, match="stale_form"):
        await book.give_reason(by=second)
    assert await book.history(item) == ["handed_in", "signed_off"]


async def test_a_reason_for_one_round_does_not_return_the_next(book: Ledger) -> None:
    second = await book.hall.person("组织员", book.house.top)
    await book.hall.post(second, book.house.top, "organiser")
    item = await book.handed_in()
    await book.begin_return(item, second)
    await book.begin_return(item)
    await book.give_reason()
    await book.gather(item)
    await book.hand_in()
    decision = await book.give_reason(by=second)
    assert (decision.moved, decision.item.state) == (True, ItemState.HANDED_IN)
    assert (await book.item(item)).state is ItemState.HANDED_IN


async def test_a_reason_typed_for_one_item_does_not_return_another(book: Ledger) -> None:
    one, other = await book.handed_in(), await book.handed_in(book.house.members[1])
    await book.begin_return(one)
    written_for = await book.version(book.house.above)
    await book.begin_return(other)
    hall = book.hall
    with pytest.raises(DomainError, match="stale_form"):
        await reason_form.enter_reason(
            hall.uow, hall.ask(book.house.above), sign_off.NAME, written_for, "给前一项的理由"
        )
    assert {(await book.item(item)).state for item in (one, other)} == {ItemState.HANDED_IN}


async def test_nothing_is_returned_before_the_reason_that_was_shown_is_confirmed(book: Ledger) -> None:
    item, hall, above = await book.handed_in(), book.hall, book.house.above
    await book.begin_return(item)
    await reason_form.enter_reason(
        hall.uow, hall.ask(above), sign_off.NAME, await book.version(above), "明天几点开会？"
    )
    shown = await book.version(above)
    assert (await book.item(item)).state is ItemState.HANDED_IN
    assert await book.told("sign_off.returned") == []
    with pytest.raises(DomainError, match="stale_form"):
        await reason_form.enter_reason(hall.uow, hall.ask(above), sign_off.NAME, shown, "再来一句")
    await reason_form.rewrite(hall.uow, hall.ask(above), sign_off.NAME, shown)
    await reason_form.enter_reason(hall.uow, hall.ask(above), sign_off.NAME, await book.version(above), "照片看不清")
    with pytest.raises(DomainError, match="stale_form"):
        await sign_off.return_(hall.uow, hall.ask(above), shown)
    await sign_off.return_(hall.uow, hall.ask(above), await book.version(above))
    assert {data["reason"] for _, data in await book.told("sign_off.returned")} == {"照片看不清"}
