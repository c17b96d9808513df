"""Norms: to the secretary while there is time to call what is owed, to the committee above what was missed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.clock import to_ms
from bot.domain.meeting.norm import Per, Period, Standing
from bot.domain.people.recipients import Duties
from bot.domain.reminder import ladder
from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.meeting.norm import norm_standings
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.meeting import norm
from bot.storage.people import committee as duty

AFTER = "/after"
REACH = timedelta(days=ladder.REACH)
"""How far a day off may move what falls on it."""
NAMED = 5
"""Units that are named for each norm that was missed."""


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[Wanted]:
    """Before a period's end for what is neither held nor planned; after it for what is not held so far."""
    before, after = _periods(context)
    if not before and not after:
        return []
    known = await norm.branches(cx, "/")
    found = await norm_standings(
        cx, context.meetings, context.zone, context.now, [one for one, _ in known], {**before, **after}
    )
    duties = await duty.of(cx, [one for one, _ in known], context.today)
    wanted: dict[Wanted, None] = {}
    for unit, since in known:
        for one in found.standings[unit.id]:
            wanted |= dict.fromkeys(_wanted(one, unit, since, duties, before, after, context))
    return list(wanted)


def _wanted(
    one: Standing,
    unit: Unit,
    since: datetime,
    duties: Duties,
    before: dict[Period, date],
    after: dict[Period, date],
    context: ReminderContext,
) -> Iterable[Wanted]:
    if one.owed and one.period in before:
        for person in duties.secretary(unit):
            yield Wanted(Kind.NORM, unit.id, person, _name(one), before[one.period])
    above = duties.above(unit)
    if above is not None and one.missing and one.period in after and _was_here(since, one.period, context):
        for person in above[1]:
            yield Wanted(Kind.NORM, above[0], person, f"{_name(one)}{AFTER}", after[one.period])


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
                day = ladder.earlier(early, context.is_working_day)
                before[period] = ladder.still(day, context.today, period.last, context.is_working_day)
            if context.today - REACH <= late <= context.last:
                after[period] = ladder.later(late, context.is_working_day)
    seen = {period: day for period, day in before.items() if day <= context.last}
    return seen, {period: day for period, day in after.items() if context.ahead(day) and day <= context.last}


def _was_here(since: datetime, period: Period, context: ReminderContext) -> bool:
    """Of a unit that came to the system during a period, nobody can say what it had missed."""
    return since.astimezone(context.zone).date() <= period.first


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
    """One line a unit and person, of all its norms; left out: called or held by now, or no concern any more."""
    asked: dict[tuple[int, bool], list[Reminder]] = defaultdict(list)
    for row in rows:
        asked[row.wanted.subject_id, row.wanted.occasion.endswith(AFTER)].append(row)
    said: dict[int, Line] = {}
    for (unit_id, over), own in asked.items():
        unit = await actor.unit(cx, unit_id)
        found = await (_missed if over else _owed)(cx, context, unit, {_period(row) for row in own})
        for person in sorted({row.wanted.person_id for row in own} & found.hearing):
            theirs = [row for row in own if row.wanted.person_id == person and _norm(row) in found.pieces]
            if theirs:
                said |= dict.fromkeys((row.id for row in theirs), _line(unit, over, theirs, found, context))
    return said


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to say of a unit's norms, by norm and period (`theme_day/2026-11`), and to whom."""

    hearing: set[int]
    pieces: dict[str, list[Line]]


async def _owed(cx: Connection, context: ReminderContext, unit: Unit, periods: set[Period]) -> Found:
    duties = await duty.of(cx, [unit], context.today)
    chosen = [period for period in periods if context.today <= period.last]
    found = await norm_standings(cx, context.meetings, context.zone, context.now, [unit], chosen)
    pieces: dict[str, list[Line]] = defaultdict(list)
    for one in found.standings[unit.id]:
        holder = found.units[one.unit_id]
        group = holder.name if holder.kind is UnitKind.GROUP else ""
        if one.owed:
            piece = {"type": one.type, "unit": one.unit_id, "group": group, "times": one.owed}
            pieces[_name(one)].append(piece | _named(one, context))
    return Found(set(duties.secretary(unit)), pieces)


async def _missed(cx: Connection, context: ReminderContext, unit: Unit, periods: set[Period]) -> Found:
    """Of the branches for which that unit is the nearest above."""
    known = await norm.branches(cx, unit.path)
    duties = await duty.of(cx, [one for one, _ in known], context.today)
    theirs = [(one, since) for one, since in known if (duties.above(one) or (0, []))[0] == unit.id]
    found = await norm_standings(cx, context.meetings, context.zone, context.now, [one for one, _ in theirs], periods)
    missing: dict[str, list[tuple[str, Standing]]] = defaultdict(list)
    for branch, since in theirs:
        for one in found.standings[branch.id]:
            if one.missing and one.period.last < context.today and _was_here(since, one.period, context):
                missing[_name(one)].append((branch.name, one))
    pieces = {name: [_sum(of, context)] for name, of in missing.items()}
    above = duties.above(theirs[0][0]) if theirs else None
    return Found(set(above[1]) if above is not None else set(), pieces)


def _sum(missing: Sequence[tuple[str, Standing]], context: ReminderContext) -> Line:
    """Of one norm: in how many units it was missed, and in which."""
    names = list(dict.fromkeys(name for name, _ in missing))
    return {"units": names[:NAMED], "count": len(names)} | _named(missing[0][1], context)


def _named(one: Standing, context: ReminderContext) -> Line:
    kind = context.meetings.get(one.type)
    return {"zh": kind.zh, "en": kind.en, "ends": one.period.last.isoformat()}


def _line(unit: Unit, over: bool, rows: Sequence[Reminder], found: Found, context: ReminderContext) -> Line:
    pieces = [piece for name in dict.fromkeys(map(_norm, rows)) for piece in found.pieces[name]]
    ends = min(piece["ends"] for piece in pieces)
    line: Line = {"over": over, "unit": unit.id, "name": unit.name, "pieces": pieces, "duty": True, "order": ends}
    if over:
        return line
    late = datetime.combine(date.fromisoformat(ends) + timedelta(days=1), time.min, context.zone)
    return line | {"until": to_ms(late)}


def _name(one: Standing) -> str:
    return f"{one.type}/{one.period.name}"


def _norm(row: Reminder) -> str:
    return row.wanted.occasion.removesuffix(AFTER)


def _period(row: Reminder) -> Period:
    return Period.named(_norm(row).partition("/")[2])


SOURCE = Source(frozenset({Kind.NORM}), Subject.ALL, plan, lines)
