"""Shows and lists meetings, and stores who says they will come."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.meeting.draft import REACH
from bot.domain.meeting.model import Counts, Invitee, Meeting, MeetingState, Session
from bot.domain.meeting.notice import MeetingNotice
from bot.domain.meeting.rules import MeetingRules
from bot.domain.period import Month
from bot.domain.permission import Action, may
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.meeting.notice import notice_of
from bot.storage import person as persons
from bot.storage.attendance import leave as leaves
from bot.storage.connection import Connection
from bot.storage.meeting import listing, people, write
from bot.storage.meeting import store as meetings
from bot.storage.unit_of_work import UnitOfWork

COMING, IN_A_RANGE = 8, 40
"""Most meetings in a list."""


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting as one reader sees it.

    `me`: the reader's invitation; `manages`: may change the meeting; `leads`: sees the live count; `invites`: may make
    personal links for its unit; `here`: when the reader checked in, if nothing is left to check in to; `told_at`: when
    the others hear of what was just done, if not at once.
    """

    notice: MeetingNotice
    counts: Counts
    me: Invitee | None
    manages: bool
    leads: bool
    invites: bool
    now: datetime
    here: datetime | None = None
    told_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether the meeting has ended."""
        return self.now >= self.notice.ends


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in a list; `session`: the next session that the reader is expected at."""

    meeting: Meeting
    session: Session | None


class Span(StrEnum):
    """Days for which the reader's meetings can be listed."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Listed:
    """The reader's meetings, soonest first; `first` and `last` are local days, None for all that come."""

    entries: list[Entry]
    now: datetime
    may_call: bool
    first: date | None = None
    last: date | None = None


async def card(uow: UnitOfWork, request: Request, rules: MeetingRules, meeting_id: int) -> MeetingCard:
    """The card of a meeting. DomainError: not_found, not_allowed (another unit's, or an outside person not invited)."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        return await show(cx, asker, rules, await existing(cx, meeting_id), request.now)


async def changeable(uow: UnitOfWork, request: Request, rules: MeetingRules, meeting_id: int) -> MeetingCard:
    """The card of a meeting that the asker may change or cancel. DomainError: as `card`, and not_allowed."""
    shown = await card(uow, request, rules, meeting_id)
    if not shown.manages:
        raise DomainError("not_allowed", action=Action.CALL_MEETING.value)
    return shown


async def existing(cx: Connection, meeting_id: int) -> Meeting:
    """The meeting with that id. DomainError("not_found")."""
    return must_exist(await meetings.get(cx, meeting_id))


async def show(cx: Connection, asker: Actor, rules: MeetingRules, meeting: Meeting, now: datetime) -> MeetingCard:
    """The card for that reader, within the caller's transaction. DomainError("not_allowed")."""
    unit = await actor.unit(cx, meeting.unit_id)
    me = await listing.invitee(cx, meeting.id, asker.person.id) if asker.person else None
    manages = may(asker, Action.CALL_MEETING, unit)
    leads = _leads(asker, meeting, unit)
    inside = asker.person is not None and not asker.person.standing.outside and may(asker, Action.ASK, unit)
    if not (me or manages or leads or inside):
        raise DomainError("not_allowed", action=Action.ASK.value)
    notice, counts = await notice_of(cx, rules, meeting), await listing.counts(cx, meeting.id)
    here = await leaves.here(cx, meeting.id, me.person_id, now) if me else None
    return MeetingCard(notice, counts, me, manages, leads, may(asker, Action.INVITE, unit), now, here)


def _leads(asker: Actor, meeting: Meeting, unit: Unit) -> bool:
    own = asker.person is not None and asker.person.id in (meeting.host_id, meeting.recorder_id)
    return own or may(asker, Action.SEE_LIVE_COUNT, unit)


async def come(uow: UnitOfWork, request: Request, rules: MeetingRules, meeting_id: int) -> MeetingCard:
    """Store that the asker will come; saying it again changes nothing.

    DomainError: not_found, not_invited, meeting_cancelled, meeting_has_ended.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        person = asker.require_person()
        meeting = await existing(work, meeting_id)
        await persons.lock(work, person.id)
        shown = await show(work, asker, rules, meeting, request.now)
        if shown.me is None:
            raise DomainError("not_invited")
        still_open(meeting, request.now)
        if await write.come(work, meeting.id, person.id, work.now):
            await work.commit()
            more = replace(shown.counts, coming=shown.counts.coming + 1)
            return replace(shown, me=replace(shown.me, coming=True), counts=more)
        return shown


def still_open(meeting: Meeting, now: datetime) -> None:
    """Refuse a meeting that was cancelled or is over. DomainError: meeting_cancelled, meeting_has_ended."""
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError("meeting_cancelled", title=meeting.title)
    if now >= meeting.ends:
        raise DomainError("meeting_has_ended", title=meeting.title)


async def coming(uow: UnitOfWork, request: Request) -> Listed:
    """The meetings under way or to come that the asker is invited to, leads or called, or that their unit holds."""
    return await _listed(uow, request, request.now, request.now + REACH, COMING)


async def next_for(uow: UnitOfWork, request: Request) -> Listed:
    """The meeting that comes next, if there is one."""
    return await _listed(uow, request, request.now, request.now + REACH, 1)


async def in_span(uow: UnitOfWork, request: Request, span: Span) -> Listed:
    """The meetings of this week, from Monday to Sunday, or of this month."""
    today = request.today
    month, monday = Month.of(today), today - timedelta(days=today.weekday())
    first, last = (monday, monday + timedelta(days=6)) if span is Span.WEEK else (month.first, month.last)
    return await between(uow, request, first, last)


async def between(uow: UnitOfWork, request: Request, first: date, last: date) -> Listed:
    """The meetings on the local days first..last, both included."""
    start = datetime.combine(first, time.min, request.zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, request.zone).astimezone(UTC)
    listed = await _listed(uow, request, start, end, IN_A_RANGE)
    return replace(listed, first=first, last=last)


async def _listed(uow: UnitOfWork, request: Request, start: datetime, end: datetime, limit: int) -> Listed:
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        own = asker.person.id if asker.person else 0
        found = await listing.between(cx, own, _patterns(asker), start, end, limit)
        entries = [Entry(one, await _next_session(cx, one, own, request.now)) for one in found]
        return Listed(entries, request.now, await may_call(cx, asker))


def _patterns(asker: Actor) -> list[str]:
    """Paths of the units whose meetings the asker sees: a branch's with those below it, a committee's own."""
    return [post.unit_path + ("" if post.unit_kind.above_branches else "%") for post in asker.posts]


async def _next_session(cx: Connection, meeting: Meeting, person_id: int, now: datetime) -> Session | None:
    if not person_id or await listing.invitee(cx, meeting.id, person_id) is None:
        return None
    return next((one for one in await meetings.sessions(cx, meeting.id) if now < one.ends), None)


async def may_call(cx: Connection, asker: Actor) -> bool:
    """Whether the asker may call meetings anywhere."""
    for post in asker.posts:
        if may(asker, Action.CALL_MEETING, await actor.unit(cx, post.unit_id)):
            return True
    if not asker.administrator:
        return False
    return any(may(asker, Action.CALL_MEETING, one) for one in await people.roots(cx))
