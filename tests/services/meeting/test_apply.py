"""Cancelling, and corrections after the start: what the record has of them; on both databases."""

from datetime import timedelta

from bot.domain.meeting.change import Step
from bot.services.meeting import card, change
from tests.clock import local
from tests.services.meeting.changing import EVERY_FIELD, begin, call, confirm, give_reason, hash_of, say
from tests.services.meeting.town import MEMBER, NO_HOLIDAYS, ORGANISER, SECRETARY
from tests.world import World
from tests.world.messages import messages
from tests.world.record import audit_entries


async def test_after_the_start_it_is_a_correction_with_a_reason_on_record(town: World) -> None:
    made = await call(town)
    town.clock.moment = local("2026-12-02 17:00")
    await begin(town, made, "time")
    form = await say(town, "12月2日 14:30")
    assert form.step == Step.REASON
    form = await give_reason(town, "实际提前半小时")
    await confirm(town, form)
    assert await audit_entries(town) == [
        (
            "meeting.changed",
            {
                "meeting": made.id,
                "field": "time",
                "text": await hash_of(town, {"reason": "实际提前半小时"}),
                "old": [[1796194800000, 1796200200000]],
                "new": [[1796193000000, 1796198400000]],
            },
        )
    ]
    assert (await messages(town, "meeting.changed"))[0].data["over"] is True


async def test_a_change_confirmed_after_the_start_asks_for_the_reason_first(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place")
    form = await say(town, "镇礼堂")
    town.clock.moment = local("2026-12-02 15:05")
    assert await confirm(town, form) is None
    form = await give_reason(town, "临时换场地")
    assert await confirm(town, form) is not None
    assert [kind for kind, _ in await audit_entries(town)] == ["meeting.changed"]


async def test_names_never_enter_the_record(town: World) -> None:
    made = await call(town)
    town.clock.moment = local("2026-12-02 15:05")
    form = await begin(town, made, "host")
    await town.act(SECRETARY, change.person, NO_HOLIDAYS, form.version, ORGANISER)
    await confirm(town, await give_reason(town, "临时换人"))
    (_, data) = (await audit_entries(town))[0]
    assert (data["old"], data["new"]) == (SECRETARY, ORGANISER)


async def test_what_somebody_typed_is_kept_beside_the_record_and_not_in_it(town: World) -> None:
    made = await call(town)
    town.clock.moment = local("2026-12-02 15:05")
    await begin(town, made, "place")
    await say(town, "王秀兰家")
    await confirm(town, await give_reason(town, "王秀兰住院"))
    text = await hash_of(town, {"reason": "王秀兰住院", "old": made.place, "new": "王秀兰家"})
    assert await audit_entries(town) == [("meeting.changed", {"meeting": made.id, "field": "place", "text": text})]
    assert "王秀兰" not in str(await audit_entries(town))


async def test_cancelling_tells_everyone_and_is_on_record(town: World) -> None:
    made = await call(town)
    await begin(town, made, "cancel")
    form = await say(town, "台风")
    shown = await confirm(town, form)
    assert shown is not None
    assert shown.notice.cancelled
    assert (await confirm(town, form)) is not None
    sent = await messages(town, "meeting.cancelled")
    assert len(sent) == 5
    assert sent[0].data["notice"]["reason"] == "台风"
    text = await hash_of(town, {"reason": "台风"})
    assert await audit_entries(town) == [("meeting.cancelled", {"meeting": made.id, "field": "cancel", "text": text})]
    assert (await town.act(MEMBER, card.coming)).entries == []
    await town.refused("meeting_cancelled", town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, made.id))
    for field in EVERY_FIELD:
        await town.refused("meeting_cancelled", begin(town, made, field))


async def test_what_is_over_is_not_cancelled(town: World) -> None:
    made = await call(town)
    town.clock.moment = made.ends + timedelta(minutes=1)
    await town.refused("meeting_has_ended", begin(town, made, "cancel"))


async def test_not_cancelling_after_all_leaves_the_form_and_the_meeting(town: World) -> None:
    made = await call(town)
    form = await town.act(SECRETARY, change.begin, NO_HOLIDAYS, made.id, "cancel")
    shown = await town.act(SECRETARY, change.keep, NO_HOLIDAYS, form.version)
    assert not shown.notice.cancelled
    await town.refused("stale_form", town.act(SECRETARY, change.keep, NO_HOLIDAYS, form.version))
    assert (await town.rows("SELECT name FROM conversation"))[0]["name"] == ""
