"""Applies a confirmed change or cancellation: stored under the meeting's version, recorded, told to the audience."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.meeting.change import Changing, Field, Step, Value, value_of
from bot.domain.meeting.draft import in_time
from bot.domain.meeting.message import GroupCancelled, GroupChanged, MeetingCancelled, MeetingChanged
from bot.domain.meeting.model import Meeting
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import actor, conversation
from bot.services.form_session import finish, finished
from bot.services.meeting import card as meeting
from bot.services.meeting import group_chat
from bot.services.meeting.card import MeetingCard, existing, still_open
from bot.services.meeting.changing import NAME, managed
from bot.services.meeting.notice import notice_of, tell
from bot.storage.installation import audit
from bot.storage.meeting import people, write
from bot.storage.meeting import store as meetings
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

SEEN_BY_GROUPS = (Field.TITLE, Field.TIME, Field.PLACE)
"""What a linked group chat hears of."""
FACTS = (Field.TIME, Field.HOST, Field.RECORDER, Field.WAYS)
"""What is no free text: moments, ids and ways of checking in."""


async def confirm(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> MeetingCard | None:
    """Apply the change; None where somebody else changed the meeting meanwhile, and the form asks anew.

    DomainError: stale_form, not_found, not_allowed, meeting_cancelled, meeting_has_ended (cancelling).
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        before = await finished(work, request, version, "meeting")
        if before is not None:
            return await meeting.show(work, asker, installation.meetings, await existing(work, before), request.now)
        form = await conversation.load(work, request, NAME, version, step=Step.CONFIRM)
        changing = Changing.model_validate(form.draft)
        current, _ = await managed(work, asker, changing.notice.meeting)
        if not await _write(work, current, changing):
            await _ask_anew(work, request, installation, changing)
            return None
        await reminder_plan.mark_stale(work, Subject.MEETING, current.id)
        await finish(work, request, version, "meeting", current.id)
        changed = await existing(work, current.id)
        due = await _tell(work, request, installation, changed, changing)
        card = await meeting.show(work, asker, installation.meetings, changed, request.now)
        await _record(work, request, current, changed, changing)
        await work.commit()
        return replace(card, told_at=due)


async def _write(work: Transaction, current: Meeting, changing: Changing) -> bool:
    """Store the change; False where the meeting is not the one that the asker saw, or has begun since."""
    field, new = changing.change.field, changing.change.new
    if field is Field.CANCEL:
        still_open(current, work.now)
        return await write.cancel(work, current, new.text)
    if work.now >= current.starts and not changing.late:
        return False
    if field is Field.TIME and not changing.late:
        in_time(new.spans[0].starts, work.now)
    if not await write.change(work, _with(current, field, new), changing.version):
        return False
    if field is Field.AGENDA:
        await write.put_agenda(work, current.id, new.agenda)
    if field is Field.TIME:
        sessions = await meetings.sessions(work, current.id)
        moves = zip(sessions, new.spans, strict=True)
        await write.move_sessions(work, [replace(one, starts=to.starts, ends=to.ends) for one, to in moves])
    if changing.asks_again:
        await write.ask_again(work, current.id)
    return True


def _with(current: Meeting, field: Field, new: Value) -> Meeting:
    match field:
        case Field.TITLE:
            return replace(current, title=new.text)
        case Field.PLACE:
            return replace(current, place=new.text)
        case Field.HOST:
            return replace(current, host_id=new.person)
        case Field.RECORDER:
            return replace(current, recorder_id=new.person)
        case Field.TIME:
            return replace(current, starts=new.spans[0].starts, ends=new.spans[-1].ends)
        case Field.WAYS:
            return replace(current, ways=frozenset(new.ways), spot=new.spot or current.spot)
        case _:
            return current


async def _ask_anew(work: Transaction, request: Request, installation: Installation, changing: Changing) -> None:
    """Ask again, with the meeting as it is now; a correction of a meeting that has begun needs a reason."""
    current = await existing(work, changing.notice.meeting)
    notice = await notice_of(work, installation.meetings, current)
    change = changing.change.model_copy(update={"old": value_of(notice, changing.change.field)})
    late = request.now >= current.starts
    moved_on = changing.moved_on or current.version != changing.version
    again = changing.but(notice=notice, version=current.version, change=change, late=late, moved_on=moved_on)
    step = Step.CONFIRM if again.reason or not late else Step.REASON
    await conversation.advance(work, request, NAME, step, again.model_dump(mode="json"))
    await work.commit()


async def _tell(
    work: Transaction, request: Request, installation: Installation, changed: Meeting, changing: Changing
) -> datetime | None:
    """Tell the audience and the group chats; returns when they hear of it, None for at once."""
    change, cancels = changing.change, changing.change.field is Field.CANCEL
    notice = await notice_of(work, installation.meetings, changed, change.new.text if cancels else "")
    unit, everyone = await actor.unit(work, changed.unit_id), await people.reached(work, changed.id)
    starts = min([changed.starts, *(span.starts for span in change.old.spans)])
    due = installation.reminders.announce(work.now, starts, changed.ends, request.zone)
    if cancels:
        await tell(work, MeetingCancelled(notice=notice), changed.id, everyone, due=due)
        await group_chat.announce(work, GroupCancelled, notice, unit, request.zone, due=due)
        return due
    over, mark = work.now >= changed.ends, str(changed.version)
    if change.field in SEEN_BY_GROUPS and not over:
        await group_chat.announce(work, GroupChanged, notice, unit, request.zone, mark=mark, due=due)
    message = MeetingChanged(notice=notice, change=change, reason=changing.reason, over=over, again=changing.asks_again)
    await tell(work, message, changed.id, everyone, mark, due)
    return due


async def _record(work: Transaction, request: Request, before: Meeting, after: Meeting, changing: Changing) -> None:
    """Add a cancellation, or a correction of a meeting that has begun, to the audit record, with the old values.

    The record has ids and moments; typed text is stored beside it, and the record has its hash only.
    """
    change = changing.change
    cancelled = change.field is Field.CANCEL
    if not cancelled and not changing.late:
        return
    data: dict[str, Any] = {"meeting": after.id, "field": change.field.value}
    typed: dict[str, Any] = {"reason": change.new.text if cancelled else changing.reason}
    if not cancelled:
        values = {"old": _plain(before, change.field, change.old), "new": _plain(after, change.field, change.new)}
        (data if change.field in FACTS else typed).update(values)
    data["text"] = await write.add_reason(work, change.field.value, typed, work.now, meeting_id=after.id)
    kind = "meeting.cancelled" if cancelled else "meeting.changed"
    await audit.add(work, work.now, kind, request.account_id, data)


def _plain(one: Meeting, field: Field, value: Value) -> object:
    """The value as the record or the stored reason has it."""
    ids = {Field.HOST: one.host_id, Field.RECORDER: one.recorder_id}
    if field in ids:
        return ids[field]
    if field is Field.TIME:
        return [[to_ms(span.starts), to_ms(span.ends)] for span in value.spans]
    if field is Field.WAYS:
        return [way.value for way in value.ways]
    if field is Field.AGENDA:
        return [item.model_dump() for item in value.agenda]
    return value.text
