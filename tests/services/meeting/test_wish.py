"""A meeting called in words: what the wish says is not asked again; on both databases."""

import pytest

from bot.domain.meeting.calling import Step
from bot.domain.when.moment import When
from bot.services.conversation import Form
from bot.services.meeting import call
from bot.storage.connection import Database
from tests.services.meeting.meeting_stage import (
    ABOVE,
    BRANCH,
    GROUP_TWO,
    LEADER,
    MEMBER,
    OUTSIDER,
    SECRETARY,
    MeetingStage,
    calling,
    local,
    refused,
)


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def wish(stage: MeetingStage, words: str, by: int = SECRETARY) -> Form:
    return await call.begin(stage.uow, stage.by(by), stage.installation, words)


async def pick_unit(stage: MeetingStage, form: Form, unit: int, by: int) -> Form:
    return await call.choose_unit(stage.uow, stage.by(by), stage.installation, form.version, unit)


async def test_type_and_time_come_to_the_card_with_everything_else_filled_in(stage: MeetingStage) -> None:
    form = await wish(stage, "帮我召集支委会，下周四下午三点到四点半")
    draft, facts = calling(form).draft, calling(form).facts
    assert (form.step, draft.type, draft.starts, draft.ends) == (
        Step.CARD,
        "committee",
        local("2026-12-03 15:00"),
        local("2026-12-03 16:30"),
    )
    assert facts is not None
    assert (facts.host, facts.invited) == ("甲书记", 2)


async def test_a_groups_meeting_asks_only_which_group(stage: MeetingStage) -> None:
    form = await wish(stage, "下周四下午三点开党小组会")
    assert form.step == Step.GROUP
    form = await pick_unit(stage, form, GROUP_TWO, SECRETARY)
    assert (form.step, calling(form).draft.starts) == (Step.CARD, local("2026-12-03 15:00"))


async def test_above_the_unit_is_asked_and_the_wish_kept(stage: MeetingStage) -> None:
    async with stage.uow.begin() as work:
        await work.execute(
            "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, 'secretary', '2026-01-01')",
            ABOVE,
            BRANCH,
        )
        await work.commit()
    form = await wish(stage, "下周四下午三点召集党员大会", ABOVE)
    assert form.step == Step.UNIT
    form = await pick_unit(stage, form, BRANCH, ABOVE)
    assert (form.step, calling(form).draft.type, calling(form).draft.unit_id) == (Step.CARD, "assembly", BRANCH)


async def test_a_type_that_the_unit_does_not_hold_is_asked_for(stage: MeetingStage) -> None:
    form = await wish(stage, "下周四下午三点开党小组会", OUTSIDER)
    assert form.step == Step.TYPE, "the western branch has no groups"
    form = await wish(stage, "下周四下午三点开支委会", LEADER)
    assert (form.step, calling(form).draft.type) == (Step.CARD, "group"), "a group holds group meetings only"


async def test_a_time_that_passes_while_the_type_is_asked_for_is_asked_for_again(stage: MeetingStage) -> None:
    stage.clock.moment = local("2026-11-25 14:00")
    form = await wish(stage, "今天下午三点开会")
    assert form.step == Step.TYPE
    stage.clock.moment = local("2026-11-25 15:01")
    form = await call.choose_type(stage.uow, stage.by(SECRETARY), stage.installation, form.version, "committee")
    assert (form.step, calling(form).when) == (Step.WHEN, When())


async def test_half_a_time_is_completed_by_its_answer(stage: MeetingStage) -> None:
    form = await wish(stage, "下周四召集支委会")
    assert form.step == Step.WHEN
    form = await call.enter_time(stage.uow, stage.by(SECRETARY), stage.installation, "15")
    assert (form.step, calling(form).draft.starts) == (Step.CARD, local("2026-12-03 15:00"))


async def test_who_may_not_call_may_not_wish(stage: MeetingStage) -> None:
    await refused("not_allowed", wish(stage, "下周四下午三点召集支委会", MEMBER))
