"""The projector page: who may open it, and what it shows now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.actor import Actor
from bot.domain.attendance import projector
from bot.domain.attendance.model import Way
from bot.domain.attendance.projector import kept, new_secret
from bot.domain.errors import DomainError
from bot.domain.meeting.model import Meeting, MeetingState, Session
from bot.domain.meeting.rules import MeetingRules
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.services import actor
from bot.services.attendance import figures
from bot.storage import actor as actors
from bot.storage.attendance import projector as board
from bot.storage.attendance.projector import Use
from bot.storage.connection import Connection
from bot.storage.meeting import store as meeting
from bot.storage.people import account
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opened:
    """A one-time link to the page; `token` stands in its address."""

    meeting: Meeting
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """The contents of the page now; `payload` follows `start=` in the link of the QR code."""

    meeting: Meeting
    session: Session
    sessions: int
    payload: str
    changes_at: datetime
    present: int
    expected: int


@dataclass(frozen=True, slots=True)
class Codes:
    """How codes are made: the secret, for how many seconds each is shown, the zone, the rules of counting."""

    secret: bytes
    seconds: int
    zone: tzinfo
    rules: MeetingRules


async def link(uow: UnitOfWork, request: Request, meeting_id: int, minutes: int) -> Opened:
    """Make a one-time link for the host, the recorder or anyone who may see the live count.

    DomainError: not_found, not_allowed, no_code_here; board_link_made for a second delivery, whose token is lost.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        called = await _allowed(work, asker, meeting_id)
        if work.is_redelivery:
            raise DomainError("board_link_made")
        token, expires = new_secret(), request.now + timedelta(minutes=minutes)
        await board.add(work, kept(token), called.id, asker.require_person().id, expires)
        await work.commit()
        return Opened(called, token, expires)


async def now(uow: UnitOfWork, request: Request, meeting_id: int, codes: Codes) -> Shown:
    """The present code, for a chat, where the page has no address that others can reach."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        called = await _allowed(cx, asker, meeting_id)
        return await _shown(cx, called, request.now, codes)


async def open_once(uow: UnitOfWork, token: str, at: datetime, zone: tzinfo) -> str:
    """Use up a one-time link; returns the cookie that shows the page from then on.

    DomainError: not_found for a used, expired or unknown link, and as `link` where its maker may have none any more.
    """
    cookie = new_secret()
    async with uow.begin() as work:
        await _still(work, await board.open_once(work, kept(token), at, kept(cookie)), at, zone)
        await work.commit()
    return cookie


async def page(uow: UnitOfWork, cookie: str, at: datetime, codes: Codes) -> Shown:
    """The contents for a browser with that cookie. DomainError: not_found for an unknown one, and as `open_once`."""
    async with uow.reading() as cx:
        called = await _still(cx, await board.shown(cx, kept(cookie), at), at, codes.zone)
        return await _shown(cx, called, at, codes)


async def _still(cx: Connection, use: Use | None, at: datetime, zone: tzinfo) -> Meeting:
    """The meeting of a link, while its maker has an account and may show the page. DomainError as `link`."""
    own = await account.of_person(cx, use.person_id) if use is not None else None
    maker = await actors.load(cx, own.id, at.astimezone(zone).date()) if own is not None else None
    if use is None or maker is None:
        raise DomainError("not_found")
    return await _allowed(cx, maker, use.meeting_id)


async def _allowed(cx: Connection, asker: Actor, meeting_id: int) -> Meeting:
    called = await meeting.get(cx, meeting_id)
    if called is None or called.state is MeetingState.CANCELLED:
        raise DomainError("not_found")
    person = asker.require_person()
    if person.id not in (called.host_id, called.recorder_id):
        require(asker, Action.SEE_LIVE_COUNT, await actor.unit(cx, called.unit_id))
    if Way.QR not in called.ways:
        raise DomainError("no_code_here")
    return called


async def _shown(cx: Connection, called: Meeting, at: datetime, codes: Codes) -> Shown:
    sessions = await meeting.sessions(cx, called.id)
    session = running(sessions, at)
    live = await figures.live(cx, called.id, at, codes.zone, codes.rules)
    return Shown(
        called,
        session,
        len(sessions),
        projector.payload(codes.secret, called.id, session.id, at, codes.seconds),
        projector.changes_at(at, codes.seconds),
        live.attended,
        live.expected,
    )


def running(sessions: Sequence[Session], at: datetime) -> Session:
    """The first session that has not ended; the last when all have."""
    return next((session for session in sessions if at < session.ends), sessions[-1])
