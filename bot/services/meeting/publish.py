"""Publishes a draft: stores the meeting with its audience, and tells everyone invited."""

from datetime import datetime, tzinfo

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.draft import Draft, complete
from bot.domain.meeting.message import GroupCalled, MeetingCalled
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.rules import MeetingRules
from bot.domain.permission import Action, require
from bot.domain.reminder.model import Subject
from bot.services import actor
from bot.services.meeting import audience, group_chat
from bot.services.meeting.notice import notice_of, tell
from bot.storage.meeting import people
from bot.storage.meeting import write as meeting_write
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction


async def write(
    work: Transaction, asker: Actor, rules: MeetingRules, zone: tzinfo, draft: Draft, due: datetime | None = None
) -> Meeting:
    """Store and announce a meeting within the caller's transaction; the asker, who sees the card, is not told.

    `due` None: told at once. DomainError as `record`.
    """
    meeting = await record(work, asker, rules, zone, draft)
    notice = await notice_of(work, rules, meeting)
    others = [one for one in await people.reached(work, meeting.id) if one.account_id != asker.account_id]
    await tell(work, MeetingCalled(**dict(notice)), meeting.id, others, due=due)
    await group_chat.announce(work, GroupCalled, notice, await actor.unit(work, meeting.unit_id), zone, due=due)
    return meeting


async def record(
    work: Transaction, asker: Actor, rules: MeetingRules, zone: tzinfo, draft: Draft, series_id: int | None = None
) -> Meeting:
    """Store a meeting with its audience, without telling anyone.

    DomainError: not_allowed, not_found, meeting_nobody, and as `draft.complete`.
    """
    unit = await actor.unit(work, draft.unit_id)
    require(asker, Action.CALL_MEETING, unit)
    complete(draft, work.now)
    if draft.type not in {one.code for one in rules.type}:
        raise DomainError("not_found")
    day = draft.starts.astimezone(zone).date()
    await audience.may_lead(work, asker, unit, [draft.host_id, draft.recorder_id], day)
    invited = await audience.invitees(work, unit, draft, day)
    meeting = await meeting_write.add(work, draft, asker.person_id, work.now, series_id)
    await meeting_write.invite(work, meeting.id, invited)
    await reminder_plan.mark_stale(work, Subject.MEETING, meeting.id)
    return meeting
