"""Calling a meeting step by step, on both databases."""

import asyncio
from datetime import timedelta

from telegram import InlineKeyboardMarkup

from bot.domain.clock import from_ms
from bot.domain.meeting.calling import Step
from bot.services.meeting import call, fields
from bot.views.meeting import card as cards
from tests.clock import local
from tests.installation import ZH
from tests.services.meeting.calling import calling, published, to_card
from tests.services.meeting.town import (
    ABOVE,
    BRANCH,
    GROUP_ONE,
    GROUP_TWO,
    GUEST,
    LEADER,
    MEMBER,
    NO_HOLIDAYS,
    ORGANISER,
    OTHER,
    OUTSIDER,
    PROBATIONARY,
    SECRETARY,
    TOWN,
)
from tests.world import ACCOUNTS, World
from tests.world.branch import BOUND
from tests.world.messages import messages


async def test_all_defaults_make_a_meeting_that_everyone_is_told_of(town: World) -> None:
    form = await to_card(town)
    facts, draft = calling(form).facts, calling(form).draft
    assert form.step == Step.CARD
    assert facts is not None
    assert (facts.host, facts.recorder, facts.invited, facts.voting) == ("甲书记", "乙委员", 5, 4)
    assert (draft.title, draft.place) == ("支部党员大会", "支部活动室")
    shown = await published(town, form)
    assert shown.counts.invited == 5
    assert shown.notice.parts[0].starts == local("2026-12-02 15:00")
    assert shown.notice.parts[0].ends == local("2026-12-02 16:30")
    invited = await town.rows("SELECT person_id, voting, guest FROM invitee ORDER BY person_id")
    assert [(row["person_id"], bool(row["voting"])) for row in invited] == [
        (SECRETARY, True),
        (ORGANISER, True),
        (MEMBER, True),
        (PROBATIONARY, False),
        (LEADER, True),
    ]
    told = await town.rows("SELECT chat_id, priority FROM outbox WHERE kind = 'meeting.called' ORDER BY chat_id")
    others = [(ACCOUNTS + person, 9) for person in (ORGANISER, MEMBER, PROBATIONARY, LEADER)]
    assert [(row["chat_id"], row["priority"]) for row in told] == others, "the one who published sees the card"


async def test_publishing_twice_makes_one_meeting(town: World) -> None:
    form = await to_card(town)
    one = await published(town, form)
    redelivered = await call.publish(town.uow, town.request(SECRETARY, again=True), NO_HOLIDAYS, form.version)
    tapped_again = await published(town, form)
    assert one.notice.meeting == tapped_again.notice.meeting == redelivered.notice.meeting
    assert len(await town.rows("SELECT * FROM meeting")) == 1
    assert len(await messages(town, "meeting.called")) == 4


async def test_two_presses_at_the_same_moment_make_one_meeting(town: World) -> None:
    form = await to_card(town)
    one, other = await asyncio.gather(published(town, form), published(town, form))
    assert one.notice.meeting == other.notice.meeting
    assert len(await town.rows("SELECT * FROM meeting")) == 1
    assert len(await messages(town, "meeting.called")) == 4


async def test_the_published_times_are_those_of_the_card(town: World) -> None:
    form = await to_card(town, when="下周三下午三点到五点")
    shown = calling(form).draft.spans
    await published(town, form)
    rows = await town.rows("SELECT starts, ends FROM session")
    assert [(from_ms(row["starts"]), from_ms(row["ends"])) for row in rows] == [(shown[0].starts, shown[0].ends)]
    assert shown[0].starts == local("2026-12-02 15:00")


async def test_people_with_another_meeting_at_that_hour_are_shown(town: World) -> None:
    await published(town, await to_card(town))
    facts = calling(await to_card(town, code="lecture", when="12月2日 16:00")).facts
    assert facts is not None
    assert (facts.busy_count, facts.busy[0]) == (5, "甲书记")
    facts = calling(await to_card(town, code="lecture", when="12月2日 16:30")).facts
    assert facts is not None
    assert facts.busy_count == 0


async def test_who_may_not_call_is_refused(town: World) -> None:
    for person in (MEMBER, PROBATIONARY, GUEST):
        await town.refused("not_allowed", town.act(person, call.begin, NO_HOLIDAYS))
    assert not await town.rows("SELECT * FROM conversation")


async def test_only_units_of_ones_own_and_below_are_offered(town: World) -> None:
    form = await town.act(ABOVE, call.begin, NO_HOLIDAYS)
    form = await town.act(ABOVE, call.choose_type, NO_HOLIDAYS, form.version, "training")
    form = await town.act(ABOVE, call.enter_time, NO_HOLIDAYS, "12月2日 9:00")
    form = await town.act(ABOVE, fields.edit, NO_HOLIDAYS, form.version, "unit")
    assert {one.id for one in calling(form).choices.items} == {TOWN, BRANCH, OTHER, GROUP_ONE, GROUP_TWO}
    own = await town.act(OUTSIDER, call.begin, NO_HOLIDAYS)
    await town.refused("stale_form", town.act(OUTSIDER, call.choose_unit, NO_HOLIDAYS, own.version, BRANCH))


async def test_the_committee_above_calls_in_a_branch_below(town: World) -> None:
    form = await to_card(town, by=ABOVE, code="training")
    facts = calling(form).facts
    assert facts is not None
    assert (facts.unit, facts.invited, facts.host) == ("某镇党委", 1, "癸镇委")
    form = await town.act(ABOVE, fields.edit, NO_HOLIDAYS, form.version, "unit")
    form = await town.act(ABOVE, call.choose_unit, NO_HOLIDAYS, form.version, BRANCH)
    form = await town.act(ABOVE, call.choose_type, NO_HOLIDAYS, form.version, "assembly")
    facts = calling(form).facts
    assert form.step == Step.CARD
    assert facts is not None
    assert (facts.unit, facts.invited, facts.host, facts.recorder) == ("东村党支部", 5, "甲书记", "乙委员")


async def test_a_group_meeting_asks_for_the_group(town: World) -> None:
    form = await town.act(SECRETARY, call.begin, NO_HOLIDAYS)
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "group")
    assert form.step == Step.GROUP
    await town.refused("not_allowed", town.act(SECRETARY, call.choose_unit, NO_HOLIDAYS, form.version, OTHER))
    form = await town.act(SECRETARY, call.choose_unit, NO_HOLIDAYS, form.version, GROUP_TWO)
    form = await town.act(SECRETARY, call.enter_time, NO_HOLIDAYS, "12月2日 15:00")
    shown = await published(town, form)
    assert shown.counts.invited == 3
    assert shown.notice.host == "己组长"


async def test_a_group_leader_is_asked_for_the_time_at_once(town: World) -> None:
    form = await town.act(LEADER, call.begin, NO_HOLIDAYS)
    assert form.step == Step.WHEN
    form = await town.act(LEADER, call.enter_time, NO_HOLIDAYS, "明天 19:00")
    shown = await published(town, form, by=LEADER)
    assert {row["person_id"] for row in await town.rows("SELECT person_id FROM invitee")} == {
        MEMBER,
        PROBATIONARY,
        LEADER,
    }
    assert shown.notice.host == "己组长"


async def test_a_stale_button_and_a_text_for_another_step_change_nothing(town: World) -> None:
    form = await to_card(town)
    old = form.version - 1
    for attempt in (
        town.act(SECRETARY, call.publish, NO_HOLIDAYS, old),
        town.act(SECRETARY, fields.edit, NO_HOLIDAYS, old, "title"),
        town.act(SECRETARY, fields.title, NO_HOLIDAYS, "新标题"),
        town.act(ORGANISER, call.publish, NO_HOLIDAYS, form.version),
    ):
        await town.refused("stale_form", attempt)
    assert not await town.rows("SELECT * FROM meeting")


async def test_a_redelivered_step_has_no_second_effect(town: World) -> None:
    form = await town.act(SECRETARY, call.begin, NO_HOLIDAYS)
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "assembly")
    await town.refused(
        "stale_form",
        call.choose_type(town.uow, town.request(SECRETARY, again=True), NO_HOLIDAYS, form.version, "assembly"),
    )
    assert len(await messages(town, "form.meeting")) == 2


async def test_two_hundred_are_told_at_once(town: World) -> None:
    await town.run_all(
        "INSERT INTO person (name, unit_id, standing) VALUES ($1, $2, 'full')",
        [(f"党员{number}", BRANCH) for number in range(195)],
    )
    await town.run(f"{BOUND} WHERE id > {ABOVE}")
    shown = await published(town, await to_card(town))
    assert shown.counts.invited == 200
    assert len(await messages(town, "meeting.called")) == 199
    assert timedelta(0) < shown.notice.ends - shown.notice.starts


async def test_those_without_an_account_are_not_said_to_be_told(town: World) -> None:
    await town.run("UPDATE account SET person_id = NULL WHERE person_id IN ($1, $2)", MEMBER, LEADER)
    shown = await published(town, await to_card(town))
    assert (shown.counts.invited, shown.counts.reached) == (5, 3)
    view = cards.published(shown, ZH)
    assert view.text.startswith("已发布。\n已通知其他 2 人；另有 2 人还没有绑定账号，请另行告知。")
    assert len(await messages(town, "meeting.called")) == 2
    assert isinstance(view.keyboard, InlineKeyboardMarkup)
    data = [button.callback_data for line in view.keyboard.inline_keyboard for button in line]
    assert data[-2:] == ["o:invite", "o:home"]
