"""Entering, opening, correcting and deleting items."""

import asyncio

from bot.domain.rectification.model import ItemState
from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import open as opening
from bot.services.rectification import save as saving
from bot.views.rectification import card as cards
from tests.installation import INSTALLATION, ZH
from tests.services.rectification.entry_form import EntryForm
from tests.services.rectification.items import Items
from tests.views.keyboard import labels
from tests.world import World
from tests.world.branch import Branch

LEFT = "UPDATE person SET left_on = '2026-11-01' WHERE id = $1"


async def test_saved_and_opened_once_however_often_it_is_tapped(
    world: World, items: Items, entry_form: EntryForm
) -> None:
    now = await entry_form.to_card()
    first = await entry_form.save(now)
    second = await entry_form.save(now)
    assert first.item.id == second.item.id
    assert first.item.state is ItemState.OPEN
    assert await items.history(first.item.id) == ["entered", "opened"]
    assert await world.told("rectify.opened") == [items.owner]
    assert await world.audit_kinds() == ["rectify.opened"]
    assert await items.stale() == [first.item.id]


async def test_an_owner_without_an_account_is_not_called_told(
    world: World, branch: Branch, entry_form: EntryForm
) -> None:
    say, lonely = ZH, branch.members[1]
    opened = await entry_form.save(await entry_form.to_card())
    assert cards.opened(opened, say).text.splitlines()[1] == "已经告诉责任人党员0。"
    await world.run("DELETE FROM account WHERE person_id = $1 RETURNING id", lonely)
    now = await entry_form(enter.change, opened.item.id)
    now = await entry_form(enter.field, now.version, "owner")
    saved = await entry_form.save(await entry_form(enter.owner, now.version, lonely))
    shown = cards.saved(saved, say)
    assert shown.text.splitlines()[1] == "责任人党员1还没有绑定账号，请另行告知。"
    assert "邀请成员" in labels(shown)
    again = await entry_form.save(await entry_form.to_card(owner=lonely))
    assert "还没有绑定账号" in cards.opened(again, say).text
    own = await entry_form.save(await entry_form.to_card(owner=branch.secretary))
    assert "责任人书记" not in cards.opened(own, say).text.partition("整改事项")[0]


async def test_the_same_update_twice_opens_once(world: World, items: Items, entry_form: EntryForm) -> None:
    now = await entry_form.to_card()
    both = [world.request(entry_form.by), world.request(entry_form.by, again=True)]
    made = [await saving.save(world.uow, one, INSTALLATION, now.version, publish=True) for one in both]
    assert made[0].item.id == made[1].item.id
    assert await world.told("rectify.opened") == [items.owner]


async def test_two_at_the_same_moment_open_a_draft_once(
    world: World, branch: Branch, items: Items, entry_form: EntryForm
) -> None:
    item = await items.entered()
    both = (entry_form.by, branch.deputy)
    opened = [world.act(one, opening.open_, INSTALLATION, item) for one in both]
    found = await asyncio.gather(*opened)
    assert {one.item.state for one in found} == {ItemState.OPEN}
    assert await items.history(item) == ["opened"]
    assert await world.audit_kinds() == ["rectify.opened"]


async def test_the_likeliest_owners_come_first_and_a_whole_name_is_enough(items: Items, entry_form: EntryForm) -> None:
    now = await entry_form.to_owner()
    names = [one["name"] for one in now.draft["choices"]["items"]]
    assert names[:2] == ["书记", "副书记"]
    narrowed = await entry_form(enter.search, "党员")
    assert (narrowed.step, len(narrowed.draft["choices"]["items"])) == ("owner", 4)
    assert (await entry_form(enter.search, "党员1")).step == "due"


async def test_who_cannot_own_it(world: World, branch: Branch, items: Items, entry_form: EntryForm) -> None:
    now = await entry_form.to_owner()
    await world.run(LEFT, branch.members[2])
    masses = await world.person("群众", branch.id, standing="mass_representative")
    for person in (branch.stranger, branch.above, branch.members[2], masses, 987_654):
        await world.refused("owner_unfit", entry_form(enter.owner, now.version, person))
    for name in ("外支部书记", "党员2", "群众"):
        await world.refused("owner_unknown", entry_form(enter.search, name))
    await world.refused("stale_form", entry_form(enter.owner, now.version - 1, items.owner))


async def test_days_that_cannot_be(world: World, items: Items, entry_form: EntryForm) -> None:
    now = await entry_form.to_owner()
    await entry_form(enter.owner, now.version, items.owner)
    for text, code in (("11月24日", "due_past"), ("2040年1月1日", "due_too_far"), ("不知道", "day_unreadable")):
        await world.refused(code, entry_form(enter.enter_day, text))
    now = await entry_form(enter.enter_day, "12月1日")
    await entry_form(enter.field, now.version, "start")
    await world.refused("due_before_start", entry_form(enter.enter_day, "12月2日"))
    now = await entry_form(enter.enter_day, "11月1日")
    assert now.draft["facts"]["horizon"] == "near"
    await entry_form(enter.field, now.version, "milestones")
    await world.refused("milestone_outside", entry_form(enter.milestones, "12月2日 太晚"))


async def test_everything_else_from_the_card(world: World, entry_form: EntryForm) -> None:
    now = await entry_form.to_card()
    now = await entry_form(enter.field, now.version, "category")
    await world.refused("old_button", entry_form(enter.word, now.version, len(INSTALLATION.rectification.categories)))
    now = await entry_form(enter.word, now.version, 0)
    now = await entry_form(enter.field, now.version, "source")
    now = await entry_form(enter.enter_text, "巡察")
    now = await entry_form(enter.field, now.version, "cause")
    now = await entry_form(enter.enter_text, "没有计划")
    now = await entry_form(enter.field, now.version, "target")
    now = await entry_form(enter.leave_out, now.version)
    now = await entry_form(enter.field, now.version, "milestones")
    now = await entry_form(enter.milestones, "12月10日 制定计划")
    now = await entry_form(enter.field, now.version, "due")
    now = await entry_form(enter.back, now.version)
    await world.refused("old_button", entry_form(enter.field, now.version, "unit"))
    item = (await entry_form.save(now, publish=False)).item
    assert (item.category, item.source, item.cause, item.target) == (
        INSTALLATION.rectification.categories[0],
        "巡察",
        "没有计划",
        "",
    )
    assert await world.rows("SELECT title, due_on FROM rectify_milestone") == [
        {"title": "制定计划", "due_on": "2026-12-10"}
    ]
    assert item.state is ItemState.DRAFT
    assert await world.told("rectify.opened") == []


async def test_a_draft_is_edited_and_someone_elses_change_is_not_written_over(
    world: World, branch: Branch, items: Items, entry_form: EntryForm
) -> None:
    item, other = await items.entered(), EntryForm(items, branch.deputy)
    mine, theirs = await entry_form(enter.change, item), await other(enter.change, item)
    await entry_form(enter.field, mine.version, "measure")
    mine = await entry_form(enter.enter_text, "换一间大的")
    await entry_form.save(mine, publish=False)
    await world.refused("item_changed", other(saving.save, theirs.version, publish=False))
    assert (await items.item(item)).measure == "换一间大的"
    assert await items.history(item) == ["edited"]


async def test_a_draft_whose_day_has_passed_is_not_opened(world: World, items: Items, entry_form: EntryForm) -> None:
    item = await items.entered()
    world.clock.forward(days=31)
    await world.refused("due_past", entry_form(opening.open_, item))
    await world.run("UPDATE rectify_item SET due_on = '2027-06-01' WHERE id = $1", item)
    await world.run(LEFT, items.owner)
    await world.refused("owner_unfit", entry_form(opening.open_, item))


async def test_a_draft_is_deleted_once(world: World, branch: Branch, items: Items, entry_form: EntryForm) -> None:
    item, open_ = await items.entered(), await items.opened()
    for person, one, code in (
        (branch.stranger, item, "not_allowed"),
        (items.owner, item, "not_allowed"),
        (entry_form.by, open_, "item_at_rest"),
        (entry_form.by, 987_654, "not_found"),
    ):
        await world.refused(code, world.act(person, opening.delete, one))
    for again in (False, True):
        await opening.delete(world.uow, world.request(entry_form.by, again=again), item)
    assert [row["id"] for row in await world.rows("SELECT id FROM rectify_item")] == [open_]


async def test_who_may_enter_and_where(world: World, branch: Branch, items: Items) -> None:
    for person in (branch.members[0], branch.leader, branch.stranger):
        await world.refused("not_allowed", EntryForm(items, person)(enter.begin, branch.id))
    await world.refused("not_allowed", EntryForm(items, branch.secretary)(enter.begin, branch.groups[0]))
    await world.refused("not_found", EntryForm(items, branch.secretary)(enter.begin, 987_654))
    assert (await EntryForm(items, branch.secretary)(enter.begin, 0)).step == "problem"
    asked = await EntryForm(items, branch.above)(enter.begin, 0)
    assert [one["name"] for one in asked.draft["choices"]["items"]] == ["甲党委", "一支部", "二支部"]
    chosen = await EntryForm(items, branch.above)(enter.choose_unit, asked.version, branch.other)
    assert chosen.draft["plan"]["unit_id"] == branch.other


# --- corrected --------------------------------------------------------------------------------------------


async def corrected(entry_form: EntryForm, item: int, owner: int) -> Form:
    now = await entry_form(enter.change, item)
    now = await entry_form(enter.field, now.version, "owner")
    found: Form = await entry_form(enter.owner, now.version, owner)
    return found


async def test_an_open_item_gets_another_owner_and_both_hear(
    world: World, branch: Branch, items: Items, entry_form: EntryForm
) -> None:
    item, new = await items.opened(), branch.members[1]
    now = await corrected(entry_form, item, new)
    for name in ("problem", "due", "start", "milestones"):
        await world.refused("old_button", entry_form(enter.field, now.version, name))
    await entry_form.save(now, publish=False)
    assert (await items.item(item)).owner_id == new
    assert await world.told("rectify.opened") == [new]
    assert await world.told("rectify.relieved") == [items.owner]
    [row] = await world.rows("SELECT kind, data FROM rectify_event")
    assert dict(row) == {"kind": "corrected", "data": f'{{"owner": {new}, "was_owner": {items.owner}}}'}


async def test_an_owner_who_left_is_replaced(world: World, branch: Branch, items: Items, entry_form: EntryForm) -> None:
    item, draft = await items.opened(), await items.entered()
    await world.run(LEFT, items.owner)
    now = await entry_form(enter.change, draft)
    assert not now.draft["facts"]["owner_fits"]
    await world.refused("owner_unfit", entry_form(saving.save, now.version, publish=False))
    await entry_form.save(await corrected(entry_form, item, branch.members[1]), publish=False)
    assert (await items.item(item)).owner_id == branch.members[1]


async def test_an_overdue_item_is_corrected_without_touching_its_dates(
    world: World, items: Items, entry_form: EntryForm
) -> None:
    item = await items.opened()
    world.clock.forward(days=40)
    now = await entry_form(enter.change, item)
    now = await entry_form(enter.field, now.version, "measure")
    now = await entry_form(enter.enter_text, "租一间")
    await entry_form.save(now, publish=True)
    after = await items.item(item)
    assert (after.measure, after.state, after.due_on) == ("租一间", ItemState.OPEN, after.first_due_on)
    assert await world.told("rectify.corrected") == [items.owner]


async def test_what_waits_for_sign_off_is_not_changed(world: World, items: Items, entry_form: EntryForm) -> None:
    item = await items.handed_in()
    await world.refused("item_at_rest", entry_form(enter.change, item))


async def test_handed_in_while_it_was_being_corrected(
    world: World, branch: Branch, items: Items, entry_form: EntryForm
) -> None:
    item = await items.opened()
    now = await corrected(entry_form, item, branch.members[1])
    await items.gather(item)
    await items.hand_in()
    await world.refused("item_at_rest", entry_form(saving.save, now.version, publish=False))


async def test_whoever_could_sign_off_does_not_give_the_own_item_away(
    world: World, branch: Branch, items: Items
) -> None:
    above = EntryForm(items, branch.above)
    item = await items.opened(owner=branch.above, unit=branch.id)
    now = await corrected(above, item, items.owner)
    await world.refused("item_not_given_away", above(saving.save, now.version, publish=False))


async def test_a_text_for_one_question_does_not_answer_another(
    world: World, branch: Branch, entry_form: EntryForm
) -> None:
    """Another worker has gone on meanwhile."""
    now = await entry_form(enter.begin, branch.id)
    await entry_form(enter.begin, branch.id)
    await world.refused("stale_form", world.act(entry_form.by, enter.enter_text, INSTALLATION, now.version, "党课少"))
    at_owner = await entry_form.to_owner()
    for step in (enter.search, enter.enter_day, enter.milestones):
        await world.refused("stale_form", world.act(entry_form.by, step, INSTALLATION, now.version, "党员1"))
    assert (await entry_form(enter.search, "党员1")).version == at_owner.version + 1
