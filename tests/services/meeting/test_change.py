"""Changing a meeting that people know of, field by field, by one or by two at once; on both databases."""

from datetime import date, time

import pytest

from bot.domain.clock import from_ms
from bot.domain.meeting.change import Changing, Step
from bot.services.conversation import Form
from bot.services.meeting import card, change
from bot.storage.connection import Database
from tests.services.meeting.change_stage import EVERY_FIELD, audited, begin, call, coming, confirm, enter_text, told
from tests.services.meeting.meeting_stage import (
    DEPUTY,
    GUEST,
    LEADER,
    MEMBER,
    OUTSIDER,
    RULES,
    SECRETARY,
    MeetingStage,
    local,
    refused,
)


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def test_a_new_place_is_told_old_and_new(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    shown = await confirm(stage, await enter_text(stage, "镇礼堂"))
    assert shown is not None
    assert shown.notice.place == "镇礼堂"
    messages = await told(stage, "meeting.changed")
    assert len(messages) == 5
    assert messages[0]["change"]["old"]["text"] == "村部"
    assert messages[0]["change"]["new"]["text"] == "镇礼堂"
    assert await audited(stage) == []


async def test_a_new_time_moves_the_session(stage: MeetingStage) -> None:
    made = await call(stage)
    before = (await stage.rows("SELECT id FROM session"))[0]["id"]
    await begin(stage, made, "time")
    form = await enter_text(stage, "12月5日 9:00")
    changing = Changing.model_validate(form.draft)
    assert changing.day_off
    await confirm(stage, form)
    row = (await stage.rows("SELECT id, starts, ends FROM session"))[0]
    assert (row["id"], from_ms(row["starts"]), from_ms(row["ends"])) == (
        before,
        local("2026-12-05 09:00"),
        local("2026-12-05 10:30"),
    )
    changed = (await stage.rows("SELECT starts, version FROM meeting"))[0]
    assert (from_ms(changed["starts"]), changed["version"]) == (local("2026-12-05 09:00"), 2)


async def test_the_hour_alone_keeps_the_day_and_sessions_keep_their_distance(stage: MeetingStage) -> None:
    made = await call(stage, "09:00-11:00", "14:00-16:00")
    await begin(stage, made, "time")
    await confirm(stage, await enter_text(stage, "上午十点"))
    rows = await stage.rows("SELECT starts, ends FROM session ORDER BY number")
    assert [from_ms(row["starts"]) for row in rows] == [local("2026-12-02 10:00"), local("2026-12-02 15:00")]
    assert from_ms(rows[1]["ends"]) == local("2026-12-02 17:00")


async def test_a_new_time_can_be_tapped(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "time")
    day = date(2026, 12, 8)
    form = await change.turn_month(stage.uow, stage.by(SECRETARY), stage.installation, form.version, day)
    form = await change.pick_day(stage.uow, stage.by(SECRETARY), stage.installation, form.version, day)
    form = await change.pick_hour(stage.uow, stage.by(SECRETARY), stage.installation, form.version, day, time(19, 30))
    shown = await confirm(stage, form)
    assert shown is not None
    assert shown.notice.starts == local("2026-12-08 19:30")


async def test_host_recorder_agenda_and_title(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "host")
    await refused(
        "not_allowed",
        change.person(stage.uow, stage.by(SECRETARY), stage.installation, form.version, OUTSIDER),
    )
    form = await change.person(stage.uow, stage.by(SECRETARY), stage.installation, form.version, DEPUTY)
    await confirm(stage, form)
    form = await begin(stage, made, "recorder")
    form = await enter_text(stage, "己")
    form = await change.person(stage.uow, stage.by(SECRETARY), stage.installation, form.version, LEADER)
    await confirm(stage, form)
    await begin(stage, made, "agenda")
    await confirm(stage, await enter_text(stage, "学习\n表决事项（表决）"))
    await begin(stage, made, "agenda")
    await confirm(stage, await enter_text(stage, "只有一项"))
    await begin(stage, made, "title")
    shown = await confirm(stage, await enter_text(stage, "新标题"))
    assert shown is not None
    one = shown.notice
    assert (one.title, one.host, one.recorder) == ("新标题", "乙委员", "己组长")
    assert [item.title for item in one.agenda] == ["只有一项"]
    assert len(await told(stage, "meeting.changed")) == 5 * 5


async def test_the_same_value_changes_nothing(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    await refused("nothing_changes", enter_text(stage, "村部"))
    assert await told(stage, "meeting.changed") == []


async def test_a_second_press_tells_nobody_again(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    form = await enter_text(stage, "镇礼堂")
    await confirm(stage, form)
    again = await confirm(stage, form)
    assert again is not None
    assert again.notice.place == "镇礼堂"
    assert len(await told(stage, "meeting.changed")) == 5


async def test_of_two_at_once_the_second_sees_the_newest_and_decides_again(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place", SECRETARY)
    first = await enter_text(stage, "镇礼堂", SECRETARY)
    await begin(stage, made, "place", DEPUTY)
    second = await enter_text(stage, "小学操场", DEPUTY)
    assert await confirm(stage, first, SECRETARY) is not None
    assert await confirm(stage, second, DEPUTY) is None
    assert (await stage.rows("SELECT place FROM meeting"))[0]["place"] == "镇礼堂"
    row = (await stage.rows("SELECT step, version, draft FROM conversation WHERE account_id = $1", DEPUTY + 100))[0]
    asked = Changing.model_validate_json(row["draft"])
    assert (row["step"], asked.moved_on, asked.change.old.text) == (Step.CONFIRM, True, "镇礼堂")
    shown = await confirm(stage, Form("meeting_change", row["step"], row["version"], {}), DEPUTY)
    assert shown is not None
    assert shown.notice.place == "小学操场"


@pytest.mark.parametrize("field", EVERY_FIELD)
async def test_only_those_who_call_meetings_there_may_change_them(stage: MeetingStage, field: str) -> None:
    made = await call(stage)
    for person in (MEMBER, OUTSIDER, LEADER, GUEST):
        await refused("not_allowed", begin(stage, made, field, person))
    await refused("old_button", begin(stage, made, "unit_id"))


async def test_a_post_that_has_ended_no_longer_confirms(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    form = await enter_text(stage, "镇礼堂")
    async with stage.uow.begin() as work:
        await work.execute("UPDATE post SET ended_on = '2026-11-25' WHERE person_id = $1", SECRETARY)
        await work.commit()
    await refused("not_allowed", confirm(stage, form))
    assert (await stage.rows("SELECT place FROM meeting"))[0]["place"] == "村部"


async def test_a_new_time_asks_everyone_again(stage: MeetingStage) -> None:
    made = await call(stage)
    for person in (MEMBER, DEPUTY):
        await card.come(stage.uow, stage.by(person), RULES, made.id)
    await begin(stage, made, "place")
    await confirm(stage, await enter_text(stage, "镇礼堂"))
    assert await coming(stage) == 2, "another place is no other time"
    await begin(stage, made, "time")
    shown = await confirm(stage, await enter_text(stage, "12月5日 9:00"))
    assert shown is not None
    assert (await coming(stage), shown.counts.coming) == (0, 0)
    assert [one["again"] for one in await told(stage, "meeting.changed")] == [False] * 5 + [True] * 5
    assert (await card.come(stage.uow, stage.by(MEMBER), RULES, made.id)).counts.coming == 1


async def test_a_time_corrected_after_the_start_asks_nobody_again(stage: MeetingStage) -> None:
    made = await call(stage)
    await card.come(stage.uow, stage.by(MEMBER), RULES, made.id)
    stage.clock.moment = local("2026-12-02 15:10")
    await begin(stage, made, "time")
    await enter_text(stage, "12月2日 14:50")
    await confirm(stage, await change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "提前开始"))
    assert await coming(stage) == 1
    assert [one["again"] for one in await told(stage, "meeting.changed")] == [False] * 5
