"""The ledger in chat: by meeting, by person, by month or year; each sees what the table of permissions gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.actor import Actor
from bot.domain.attendance.ledger import Figures, Line, so_far, tally
from bot.domain.errors import DomainError
from bot.domain.period import Month, year_starts
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


@dataclass(frozen=True, slots=True)
class Span:
    """A year, or one month of it; as a number for a button: 202600 or 202611."""

    year: int
    month: int = 0

    @classmethod
    def numbered(cls, number: int) -> "Span":
        """DomainError("old_button") for what is no year or month."""
        year, month = divmod(number, 100)
        if not (2000 <= year <= 2999 and 0 <= month <= 12):
            raise DomainError("old_button")
        return cls(year, month)

    @property
    def number(self) -> int:
        return self.year * 100 + self.month

    def moved(self, by: int) -> "Span":
        """So many months, or years, later."""
        if not self.month:
            return Span(self.year + by)
        month = Month(self.year, self.month).later(by)
        return Span(month.year, month.month)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        if not self.month:
            return year_starts(self.year, zone), year_starts(self.year + 1, zone)
        month = Month(self.year, self.month)
        return month.starts(zone), month.ends(zone)


@dataclass(frozen=True, slots=True)
class Menu:
    """Own year; units whose people may be seen by name; those where exemption may be given; totals only."""

    name: str | None
    year: int
    month: int
    figures: Figures
    named: tuple[Unit, ...]
    exempting: frozenset[int]
    above: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """`running`: not over, so that the figures are of those who are there so far."""

    meeting_id: int
    title: str
    starts: datetime
    figures: Figures
    running: bool = False


@dataclass(frozen=True, slots=True)
class Meetings:
    unit: Unit
    held: tuple[MeetingFigures, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One meeting. `figures` None: the asker sees the own line only. `lines` may be a page of those that are seen.

    `running`: not over, so that the figures are of those who are there so far. `outside`: how many of those in the
    figures sent a position that was not at the place.
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
    """A person's sums, or a unit's."""

    id: int
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Table:
    """Sums of a unit over a span, a page of its rows, and of all rows together."""

    unit: Unit
    span: Span
    rows: tuple[Row, ...]
    total: Figures
    meetings: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class OfPerson:
    person_id: int
    name: str
    year: int
    now: datetime
    lines: tuple[Line, ...]
    figures: Figures
    page: int
    pages: int


async def menu(uow: UnitOfWork, request: Request) -> Menu:
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        today = request.today
        own = asker.person
        lines = await ledger.of_person(cx, own.id, *Span(today.year).bounds(request.zone), request.zone) if own else []
        named = await _units(cx, [post.unit_id for post in asker.posts if _shows_names(post.kind)])
        above = [post.unit_id for post in asker.posts if post.kind in DIRECTING and post.unit_kind.above_branches]
        exempting = frozenset(unit.id for unit in named if may(asker, Action.EXEMPT, unit))
        figures, overseen = tally(lines, request.now), await _units(cx, above)
        return Menu(own.name if own else None, today.year, today.month, figures, named, exempting, overseen)


async def meetings(uow: UnitOfWork, request: Request, unit_id: int, page: int) -> Meetings:
    """Begun meetings, newest first, each with the sums of the unit's people."""
    async with uow.reading() as cx:
        unit = await _named(cx, await actor.load(cx, request), unit_id)
        page = max(page, 0)
        found = await ledger.begun_meetings(cx, unit_id, request.now, MEETINGS + 1, page * MEETINGS)
        held = []
        for one in found[:MEETINGS]:
            lines = await ledger.of_meeting(cx, one.id, request.zone)
            theirs = [line for line in lines if unit_id in (line.unit_id, line.group_id)]
            running = request.now < one.ends
            figures = _figures(theirs, request.now, running)
            held.append(MeetingFigures(one.id, one.title, one.starts, figures, running))
        return Meetings(unit, tuple(held), page, len(found) > MEETINGS)


async def sheet(uow: UnitOfWork, request: Request, meeting_id: int, page: int) -> Sheet:
    """Who was there. All lines for whoever runs the meeting or answers for its unit; a branch's or a group's own
    people for its secretary or leader; totals from above; the own line for a member."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        access = await MeetingAccess.of(cx, meeting_id)
        lines = await ledger.of_meeting(cx, meeting_id, request.zone)
        running = request.now < access.meeting.ends
        seen, counted = _seen(asker, access, lines)
        figures = _figures(counted, request.now, running) if counted is not None else None
        shown, page, pages = _page(seen, page)
        correctable = figures is not None and bool(seen) and access.may_mark(asker)
        facts = (access.meeting.id, access.meeting.title, access.meeting.starts, request.now)
        outside = sum(line.outside for line in counted or ())
        return Sheet(*facts, shown, figures, correctable, page, pages, running, outside)


async def people(uow: UnitOfWork, request: Request, unit_id: int, span: Span, page: int) -> Table:
    """A unit's or group's people over a span."""
    async with uow.reading() as cx:
        unit = await _named(cx, await actor.load(cx, request), unit_id)
        lines = await ledger.of_unit(cx, unit_id, *span.bounds(request.zone), request.zone)
        named = {line.person_id: line.name for line in lines}
        return _table(unit, span, lines, named, [line.person_id for line in lines], request.now, page)


async def totals(uow: UnitOfWork, request: Request, unit_id: int, span: Span, page: int) -> Table:
    """The units of the tree below, sums only."""
    async with uow.reading() as cx:
        unit = await actor.unit(cx, unit_id)
        require(await actor.load(cx, request), Action.SEE_TOTALS, unit)
        lines = await ledger.below(cx, unit.path, *span.bounds(request.zone), request.zone)
        named = {one.id: one.name for one in await units.below(cx, unit.path)}
        return _table(unit, span, lines, named, [line.unit_id for line in lines], request.now, page)


async def of_person(uow: UnitOfWork, request: Request, person_id: int, year: int, page: int) -> OfPerson:
    """A person's year, meeting by meeting; `person_id` 0 is the asker."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        whom = await person.get(cx, person_id) if person_id else asker.require_person()
        if whom is None:
            raise DomainError("not_found")
        if asker.person is None or whom.id != asker.person.id:
            await _require_one(cx, asker, [whom.unit_id, whom.group_id])
        lines = await ledger.of_person(cx, whom.id, *Span.numbered(year * 100).bounds(request.zone), request.zone)
        begun = [line for line in lines if line.starts <= request.now]
        shown, page, pages = _page(begun[::-1], page)
        return OfPerson(whom.id, whom.name, year, request.now, shown, tally(begun, request.now), page, pages)


def _shows_names(kind: PostKind) -> bool:
    return kind is PostKind.GROUP_LEADER or kind in SECRETARIAL


async def _units(cx: Connection, ids: Iterable[int]) -> tuple[Unit, ...]:
    return tuple([await actor.unit(cx, unit_id) for unit_id in dict.fromkeys(ids)])


async def _named(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.SEE_ATTENDANCE, unit)
    return unit


async def _require_one(cx: Connection, asker: Actor, ids: list[int | None]) -> None:
    """The person's group or unit must be one whose people the asker may see."""
    for unit_id in ids:
        if unit_id is not None and may(asker, Action.SEE_ATTENDANCE, await actor.unit(cx, unit_id)):
            return
    raise DomainError("not_allowed", action=Action.SEE_ATTENDANCE.value)


def _figures(lines: list[Line], now: datetime, running: bool) -> Figures:
    return so_far(lines, now) if running else tally(lines, now)


def _seen(asker: Actor, access: MeetingAccess, lines: list[Line]) -> tuple[list[Line], list[Line] | None]:
    """The lines that the asker sees, and those that are summed up for them."""
    if access.may(asker, Action.SEE_ATTENDANCE):
        return lines, lines
    answered = {post.unit_id for post in asker.posts if _shows_names(post.kind)}
    theirs = [line for line in lines if answered & {line.unit_id, line.group_id}]
    if theirs:
        return theirs, theirs
    if may(asker, Action.SEE_TOTALS, access.unit):
        return [], lines
    own = [line for line in lines if asker.person is not None and line.person_id == asker.person.id]
    if not own:
        raise DomainError("not_allowed", action=Action.SEE_ATTENDANCE.value)
    return own, None


def _page(lines: list[Line], page: int) -> tuple[tuple[Line, ...], int, int]:
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    return tuple(lines[page * PAGE : (page + 1) * PAGE]), page, pages


def _table(
    unit: Unit, span: Span, lines: list[Line], names: dict[int, str], keys: list[int], now: datetime, page: int
) -> Table:
    """`keys`: the row that each line belongs to."""
    grouped: dict[int, list[Line]] = {}
    for key, line in zip(keys, lines, strict=True):
        grouped.setdefault(key, []).append(line)
    every = [Row(key, names[key], tally(grouped[key], now)) for key in sorted(grouped)]
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(page, 0), pages - 1)
    over = {line.meeting_id for line in lines if line.ends <= now}
    rows = tuple(every[page * PAGE : (page + 1) * PAGE])
    return Table(unit, span, rows, tally(lines, now), len(over), page, pages)
