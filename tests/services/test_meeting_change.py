"""Changing and cancelling, and inviting guests afterwards; on both databases."""

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.domain.audit import sealed
from bot.domain.clock import from_ms
from bot.domain.meeting import Meeting
from bot.domain.meeting_change import Changing, Step
from bot.domain.meeting_draft import Draft, Span
from bot.services import meeting, meeting_apply, meeting_change, meeting_guest
from bot.services.conversation import Form
from bot.services.meeting import MeetingCard
from bot.storage.connection import Database
from tests.services.meeting_stage import (
    BRANCH,
    DEPUTY,
    GUEST,
    LEADER,
    MEMBER,
    OUTSIDER,
    RULES,
    SECRETARY,
    ZONE,
    MeetingStage,
    local,
    refused,
)

EVERY_FIELD = ("title", "time", "place", "host", "recorder", "agenda", "cancel")


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def call(stage: MeetingStage, *hours: str) -> Meeting:
    """Each of `hours` as `15:00-16:30`, on 2 December."""
    spans = []
    for one in hours or ("15:00-16:30",):
        first, last = one.split("-")
        spans.append(Span(starts=local(f"2026-12-02 {first}"), ends=local(f"2026-12-02 {last}")))
    draft = Draft(
        unit_id=BRANCH, type="assembly", title="党员大会", place="村部", spans=tuple(spans), host_id=SECRETARY
    )
    return await meeting.call(stage.uow, stage.by(SECRETARY), RULES, ZONE, draft)


async def begin(stage: MeetingStage, made: Meeting, field: str, by: int = SECRETARY) -> Form:
    return await meeting_change.begin(stage.uow, stage.by(by), stage.frame, made.id, field)


async def say(stage: MeetingStage, text: str, by: int = SECRETARY) -> Form:
    return await meeting_change.say(stage.uow, stage.by(by), stage.frame, text)


async def confirm(stage: MeetingStage, form: Form, by: int = SECRETARY) -> MeetingCard | None:
    return await meeting_apply.confirm(stage.uow, stage.by(by), stage.frame, form.version)


async def told(stage: MeetingStage, kind: str) -> list[dict[str, Any]]:
    rows = await stage.rows("SELECT data FROM outbox WHERE kind = $1 ORDER BY id", kind)
    return [json.loads(row["data"]) for row in rows]


async def audited(stage: MeetingStage) -> list[tuple[str, dict[str, Any]]]:
    rows = await stage.rows("SELECT kind, data FROM audit ORDER BY sequence")
    return [(row["kind"], json.loads(row["data"])) for row in rows]


async def hash_of(stage: MeetingStage, typed: dict[str, Any]) -> str:
    """What stands in the record for what was typed, from the row that keeps it."""
    [row] = await stage.rows("SELECT data, salt FROM meeting_reason")
    assert json.loads(row["data"]) == typed
    return sealed(row["salt"], row["data"])


async def test_a_new_place_is_told_old_and_new(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    shown = await confirm(stage, await say(stage, "镇礼堂"))
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
    form = await say(stage, "12月5日 9:00")
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
    await confirm(stage, await say(stage, "上午十点"))
    rows = await stage.rows("SELECT starts, ends FROM session ORDER BY number")
    assert [from_ms(row["starts"]) for row in rows] == [local("2026-12-02 10:00"), local("2026-12-02 15:00")]
    assert from_ms(rows[1]["ends"]) == local("2026-12-02 17:00")


async def test_a_new_time_can_be_tapped(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "time")
    day = date(2026, 12, 8)
    form = await meeting_change.turn_month(stage.uow, stage.by(SECRETARY), stage.frame, form.version, day)
    form = await meeting_change.pick_day(stage.uow, stage.by(SECRETARY), stage.frame, form.version, day)
    form = await meeting_change.pick_hour(stage.uow, stage.by(SECRETARY), stage.frame, form.version, day, time(19, 30))
    shown = await confirm(stage, form)
    assert shown is not None
    assert shown.notice.starts == local("2026-12-08 19:30")


async def test_host_recorder_agenda_and_title(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "host")
    await refused(
        "not_allowed",
        meeting_change.person(stage.uow, stage.by(SECRETARY), stage.frame, form.version, OUTSIDER),
    )
    form = await meeting_change.person(stage.uow, stage.by(SECRETARY), stage.frame, form.version, DEPUTY)
    await confirm(stage, form)
    form = await begin(stage, made, "recorder")
    form = await say(stage, "己")
    form = await meeting_change.person(stage.uow, stage.by(SECRETARY), stage.frame, form.version, LEADER)
    await confirm(stage, form)
    await begin(stage, made, "agenda")
    await confirm(stage, await say(stage, "学习\n表决事项（表决）"))
    await begin(stage, made, "agenda")
    await confirm(stage, await say(stage, "只有一项"))
    await begin(stage, made, "title")
    shown = await confirm(stage, await say(stage, "新标题"))
    assert shown is not None
    one = shown.notice
    assert (one.title, one.host, one.recorder) == ("新标题", "乙委员", "己组长")
    assert [item.title for item in one.agenda] == ["只有一项"]
    assert len(await told(stage, "meeting.changed")) == 5 * 5


async def test_the_same_value_changes_nothing(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    await refused("nothing_changes", say(stage, "村部"))
    assert await told(stage, "meeting.changed") == []


async def test_a_second_press_tells_nobody_again(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    form = await say(stage, "镇礼堂")
    await confirm(stage, form)
    again = await confirm(stage, form)
    assert again is not None
    assert again.notice.place == "镇礼堂"
    assert len(await told(stage, "meeting.changed")) == 5


async def test_of_two_at_once_the_second_sees_the_newest_and_decides_again(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place", SECRETARY)
    first = await say(stage, "镇礼堂", SECRETARY)
    await begin(stage, made, "place", DEPUTY)
    second = await say(stage, "小学操场", DEPUTY)
    assert await confirm(stage, first, SECRETARY) is not None
    assert await confirm(stage, second, DEPUTY) is None
    assert (await stage.rows("SELECT place FROM meeting"))[0]["place"] == "镇礼堂"
    row = (await stage.rows("SELECT step, version, draft FROM conversation WHERE account_id = $1", DEPUTY + 100))[0]
    asked = Changing.model_validate_json(row["draft"])
    assert (row["step"], asked.moved_on, asked.change.old.text) == (Step.CONFIRM, True, "镇礼堂")
    shown = await confirm(stage, Form("meeting_change", row["step"], row["version"], {}), DEPUTY)
    assert shown is not None
    assert shown.notice.place == "小学操场"


async def test_after_the_start_it_is_a_correction_with_a_reason_on_record(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 17:00")
    await begin(stage, made, "time")
    form = await say(stage, "12月2日 14:30")
    assert form.step == Step.REASON
    form = await meeting_change.reason(stage.uow, stage.by(SECRETARY), stage.frame, "实际提前半小时")
    await confirm(stage, form)
    assert await audited(stage) == [
        (
            "meeting.changed",
            {
                "meeting": made.id,
                "field": "time",
                "text": await hash_of(stage, {"reason": "实际提前半小时"}),
                "old": [[1796194800000, 1796200200000]],
                "new": [[1796193000000, 1796198400000]],
            },
        )
    ]
    assert (await told(stage, "meeting.changed"))[0]["over"] is True


async def test_a_change_confirmed_after_the_start_asks_for_the_reason_first(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    form = await say(stage, "镇礼堂")
    stage.clock.moment = local("2026-12-02 15:05")
    assert await confirm(stage, form) is None
    form = await meeting_change.reason(stage.uow, stage.by(SECRETARY), stage.frame, "临时换场地")
    assert await confirm(stage, form) is not None
    assert [kind for kind, _ in await audited(stage)] == ["meeting.changed"]


async def test_names_never_enter_the_record(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 15:05")
    form = await begin(stage, made, "host")
    await meeting_change.person(stage.uow, stage.by(SECRETARY), stage.frame, form.version, DEPUTY)
    await confirm(stage, await meeting_change.reason(stage.uow, stage.by(SECRETARY), stage.frame, "临时换人"))
    (_, data) = (await audited(stage))[0]
    assert (data["old"], data["new"]) == (SECRETARY, DEPUTY)


async def test_what_somebody_typed_is_kept_beside_the_record_and_not_in_it(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 15:05")
    await begin(stage, made, "place")
    await say(stage, "王秀兰家")
    await confirm(stage, await meeting_change.reason(stage.uow, stage.by(SECRETARY), stage.frame, "王秀兰住院"))
    text = await hash_of(stage, {"reason": "王秀兰住院", "old": made.place, "new": "王秀兰家"})
    assert await audited(stage) == [("meeting.changed", {"meeting": made.id, "field": "place", "text": text})]
    assert "王秀兰" not in str(await audited(stage))


async def test_cancelling_tells_everyone_and_is_on_record(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "cancel")
    form = await say(stage, "台风")
    shown = await confirm(stage, form)
    assert shown is not None
    assert shown.notice.cancelled
    assert (await confirm(stage, form)) is not None
    messages = await told(stage, "meeting.cancelled")
    assert len(messages) == 5
    assert messages[0]["notice"]["reason"] == "台风"
    text = await hash_of(stage, {"reason": "台风"})
    assert await audited(stage) == [("meeting.cancelled", {"meeting": made.id, "field": "cancel", "text": text})]
    assert (await meeting.coming(stage.uow, stage.by(MEMBER), ZONE)).entries == []
    await refused("meeting_cancelled", meeting.come(stage.uow, stage.by(MEMBER), RULES, ZONE, made.id))
    for field in EVERY_FIELD:
        await refused("meeting_cancelled", begin(stage, made, field))


async def test_what_is_over_is_not_cancelled(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = made.ends + timedelta(minutes=1)
    await refused("meeting_has_ended", begin(stage, made, "cancel"))


@pytest.mark.parametrize("field", EVERY_FIELD)
async def test_only_those_who_call_meetings_there_may_change_them(stage: MeetingStage, field: str) -> None:
    made = await call(stage)
    for person in (MEMBER, OUTSIDER, LEADER, GUEST):
        await refused("not_allowed", begin(stage, made, field, person))
    await refused("old_button", begin(stage, made, "unit_id"))


async def test_a_post_that_has_ended_no_longer_confirms(stage: MeetingStage) -> None:
    made = await call(stage)
    await begin(stage, made, "place")
    form = await say(stage, "镇礼堂")
    async with stage.uow.begin() as work:
        await work.execute("UPDATE post SET ended_on = '2026-11-25' WHERE person_id = $1", SECRETARY)
        await work.commit()
    await refused("not_allowed", confirm(stage, form))
    assert (await stage.rows("SELECT place FROM meeting"))[0]["place"] == "村部"


async def test_guests_are_invited_once_without_a_vote(stage: MeetingStage) -> None:
    made = await call(stage)
    offered = await meeting_guest.offered(stage.uow, stage.by(SECRETARY), ZONE, made.id, 0)
    assert [(one.name, one.chosen) for one in offered.choices.items] == [("戊代表", False)]
    for _ in range(2):
        added = await meeting_guest.invite(stage.uow, stage.by(SECRETARY), RULES, ZONE, made.id, GUEST, 0)
        assert added.choices.items[0].chosen
    row = (await stage.rows("SELECT voting, guest FROM invitee WHERE person_id = $1", GUEST))[0]
    assert (bool(row["voting"]), bool(row["guest"])) == (False, True)
    assert len(await told(stage, "meeting.called")) == 5
    for by, person in ((SECRETARY, OUTSIDER), (SECRETARY, MEMBER), (MEMBER, GUEST), (OUTSIDER, GUEST)):
        await refused("not_allowed", meeting_guest.invite(stage.uow, stage.by(by), RULES, ZONE, made.id, person, 0))


async def test_a_guest_without_an_account_is_not_said_to_be_invited(stage: MeetingStage) -> None:
    made = await call(stage)
    async with stage.uow.begin() as work:
        await work.execute("UPDATE account SET person_id = NULL WHERE person_id = $1", GUEST)
        await work.commit()
    added = await meeting_guest.invite(stage.uow, stage.by(SECRETARY), RULES, ZONE, made.id, GUEST, 0)
    assert not added.told


async def test_not_cancelling_after_all_leaves_the_form_and_the_meeting(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await meeting_change.begin(stage.uow, stage.by(SECRETARY), stage.frame, made.id, "cancel")
    shown = await meeting_change.keep(stage.uow, stage.by(SECRETARY), stage.frame, form.version)
    assert not shown.notice.cancelled
    await refused("stale_form", meeting_change.keep(stage.uow, stage.by(SECRETARY), stage.frame, form.version))
    assert (await stage.rows("SELECT name FROM conversation"))[0]["name"] == ""
