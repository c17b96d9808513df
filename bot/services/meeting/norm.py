"""What units owe by the norms, for their secretaries and for the committee above."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.norm import CountedMeeting, Holders, Per, Period, Standing, standings
from bot.domain.meeting.rules import MeetingRules, MeetingType
from bot.domain.permission import Action, may, require
from bot.domain.post import DIRECTING
from bot.domain.request import Request
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.meeting import norm
from bot.storage.people import committee
from bot.storage.unit_of_work import UnitOfWork

PAGE = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A norm of the unit or of one of its groups. `callable`: the asker may call the meeting that is owed."""

    kind: MeetingType
    unit: Unit
    standing: Standing
    callable: bool


@dataclass(frozen=True, slots=True)
class UnitNorms:
    """The norms of a branch or a group. `above`: the unit above with its list of branches, 0 where not seen."""

    unit: Unit
    today: date
    lines: tuple[Line, ...]
    above: int


@dataclass(frozen=True, slots=True)
class BranchNorms:
    """In how many norms a branch owes a meeting."""

    unit: Unit
    owed: int


@dataclass(frozen=True, slots=True)
class NormsBelow:
    """A page of the branches below a unit."""

    unit: Unit
    sums: tuple[BranchNorms, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class NormStandings:
    """The standings by branch id, and the branches and their groups by id."""

    standings: dict[int, list[Standing]]
    units: dict[int, Unit]


async def of_unit(uow: UnitOfWork, request: Request, rules: MeetingRules, unit_id: int) -> UnitNorms | NormsBelow:
    """The norms of this month, quarter and year; for a unit above branches, the branches below it.

    DomainError: not_found, not_allowed for readers who see no totals of the unit.
    """
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await _seen(cx, asker, unit_id)
        if unit.kind.above_branches:
            return await _below(cx, request, rules, unit, 0)
        branch = await actor.unit(cx, _branch_of(unit)) if unit.kind is UnitKind.GROUP else unit
        today = request.today
        found = await norm_standings(cx, rules, request.zone, request.now, [branch], current(rules, today))
        own = [one for one in found.standings[branch.id] if unit is branch or one.unit_id == unit.id]
        lines = [_line(one, rules, found.units[one.unit_id], asker) for one in own]
        above = branch.parent_id if branch.parent_id is not None else 0
        seen = above and _sees(asker, await actor.unit(cx, above))
        return UnitNorms(unit, today, tuple(lines), above if seen else 0)


async def below(uow: UnitOfWork, request: Request, rules: MeetingRules, unit_id: int, page: int) -> NormsBelow:
    """A page of the branches below a unit. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await _seen(cx, asker, unit_id)
        if not unit.kind.above_branches:
            raise DomainError("not_found")
        return await _below(cx, request, rules, unit, max(page, 0))


async def norm_standings(
    cx: Connection,
    rules: MeetingRules,
    zone: tzinfo,
    now: datetime,
    branches: Sequence[Unit],
    periods: Iterable[Period],
) -> NormStandings:
    """The standing of every norm of each branch and its groups, in each of the periods."""
    chosen = list(periods)
    groups = await norm.groups(cx, [unit.id for unit in branches])
    every = {unit.id: unit for unit in (*branches, *groups)}
    if not chosen or not branches:
        return NormStandings({unit.id: [] for unit in branches}, every)
    posts = await committee.held_posts(cx, branches, now.astimezone(zone).date())
    since = datetime.combine(min(one.first for one in chosen), time.min, zone)
    until = datetime.combine(max(one.last for one in chosen) + timedelta(days=1), time.min, zone)
    met: dict[int, list[CountedMeeting]] = defaultdict(list)
    for one in await norm.meetings(cx, every, since, until, now, zone):
        met[_branch_of(every[one.unit_id])].append(one)
    own: dict[int, list[int]] = defaultdict(list)
    for group in groups:
        own[_branch_of(group)].append(group.id)
    holders = [Holders(unit.id, tuple(own[unit.id]), len(posts.committee(unit.id))) for unit in branches]
    return NormStandings({one.branch_id: standings(rules, one, met[one.branch_id], chosen) for one in holders}, every)


def _branch_of(unit: Unit) -> int:
    return unit.parent_id if unit.kind is UnitKind.GROUP and unit.parent_id is not None else unit.id


def current(rules: MeetingRules, day: date) -> list[Period]:
    """The month, quarter and year of that day, as far as there are norms for them."""
    asked = {one.per for one in rules.norm}
    return [Period.of(per, day) for per in Per if per.value in asked]


async def _below(cx: Connection, request: Request, rules: MeetingRules, unit: Unit, page: int) -> NormsBelow:
    branches = [one for one in await units.below(cx, unit.path) if one.kind is UnitKind.BRANCH]
    shown = branches[page * PAGE : (page + 1) * PAGE]
    periods = current(rules, request.today)
    found = await norm_standings(cx, rules, request.zone, request.now, shown, periods)
    sums = [BranchNorms(one, sum(standing.owed > 0 for standing in found.standings[one.id])) for one in shown]
    return NormsBelow(unit, tuple(sums), page, len(branches) > (page + 1) * PAGE)


async def _seen(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    unit = await actor.unit(cx, unit_id)
    if not _sees(asker, unit):
        require(asker, Action.SEE_TOTALS, unit)
    return unit


def _sees(asker: Actor, unit: Unit) -> bool:
    """Whether the asker sees the unit's norms; those who act for a committee see the branches below it."""
    directs = any(held.kind in DIRECTING and unit.within(held.unit_path) for held in asker.posts)
    return may(asker, Action.SEE_TOTALS, unit) or (directs and unit.kind.above_branches)


def _line(one: Standing, rules: MeetingRules, unit: Unit, asker: Actor) -> Line:
    return Line(rules.get(one.type), unit, one, one.owed > 0 and may(asker, Action.CALL_MEETING, unit))
