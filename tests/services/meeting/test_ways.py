"""The ways of checking in, changed once people know of the meeting; on both databases."""

from bot.domain.attendance.model import Way
from bot.domain.meeting.change import Changing, Step
from bot.services.conversation import Form
from bot.services.meeting import change as meeting_change
from bot.services.meeting.card import existing
from tests.clock import local
from tests.services.meeting.changing import begin, call, confirm, hash_of, say, switch
from tests.services.meeting.town import MEMBER, NO_HOLIDAYS, SECRETARY
from tests.world import World
from tests.world.messages import messages
from tests.world.record import audit_entries

HERE = (39.9042, 116.4074)


async def done(town: World, form: Form) -> Form:
    return await town.act(SECRETARY, meeting_change.done, NO_HOLIDAYS, form.version)


async def spot(town: World) -> Form:
    return await town.act(SECRETARY, meeting_change.spot, NO_HOLIDAYS, *HERE)


async def test_ways_are_switched_and_told_old_and_new(town: World) -> None:
    made = await call(town)
    form = await begin(town, made, "ways")
    form = await switch(town, form, "qr", on=True)
    form = await switch(town, form, "button", on=False)
    assert form.step == Step.VALUE
    form = await done(town, form)
    assert form.step == Step.CONFIRM
    shown = await confirm(town, form)
    assert shown is not None
    assert shown.notice.ways == (Way.QR, Way.BY_HAND)
    async with town.uow.reading() as cx:
        assert (await existing(cx, made.id)).ways == {Way.QR, Way.BY_HAND}
    change = (await messages(town, "meeting.changed"))[0].data["change"]
    assert (change["old"]["ways"], change["new"]["ways"]) == (["button", "by_hand"], ["qr", "by_hand"])


async def test_place_needs_the_place_first(town: World) -> None:
    made = await call(town)
    form = await begin(town, made, "ways")
    await town.refused("spot_first", switch(town, form, "place", on=True))
    form = await spot(town)
    assert Changing.model_validate(form.draft).change.new.ways == (Way.BUTTON, Way.PLACE, Way.BY_HAND)
    assert await confirm(town, await done(town, form)) is not None
    async with town.uow.reading() as cx:
        now = await existing(cx, made.id)
    assert now.spot is not None
    assert (now.spot.latitude, now.spot.longitude, Way.PLACE in now.ways) == (*HERE, True)
    form = await switch(town, await begin(town, made, "ways"), "place", on=False)
    await confirm(town, await done(town, form))
    form = await switch(town, await begin(town, made, "ways"), "place", on=True)
    assert form.step == Step.VALUE, "the place is known now"


async def test_what_is_no_change_and_what_is_no_way(town: World) -> None:
    made = await call(town)
    form = await begin(town, made, "ways")
    await town.refused("nothing_changes", done(town, form))
    for forged in ("by_hand", "x", ""):
        await town.refused("old_button", switch(town, form, forged, on=False))
    await town.refused("stale_form", say(town, "扫码"))
    form = await begin(town, made, "place")
    await town.refused("stale_form", switch(town, form, "qr", on=True))
    await town.refused("stale_form", done(town, form))
    await town.refused("stale_form", spot(town))
    await town.refused("not_allowed", begin(town, made, "ways", MEMBER))


async def test_after_the_start_the_record_has_both(town: World) -> None:
    made = await call(town)
    town.clock.moment = local("2026-12-02 15:05")
    form = await done(town, await switch(town, await begin(town, made, "ways"), "qr", on=True))
    assert form.step == Step.REASON
    await confirm(town, await town.act(SECRETARY, meeting_change.reason, NO_HOLIDAYS, "投影到了"))
    text = await hash_of(town, {"reason": "投影到了"})
    data = {"meeting": made.id, "field": "ways", "text": text}
    assert await audit_entries(town) == [
        ("meeting.changed", data | {"old": ["button", "by_hand"], "new": ["button", "qr", "by_hand"]})
    ]
