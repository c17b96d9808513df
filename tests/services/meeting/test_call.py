"""Calling a meeting step by step, on both databases."""

import asyncio
from datetime import date, time, timedelta

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.attendance.model import Way
from bot.domain.clock import from_ms
from bot.domain.meeting.calling import Step
from bot.services.meeting import call, fields
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.meeting import card as cards
from tests.services.meeting.meeting_stage import (
    ABOVE,
    BRANCH,
    DEPUTY,
    GROUP_ONE,
    GROUP_TWO,
    GUEST,
    LEADER,
    MEMBER,
    OTHER,
    OUTSIDER,
    PROBATIONARY,
    SECRETARY,
    TOWN,
    ZONE,
    MeetingStage,
    calling,
    local,
    published,
    refused,
    to_card,
)


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def test_all_defaults_make_a_meeting_that_everyone_is_told_of(stage: MeetingStage) -> None:
    form = await to_card(stage)
    facts, draft = calling(form).facts, calling(form).draft
    assert form.step == Step.CARD
    assert facts is not None
    assert (facts.host, facts.recorder, facts.invited, facts.voting) == ("甲书记", "乙委员", 5, 4)
    assert (draft.title, draft.place) == ("支部党员大会", "支部活动室")
    shown = await published(stage, form)
    assert shown.counts.invited == 5
    assert shown.notice.parts[0].starts == local("2026-12-02 15:00")
    assert shown.notice.parts[0].ends == local("2026-12-02 16:30")
    invited = await stage.rows("SELECT person_id, voting, guest FROM invitee ORDER BY person_id")
    assert [(row["person_id"], bool(row["voting"])) for row in invited] == [
        (SECRETARY, True),
        (DEPUTY, True),
        (MEMBER, True),
        (PROBATIONARY, False),
        (LEADER, True),
    ]
    told = await stage.rows("SELECT chat_id, priority FROM outbox WHERE kind = 'meeting.called' ORDER BY chat_id")
    assert [(row["chat_id"], row["priority"]) for row in told] == [(112, 9), (113, 9), (114, 9), (116, 9)], (
        "the one who published sees the card"
    )


async def test_publishing_twice_makes_one_meeting(stage: MeetingStage) -> None:
    form = await to_card(stage)
    first = stage.by(SECRETARY)
    one = await call.publish(stage.uow, first, stage.installation, form.version)
    tapped_again = await published(stage, form)
    redelivered = await call.publish(stage.uow, stage.by(SECRETARY, first.update_id), stage.installation, form.version)
    assert one.notice.meeting == tapped_again.notice.meeting == redelivered.notice.meeting
    assert await stage.count("meeting") == 1
    assert (await stage.kinds()).count("meeting.called") == 4


async def test_two_presses_at_the_same_moment_make_one_meeting(stage: MeetingStage) -> None:
    form = await to_card(stage)
    one, other = await asyncio.gather(published(stage, form), published(stage, form))
    assert one.notice.meeting == other.notice.meeting
    assert await stage.count("meeting") == 1
    assert (await stage.kinds()).count("meeting.called") == 4


async def test_the_published_times_are_those_of_the_card(stage: MeetingStage) -> None:
    form = await to_card(stage, when="下周三下午三点到五点")
    shown = calling(form).draft.spans
    await published(stage, form)
    rows = await stage.rows("SELECT starts, ends FROM session")
    assert [(from_ms(row["starts"]), from_ms(row["ends"])) for row in rows] == [(shown[0].starts, shown[0].ends)]
    assert shown[0].starts == local("2026-12-02 15:00")


async def test_what_is_missing_of_a_time_is_asked_for(stage: MeetingStage) -> None:
    form = await to_card(stage, when="12月2日")
    assert form.step == Step.WHEN
    form = await call.enter_time(stage.uow, stage.by(SECRETARY), stage.installation, "下午三点")
    assert form.step == Step.CARD
    assert calling(form).draft.starts == local("2026-12-02 15:00")


async def test_an_hour_without_a_day_takes_the_day_of_the_calendar(stage: MeetingStage) -> None:
    form = await to_card(stage, when="下午三点到四点")
    assert form.step == Step.WHEN
    form = await call.pick_day(stage.uow, stage.by(SECRETARY), stage.installation, form.version, date(2026, 12, 2))
    assert calling(form).draft.spans[0].starts == local("2026-12-02 15:00")
    assert calling(form).draft.spans[0].ends == local("2026-12-02 16:00")


async def test_a_day_and_an_hour_are_tapped(stage: MeetingStage) -> None:
    form = await call.begin(stage.uow, stage.by(SECRETARY), stage.installation)
    form = await call.choose_type(stage.uow, stage.by(SECRETARY), stage.installation, form.version, "theme_day")
    version = form.version
    saturday = date(2026, 12, 5)
    form = await call.turn_month(stage.uow, stage.by(SECRETARY), stage.installation, version, date(2026, 12, 1))
    form = await call.pick_day(stage.uow, stage.by(SECRETARY), stage.installation, version, saturday)
    assert (form.step, form.version) == (Step.WHEN, version)
    form = await call.pick_hour(stage.uow, stage.by(SECRETARY), stage.installation, version, saturday, time(9, 30))
    facts = calling(form).facts
    assert facts is not None
    assert facts.day_off
    assert calling(form).draft.starts == local("2026-12-05 09:30")
    assert Way.PLACE not in calling(form).draft.ways


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天下午三点", "when_past"),
        ("2月30日 9:00", "when_impossible"),
        ("随便", "when_unreadable"),
        ("2029年1月1日 9:00", "when_too_far"),
    ],
)
async def test_a_time_that_cannot_be_is_refused(stage: MeetingStage, text: str, code: str) -> None:
    await refused(code, to_card(stage, when=text))
    assert await stage.count("meeting") == 0


async def test_a_card_that_waited_too_long_is_not_published(stage: MeetingStage) -> None:
    form = await to_card(stage, when="今天 15:00")
    stage.clock.forward(hours=3)
    await refused("when_past", published(stage, form))
    assert await stage.count("meeting") == 0


async def test_people_with_another_meeting_at_that_hour_are_shown(stage: MeetingStage) -> None:
    await published(stage, await to_card(stage))
    facts = calling(await to_card(stage, code="lecture", when="12月2日 16:00")).facts
    assert facts is not None
    assert (facts.busy_count, facts.busy[0]) == (5, "甲书记")
    facts = calling(await to_card(stage, code="lecture", when="12月2日 16:30")).facts
    assert facts is not None
    assert facts.busy_count == 0


async def test_who_may_not_call_is_refused(stage: MeetingStage) -> None:
    for person in (MEMBER, PROBATIONARY, GUEST):
        await refused("not_allowed", call.begin(stage.uow, stage.by(person), stage.installation))
    assert await stage.count("conversation") == 0


async def test_only_units_of_ones_own_and_below_are_offered(stage: MeetingStage) -> None:
    form = await call.begin(stage.uow, stage.by(ABOVE), stage.installation)
    form = await call.choose_type(stage.uow, stage.by(ABOVE), stage.installation, form.version, "training")
    form = await call.enter_time(stage.uow, stage.by(ABOVE), stage.installation, "12月2日 9:00")
    form = await fields.edit(stage.uow, stage.by(ABOVE), stage.installation, form.version, "unit")
    assert {one.id for one in calling(form).choices.items} == {TOWN, BRANCH, OTHER, GROUP_ONE, GROUP_TWO}
    own = await call.begin(stage.uow, stage.by(OUTSIDER), stage.installation)
    await refused(
        "stale_form", call.choose_unit(stage.uow, stage.by(OUTSIDER), stage.installation, own.version, BRANCH)
    )


async def test_the_committee_above_calls_in_a_branch_below(stage: MeetingStage) -> None:
    form = await to_card(stage, by=ABOVE, code="training")
    facts = calling(form).facts
    assert facts is not None
    assert (facts.unit, facts.invited, facts.host) == ("某镇党委", 1, "癸镇委")
    form = await fields.edit(stage.uow, stage.by(ABOVE), stage.installation, form.version, "unit")
    form = await call.choose_unit(stage.uow, stage.by(ABOVE), stage.installation, form.version, BRANCH)
    form = await call.choose_type(stage.uow, stage.by(ABOVE), stage.installation, form.version, "assembly")
    facts = calling(form).facts
    assert form.step == Step.CARD
    assert facts is not None
    assert (facts.unit, facts.invited, facts.host, facts.recorder) == ("东村党支部", 5, "甲书记", "乙委员")


async def test_a_group_meeting_asks_for_the_group(stage: MeetingStage) -> None:
    form = await call.begin(stage.uow, stage.by(SECRETARY), stage.installation)
    form = await call.choose_type(stage.uow, stage.by(SECRETARY), stage.installation, form.version, "group")
    assert form.step == Step.GROUP
    await refused(
        "not_allowed", call.choose_unit(stage.uow, stage.by(SECRETARY), stage.installation, form.version, OTHER)
    )
    form = await call.choose_unit(stage.uow, stage.by(SECRETARY), stage.installation, form.version, GROUP_TWO)
    form = await call.enter_time(stage.uow, stage.by(SECRETARY), stage.installation, "12月2日 15:00")
    shown = await published(stage, form)
    assert shown.counts.invited == 3
    assert shown.notice.host == "己组长"


async def test_a_group_leader_is_asked_for_the_time_at_once(stage: MeetingStage) -> None:
    form = await call.begin(stage.uow, stage.by(LEADER), stage.installation)
    assert form.step == Step.WHEN
    form = await call.enter_time(stage.uow, stage.by(LEADER), stage.installation, "明天 19:00")
    shown = await published(stage, form, by=LEADER)
    assert {row["person_id"] for row in await stage.rows("SELECT person_id FROM invitee")} == {
        MEMBER,
        PROBATIONARY,
        LEADER,
    }
    assert shown.notice.host == "己组长"


async def test_a_stale_button_and_a_text_for_another_step_change_nothing(stage: MeetingStage) -> None:
    form = await to_card(stage)
    old = form.version - 1
    for attempt in (
        call.publish(stage.uow, stage.by(SECRETARY), stage.installation, old),
        fields.edit(stage.uow, stage.by(SECRETARY), stage.installation, old, "title"),
        fields.title(stage.uow, stage.by(SECRETARY), stage.installation, "新标题"),
        call.publish(stage.uow, stage.by(DEPUTY), stage.installation, form.version),
    ):
        await refused("stale_form", attempt)
    assert await stage.count("meeting") == 0


async def test_a_redelivered_step_has_no_second_effect(stage: MeetingStage) -> None:
    form = await call.begin(stage.uow, stage.by(SECRETARY), stage.installation)
    again = stage.by(SECRETARY)
    form = await call.choose_type(stage.uow, again, stage.installation, form.version, "assembly")
    await refused(
        "stale_form",
        call.choose_type(stage.uow, stage.by(SECRETARY, again.update_id), stage.installation, form.version, "assembly"),
    )
    assert (await stage.kinds()).count("form.meeting") == 2


async def test_two_hundred_are_told_at_once(stage: MeetingStage) -> None:
    async with stage.uow.begin() as work:
        people = [(id, f"党员{id}", BRANCH, "full") for id in range(1000, 1195)]
        await work.executemany("INSERT INTO person (id, name, unit_id, standing) VALUES ($1, $2, $3, $4)", people)
        await work.executemany(
            "INSERT INTO account (id, person_id) VALUES ($1, $2)", [(p[0] + 100, p[0]) for p in people]
        )
        await work.commit()
    shown = await published(stage, await to_card(stage))
    assert shown.counts.invited == 200
    assert (await stage.kinds()).count("meeting.called") == 199
    assert timedelta(0) < shown.notice.ends - shown.notice.starts


async def test_those_without_an_account_are_not_said_to_be_told(stage: MeetingStage) -> None:
    async with stage.uow.begin() as work:
        await work.execute("UPDATE account SET person_id = NULL WHERE person_id IN ($1, $2)", MEMBER, LEADER)
        await work.commit()
    shown = await published(stage, await to_card(stage))
    assert (shown.counts.invited, shown.counts.reached) == (5, 3)
    view = cards.published(shown, Texts(ZONE).speech("zh"))
    assert view.text.startswith("已发布。\n已通知其他 2 人；另有 2 人还没有绑定账号，请另行告知。")
    assert (await stage.kinds()).count("meeting.called") == 2
    assert isinstance(view.keyboard, InlineKeyboardMarkup)
    data = [button.callback_data for line in view.keyboard.inline_keyboard for button in line]
    assert data[-2:] == ["o:invite", "o:home"]


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("今天下午2点到3点", "14:00", "15:00"),
        ("下午四点", "16:00", "17:30"),
    ],
)
async def test_a_time_typed_on_the_card_is_the_new_one(stage: MeetingStage, typed: str, starts: str, ends: str) -> None:
    await to_card(stage, when="今天 15:00")
    form = await call.enter_on_card(stage.uow, stage.by(SECRETARY), stage.installation, typed)
    span = calling(form).draft.spans[0]
    assert form.step == Step.CARD
    assert (f"{span.starts.astimezone(ZONE):%H:%M}", f"{span.ends.astimezone(ZONE):%H:%M}") == (starts, ends)


async def test_anything_else_typed_on_the_card_is_refused(stage: MeetingStage) -> None:
    await to_card(stage)
    await refused(
        "card_takes_a_time", call.enter_on_card(stage.uow, stage.by(SECRETARY), stage.installation, "谁来主持呢")
    )
