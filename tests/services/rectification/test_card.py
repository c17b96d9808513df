"""Who sees which rectification items, in which order, and what each may do with them."""

from zoneinfo import ZoneInfo

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.services.questions.ask import Question, answer
from bot.services.questions.dues import rules as dues_rules
from bot.services.rectification import card as rectify
from bot.services.rectification import ledger as rectification_ledger
from bot.services.rectification.card import Card
from bot.services.rectification.ledger import Ledger as Listed
from bot.services.rectification.ledger import OwnItems, UnitsPage
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES, Texts
from bot.views.questions import ask as answers
from bot.views.rectification import card as rectify_card
from bot.views.rectification import ledger as lists
from tests.services.attendance.attendance_branch import ROOT
from tests.services.rectification.rectify_stage import Ledger, ledger

TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
MILESTONE = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, '中期', '2026-12-01') RETURNING id"


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


async def card(book: Ledger, person: int, item: int) -> Card:
    return await rectify.card(book.hall.uow, book.hall.ask(person), item)


async def overview(book: Ledger, person: int) -> UnitsPage | Listed:
    return await rectification_ledger.overview(book.hall.uow, book.hall.ask(person))


async def of_unit(book: Ledger, person: int, shown: str = "all", owner: int = 0, page: int = 0) -> Listed:
    hall = book.hall
    return await rectification_ledger.of_unit(hall.uow, hall.ask(person), book.house.unit, shown, owner, page)


def granted(found: Card) -> set[str]:
    """What the asker may do."""
    return {name for name in type(found.allowed).__slots__ if getattr(found.allowed, name)}


async def refused(book: Ledger, person: int, item: int) -> str:
    with pytest.raises(DomainError) as error:
        await card(book, person, item)
    return error.value.code


# --- who sees what ----------------------------------------------------------------------------------------


async def test_the_plan_is_seen_by_the_unit_its_masses_and_those_above(book: Ledger) -> None:
    house, item = book.house, await book.opened()
    masses = await book.hall.person("群众", house.unit, standing="mass_representative")
    liaison = await book.hall.person("联络员", house.top)
    await book.hall.post(liaison, house.top, "liaison")
    for person in (house.members[1], masses, house.secretary, house.above, liaison):
        assert (await card(book, person, item)).owner == "党员0"
    assert await refused(book, house.stranger, item) == "not_allowed"
    assert await refused(book, house.secretary, 987_654) == "not_found"


async def test_a_draft_is_seen_by_those_who_enter_it_alone(book: Ledger) -> None:
    house, item = book.house, await book.entered()
    assert granted(await card(book, house.secretary, item)) == {"see_unit", "edit", "open", "delete", "see_reasons"}
    assert "attach" in granted(await card(book, house.above, item))
    assert await refused(book, book.owner, item) == "not_allowed"
    with pytest.raises(DomainError, match="not_allowed"):
        await of_unit(book, house.members[1], "draft")
    assert [one.item.id for one in (await of_unit(book, house.secretary, "draft")).lines] == [item]
    assert (await of_unit(book, house.secretary)).lines == ()


async def test_an_owner_of_another_unit_sees_the_item_but_not_the_unit(book: Ledger) -> None:
    item = await book.opened(owner=book.house.stranger)
    found = await card(book, book.house.stranger, item)
    assert granted(found) == {"reach", "gather", "ask_extension", "see_reasons"}
    with pytest.raises(DomainError, match="not_allowed"):
        await of_unit(book, book.house.stranger)


async def test_what_each_may_do_as_the_item_goes_its_way(book: Ledger) -> None:
    house, item = book.house, await book.opened()
    assert granted(await card(book, book.owner, item)) == {
        "see_unit",
        "reach",
        "gather",
        "ask_extension",
        "see_reasons",
    }
    assert granted(await card(book, house.secretary, item)) == {"see_unit", "correct", "reach", "see_reasons"}
    assert granted(await card(book, house.members[1], item)) == {"see_unit"}
    await book.gather(item)
    await book.hand_in()
    assert granted(await card(book, book.owner, item)) == {"see_unit", "reach", "see_evidence", "see_reasons"}
    assert {"sign_off", "see_evidence"} <= granted(await card(book, house.above, item))
    assert "correct" not in granted(await card(book, house.above, item))
    await book.sign_off(item)
    assert granted(await card(book, house.above, item)) == {"see_unit", "see_evidence", "see_reasons"}


async def test_whoever_owns_it_does_not_decide_about_it(book: Ledger) -> None:
    item = await book.handed_in(owner=book.house.above)
    assert granted(await card(book, book.house.above, item)).isdisjoint({"sign_off", "decide_extension"})


# --- lists ------------------------------------------------------------------------------------------------


async def test_what_one_owns_comes_first_then_by_date_and_what_is_done_last(book: Ledger) -> None:
    house, other = book.house, book.house.members[1]
    done = await book.handed_in(other)
    await book.sign_off(done)
    later, own, above = await book.opened(other), await book.opened(), await book.opened(unit=book.house.top)
    sooner = await book.opened(other)
    await book.hall.run("UPDATE rectify_item SET due_on = '2026-11-20' WHERE id = $1", sooner)
    found = await of_unit(book, book.owner)
    assert [one.item.id for one in found.lines] == [own, above, sooner, later, done]
    assert [one.item.id for one in (await of_unit(book, house.secretary)).lines] == [sooner, later, own, done]
    assert (found.counts.todo, found.counts.overdue, found.counts.signed_off) == (3, 1, 1)
    text = lists.ledger(found, TEXTS.speech("zh")).text
    assert text.index("您负责的") < text.index("党组织：甲党委") < text.index("其他事项") < text.index("逾期 5 天")


async def test_filters_by_state_and_by_owner(book: Ledger) -> None:
    house, other = book.house, book.house.members[1]
    open_, handed, of_other = await book.opened(), await book.handed_in(other), await book.opened(other)
    for shown, owner, wanted in (
        ("work", 0, {open_, of_other}),
        ("handed", 0, {handed}),
        ("done", 0, set()),
        ("all", other, {handed, of_other}),
        ("work", other, {of_other}),
    ):
        found = await of_unit(book, house.secretary, shown, owner)
        assert {one.item.id for one in found.lines} == wanted, (shown, owner)
    with pytest.raises(DomainError, match="old_button"):
        await of_unit(book, house.secretary, "nothing")
    hall = book.hall
    owners = await rectification_ledger.owners(hall.uow, hall.ask(house.secretary), house.unit)
    assert {(one.name, one.pending, one.items) for one in owners.owners} == {("党员0", 1, 1), ("党员1", 2, 2)}


async def test_long_lists_have_pages(book: Ledger) -> None:
    made = {await book.opened() for _ in range(rectification_ledger.ITEMS + 1)}
    first, second = await of_unit(book, book.house.secretary), await of_unit(book, book.house.secretary, page=1)
    assert (first.more, second.more, len(second.lines)) == (True, False, 1)
    assert {one.item.id for one in (*first.lines, *second.lines)} == made
    shown = lists.ledger(second, TEXTS.speech("zh"))
    assert "第 2 页" in shown.text
    assert "第 1 页" not in lists.ledger(first, TEXTS.speech("zh")).text
    assert f"{rectification_ledger.ITEMS + 1}. 会议室太小" in shown.text
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    keys = [[one.text for one in line] for line in shown.keyboard.inline_keyboard]
    assert keys[0] == [f"{rectification_ledger.ITEMS + 1}. 会议室太小"]
    assert ["✓ 全部", "待办"] in keys


async def test_the_committee_sees_its_units_first_where_something_waits(book: Ledger) -> None:
    house = book.house
    await book.opened()
    await book.handed_in(owner=house.stranger, unit=house.other)
    found = await overview(book, house.above)
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部", "一支部", "甲党委"]
    assert [(counts.todo, counts.handed_in) for _, counts in found.units] == [(0, 1), (1, 0), (0, 0)]
    assert found.enters
    for person in (house.secretary, house.members[0]):
        own = await overview(book, person)
        assert isinstance(own, Listed)
        assert own.unit.id == house.unit
        assert not own.others


async def test_someone_attached_to_another_unit_finds_the_own_one_too(book: Ledger) -> None:
    house = book.house
    await book.hall.post(house.members[0], house.other, "liaison")
    found = await overview(book, house.members[0])
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部"]
    assert found.home is not None
    assert found.home.id == house.unit


async def test_an_administrator_stands_in_where_nobody_is_above(book: Ledger) -> None:
    await book.hall.run("INSERT INTO account (id, administrator_since, language) VALUES (7, 1, 'zh') RETURNING id")
    hall, item = book.hall, await book.opened(unit=book.house.top)
    request = hall.ask(7 - 1000)
    found = await rectification_ledger.overview(hall.uow, request)
    assert isinstance(found, Listed)
    assert [one.item.id for one in found.lines] == [item]
    assert (found.enters, found.attaches) == (True, True)


async def test_all_done_once_the_last_is_signed_off(book: Ledger) -> None:
    async def done() -> bool:
        async with book.hall.uow.reading() as cx:
            return await rectify.all_done(cx, book.house.unit)

    assert not await done()
    first, second = await book.handed_in(), await book.handed_in(book.house.members[1])
    await book.entered()
    await book.sign_off(first)
    assert not await done()
    await book.sign_off(second)
    assert await done()
    found = await card(book, book.owner, first)
    assert found.all_done
    assert "全部销号" in rectify_card.card(found, TEXTS.speech("zh")).text
    assert "全部销号" in lists.ledger(await of_unit(book, book.owner), TEXTS.speech("zh")).text


async def test_an_invented_owner_gives_no_name_away(book: Ledger) -> None:
    house = book.house
    masses = await book.hall.person("群众", house.unit, standing="mass_representative")
    await book.opened()
    await book.entered(owner=house.members[2])
    await book.opened(owner=house.stranger, unit=house.other)
    for reader in (house.members[1], masses, house.secretary):
        for invented in (house.stranger, house.members[2], 987_654, -1):
            with pytest.raises(DomainError, match="old_button"):
                await of_unit(book, reader, owner=invented)
        found = await of_unit(book, reader, "done", book.owner)
        assert (found.owner, found.lines) == ("党员0", ())


# --- milestones, history, questions -----------------------------------------------------------------------


async def test_a_milestone_is_reached_once_by_owner_or_secretary(book: Ledger) -> None:
    hall, house, item = book.hall, book.house, await book.opened()
    milestone = await hall.run(MILESTONE, item)
    for person in (house.members[1], house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await rectify.reached(hall.uow, hall.ask(person), milestone)
    for person in (book.owner, house.secretary):
        found = await rectify.reached(hall.uow, hall.ask(person), milestone)
        assert found.milestones[0].reached_at == hall.now
    assert await book.history(item) == ["milestone"]
    assert await book.stale() == [item]


async def test_a_milestone_of_a_draft_or_of_what_is_signed_off_rests(book: Ledger) -> None:
    hall, draft = book.hall, await book.entered()
    milestone = await hall.run(MILESTONE, draft)
    with pytest.raises(DomainError, match="item_at_rest"):
        await rectify.reached(hall.uow, hall.ask(book.house.secretary), milestone)
    with pytest.raises(DomainError, match="not_found"):
        await rectify.reached(hall.uow, hall.ask(book.house.secretary), 987_654)


async def test_every_card_and_history_can_be_said_in_both_languages(book: Ledger) -> None:
    hall, item = book.hall, await book.opened()
    await hall.run(MILESTONE, item)
    await book.ask_later(item)
    await book.hall.run("UPDATE rectify_item SET first_due_on = '2026-12-01' WHERE id = $1", item)
    await book.gather(item)
    await book.hand_in()
    await book.begin_return(item)
    await book.give_reason("看不清")
    found = await card(book, book.owner, item)
    assert (found.reason, found.pieces.handed_in) == ("看不清", 1)
    above = await card(book, book.house.above, item)
    past = await rectify.history(hall.uow, hall.ask(book.owner), item)
    owned = await rectification_ledger.mine(hall.uow, hall.ask(book.owner))
    units = await overview(book, book.house.above)
    for say in map(TEXTS.speech, LANGUAGES):
        for shown in (rectify_card.card(found, say), rectify_card.card(above, say), rectify_card.history(past, say)):
            assert shown.text
            assert shown.keyboard is not None
        assert lists.mine(owned, say).text
        assert lists.overview(units, say).text
    text = rectify_card.card(found, TEXTS.speech("zh")).text
    assert "原定 2026年12月1日，延到 2026年12月25日" in text
    assert "退回原因：看不清" in text
    assert "申请延到" in text


async def test_history_has_pages(book: Ledger) -> None:
    hall, item = book.hall, await book.opened()
    for _ in range(rectify.EVENTS + 1):
        milestone = await hall.run(MILESTONE, item)
        await rectify.reached(hall.uow, hall.ask(book.owner), milestone)
    first = await rectify.history(hall.uow, hall.ask(book.owner), item)
    last = await rectify.history(hall.uow, hall.ask(book.owner), item, 1)
    assert (len(first.events), first.more, len(last.events), last.more) == (rectify.EVENTS, True, 1, False)


async def test_questions_are_answered_from_the_plan(book: Ledger) -> None:
    hall, item = book.hall, await book.opened()
    known = dues_rules(ROOT / "config")
    for intent, kind in (("rectify.open", Listed), ("rectify.mine", OwnItems)):
        question = Question(hall.uow, hall.ask(book.owner), hall.rules, known, intent)
        found = await answer(question)
        assert isinstance(found.result, kind)
        assert [one.item.id for one in found.result.lines] == [item]
        for say in map(TEXTS.speech, LANGUAGES):
            assert "会议室太小" in answers.answered(found, say).text
