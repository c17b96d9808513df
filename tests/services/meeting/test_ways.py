"""The ways of checking in, changed once people know of the meeting; on both databases."""

import pytest

from bot.domain.attendance.model import Way
from bot.domain.meeting.change import Changing, Step
from bot.services.conversation import Form
from bot.services.meeting import change as meeting_change
from bot.services.meeting.card import existing
from bot.storage.connection import Database
from tests.services.meeting.change_stage import audited, begin, call, confirm, enter_text, hash_of, switch, told
from tests.services.meeting.meeting_stage import MEMBER, SECRETARY, MeetingStage, local, refused

HERE = (39.9042, 116.4074)


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def done(stage: MeetingStage, form: Form) -> Form:
    return await meeting_change.done(stage.uow, stage.by(SECRETARY), stage.installation, form.version)


async def spot(stage: MeetingStage) -> Form:
    return await meeting_change.spot(stage.uow, stage.by(SECRETARY), stage.installation, *HERE)


async def test_ways_are_switched_and_told_old_and_new(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "ways")
    form = await switch(stage, form, "qr", on=True)
    form = await switch(stage, form, "button", on=False)
    assert form.step == Step.VALUE
    form = await done(stage, form)
    assert form.step == Step.CONFIRM
    shown = await confirm(stage, form)
    assert shown is not None
    assert shown.notice.ways == (Way.QR, Way.BY_HAND)
    async with stage.uow.reading() as cx:
        assert (await existing(cx, made.id)).ways == {Way.QR, Way.BY_HAND}
    change = (await told(stage, "meeting.changed"))[0]["change"]
    assert (change["old"]["ways"], change["new"]["ways"]) == (["button", "by_hand"], ["qr", "by_hand"])


async def test_place_needs_the_place_first(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "ways")
    await refused("spot_first", switch(stage, form, "place", on=True))
    form = await spot(stage)
    assert Changing.model_validate(form.draft).change.new.ways == (Way.BUTTON, Way.PLACE, Way.BY_HAND)
    assert await confirm(stage, await done(stage, form)) is not None
    async with stage.uow.reading() as cx:
        now = await existing(cx, made.id)
    assert now.spot is not None
    assert (now.spot.latitude, now.spot.longitude, Way.PLACE in now.ways) == (*HERE, True)
    form = await switch(stage, await begin(stage, made, "ways"), "place", on=False)
    await confirm(stage, await done(stage, form))
    form = await switch(stage, await begin(stage, made, "ways"), "place", on=True)
    assert form.step == Step.VALUE, "the place is known now"


async def test_what_is_no_change_and_what_is_no_way(stage: MeetingStage) -> None:
    made = await call(stage)
    form = await begin(stage, made, "ways")
    await refused("nothing_changes", done(stage, form))
    for forged in ("by_hand", "x", ""):
        await refused("old_button", switch(stage, form, forged, on=False))
    await refused("stale_form", enter_text(stage, "扫码"))
    form = await begin(stage, made, "place")
    await refused("stale_form", switch(stage, form, "qr", on=True))
    await refused("stale_form", done(stage, form))
    await refused("stale_form", spot(stage))
    await refused("not_allowed", begin(stage, made, "ways", MEMBER))


async def test_after_the_start_the_record_has_both(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-12-02 15:05")
    form = await done(stage, await switch(stage, await begin(stage, made, "ways"), "qr", on=True))
    assert form.step == Step.REASON
    await confirm(stage, await meeting_change.reason(stage.uow, stage.by(SECRETARY), stage.installation, "投影到了"))
    text = await hash_of(stage, {"reason": "投影到了"})
    data = {"meeting": made.id, "field": "ways", "text": text}
    assert await audited(stage) == [
        ("meeting.changed", data | {"old": ["button", "by_hand"], "new": ["button", "qr", "by_hand"]})
    ]
