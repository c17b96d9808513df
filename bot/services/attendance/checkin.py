"""Checks people in by button, by the code on the screen or by place; a repeated check-in keeps the first row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.attendance import projector
from bot.domain.attendance.leave import STANDS
from bot.domain.attendance.model import State, Way, Window, judge, may_be_remote, window, within
from bot.domain.errors import DomainError
from bot.domain.meeting.model import Meeting, MeetingState, Session
from bot.domain.request import Request
from bot.services import actor
from bot.settings import Settings
from bot.storage.attendance import checkin as checkins
from bot.storage.attendance.checkin import CheckinCandidate, Marked
from bot.storage.connection import Connection
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded check-in. `again`: recorded before this request. `session`: its number, None if it is the only one."""

    title: str
    session: int | None
    state: State
    way: Way
    at: datetime
    again: bool
    on_leave: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A shared position was near no place that takes check-ins now; that fact is kept, the position is not."""

    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The person may check in from the room or remotely, and has to say which."""

    session_id: int
    title: str


class OpenSession(NamedTuple):
    """A session of the person's that takes check-ins between `opens` and `closes`. `marked`: checked in already."""

    session_id: int
    title: str
    number: int | None
    opens: datetime
    closes: datetime
    marked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The sessions that take check-ins now, and the next one that will."""

    open: tuple[OpenSession, ...]
    next: OpenSession | None


class EligibleCheckin(NamedTuple):
    """A candidate who may check in: a known person, invited to a meeting that is not cancelled."""

    candidate: CheckinCandidate
    person_id: int
    meeting: Meeting
    session: Session
    hours: Window


async def by_button(
    uow: UnitOfWork, request: Request, settings: Settings, session_id: int, way: Way | None = None
) -> Recorded | Choice:
    """Check in by button; those who may attend remotely are first asked where they are.

    `way`: what such a person has chosen, in the room (button) or remote.
    """
    if way not in (None, Way.BUTTON, Way.REMOTE):
        raise DomainError("old_button")
    async with uow.begin(request) as work:
        eligible = _require_eligible(await _candidate(work, request, session_id), request, settings)
        return await _check_in_or_ask(work, eligible, way)


async def by_code(uow: UnitOfWork, request: Request, settings: Settings, payload: str) -> Recorded:
    """Check in by the payload of a scanned link.

    DomainError: code_unreadable, code_not_valid, and those of any check-in.
    """
    scanned = projector.read_payload(payload)
    if scanned is None:
        raise DomainError("code_unreadable")
    secret = settings.secret_key.get_secret_value().encode()
    async with uow.begin(request) as work:
        candidate = await _candidate(work, request, scanned.session_id)
        if candidate.meeting is None:
            raise DomainError("code_not_valid")
        projector.accepts(secret, payload, candidate.meeting.id, request.now, settings.checkin.code_interval)
        return await _record(work, _require_eligible(candidate, request, settings), Way.QR)


async def by_place(
    uow: UnitOfWork, request: Request, settings: Settings, latitude: float, longitude: float
) -> Recorded | Outside | None:
    """Check in by a live position in degrees, which is not stored. None when no meeting takes positions now."""
    async with uow.begin(request) as work:
        asking = [one for one in await _upcoming(work, request, settings) if _asks_for_place(one, request.now)]
        if not asking:
            return None
        for eligible in asking:
            spot = eligible.meeting.spot
            if spot is not None and within(latitude, longitude, spot.latitude, spot.longitude, spot.radius):
                await checkins.clear_outside(work, eligible.session.id, eligible.person_id)
                return await _record(work, eligible, Way.PLACE, weak=True)
        standing = next((eligible for eligible in asking if eligible.candidate.marked), None)
        if standing is not None:
            return await _record(work, standing, Way.PLACE)
        for eligible in asking:
            await checkins.note_outside(work, eligible.session.id, eligible.person_id, work.now)
        await work.commit()
        return Outside(asking[0].meeting.title)


async def by_command(uow: UnitOfWork, request: Request, settings: Settings) -> Recorded | Choice | Offer:
    """Check in to the only open session, or list the open ones and the next."""
    async with uow.begin(request) as work:
        upcoming = await _upcoming(work, request, settings)
        now_open = [eligible for eligible in upcoming if eligible.hours.opens <= request.now]
        if len(now_open) == 1:
            return await _check_in_or_ask(work, now_open[0], None)
        return _offer(upcoming, request.now)


async def offered(uow: UnitOfWork, request: Request, settings: Settings) -> Offer:
    """List the open sessions and the next without checking in. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        return _offer(await _upcoming(cx, request, settings), request.now)


def _offer(upcoming: list[EligibleCheckin], now: datetime) -> Offer:
    sessions = [_open_session(eligible) for eligible in upcoming]
    now_open = tuple(one for one in sessions if one.opens <= now)
    return Offer(now_open, next((one for one in sessions if one.opens > now), None))


def _asks_for_place(eligible: EligibleCheckin, now: datetime) -> bool:
    asks = eligible.meeting.spot is not None and Way.PLACE in eligible.meeting.ways
    return asks and eligible.hours.opens <= now < eligible.hours.closes


async def _candidate(work: Transaction, request: Request, session_id: int) -> CheckinCandidate:
    candidate = await checkins.find_candidate(work, request.account_id, session_id)
    if candidate is None:
        raise DomainError("unknown_account")
    request.language = candidate.language or request.language
    return candidate


async def _upcoming(cx: Connection, request: Request, settings: Settings) -> list[EligibleCheckin]:
    (await actor.load(cx, request)).require_person()
    candidates = await checkins.upcoming(cx, request.account_id, request.now)
    return [_require_eligible(one, request, settings) for one in candidates]


def _require_eligible(found: CheckinCandidate, request: Request, settings: Settings) -> EligibleCheckin:
    """DomainError: no_person, not_found, not_invited (which names no meeting), meeting_cancelled."""
    if found.person_id is None or (found.left_on is not None and found.left_on <= request.today):
        raise DomainError("no_person")
    if found.meeting is None or found.session is None:
        raise DomainError("not_found")
    if not found.invited:
        raise DomainError("not_invited")
    if found.meeting.state is MeetingState.CANCELLED:
        raise DomainError("meeting_cancelled", title=found.meeting.title)
    return EligibleCheckin(found, found.person_id, found.meeting, found.session, window_of(found.session, settings))


def window_of(session: Session, settings: Settings) -> Window:
    """The window in which a session takes check-ins."""
    before, grace = timedelta(minutes=settings.checkin.opens_before), timedelta(minutes=settings.checkin.grace)
    return window(session.starts, session.ends, before, grace)


async def _check_in_or_ask(work: Transaction, eligible: EligibleCheckin, way: Way | None) -> Recorded | Choice:
    remote = Way.REMOTE in eligible.meeting.ways and _may_be_remote(eligible.candidate)
    if way is None and remote and eligible.candidate.marked is None:
        _judge(eligible, Way.REMOTE, work.now)
        return Choice(eligible.session.id, eligible.meeting.title)
    return await _record(work, eligible, way or Way.BUTTON)


async def _record(work: Transaction, eligible: EligibleCheckin, way: Way, *, weak: bool = False) -> Recorded:
    standing = eligible.candidate.marked
    if standing is not None:
        return _recorded(eligible, standing, again=True)
    new = Marked(_judge(eligible, way, work.now), way, work.now)
    if await checkins.add(work, eligible.session.id, eligible.person_id, new, weak=weak):
        await work.commit()
        return _recorded(eligible, new, again=False)
    # Another tap of the same person was a moment faster.
    first = await checkins.marked(work, eligible.session.id, eligible.person_id)
    return _recorded(eligible, first or new, again=True)


def _judge(eligible: EligibleCheckin, way: Way, now: datetime) -> State:
    return judge(eligible.hours, eligible.meeting.ways, way, now, may_be_remote=_may_be_remote(eligible.candidate))


def _may_be_remote(candidate: CheckinCandidate) -> bool:
    return may_be_remote(retired=candidate.retired, floating=candidate.floating)


def _number(eligible: EligibleCheckin) -> int | None:
    return eligible.session.number if eligible.candidate.sessions > 1 else None


def _recorded(eligible: EligibleCheckin, marked: Marked, *, again: bool) -> Recorded:
    on_leave = eligible.candidate.leave in STANDS
    return Recorded(eligible.meeting.title, _number(eligible), marked.state, marked.way, marked.at, again, on_leave)


def _open_session(eligible: EligibleCheckin) -> OpenSession:
    hours = eligible.hours
    title, marked = eligible.meeting.title, eligible.candidate.marked is not None
    return OpenSession(eligible.session.id, title, _number(eligible), hours.opens, hours.closes, marked)
