"""Cancelling, and corrections after the start: what the record has of them; on both databases."""

from datetime import timedelta

import pytest

from bot.domain.meeting.change import Step
from bot.services.meeting import card, change
from bot.storage.connection import Database
from tests.services.meeting.change_stage import EVERY_FIELD, audited, begin, call, confirm, hash_of, say, told
from tests.services.meeting.meeting_stage import DEPUTY, MEMBER, RULES, SECRETARY, MeetingStage, local, refused


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def test_after_the_start_it_is_a_correction_with_a_reason_on_record(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 17:00")
    await begin(stage, made, "time")
    form = await say(stage, "12月2日 14:30")
    assert form.step == Step.REASON
    form = await change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "实际提前半小时")
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
    form = await change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "临时换场地")
    assert await confirm(stage, form) is not None
    assert [kind for kind, _ in await audited(stage)] == ["meeting.changed"]


async def test_names_never_enter_the_record(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 15:05")
    form = await begin(stage, made, "host")
    await change.person(stage.uow, stage.by(SECRETARY), stage.installation, form.version, DEPUTY)
    await confirm(stage, await change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "临时换人"))
    (_, data) = (await audited(stage))[0]
    assert (data["old"], data["new"]) == (SECRETARY, DEPUTY)


async def test_what_somebody_typed_is_kept_beside_the_record_and_not_in_it(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 15:05")
    await begin(stage, made, "place")
    await say(stage, "王秀兰家")
    await confirm(stage, await change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "王秀兰住院"))
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
    assert (await card.coming(stage.uow, stage.by(MEMBER))).entries == []
    await refused("meeting_cancelled", card.come(stage.uow, stage.by(MEMBER), RULES, made.id))
    for field in EVERY_FIELD:
        await refused("meeting_cancelled", begin(stage, made, field))


async def test_what_is_over_is_not_cancelled(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = made.ends + timedelta(minutes=1)
    await refused("meeting_has_ended", begin(stage, made, "cancel"))


async def test_not_cancelling_after_all_leaves_the_form_and_the_meeting(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await change.begin(stage.uow, stage.by(SECRETARY), stage.installation, made.id, "cancel")
    shown = await change.keep(stage.uow, stage.by(SECRETARY), stage.installation, form.version)
    assert not shown.notice.cancelled
    await refused("stale_form", change.keep(stage.uow, stage.by(SECRETARY), stage.installation, form.version))
    assert (await stage.rows("SELECT name FROM conversation"))[0]["name"] == ""
