"""Checking in: by button, by the code on the screen, by place. One row whatever happens twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.attendance import projector
from bot.domain.attendance.ledger import LeaveState
from bot.domain.attendance.model import State, Way, Window, judge, may_be_remote, window, within
from bot.domain.errors import DomainError
from bot.domain.meeting.model import Meeting, MeetingState, Session
from bot.domain.request import Request
from bot.services import actor
from bot.settings import Settings
from bot.storage.attendance import checkin as doors
from bot.storage.attendance.checkin import Door, Marked
from bot.storage.connection import Connection
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands. `again`: it stood before this. `session` is None where the meeting has only one."""

    title: str
    session: int | None
    state: State
    way: Way
    at: datetime
    again: bool
    on_leave: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """The position was at no place that asks for one now; this is kept, the position is not."""

    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """This person may be in the room or elsewhere: which?"""

    session_id: int
    title: str


class Open(NamedTuple):
    """A session that takes check-ins now, or the next that will, from `opens`."""

    session_id: int
    title: str
    number: int | None
    opens: datetime
    closes: datetime
    marked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Several sessions are open, or none: then the next, if there is any."""

    open: tuple[Open, ...]
    next: Open | None


class Inside(NamedTuple):
    """A door that was found to lead somewhere: a known person, invited to a meeting that is held."""

    door: Door
    person_id: int
    meeting: Meeting
    session: Session
    hours: Window


async def by_button(
    uow: UnitOfWork, request: Request, settings: Settings, session_id: int, way: Way | None = None
) -> Recorded | Choice:
    """`way` is what a person who may be remote has chosen: button (in the room) or remote."""
    if way not in (None, Way.BUTTON, Way.REMOTE):
        raise DomainError("old_button")
    async with uow.begin(request) as work:
        inside = _enter(await _door(work, request, session_id), request, settings)
        return await _tap(work, inside, way)


async def by_code(uow: UnitOfWork, request: Request, settings: Settings, payload: str) -> Recorded:
    """The payload of a scanned link. DomainError: code_unreadable, code_not_valid, and those of any check-in."""
    scanned = projector.read_payload(payload)
    if scanned is None:
        raise DomainError("code_unreadable")
    secret = settings.secret_key.get_secret_value().encode()
    async with uow.begin(request) as work:
        door = await _door(work, request, scanned.session_id)
        if door.meeting is None:
            raise DomainError("code_not_valid")
        projector.accepts(secret, payload, door.meeting.id, request.now, settings.checkin.code_interval)
        return await _record(work, _enter(door, request, settings), Way.QR)


async def by_place(
    uow: UnitOfWork, request: Request, settings: Settings, latitude: float, longitude: float
) -> Recorded | Outside | None:
    """A live position in degrees, which is compared and dropped. None where no meeting asks for it now."""
    async with uow.begin(request) as work:
        asking = [inside for inside in await _ahead(work, request, settings) if _asks_for_place(inside, request.now)]
        if not asking:
            return None
        for inside in asking:
            spot = inside.meeting.spot
            if spot is not None and within(latitude, longitude, spot.latitude, spot.longitude, spot.radius):
                await doors.inside(work, inside.session.id, inside.person_id)
                return await _record(work, inside, Way.PLACE, weak=True)
        standing = next((inside for inside in asking if inside.door.marked), None)
        if standing is not None:
            return await _record(work, standing, Way.PLACE)
        for inside in asking:
            await doors.outside(work, inside.session.id, inside.person_id, work.now)
        await work.commit()
        return Outside(asking[0].meeting.title)


async def by_command(uow: UnitOfWork, request: Request, settings: Settings) -> Recorded | Choice | Offer:
    """Check in where there is only one place to; otherwise say what there is."""
    async with uow.begin(request) as work:
        ahead = await _ahead(work, request, settings)
        now_open = [inside for inside in ahead if inside.hours.opens <= request.now]
        if len(now_open) == 1:
            return await _tap(work, now_open[0], None)
        later = [inside for inside in ahead if inside.hours.opens > request.now]
        return Offer(tuple(map(_open, now_open)), _open(later[0]) if later else None)


def _asks_for_place(inside: Inside, now: datetime) -> bool:
    asks = inside.meeting.spot is not None and Way.PLACE in inside.meeting.ways
    return asks and inside.hours.opens <= now < inside.hours.closes


async def _door(work: Transaction, request: Request, session_id: int) -> Door:
    door = await doors.at_door(work, request.account_id, session_id)
    if door is None:
        raise DomainError("unknown_account")
    request.language = door.language or request.language
    return door


async def _ahead(cx: Connection, request: Request, settings: Settings) -> list[Inside]:
    (await actor.load(cx, request)).require_person()
    return [_enter(door, request, settings) for door in await doors.ahead(cx, request.account_id, request.now)]


def _enter(door: Door, request: Request, settings: Settings) -> Inside:
    """DomainError: no_person, not_found, not_invited (which names no meeting), meeting_cancelled."""
    today = request.today
    if door.person_id is None or (door.left_on is not None and door.left_on <= today):
        raise DomainError("no_person")
    if door.meeting is None or door.session is None:
        raise DomainError("not_found")
    if not door.invited:
        raise DomainError("not_invited")
    if door.meeting.state is MeetingState.CANCELLED:
        raise DomainError("meeting_cancelled", title=door.meeting.title)
    return Inside(door, door.person_id, door.meeting, door.session, hours(door.session, settings))


def hours(session: Session, settings: Settings) -> Window:
    """When a session takes check-ins."""
    before, grace = timedelta(minutes=settings.checkin.opens_before), timedelta(minutes=settings.checkin.grace)
    return window(session.starts, session.ends, before, grace)


async def _tap(work: Transaction, inside: Inside, way: Way | None) -> Recorded | Choice:
    remote = Way.REMOTE in inside.meeting.ways and _may_be_remote(inside.door)
    if way is None and remote and inside.door.marked is None:
        _judge(inside, Way.REMOTE, work.now)
        return Choice(inside.session.id, inside.meeting.title)
    return await _record(work, inside, way or Way.BUTTON)


async def _record(work: Transaction, inside: Inside, way: Way, *, weak: bool = False) -> Recorded:
    standing = inside.door.marked
    if standing is not None:
        return _recorded(inside, standing, again=True)
    new = Marked(_judge(inside, way, work.now), way, work.now)
    if await doors.add(work, inside.session.id, inside.person_id, new, weak=weak):
        await work.commit()
        return _recorded(inside, new, again=False)
    # Another tap of the same person was a moment faster.
    first = await doors.marked(work, inside.session.id, inside.person_id)
    return _recorded(inside, first or new, again=True)


def _judge(inside: Inside, way: Way, now: datetime) -> State:
    return judge(inside.hours, inside.meeting.ways, way, now, may_be_remote=_may_be_remote(inside.door))


def _may_be_remote(door: Door) -> bool:
    return may_be_remote(retired=door.retired, floating=door.floating)


def _number(inside: Inside) -> int | None:
    return inside.session.number if inside.door.sessions > 1 else None


def _recorded(inside: Inside, marked: Marked, *, again: bool) -> Recorded:
    on_leave = inside.door.leave in (LeaveState.ASKED, LeaveState.GRANTED)
    return Recorded(inside.meeting.title, _number(inside), marked.state, marked.way, marked.at, again, on_leave)


def _open(inside: Inside) -> Open:
    hours = inside.hours
    marked = inside.door.marked is not None
    return Open(inside.session.id, inside.meeting.title, _number(inside), hours.opens, hours.closes, marked)
