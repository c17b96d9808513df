"""Norms: to the secretary while there is time to call what is owed, to the committee above what was missed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.meeting.norm import Per, Period, Standing
from bot.domain.people.recipients import HeldPosts
from bot.domain.reminder import schedule
from bot.domain.reminder.line import AnyLine, MissedNorm, NormLine, OwedNorm
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.meeting.norm import norm_standings
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.meeting import norm
from bot.storage.people import committee

AFTER = "/after"
REACH = timedelta(days=schedule.REACH)
"""How far a day off may move what falls on it."""
NAMED = 5
"""Units that are named for each norm that was missed."""


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """Before a period's end for what is neither held nor planned; after it for what is not held so far."""
    before, after = _periods(context)
    if not before and not after:
        return []
    known = await norm.branches(cx, "/")
    found = await norm_standings(
        cx, context.meetings, context.zone, context.now, [one for one, _ in known], {**before, **after}
    )
    posts = await committee.held_posts(cx, [one for one, _ in known], context.today)
    wanted: dict[PlannedReminder, None] = {}
    for unit, since in known:
        for one in found.standings[unit.id]:
            wanted |= dict.fromkeys(_wanted(one, unit, since, posts, before, after, context))
    return list(wanted)


def _wanted(
    one: Standing,
    unit: Unit,
    since: datetime,
    posts: HeldPosts,
    before: dict[Period, date],
    after: dict[Period, date],
    context: ReminderContext,
) -> Iterable[PlannedReminder]:
    if one.owed and one.period in before:
        for person in posts.secretary(unit):
            yield PlannedReminder(Kind.NORM, unit.id, person, _name(one), before[one.period])
    above = posts.above(unit)
    if above is not None and one.missing and one.period in after and _was_here(since, one.period, context):
        for person in above[1]:
            yield PlannedReminder(Kind.NORM, above[0], person, f"{_name(one)}{AFTER}", after[one.period])


def _periods(context: ReminderContext) -> tuple[dict[Period, date], dict[Period, date]]:
    """With the day on which the secretary, and then the committee above, is told.

    The secretary's stays wanted until the period ends: who was not told in time is told once, late. The committee's
    lies ahead."""
    before, after = {}, {}
    for per in {Per(one.per) for one in context.meetings.norm}:
        now = Period.of(per, context.today)
        for period in (now.before(), now, now.next()):
            early, late = period.last - timedelta(days=context.rules.norm.days_before), period.last + timedelta(days=1)
            if context.today <= period.last and early <= context.last + REACH:
                day = schedule.earlier(early, context.is_working_day)
                before[period] = schedule.not_before_today(day, context.today, period.last, context.is_working_day)
            if context.today - REACH <= late <= context.last:
                after[period] = schedule.later(late, context.is_working_day)
    seen = {period: day for period, day in before.items() if day <= context.last}
    return seen, {period: day for period, day in after.items() if context.ahead(day) and day <= context.last}


def _was_here(since: datetime, period: Period, context: ReminderContext) -> bool:
    """Of a unit that came to the system during a period, nobody can say what it had missed."""
    return since.astimezone(context.zone).date() <= period.first


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """One line a unit and person, of all its norms; left out: called or held by now, or no concern any more."""
    asked: dict[tuple[int, bool], list[Reminder]] = defaultdict(list)
    for row in rows:
        asked[row.planned.subject_id, row.planned.occasion.endswith(AFTER)].append(row)
    said: dict[int, AnyLine] = {}
    for (unit_id, over), own in asked.items():
        unit = await actor.unit(cx, unit_id)
        found = await (_missed if over else _owed)(cx, context, unit, {_period(row) for row in own})
        for person in sorted({row.planned.person_id for row in own} & found.hearing):
            theirs = [row for row in own if row.planned.person_id == person and _norm(row) in found.norms]
            if theirs:
                said |= dict.fromkeys((row.id for row in theirs), _line(unit, theirs, found, context))
    return said


@dataclass(frozen=True, slots=True)
class FoundNorms:
    """The norms of which there is something to say, by norm and period (`theme_day/2026-11`), and the ids of the people
    to whom."""

    hearing: set[int]
    owed: Mapping[str, Sequence[OwedNorm]] = field(default_factory=dict)
    missed: Mapping[str, Sequence[MissedNorm]] = field(default_factory=dict)

    @property
    def norms(self) -> set[str]:
        return {*self.owed, *self.missed}


async def _owed(cx: Connection, context: ReminderContext, unit: Unit, periods: set[Period]) -> FoundNorms:
    posts = await committee.held_posts(cx, [unit], context.today)
    chosen = [period for period in periods if context.today <= period.last]
    found = await norm_standings(cx, context.meetings, context.zone, context.now, [unit], chosen)
    pieces: dict[str, list[OwedNorm]] = defaultdict(list)
    for one in found.standings[unit.id]:
        holder = found.units[one.unit_id]
        group = holder.name if holder.kind is UnitKind.GROUP else ""
        if one.owed:
            kind, ends = context.meetings.get(one.type), one.period.last
            piece = OwedNorm(
                type=one.type, zh=kind.zh, en=kind.en, ends=ends, unit=one.unit_id, group=group, times=one.owed
            )
            pieces[_name(one)].append(piece)
    return FoundNorms(set(posts.secretary(unit)), owed=pieces)


async def _missed(cx: Connection, context: ReminderContext, unit: Unit, periods: set[Period]) -> FoundNorms:
    """Of the branches for which that unit is the nearest above."""
    known = await norm.branches(cx, unit.path)
    posts = await committee.held_posts(cx, [one for one, _ in known], context.today)
    theirs = [(one, since) for one, since in known if (posts.above(one) or (0, []))[0] == unit.id]
    found = await norm_standings(cx, context.meetings, context.zone, context.now, [one for one, _ in theirs], periods)
    missing: dict[str, list[tuple[str, Standing]]] = defaultdict(list)
    for branch, since in theirs:
        for one in found.standings[branch.id]:
            if one.missing and one.period.last < context.today and _was_here(since, one.period, context):
                missing[_name(one)].append((branch.name, one))
    pieces = {name: [_missed_norm(of, context)] for name, of in missing.items()}
    above = posts.above(theirs[0][0]) if theirs else None
    return FoundNorms(set(above[1]) if above is not None else set(), missed=pieces)


def _missed_norm(missing: Sequence[tuple[str, Standing]], context: ReminderContext) -> MissedNorm:
    """Of one norm: in how many units it was missed, and in which."""
    names, standing = list(dict.fromkeys(name for name, _ in missing)), missing[0][1]
    kind, ends = context.meetings.get(standing.type), standing.period.last
    return MissedNorm(zh=kind.zh, en=kind.en, ends=ends, units=tuple(names[:NAMED]), count=len(names))


def _line(unit: Unit, rows: Sequence[Reminder], found: FoundNorms, context: ReminderContext) -> NormLine:
    norms = list(dict.fromkeys(map(_norm, rows)))
    owed = tuple(piece for name in norms for piece in found.owed.get(name, ()))
    missed = tuple(piece for name in norms for piece in found.missed.get(name, ()))
    until = context.midnight(min(piece.ends for piece in owed) + timedelta(days=1)) if owed else None
    return NormLine(
        kind=Kind.NORM, today=context.today, until=until, unit=unit.id, name=unit.name, owed=owed, missed=missed
    )


def _name(one: Standing) -> str:
    return f"{one.type}/{one.period.name}"


def _norm(row: Reminder) -> str:
    return row.planned.occasion.removesuffix(AFTER)


def _period(row: Reminder) -> Period:
    return Period.named(_norm(row).partition("/")[2])


SOURCE = Source(frozenset({Kind.NORM}), Subject.ALL, plan, lines)
