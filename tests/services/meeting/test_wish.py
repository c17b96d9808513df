"""A meeting called in words: what the wish says is not asked again; on both databases."""

from bot.domain.meeting.calling import Step
from bot.domain.when.moment import When
from bot.services.conversation import Form
from bot.services.meeting import call
from tests.clock import local
from tests.services.meeting.calling import calling
from tests.services.meeting.town import ABOVE, BRANCH, GROUP_TWO, LEADER, MEMBER, NO_HOLIDAYS, OUTSIDER, SECRETARY
from tests.world import World


async def wish(town: World, words: str, by: int = SECRETARY) -> Form:
    return await town.act(by, call.begin, NO_HOLIDAYS, words)


async def pick_unit(town: World, form: Form, unit: int, by: int) -> Form:
    return await town.act(by, call.choose_unit, NO_HOLIDAYS, form.version, unit)


async def test_type_and_time_come_to_the_card_with_everything_else_filled_in(town: World) -> None:
    form = await wish(town, "帮我召集支委会，下周四下午三点到四点半")
    draft, facts = calling(form).draft, calling(form).facts
    assert (form.step, draft.type, draft.starts, draft.ends) == (
        Step.CARD,
        "committee",
        local("2026-12-03 15:00"),
        local("2026-12-03 16:30"),
    )
    assert facts is not None
    assert (facts.host, facts.invited) == ("甲书记", 2)


async def test_a_groups_meeting_asks_only_which_group(town: World) -> None:
    form = await wish(town, "下周四下午三点开党小组会")
    assert form.step == Step.GROUP
    form = await pick_unit(town, form, GROUP_TWO, SECRETARY)
    assert (form.step, calling(form).draft.starts) == (Step.CARD, local("2026-12-03 15:00"))


async def test_above_the_unit_is_asked_and_the_wish_kept(town: World) -> None:
    await town.run(
        "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, 'secretary', '2026-01-01')",
        ABOVE,
        BRANCH,
    )
    form = await wish(town, "下周四下午三点召集党员大会", ABOVE)
    assert form.step == Step.UNIT
    form = await pick_unit(town, form, BRANCH, ABOVE)
    assert (form.step, calling(form).draft.type, calling(form).draft.unit_id) == (Step.CARD, "assembly", BRANCH)


async def test_a_type_that_the_unit_does_not_hold_is_asked_for(town: World) -> None:
    form = await wish(town, "下周四下午三点开党小组会", OUTSIDER)
    assert form.step == Step.TYPE, "the western branch has no groups"
    form = await wish(town, "下周四下午三点开支委会", LEADER)
    assert (form.step, calling(form).draft.type) == (Step.CARD, "group"), "a group holds group meetings only"


async def test_a_time_that_passes_while_the_type_is_asked_for_is_asked_for_again(town: World) -> None:
    town.clock.moment = local("2026-11-25 14:00")
    form = await wish(town, "今天下午三点开会")
    assert form.step == Step.TYPE
    town.clock.moment = local("2026-11-25 15:01")
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "committee")
    assert (form.step, calling(form).when) == (Step.WHEN, When())


async def test_half_a_time_is_completed_by_its_answer(town: World) -> None:
    form = await wish(town, "下周四召集支委会")
    assert form.step == Step.WHEN
    form = await town.act(SECRETARY, call.enter_time, NO_HOLIDAYS, "15")
    assert (form.step, calling(form).draft.starts) == (Step.CARD, local("2026-12-03 15:00"))


async def test_who_may_not_call_may_not_wish(town: World) -> None:
    await town.refused("not_allowed", wish(town, "下周四下午三点召集支委会", MEMBER))
