"""Who sees a rectification item, what each may do with it, and how its card and history read."""

from bot.services.questions.ask import Question, answer
from bot.services.questions.dues import rules as dues_rules
from bot.services.rectification import card as service
from bot.services.rectification import ledger, sign_off
from bot.services.rectification.card import Card
from bot.services.rectification.ledger import Ledger, OwnItems
from bot.views.questions import ask as answers
from bot.views.rectification import card as view
from bot.views.rectification import ledger as lists
from tests.installation import CONFIG, EN, INSTALLATION, ZH
from tests.services.rectification.deciding import ask_later, give_reason, signed_off
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import entered, history, opened, stale
from tests.world import World
from tests.world.branch import Branch
from tests.world.people import add_person, give_posts

MILESTONE = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, '中期', '2026-12-01') RETURNING id"


async def card(world: World, person: int, item: int) -> Card:
    return await world.act(person, service.card, item)


def granted(found: Card) -> set[str]:
    """What the asker may do."""
    return {name for name in type(found.allowed).__slots__ if getattr(found.allowed, name)}


async def test_the_plan_is_seen_by_the_unit_its_masses_and_those_above(
    world: World, branch: Branch, owner: int
) -> None:
    item = await opened(world, branch.id, owner)
    masses = await add_person(world, "群众", branch.id, standing="mass_representative")
    liaison = await add_person(world, "联络员", branch.committee)
    await give_posts(world, (liaison, branch.committee, "liaison"))
    for person in (branch.members[1], masses, branch.secretary, branch.above, liaison):
        assert (await card(world, person, item)).owner == "党员0"
    await world.refused("not_allowed", card(world, branch.stranger, item))
    await world.refused("not_found", card(world, branch.secretary, 987_654))


async def test_a_draft_is_seen_by_those_who_enter_it_alone(world: World, branch: Branch, owner: int) -> None:
    item = await entered(world, branch.id, owner)
    assert granted(await card(world, branch.secretary, item)) == {"see_unit", "edit", "open", "delete", "see_reasons"}
    assert "attach" in granted(await card(world, branch.above, item))
    await world.refused("not_allowed", card(world, owner, item))
    await world.refused("not_allowed", world.act(branch.members[1], ledger.of_unit, branch.id, "draft"))
    drafts = await world.act(branch.secretary, ledger.of_unit, branch.id, "draft")
    assert [one.item.id for one in drafts.lines] == [item]
    assert (await world.act(branch.secretary, ledger.of_unit, branch.id, "all")).lines == ()


async def test_an_owner_of_another_unit_sees_the_item_but_not_the_unit(world: World, branch: Branch) -> None:
    item = await opened(world, branch.id, branch.stranger)
    found = await card(world, branch.stranger, item)
    assert granted(found) == {"reach", "gather", "ask_extension", "see_reasons"}
    await world.refused("not_allowed", world.act(branch.stranger, ledger.of_unit, branch.id, "all"))


async def test_what_each_may_do_as_the_item_goes_its_way(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    assert granted(await card(world, owner, item)) == {
        "see_unit",
        "reach",
        "gather",
        "ask_extension",
        "see_reasons",
    }
    assert granted(await card(world, branch.secretary, item)) == {"see_unit", "correct", "reach", "see_reasons"}
    assert granted(await card(world, branch.members[1], item)) == {"see_unit"}
    await gather(world, owner, item)
    await hand_in(world, owner)
    assert granted(await card(world, owner, item)) == {"see_unit", "reach", "see_evidence", "see_reasons"}
    assert {"sign_off", "see_evidence"} <= granted(await card(world, branch.above, item))
    assert "correct" not in granted(await card(world, branch.above, item))
    await signed_off(world, branch.above, item)
    assert granted(await card(world, branch.above, item)) == {"see_unit", "see_evidence", "see_reasons"}


async def test_whoever_owns_it_does_not_decide_about_it(world: World, branch: Branch) -> None:
    item = await handed_in(world, branch.id, branch.above)
    assert granted(await card(world, branch.above, item)).isdisjoint({"sign_off", "decide_extension"})


async def test_a_milestone_is_reached_once_by_owner_or_secretary(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    milestone = await world.run(MILESTONE, item)
    for person in (branch.members[1], branch.stranger):
        await world.refused("not_allowed", world.act(person, service.reached, milestone))
    for person in (owner, branch.secretary):
        found = await world.act(person, service.reached, milestone)
        assert found.milestones[0].reached_at == world.clock.now()
    assert await history(world, item) == ["milestone"]
    assert await stale(world) == [item]


async def test_a_milestone_of_a_draft_or_of_what_is_signed_off_rests(world: World, branch: Branch, owner: int) -> None:
    draft = await entered(world, branch.id, owner)
    milestone = await world.run(MILESTONE, draft)
    await world.refused("item_at_rest", world.act(branch.secretary, service.reached, milestone))
    await world.refused("not_found", world.act(branch.secretary, service.reached, 987_654))


async def test_every_card_and_history_can_be_said_in_both_languages(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.run(MILESTONE, item)
    await ask_later(world, owner, item)
    await world.run("UPDATE rectify_item SET first_due_on = '2026-12-01' WHERE id = $1", item)
    await gather(world, owner, item)
    await hand_in(world, owner)
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above, "看不清")
    found = await card(world, owner, item)
    assert (found.reason, found.pieces.handed_in) == ("看不清", 1)
    above = await card(world, branch.above, item)
    past = await world.act(owner, service.history, item)
    owned = await world.act(owner, ledger.mine)
    units = await world.act(branch.above, ledger.overview)
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


async def test_history_has_pages(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    for _ in range(service.EVENTS + 1):
        milestone = await world.run(MILESTONE, item)
        await world.act(owner, service.reached, milestone)
    first = await world.act(owner, service.history, item)
    last = await world.act(owner, service.history, item, 1)
    assert (len(first.events), first.more, len(last.events), last.more) == (service.EVENTS, True, 1, False)


async def test_questions_are_answered_from_the_plan(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    known = dues_rules(CONFIG)
    for intent, kind in (("rectify.open", Ledger), ("rectify.mine", OwnItems)):
        request = world.request(owner)
        question = Question(world.uow, request, INSTALLATION.meetings, known, intent)
        found = await answer(question)
        assert isinstance(found.result, kind)
        assert [one.item.id for one in found.result.lines] == [item]
        for say in (ZH, EN):
            assert "会议室太小" in answers.answered(found, say).text
