"""Checks in people without a phone at hand: a host or a secretary does it, with a reason, and the row says so."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.actor import Actor
from bot.domain.attendance.ledger import Line, session_at
from bot.domain.attendance.message import ByHandDraft
from bot.domain.attendance.model import ATTENDED, State, Way, judge
from bot.domain.errors import DomainError, require_length
from bot.domain.meeting.model import Session
from bot.domain.paging import page_at
from bot.domain.request import Request
from bot.services import actor, conversation
from bot.services.attendance.checkin import window_of
from bot.services.meeting.access import MeetingAccess, require_other
from bot.settings import Settings
from bot.storage.attendance import checkin as checkins
from bot.storage.attendance import store as ledger
from bot.storage.attendance.checkin import Marked
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, REASON = "by_hand", "reason"
REASONS = ("no_phone", "no_power")
"""Reasons that have a button; any other is typed."""
MOST = 100
PAGE = 12


@dataclass(frozen=True, slots=True)
class Missing:
    """A page of the people, by id and name, who are not checked in to a session.

    `session`: its number, None if it is the only one. `by_hand` of `attended` were checked in by hand.
    """

    title: str
    session_id: int
    session: int | None
    people: tuple[tuple[int, str], ...]
    page: int
    pages: int
    by_hand: int
    attended: int


@dataclass(frozen=True, slots=True)
class ByHand:
    """A check-in by hand. `again`: the person was checked in before this request."""

    name: str
    state: State
    way: Way
    at: datetime
    again: bool
    missing: Missing


async def of_meeting(uow: UnitOfWork, request: Request, meeting_id: int) -> Missing:
    """The people who are missing from the meeting's present session, for those who may mark attendance."""
    async with uow.reading() as cx:
        marker = await actor.load(cx, request)
        access = _require_marker(await MeetingAccess.of(cx, meeting_id), marker)
        lines = await ledger.of_meeting(cx, meeting_id, request.zone)
        place = session_at(lines[0].marks, request.now) if lines else 0
        return _missing(access, access.sessions[place], lines, request.now, 0)


async def of_session(uow: UnitOfWork, request: Request, session_id: int, page: int) -> Missing:
    """A page of the people who are missing from a session."""
    async with uow.reading() as cx:
        marker = await actor.load(cx, request)
        access = _require_marker(await MeetingAccess.of_session(cx, session_id), marker)
        lines = await ledger.of_meeting(cx, access.meeting.id, request.zone)
        return _missing(access, access.session(session_id), lines, request.now, page)


async def who(uow: UnitOfWork, request: Request, settings: Settings, session_id: int, person_id: int) -> str:
    """The name of a person whom the asker may check in. DomainError: own_record, not_invited_there, as `_judge`."""
    async with uow.reading() as cx:
        marker = await actor.load(cx, request)
        access = _require_marker(await MeetingAccess.of_session(cx, session_id), marker)
        require_other(marker, person_id)
        _judge(access.session(session_id), settings, request.now)
        return (await access.line(cx, person_id, request.zone)).name


async def mark(
    uow: UnitOfWork, request: Request, settings: Settings, session_id: int, person_id: int, reason: str
) -> ByHand:
    """Check a person in for one of the `REASONS`."""
    if reason not in REASONS:
        raise DomainError("old_button")
    async with uow.begin(request) as work:
        marked = await _mark(work, request, settings, session_id, person_id, reason)
        await work.commit()
        return marked


async def begin(uow: UnitOfWork, request: Request, settings: Settings, session_id: int, person_id: int) -> None:
    """Ask for a reason that has no button."""
    async with uow.begin(request) as work:
        marker = await actor.load(work, request)
        access = _require_marker(await MeetingAccess.of_session(work, session_id), marker)
        require_other(marker, person_id)
        _judge(access.session(session_id), settings, request.now)
        line = await access.line(work, person_id, request.zone)
        draft = ByHandDraft(session=session_id, person=person_id, name=line.name, title=access.meeting.title)
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()


async def mark_typed(uow: UnitOfWork, request: Request, settings: Settings, version: int, reason: str) -> ByHand:
    """Check the person in for the typed reason and end the form; whoever has checked in meanwhile keeps their own.

    `version`: of the form that asked for it.
    """
    require_length(reason, MOST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=REASON)
        draft = ByHandDraft.model_validate(form.draft)
        marked = await _mark(work, request, settings, draft.session, draft.person, reason)
        await conversation.end(work, request)
        await work.commit()
        return marked


async def _mark(
    work: Transaction, request: Request, settings: Settings, session_id: int, person_id: int, reason: str
) -> ByHand:
    marker = await actor.load(work, request)
    access = _require_marker(await MeetingAccess.of_session(work, session_id), marker)
    require_other(marker, person_id)
    state = _judge(access.session(session_id), settings, request.now)
    line = await access.line(work, person_id, request.zone)
    new = Marked(state, Way.BY_HAND, request.now)
    by = marker.require_person().id
    added = await checkins.add(work, session_id, person_id, new, marked_by=by, reason=reason)
    stands = new if added else await checkins.marked(work, session_id, person_id) or new
    lines = await ledger.of_meeting(work, access.meeting.id, request.zone)
    missing = _missing(access, access.session(session_id), lines, request.now, 0)
    return ByHand(line.name, stands.state, stands.way, stands.at, not added, missing)


def _require_marker(access: MeetingAccess, marker: Actor) -> MeetingAccess:
    """Refuse who may not mark attendance. DomainError: not_allowed, meeting_cancelled."""
    access.require_marker(marker)
    access.require_not_cancelled()
    return access


def _judge(session: Session, settings: Settings, now: datetime) -> State:
    """The state that a check-in by hand gives. DomainError: not_open_yet, use_correction once the session is over."""
    if now >= session.ends:
        raise DomainError("use_correction")
    return judge(window_of(session, settings), frozenset(), Way.BY_HAND, now, may_be_remote=False)


def _missing(access: MeetingAccess, session: Session, lines: list[Line], now: datetime, page: int) -> Missing:
    place = next(place for place, one in enumerate(access.sessions) if one.id == session.id)
    at = [(line, line.marks[place], line.state_of(line.marks[place], now)) for line in lines]
    names = [
        (line.person_id, line.name) for line, mark, state in at if mark.state is None and state is not State.EXEMPT
    ]
    attended = [mark.way for _, mark, state in at if state in ATTENDED]
    people, page, pages = page_at(names, page, PAGE)
    return Missing(
        access.meeting.title,
        session.id,
        session.number if len(access.sessions) > 1 else None,
        people,
        page,
        pages,
        attended.count(Way.BY_HAND),
        len(attended),
    )
