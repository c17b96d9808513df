"""Invites outside participants, without a vote, to a meeting that was called already."""

from dataclasses import dataclass

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, named, page_of
from bot.domain.meeting.message import MeetingCalled
from bot.domain.meeting.model import Invitee, Meeting
from bot.domain.meeting.rules import MeetingRules
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.meeting import audience
from bot.services.meeting.card import still_open
from bot.services.meeting.changing import managed
from bot.services.meeting.notice import notice_of, tell
from bot.storage.connection import Connection
from bot.storage.meeting import people, write
from bot.storage.meeting import store as meetings
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Guests:
    """A page of the roster's outside participants, those invited marked. `told`: the one added has an account."""

    meeting: Meeting
    choices: Choices
    added: str = ""
    told: bool = True


async def offered(uow: UnitOfWork, request: Request, meeting_id: int, page: int) -> Guests:
    """The outside participants to invite. DomainError: not_found, not_allowed, meeting_cancelled, meeting_has_ended."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        meeting, unit = await _managed(cx, asker, meeting_id, request)
        return Guests(meeting, await _page(cx, request, meeting, unit, page))


async def invite(
    uow: UnitOfWork, request: Request, rules: MeetingRules, meeting_id: int, person_id: int, page: int
) -> Guests:
    """Invite an outside participant and send the notice; again changes nothing. DomainError as `offered`."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        meeting, unit = await _managed(work, asker, meeting_id, request)
        roster = await audience.roster_unit(work, unit)
        found = await people.inside(work, [person_id], roster.path, request.today)
        if not found or not found[0].standing.outside:
            raise DomainError("not_allowed", action="call_meeting")
        await write.invite(work, meeting.id, [Invitee(person_id, False, guest=True)])
        await reminder_plan.mark_stale(work, Subject.MEETING, meeting.id)
        notice = await notice_of(work, rules, meeting)
        reached = [one for one in await people.reached(work, meeting.id) if one.person_id == person_id]
        await tell(work, MeetingCalled(**dict(notice)), meeting.id, reached)
        listed = await _page(work, request, meeting, unit, page)
        await work.commit()
        return Guests(meeting, listed, found[0].name, bool(reached))


async def _managed(cx: Connection, asker: Actor, meeting_id: int, request: Request) -> tuple[Meeting, Unit]:
    meeting, unit = await managed(cx, asker, meeting_id)
    still_open(meeting, request.now)
    return meeting, unit


async def _page(cx: Connection, request: Request, meeting: Meeting, unit: Unit, page: int) -> Choices:
    roster, day = await audience.roster_unit(cx, unit), request.today
    invited = {one.person_id for one in await meetings.invitees(cx, meeting.id)}
    found = await people.within(cx, roster.path, unit.id, day, outside=True)
    return page_of(named(found, invited), page)
