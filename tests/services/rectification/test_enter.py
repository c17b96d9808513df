"""Entering, opening and deleting items."""

import asyncio

from bot.domain.rectification.model import ItemState
from bot.services.rectification import enter
from bot.services.rectification import open as opening
from bot.services.rectification import save as saving
from bot.views.rectification import card as cards
from tests.installation import INSTALLATION, ZH
from tests.services.rectification.entry_form import fill, save, to_card, to_owner
from tests.services.rectification.items import entered, history, item_of, opened, stale
from tests.views.keyboard import labels
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.people import add_person
from tests.world.record import audit_kinds

LEFT = "UPDATE person SET left_on = '2026-11-01' WHERE id = $1"


async def test_saved_and_opened_once_however_often_it_is_tapped(world: World, branch: Branch, owner: int) -> None:
    now = await to_card(world, branch.secretary, branch.id, owner)
    first = await save(world, branch.secretary, now)
    second = await save(world, branch.secretary, now)
    assert first.item.id == second.item.id
    assert first.item.state is ItemState.OPEN
    assert await history(world, first.item.id) == ["entered", "opened"]
    assert await recipients(world, "rectify.opened") == [owner]
    assert await audit_kinds(world) == ["rectify.opened"]
    assert await stale(world) == [first.item.id]


async def test_an_owner_without_an_account_is_not_called_told(world: World, branch: Branch, owner: int) -> None:
    say, lonely = ZH, branch.members[1]
    opened = await save(world, branch.secretary, await to_card(world, branch.secretary, branch.id, owner))
    assert cards.opened(opened, say).text.splitlines()[1] == "已经告诉责任人党员0。"
    await world.run("DELETE FROM account WHERE person_id = $1 RETURNING id", lonely)
    now = await fill(world, branch.secretary, enter.change, opened.item.id)
    now = await fill(world, branch.secretary, enter.field, now.version, "owner")
    saved = await save(world, branch.secretary, await fill(world, branch.secretary, enter.owner, now.version, lonely))
    shown = cards.saved(saved, say)
    assert shown.text.splitlines()[1] == "责任人党员1还没有绑定账号，请另行告知。"
    assert "邀请成员" in labels(shown)
    again = await save(world, branch.secretary, await to_card(world, branch.secretary, branch.id, lonely))
    assert "还没有绑定账号" in cards.opened(again, say).text
    own = await save(world, branch.secretary, await to_card(world, branch.secretary, branch.id, branch.secretary))
    assert "责任人书记" not in cards.opened(own, say).text.partition("整改事项")[0]


async def test_the_same_update_twice_opens_once(world: World, branch: Branch, owner: int) -> None:
    now = await to_card(world, branch.secretary, branch.id, owner)
    both = [world.request(branch.secretary), world.request(branch.secretary, again=True)]
    made = [await saving.save(world.uow, one, INSTALLATION, now.version, publish=True) for one in both]
    assert made[0].item.id == made[1].item.id
    assert await recipients(world, "rectify.opened") == [owner]


async def test_two_at_the_same_moment_open_a_draft_once(world: World, branch: Branch, owner: int) -> None:
    item = await entered(world, branch.id, owner)
    both = (branch.secretary, branch.deputy)
    opened = [world.act(one, opening.open_, INSTALLATION, item) for one in both]
    found = await asyncio.gather(*opened)
    assert {one.item.state for one in found} == {ItemState.OPEN}
    assert await history(world, item) == ["opened"]
    assert await audit_kinds(world) == ["rectify.opened"]


async def test_the_likeliest_owners_come_first_and_a_whole_name_is_enough(world: World, branch: Branch) -> None:
    now = await to_owner(world, branch.secretary, branch.id)
    names = [one["name"] for one in now.draft["choices"]["items"]]
    assert names[:2] == ["书记", "副书记"]
    narrowed = await fill(world, branch.secretary, enter.search, "党员")
    assert (narrowed.step, len(narrowed.draft["choices"]["items"])) == ("owner", 4)
    assert (await fill(world, branch.secretary, enter.search, "党员1")).step == "due"


async def test_who_cannot_own_it(world: World, branch: Branch, owner: int) -> None:
    now = await to_owner(world, branch.secretary, branch.id)
    await world.run(LEFT, branch.members[2])
    masses = await add_person(world, "群众", branch.id, standing="mass_representative")
    for person in (branch.stranger, branch.above, branch.members[2], masses, 987_654):
        await world.refused("owner_unfit", fill(world, branch.secretary, enter.owner, now.version, person))
    for name in ("外支部书记", "党员2", "群众"):
        await world.refused("owner_unknown", fill(world, branch.secretary, enter.search, name))
    await world.refused("stale_form", fill(world, branch.secretary, enter.owner, now.version - 1, owner))


async def test_days_that_cannot_be(world: World, branch: Branch, owner: int) -> None:
    now = await to_owner(world, branch.secretary, branch.id)
    await fill(world, branch.secretary, enter.owner, now.version, owner)
    for text, code in (("11月24日", "due_past"), ("2040年1月1日", "due_too_far"), ("不知道", "day_unreadable")):
        await world.refused(code, fill(world, branch.secretary, enter.enter_day, text))
    now = await fill(world, branch.secretary, enter.enter_day, "12月1日")
    await fill(world, branch.secretary, enter.field, now.version, "start")
    await world.refused("due_before_start", fill(world, branch.secretary, enter.enter_day, "12月2日"))
    now = await fill(world, branch.secretary, enter.enter_day, "11月1日")
    assert now.draft["facts"]["horizon"] == "near"
    await fill(world, branch.secretary, enter.field, now.version, "milestones")
    await world.refused("milestone_outside", fill(world, branch.secretary, enter.milestones, "12月2日 太晚"))


async def test_everything_else_from_the_card(world: World, branch: Branch, owner: int) -> None:
    now = await to_card(world, branch.secretary, branch.id, owner)
    now = await fill(world, branch.secretary, enter.field, now.version, "category")
    await world.refused(
        "old_button", fill(world, branch.secretary, enter.word, now.version, len(INSTALLATION.rectification.categories))
    )
    now = await fill(world, branch.secretary, enter.word, now.version, 0)
    now = await fill(world, branch.secretary, enter.field, now.version, "source")
    now = await fill(world, branch.secretary, enter.enter_text, "巡察")
    now = await fill(world, branch.secretary, enter.field, now.version, "cause")
    now = await fill(world, branch.secretary, enter.enter_text, "没有计划")
    now = await fill(world, branch.secretary, enter.field, now.version, "target")
    now = await fill(world, branch.secretary, enter.leave_out, now.version)
    now = await fill(world, branch.secretary, enter.field, now.version, "milestones")
    now = await fill(world, branch.secretary, enter.milestones, "12月10日 制定计划")
    now = await fill(world, branch.secretary, enter.field, now.version, "due")
    now = await fill(world, branch.secretary, enter.back, now.version)
    await world.refused("old_button", fill(world, branch.secretary, enter.field, now.version, "unit"))
    item = (await save(world, branch.secretary, now, publish=False)).item
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
    assert await recipients(world, "rectify.opened") == []


async def test_a_draft_is_edited_and_someone_elses_change_is_not_written_over(
    world: World, branch: Branch, owner: int
) -> None:
    item = await entered(world, branch.id, owner)
    mine, theirs = (
        await fill(world, branch.secretary, enter.change, item),
        await fill(world, branch.deputy, enter.change, item),
    )
    await fill(world, branch.secretary, enter.field, mine.version, "measure")
    mine = await fill(world, branch.secretary, enter.enter_text, "换一间大的")
    await save(world, branch.secretary, mine, publish=False)
    await world.refused("item_changed", save(world, branch.deputy, theirs, publish=False))
    assert (await item_of(world, item)).measure == "换一间大的"
    assert await history(world, item) == ["edited"]


async def test_a_draft_whose_day_has_passed_is_not_opened(world: World, branch: Branch, owner: int) -> None:
    item = await entered(world, branch.id, owner)
    world.clock.forward(days=31)
    await world.refused("due_past", world.act(branch.secretary, opening.open_, INSTALLATION, item))
    await world.run("UPDATE rectify_item SET due_on = '2027-06-01' WHERE id = $1", item)
    await world.run(LEFT, owner)
    await world.refused("owner_unfit", world.act(branch.secretary, opening.open_, INSTALLATION, item))


async def test_a_draft_is_deleted_once(world: World, branch: Branch, owner: int) -> None:
    item, open_ = await entered(world, branch.id, owner), await opened(world, branch.id, owner)
    for person, one, code in (
        (branch.stranger, item, "not_allowed"),
        (owner, item, "not_allowed"),
        (branch.secretary, open_, "item_at_rest"),
        (branch.secretary, 987_654, "not_found"),
    ):
        await world.refused(code, world.act(person, opening.delete, one))
    for again in (False, True):
        await opening.delete(world.uow, world.request(branch.secretary, again=again), item)
    assert [row["id"] for row in await world.rows("SELECT id FROM rectify_item")] == [open_]


async def test_who_may_enter_and_where(world: World, branch: Branch) -> None:
    for person in (branch.members[0], branch.leader, branch.stranger):
        await world.refused("not_allowed", fill(world, person, enter.begin, branch.id))
    await world.refused("not_allowed", fill(world, branch.secretary, enter.begin, branch.groups[0]))
    await world.refused("not_found", fill(world, branch.secretary, enter.begin, 987_654))
    assert (await fill(world, branch.secretary, enter.begin, 0)).step == "problem"
    asked = await fill(world, branch.above, enter.begin, 0)
    assert [one["name"] for one in asked.draft["choices"]["items"]] == ["甲党委", "一支部", "二支部"]
    chosen = await fill(world, branch.above, enter.choose_unit, asked.version, branch.other)
    assert chosen.draft["plan"]["unit_id"] == branch.other


async def test_a_text_for_one_question_does_not_answer_another(world: World, branch: Branch) -> None:
    """Another worker has gone on meanwhile."""
    now = await fill(world, branch.secretary, enter.begin, branch.id)
    await fill(world, branch.secretary, enter.begin, branch.id)
    await world.refused(
        "stale_form", world.act(branch.secretary, enter.enter_text, INSTALLATION, now.version, "党课少")
    )
    at_owner = await to_owner(world, branch.secretary, branch.id)
    for step in (enter.search, enter.enter_day, enter.milestones):
        await world.refused("stale_form", world.act(branch.secretary, step, INSTALLATION, now.version, "党员1"))
    assert (await fill(world, branch.secretary, enter.search, "党员1")).version == at_owner.version + 1
