"""Who sees which rectification items, in which order, and what each may do with them."""

from telegram import InlineKeyboardMarkup

from bot.services.questions.ask import Question, answer
from bot.services.questions.dues import rules as dues_rules
from bot.services.rectification import card as service
from bot.services.rectification import ledger
from bot.services.rectification.card import Card
from bot.services.rectification.ledger import Ledger, OwnItems, UnitsPage
from bot.views.questions import ask as answers
from bot.views.rectification import card as view
from bot.views.rectification import ledger as lists
from tests.installation import CONFIG, EN, INSTALLATION, ZH
from tests.services.rectification.items import Items
from tests.world import World
from tests.world.branch import Branch

MILESTONE = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, '中期', '2026-12-01') RETURNING id"


async def card(world: World, person: int, item: int) -> Card:
    return await world.act(person, service.card, item)


async def overview(world: World, person: int) -> UnitsPage | Ledger:
    return await world.act(person, ledger.overview)


async def of_unit(
    world: World, branch: Branch, person: int, shown: str = "all", owner: int = 0, page: int = 0
) -> Ledger:
    return await world.act(person, ledger.of_unit, branch.id, shown, owner, page)


def granted(found: Card) -> set[str]:
    """What the asker may do."""
    return {name for name in type(found.allowed).__slots__ if getattr(found.allowed, name)}


# --- who sees what ----------------------------------------------------------------------------------------


async def test_the_plan_is_seen_by_the_unit_its_masses_and_those_above(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.opened()
    masses = await world.person("群众", branch.id, standing="mass_representative")
    liaison = await world.person("联络员", branch.committee)
    await world.posts((liaison, branch.committee, "liaison"))
    for person in (branch.members[1], masses, branch.secretary, branch.above, liaison):
        assert (await card(world, person, item)).owner == "党员0"
    await world.refused("not_allowed", card(world, branch.stranger, item))
    await world.refused("not_found", card(world, branch.secretary, 987_654))


async def test_a_draft_is_seen_by_those_who_enter_it_alone(world: World, branch: Branch, items: Items) -> None:
    item = await items.entered()
    assert granted(await card(world, branch.secretary, item)) == {"see_unit", "edit", "open", "delete", "see_reasons"}
    assert "attach" in granted(await card(world, branch.above, item))
    await world.refused("not_allowed", card(world, items.owner, item))
    await world.refused("not_allowed", of_unit(world, branch, branch.members[1], "draft"))
    assert [one.item.id for one in (await of_unit(world, branch, branch.secretary, "draft")).lines] == [item]
    assert (await of_unit(world, branch, branch.secretary)).lines == ()


async def test_an_owner_of_another_unit_sees_the_item_but_not_the_unit(
    world: World, branch: Branch, items: Items
) -> None:
    item = await items.opened(owner=branch.stranger)
    found = await card(world, branch.stranger, item)
    assert granted(found) == {"reach", "gather", "ask_extension", "see_reasons"}
    await world.refused("not_allowed", of_unit(world, branch, branch.stranger))


async def test_what_each_may_do_as_the_item_goes_its_way(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    assert granted(await card(world, items.owner, item)) == {
        "see_unit",
        "reach",
        "gather",
        "ask_extension",
        "see_reasons",
    }
    assert granted(await card(world, branch.secretary, item)) == {"see_unit", "correct", "reach", "see_reasons"}
    assert granted(await card(world, branch.members[1], item)) == {"see_unit"}
    await items.gather(item)
    await items.hand_in()
    assert granted(await card(world, items.owner, item)) == {"see_unit", "reach", "see_evidence", "see_reasons"}
    assert {"sign_off", "see_evidence"} <= granted(await card(world, branch.above, item))
    assert "correct" not in granted(await card(world, branch.above, item))
    await items.sign_off(item)
    assert granted(await card(world, branch.above, item)) == {"see_unit", "see_evidence", "see_reasons"}


async def test_whoever_owns_it_does_not_decide_about_it(world: World, branch: Branch, items: Items) -> None:
    item = await items.handed_in(owner=branch.above)
    assert granted(await card(world, branch.above, item)).isdisjoint({"sign_off", "decide_extension"})


# --- lists ------------------------------------------------------------------------------------------------


async def test_what_one_owns_comes_first_then_by_date_and_what_is_done_last(
    world: World, branch: Branch, items: Items
) -> None:
    other = branch.members[1]
    done = await items.handed_in(other)
    await items.sign_off(done)
    later, own, above = await items.opened(other), await items.opened(), await items.opened(unit=branch.committee)
    sooner = await items.opened(other)
    await world.run("UPDATE rectify_item SET due_on = '2026-11-20' WHERE id = $1", sooner)
    found = await of_unit(world, branch, items.owner)
    assert [one.item.id for one in found.lines] == [own, above, sooner, later, done]
    assert [one.item.id for one in (await of_unit(world, branch, branch.secretary)).lines] == [sooner, later, own, done]
    assert (found.counts.todo, found.counts.overdue, found.counts.signed_off) == (3, 1, 1)
    text = lists.ledger(found, ZH).text
    assert text.index("您负责的") < text.index("党组织：甲党委") < text.index("其他事项") < text.index("逾期 5 天")


async def test_filters_by_state_and_by_owner(world: World, branch: Branch, items: Items) -> None:
    other = branch.members[1]
    open_, handed, of_other = await items.opened(), await items.handed_in(other), await items.opened(other)
    for shown, owner, wanted in (
        ("work", 0, {open_, of_other}),
        ("handed", 0, {handed}),
        ("done", 0, set()),
        ("all", other, {handed, of_other}),
        ("work", other, {of_other}),
    ):
        found = await of_unit(world, branch, branch.secretary, shown, owner)
        assert {one.item.id for one in found.lines} == wanted, (shown, owner)
    await world.refused("old_button", of_unit(world, branch, branch.secretary, "nothing"))
    owners = await world.act(branch.secretary, ledger.owners, branch.id)
    assert {(one.name, one.pending, one.items) for one in owners.owners} == {("党员0", 1, 1), ("党员1", 2, 2)}


async def test_long_lists_have_pages(world: World, branch: Branch, items: Items) -> None:
    made = {await items.opened() for _ in range(ledger.ITEMS + 1)}
    first, second = (
        await of_unit(world, branch, branch.secretary),
        await of_unit(world, branch, branch.secretary, page=1),
    )
    assert (first.more, second.more, len(second.lines)) == (True, False, 1)
    assert {one.item.id for one in (*first.lines, *second.lines)} == made
    shown = lists.ledger(second, ZH)
    assert "第 2 页" in shown.text
    assert "第 1 页" not in lists.ledger(first, ZH).text
    assert f"{ledger.ITEMS + 1}. 会议室太小" in shown.text
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    keys = [[one.text for one in line] for line in shown.keyboard.inline_keyboard]
    assert keys[0] == [f"{ledger.ITEMS + 1}. 会议室太小"]
    assert ["✓ 全部", "待办"] in keys


async def test_the_committee_sees_its_units_first_where_something_waits(
    world: World, branch: Branch, items: Items
) -> None:
    await items.opened()
    await items.handed_in(owner=branch.stranger, unit=branch.other)
    found = await overview(world, branch.above)
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部", "一支部", "甲党委"]
    assert [(counts.todo, counts.handed_in) for _, counts in found.units] == [(0, 1), (1, 0), (0, 0)]
    assert found.enters
    for person in (branch.secretary, branch.members[0]):
        own = await overview(world, person)
        assert isinstance(own, Ledger)
        assert own.unit.id == branch.id
        assert not own.others


async def test_someone_attached_to_another_unit_finds_the_own_one_too(world: World, branch: Branch) -> None:
    await world.posts((branch.members[0], branch.other, "liaison"))
    found = await overview(world, branch.members[0])
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部"]
    assert found.home is not None
    assert found.home.id == branch.id


async def test_an_administrator_stands_in_where_nobody_is_above(world: World, branch: Branch, items: Items) -> None:
    await world.run("INSERT INTO account (id, administrator_since, language) VALUES (7, 1, 'zh') RETURNING id")
    item = await items.opened(unit=branch.committee)
    request = world.request(7 - 1000)
    found = await ledger.overview(world.uow, request)
    assert isinstance(found, Ledger)
    assert [one.item.id for one in found.lines] == [item]
    assert (found.enters, found.attaches) == (True, True)


async def test_all_done_once_the_last_is_signed_off(world: World, branch: Branch, items: Items) -> None:
    async def done() -> bool:
        async with world.uow.reading() as cx:
            return await service.all_done(cx, branch.id)

    assert not await done()
    first, second = await items.handed_in(), await items.handed_in(branch.members[1])
    await items.entered()
    await items.sign_off(first)
    assert not await done()
    await items.sign_off(second)
    assert await done()
    found = await card(world, items.owner, first)
    assert found.all_done
    assert "全部销号" in view.card(found, ZH).text
    assert "全部销号" in lists.ledger(await of_unit(world, branch, items.owner), ZH).text


async def test_an_invented_owner_gives_no_name_away(world: World, branch: Branch, items: Items) -> None:
    masses = await world.person("群众", branch.id, standing="mass_representative")
    await items.opened()
    await items.entered(owner=branch.members[2])
    await items.opened(owner=branch.stranger, unit=branch.other)
    for reader in (branch.members[1], masses, branch.secretary):
        for invented in (branch.stranger, branch.members[2], 987_654, -1):
            await world.refused("old_button", of_unit(world, branch, reader, owner=invented))
        found = await of_unit(world, branch, reader, "done", items.owner)
        assert (found.owner, found.lines) == ("党员0", ())


# --- milestones, history, questions -----------------------------------------------------------------------


async def test_a_milestone_is_reached_once_by_owner_or_secretary(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    milestone = await world.run(MILESTONE, item)
    for person in (branch.members[1], branch.stranger):
        await world.refused("not_allowed", world.act(person, service.reached, milestone))
    for person in (items.owner, branch.secretary):
        found = await world.act(person, service.reached, milestone)
        assert found.milestones[0].reached_at == world.now
    assert await items.history(item) == ["milestone"]
    assert await items.stale() == [item]


async def test_a_milestone_of_a_draft_or_of_what_is_signed_off_rests(
    world: World, branch: Branch, items: Items
) -> None:
    draft = await items.entered()
    milestone = await world.run(MILESTONE, draft)
    await world.refused("item_at_rest", world.act(branch.secretary, service.reached, milestone))
    await world.refused("not_found", world.act(branch.secretary, service.reached, 987_654))


async def test_every_card_and_history_can_be_said_in_both_languages(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    await world.run(MILESTONE, item)
    await items.ask_later(item)
    await world.run("UPDATE rectify_item SET first_due_on = '2026-12-01' WHERE id = $1", item)
    await items.gather(item)
    await items.hand_in()
    await items.begin_return(item)
    await items.give_reason("看不清")
    found = await card(world, items.owner, item)
    assert (found.reason, found.pieces.handed_in) == ("看不清", 1)
    above = await card(world, branch.above, item)
    past = await world.act(items.owner, service.history, item)
    owned = await world.act(items.owner, ledger.mine)
    units = await overview(world, branch.above)
    for say in (ZH, EN):
        for shown in (view.card(found, say), view.card(above, say), view.history(past, say)):
            assert shown.text
            assert shown.keyboard is not None
        assert lists.mine(owned, say).text
        assert lists.overview(units, say).text
    text = view.card(found, ZH).text
    assert "原定 2026年12月1日，延到 2026年12月25日" in text
    assert "退回原因：看不清" in text
    assert "申请延到" in text


async def test_history_has_pages(world: World, items: Items) -> None:
    item = await items.opened()
    for _ in range(service.EVENTS + 1):
        milestone = await world.run(MILESTONE, item)
        await world.act(items.owner, service.reached, milestone)
    first = await world.act(items.owner, service.history, item)
    last = await world.act(items.owner, service.history, item, 1)
    assert (len(first.events), first.more, len(last.events), last.more) == (service.EVENTS, True, 1, False)


async def test_questions_are_answered_from_the_plan(world: World, items: Items) -> None:
    item = await items.opened()
    known = dues_rules(CONFIG)
    for intent, kind in (("rectify.open", Ledger), ("rectify.mine", OwnItems)):
        request = world.request(items.owner)
        question = Question(world.uow, request, INSTALLATION.meetings, known, intent)
        found = await answer(question)
        assert isinstance(found.result, kind)
        assert [one.item.id for one in found.result.lines] == [item]
        for say in (ZH, EN):
            assert "会议室太小" in answers.answered(found, say).text
