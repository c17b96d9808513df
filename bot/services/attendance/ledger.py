"""The ledger in chat: by meeting, by person, by month or year, each reader seeing what permissions allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actor import Actor
from bot.domain.attendance.ledger import Figures, Line, Span, so_far, tally
from bot.domain.errors import DomainError, must_exist
from bot.domain.paging import page_at
from bot.domain.permission import Action, may, require
from bot.domain.post import DIRECTING, SECRETARIAL, PostKind
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.meeting.access import MeetingAccess
from bot.storage import person
from bot.storage import unit as units
from bot.storage.attendance import store as ledger
from bot.storage.connection import Connection
from bot.storage.unit_of_work import UnitOfWork

PAGE = 20
MEETINGS = 8
NAMING = SECRETARIAL | {PostKind.GROUP_LEADER}
"""Posts whose holders see the people of their unit by name."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The first page: the reader's own figures, and the units whose ledger they may open.

    `named`: those with names; `exempting`: ids of those where exemptions may be given; `above`: those with totals only.
    """

    name: str | None
    year: int
    month: int
    figures: Figures
    named: tuple[Unit, ...]
    exempting: frozenset[int]
    above: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """A meeting of a unit with the figures of that unit's people. `running`: not over, figures so far."""

    meeting_id: int
    title: str
    starts: datetime
    figures: Figures
    running: bool = False


@dataclass(frozen=True, slots=True)
class Meetings:
    """A page of a unit's meetings that have begun."""

    unit: Unit
    held: tuple[MeetingFigures, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The attendance at one meeting. `lines`: a page of those the reader may see; `figures` None: the own line only.

    `running`: not over, figures so far. `outside`: how many of those counted sent a position not near the place.
    """

    meeting_id: int
    title: str
    starts: datetime
    now: datetime
    lines: tuple[Line, ...]
    figures: Figures | None
    correctable: bool
    page: int
    pages: int
    running: bool = False
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a person or of a unit."""

    id: int
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Table:
    """A page of rows of a unit over a span, and the total of all its rows."""

    unit: Unit
    span: Span
    rows: tuple[Row, ...]
    total: Figures
    meetings: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A page of a person's year, meeting by meeting, with the figures of the whole year."""

    person_id: int
    name: str
    year: int
    now: datetime
    lines: tuple[Line, ...]
    figures: Figures
    page: int
    pages: int


async def menu(uow: UnitOfWork, request: Request) -> Menu:
    """The reader's own figures and the units whose ledger they may open."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        today, own = request.today, asker.person
        lines = await ledger.of_person(cx, own.id, *Span(today.year).bounds(request.zone), request.zone) if own else []
        named = await _units(cx, [post.unit_id for post in asker.posts if post.kind in NAMING])
        above = [post.unit_id for post in asker.posts if post.kind in DIRECTING and post.unit_kind.above_branches]
        exempting = frozenset(unit.id for unit in named if may(asker, Action.EXEMPT, unit))
        figures, overseen = tally(lines, request.now), await _units(cx, above)
        return Menu(own.name if own else None, today.year, today.month, figures, named, exempting, overseen)


async def meetings(uow: UnitOfWork, request: Request, unit_id: int, page: int) -> Meetings:
    """A unit's meetings that have begun, newest first. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        unit = await _named(cx, await actor.load(cx, request), unit_id)
        page = max(page, 0)
        found = await ledger.begun_meetings(cx, unit_id, request.now, MEETINGS + 1, page * MEETINGS)
        held = []
        for one in found[:MEETINGS]:
            lines = await ledger.of_meeting(cx, one.id, request.zone)
            theirs = [line for line in lines if unit_id in (line.unit_id, line.group_id)]
            running = request.now < one.ends
            figures = so_far(theirs, request.now) if running else tally(theirs, request.now)
            held.append(MeetingFigures(one.id, one.title, one.starts, figures, running))
        return Meetings(unit, tuple(held), page, len(found) > MEETINGS)


async def sheet(uow: UnitOfWork, request: Request, meeting_id: int, page: int = 0) -> Sheet:
    """The attendance at a meeting, as far as the reader may see it.

    Everyone for who runs the meeting or answers for its unit; a branch's or a group's own people for its secretary or
    leader; totals for the units above; the own line for a member.
    """
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        access = await MeetingAccess.of(cx, meeting_id)
        lines = await ledger.of_meeting(cx, meeting_id, request.zone)
        running = request.now < access.meeting.ends
        seen, counted = _seen(asker, access, lines)
        summed = so_far if running else tally
        figures = summed(counted, request.now) if counted is not None else None
        shown, page, pages = page_at(seen, page, PAGE)
        correctable = figures is not None and bool(seen) and access.may_mark(asker)
        facts = (access.meeting.id, access.meeting.title, access.meeting.starts, request.now)
        outside = sum(line.outside for line in counted or ())
        return Sheet(*facts, shown, figures, correctable, page, pages, running, outside)


async def people(uow: UnitOfWork, request: Request, unit_id: int, span: Span, page: int) -> Table:
    """The figures of a unit's or group's people over a span. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        unit = await _named(cx, await actor.load(cx, request), unit_id)
        lines = await ledger.of_unit(cx, unit_id, *span.bounds(request.zone), request.zone)
        named = {line.person_id: line.name for line in lines}
        return _table(unit, span, lines, named, [line.person_id for line in lines], request.now, page)


async def totals(uow: UnitOfWork, request: Request, unit_id: int, span: Span, page: int) -> Table:
    """The figures of the units below, without names. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        unit = await actor.unit(cx, unit_id)
        require(await actor.load(cx, request), Action.SEE_TOTALS, unit)
        lines = await ledger.below(cx, unit.path, *span.bounds(request.zone), request.zone)
        named = {one.id: one.name for one in await units.below(cx, unit.path)}
        return _table(unit, span, lines, named, [line.unit_id for line in lines], request.now, page)


async def of_person(uow: UnitOfWork, request: Request, person_id: int, year: int, page: int) -> OfPerson:
    """A person's year, meeting by meeting; `person_id` 0 is the reader. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        whom = must_exist(await person.get(cx, person_id) if person_id else asker.require_person())
        if asker.person is None or whom.id != asker.person.id:
            await _require_one(cx, asker, [whom.unit_id, whom.group_id])
        lines = await ledger.of_person(cx, whom.id, *Span.numbered(year * 100).bounds(request.zone), request.zone)
        begun = [line for line in lines if line.starts <= request.now]
        shown, page, pages = page_at(begun[::-1], page, PAGE)
        return OfPerson(whom.id, whom.name, year, request.now, shown, tally(begun, request.now), page, pages)


async def _units(cx: Connection, ids: Iterable[int]) -> tuple[Unit, ...]:
    return tuple([await actor.unit(cx, unit_id) for unit_id in dict.fromkeys(ids)])


async def _named(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.SEE_ATTENDANCE, unit)
    return unit


async def _require_one(cx: Connection, asker: Actor, ids: list[int | None]) -> None:
    """Refuse a reader who may see the people of none of these units. DomainError("not_allowed")."""
    for unit_id in ids:
        if unit_id is not None and may(asker, Action.SEE_ATTENDANCE, await actor.unit(cx, unit_id)):
            return
    raise DomainError("not_allowed", action=Action.SEE_ATTENDANCE.value)


def _seen(asker: Actor, access: MeetingAccess, lines: list[Line]) -> tuple[list[Line], list[Line] | None]:
    """The lines that the reader may see, and those that are summed for them (None: none are)."""
    if access.may(asker, Action.SEE_ATTENDANCE):
        return lines, lines
    answered = {post.unit_id for post in asker.posts if post.kind in NAMING}
    theirs = [line for line in lines if answered & {line.unit_id, line.group_id}]
    if theirs:
        return theirs, theirs
    if may(asker, Action.SEE_TOTALS, access.unit):
        return [], lines
    own = [line for line in lines if asker.person is not None and line.person_id == asker.person.id]
    if not own:
        raise DomainError("not_allowed", action=Action.SEE_ATTENDANCE.value)
    return own, None


def _table(
    unit: Unit, span: Span, lines: list[Line], names: dict[int, str], keys: list[int], now: datetime, page: int
) -> Table:
    """A page of the lines summed by `keys`, which names the row of each line."""
    grouped: dict[int, list[Line]] = {}
    for key, line in zip(keys, lines, strict=True):
        grouped.setdefault(key, []).append(line)
    every = [Row(key, names[key], tally(grouped[key], now)) for key in sorted(grouped)]
    rows, page, pages = page_at(every, page, PAGE)
    over = {line.meeting_id for line in lines if line.ends <= now}
    return Table(unit, span, rows, tally(lines, now), len(over), page, pages)
