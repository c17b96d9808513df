"""Entering, opening, correcting and deleting items."""

import asyncio

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import open as rectify_open
from bot.storage.connection import Database
from bot.views.rectification import card as cards
from bot.views.view import View
from tests.installation import INSTALLATION
from tests.services.rectification.rectify_form import LEFT, TEXTS, Desk, kinds
from tests.services.rectification.rectify_stage import RULES, Ledger, ledger


def labels(shown: View) -> list[str]:
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    return [one.text for line in shown.keyboard.inline_keyboard for one in line]


@pytest.fixture
async def book(database: Database) -> Ledger:
    return await ledger(database)


@pytest.fixture
def desk(book: Ledger) -> Desk:
    return Desk(book)


async def test_saved_and_opened_once_however_often_it_is_tapped(book: Ledger, desk: Desk) -> None:
    now = await desk.to_card()
    first = await desk.save(now)
    second = await desk.save(now)
    assert first.item.id == second.item.id
    assert first.item.state is ItemState.OPEN
    assert await book.history(first.item.id) == ["entered", "opened"]
    assert await book.whom("rectify.opened") == [book.owner]
    assert await kinds(book) == ["rectify.opened"]
    assert await book.stale() == [first.item.id]


async def test_an_owner_without_an_account_is_not_called_told(book: Ledger, desk: Desk) -> None:
    say, lonely = TEXTS.speech("zh"), book.house.members[1]
    opened = await desk.save(await desk.to_card())
    assert cards.opened(opened, say).text.splitlines()[1] == "已经告诉责任人党员0。"
    await book.hall.run("DELETE FROM account WHERE person_id = $1 RETURNING id", lonely)
    now = await desk(enter.change, opened.item.id)
    now = await desk(enter.field, now.version, "owner")
    saved = await desk.save(await desk(enter.owner, now.version, lonely))
    shown = cards.saved(saved, say)
    assert shown.text.splitlines()[1] == "责任人党员1还没有绑定账号，请另行告知。"
    assert "邀请成员" in labels(shown)
    again = await desk.save(await desk.to_card(owner=lonely))
    assert "还没有绑定账号" in cards.opened(again, say).text
    own = await desk.save(await desk.to_card(owner=book.house.secretary))
    assert "责任人书记" not in cards.opened(own, say).text.partition("整改事项")[0]


async def test_the_same_update_twice_opens_once(book: Ledger, desk: Desk) -> None:
    now, hall = await desk.to_card(), book.hall
    both = [hall.ask(desk.by, update=77), hall.ask(desk.by, update=77)]
    made = [await rectify_open.save(hall.uow, one, INSTALLATION, now.version, publish=True) for one in both]
    assert made[0].item.id == made[1].item.id
    assert await book.whom("rectify.opened") == [book.owner]


async def test_two_at_the_same_moment_open_a_draft_once(book: Ledger, desk: Desk) -> None:
    hall, item = book.hall, await book.entered()
    both = (desk.by, book.house.deputy)
    opened = [rectify_open.open_(hall.uow, hall.ask(one), INSTALLATION, item) for one in both]
    found = await asyncio.gather(*opened)
    assert {one.item.state for one in found} == {ItemState.OPEN}
    assert await book.history(item) == ["opened"]
    assert await kinds(book) == ["rectify.opened"]


async def test_the_likeliest_owners_come_first_and_a_whole_name_is_enough(book: Ledger, desk: Desk) -> None:
    now = await desk.to_owner()
    names = [one["name"] for one in now.draft["choices"]["items"]]
    assert names[:2] == ["书记", "副书记"]
    narrowed = await desk(enter.search, "党员")
    assert (narrowed.step, len(narrowed.draft["choices"]["items"])) == ("owner", 4)
    assert (await desk(enter.search, "党员1")).step == "due"


async def test_who_cannot_own_it(book: Ledger, desk: Desk) -> None:
    hall, house, now = book.hall, book.house, await desk.to_owner()
    await hall.run(LEFT, house.members[2])
    masses = await hall.person("群众", house.unit, standing="mass_representative")
    for person in (house.stranger, house.above, house.members[2], masses, 987_654):
        await desk.refused("owner_unfit", enter.owner, now.version, person)
    for name in ("外支部书记", "党员2", "群众"):
        await desk.refused("owner_unknown", enter.search, name)
    await desk.refused("stale_form", enter.owner, now.version - 1, book.owner)


async def test_days_that_cannot_be(book: Ledger, desk: Desk) -> None:
    now = await desk.to_owner()
    await desk(enter.owner, now.version, book.owner)
    for text, code in (("11月24日", "due_past"), ("2040年1月1日", "due_too_far"), ("不知道", "day_unreadable")):
        await desk.refused(code, enter.enter_day, text)
    now = await desk(enter.enter_day, "12月1日")
    await desk(enter.field, now.version, "start")
    await desk.refused("due_before_start", enter.enter_day, "12月2日")
    now = await desk(enter.enter_day, "11月1日")
    assert now.draft["facts"]["horizon"] == "near"
    await desk(enter.field, now.version, "milestones")
    await desk.refused("milestone_outside", enter.milestones, "12月2日 太晚")


async def test_everything_else_from_the_card(book: Ledger, desk: Desk) -> None:
    now = await desk.to_card()
    now = await desk(enter.field, now.version, "category")
    await desk.refused("old_button", enter.word, now.version, len(RULES.categories))
    now = await desk(enter.word, now.version, 0)
    now = await desk(enter.field, now.version, "source")
    now = await desk(enter.enter_text, "巡察")
    now = await desk(enter.field, now.version, "cause")
    now = await desk(enter.enter_text, "没有计划")
    now = await desk(enter.field, now.version, "target")
    now = await desk(enter.leave_out, now.version)
    now = await desk(enter.field, now.version, "milestones")
    now = await desk(enter.milestones, "12月10日 制定计划")
    now = await desk(enter.field, now.version, "due")
    now = await desk(enter.back, now.version)
    await desk.refused("old_button", enter.field, now.version, "unit")
    item = (await desk.save(now, publish=False)).item
    assert (item.category, item.source, item.cause, item.target) == (RULES.categories[0], "巡察", "没有计划", "")
    assert await book.hall.rows("SELECT title, due_on FROM rectify_milestone") == [
        {"title": "制定计划", "due_on": "2026-12-10"}
    ]
    assert item.state is ItemState.DRAFT
    assert await book.whom("rectify.opened") == []


async def test_a_draft_is_edited_and_someone_elses_change_is_not_written_over(book: Ledger, desk: Desk) -> None:
    item, other = await book.entered(), Desk(book, book.house.deputy)
    mine, theirs = await desk(enter.change, item), await other(enter.change, item)
    await desk(enter.field, mine.version, "measure")
    mine = await desk(enter.enter_text, "换一间大的")
    await desk.save(mine, publish=False)
    await other.refused("item_changed", rectify_open.save, theirs.version, publish=False)
    assert (await book.item(item)).measure == "换一间大的"
    assert await book.history(item) == ["edited"]


async def test_a_draft_whose_day_has_passed_is_not_opened(book: Ledger, desk: Desk) -> None:
    item = await book.entered()
    book.hall.clock.forward(days=31)
    await desk.refused("due_past", rectify_open.open_, item)
    await book.hall.run("UPDATE rectify_item SET due_on = '2027-06-01' WHERE id = $1", item)
    await book.hall.run(LEFT, book.owner)
    await desk.refused("owner_unfit", rectify_open.open_, item)


async def test_a_draft_is_deleted_once(book: Ledger, desk: Desk) -> None:
    hall, item, open_ = book.hall, await book.entered(), await book.opened()
    for person, one, code in (
        (book.house.stranger, item, "not_allowed"),
        (book.owner, item, "not_allowed"),
        (desk.by, open_, "item_at_rest"),
        (desk.by, 987_654, "not_found"),
    ):
        with pytest.raises(DomainError) as error:
            await rectify_open.delete(hall.uow, hall.ask(person), one)
        assert error.value.code == code
    for _ in range(2):
        await rectify_open.delete(hall.uow, hall.ask(desk.by, update=5), item)
    assert [row["id"] for row in await hall.rows("SELECT id FROM rectify_item")] == [open_]


async def test_who_may_enter_and_where(book: Ledger) -> None:
    house = book.house
    for person in (house.members[0], house.leader, house.stranger):
        await Desk(book, person).refused("not_allowed", enter.begin, house.unit)
    await Desk(book).refused("not_allowed", enter.begin, house.groups[0])
    await Desk(book).refused("not_found", enter.begin, 987_654)
    assert (await Desk(book)(enter.begin, 0)).step == "problem"
    asked = await Desk(book, house.above)(enter.begin, 0)
    assert [one["name"] for one in asked.draft["choices"]["items"]] == ["甲党委", "一支部", "二支部"]
    chosen = await Desk(book, house.above)(enter.choose_unit, asked.version, house.other)
    assert chosen.draft["plan"]["unit_id"] == house.other


# --- corrected --------------------------------------------------------------------------------------------


async def corrected(desk: Desk, item: int, owner: int) -> Form:
    now = await desk(enter.change, item)
    now = await desk(enter.field, now.version, "owner")
    found: Form = await desk(enter.owner, now.version, owner)
    return found


async def test_an_open_item_gets_another_owner_and_both_hear(book: Ledger, desk: Desk) -> None:
    item, new = await book.opened(), book.house.members[1]
    now = await corrected(desk, item, new)
    for name in ("problem", "due", "start", "milestones"):
        await desk.refused("old_button", enter.field, now.version, name)
    await desk.save(now, publish=False)
    assert (await book.item(item)).owner_id == new
    assert await book.whom("rectify.opened") == [new]
    assert await book.whom("rectify.relieved") == [book.owner]
    [row] = await book.hall.rows("SELECT kind, data FROM rectify_event")
    assert dict(row) == {"kind": "corrected", "data": f'{{"owner": {new}, "was_owner": {book.owner}}}'}


async def test_an_owner_who_left_is_replaced(book: Ledger, desk: Desk) -> None:
    item, draft = await book.opened(), await book.entered()
    await book.hall.run(LEFT, book.owner)
    now = await desk(enter.change, draft)
    assert not now.draft["facts"]["owner_fits"]
    await desk.refused("owner_unfit", rectify_open.save, now.version, publish=False)
    await desk.save(await corrected(desk, item, book.house.members[1]), publish=False)
    assert (await book.item(item)).owner_id == book.house.members[1]


async def test_an_overdue_item_is_corrected_without_touching_its_dates(book: Ledger, desk: Desk) -> None:
    item = await book.opened()
    book.hall.clock.forward(days=40)
    now = await desk(enter.change, item)
    now = await desk(enter.field, now.version, "measure")
    now = await desk(enter.enter_text, "租一间")
    await desk.save(now, publish=True)
    after = await book.item(item)
    assert (after.measure, after.state, after.due_on) == ("租一间", ItemState.OPEN, after.first_due_on)
    assert await book.whom("rectify.corrected") == [book.owner]


async def test_what_waits_for_sign_off_is_not_changed(book: Ledger, desk: Desk) -> None:
    item = await book.handed_in()
    await desk.refused("item_at_rest", enter.change, item)


async def test_handed_in_while_it_was_being_corrected(book: Ledger, desk: Desk) -> None:
    item = await book.opened()
    now = await corrected(desk, item, book.house.members[1])
    await book.gather(item)
    await book.hand_in()
    await desk.refused("item_at_rest", rectify_open.save, now.version, publish=False)


async def test_whoever_could_sign_off_does_not_give_the_own_item_away(book: Ledger) -> None:
    above = Desk(book, book.house.above)
    item = await book.opened(owner=book.house.above, unit=book.house.unit)
    now = await corrected(above, item, book.owner)
    await above.refused("item_not_given_away", rectify_open.save, now.version, publish=False)


async def test_a_text_for_one_question_does_not_answer_another(book: Ledger, desk: Desk) -> None:
    """Another worker has gone on meanwhile."""
    hall, now = book.hall, await desk(enter.begin, book.house.unit)
    await desk(enter.begin, book.house.unit)
    with pytest.raises(DomainError, match="stale_form"):
        await enter.enter_text(hall.uow, hall.ask(desk.by), INSTALLATION, now.version, "党课少")
    at_owner = await desk.to_owner()
    for step in (enter.search, enter.enter_day, enter.milestones):
        with pytest.raises(DomainError, match="stale_form"):
            await step(hall.uow, hall.ask(desk.by), INSTALLATION, now.version, "党员1")
    assert (await desk(enter.search, "党员1")).version == at_owner.version + 1
