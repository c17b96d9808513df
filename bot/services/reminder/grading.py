"""Notices that end, and objections that wait meanwhile: to the committee, the day before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.clock import to_ms
from bot.domain.people.recipients import Duties
from bot.domain.reminder import ladder
from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection
from bot.storage.people import committee as duty

NAMED = 5
"""Units that are named in one line."""


@dataclass(frozen=True, slots=True)
class Open:
    """A notice that hangs out; `waiting`: objections without an answer."""

    round_id: int
    unit: Unit
    ends_on: date
    waiting: int


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[Wanted]:
    """Once a round and last day, whatever the number of its units; also on the last day, for what came late."""
    found = [one for one in await _open(cx) if one.ends_on >= context.today]
    duties = await duty.of(cx, [one.unit for one in found], context.today)
    wanted: dict[Wanted, None] = {}
    for one in found:
        for kind, days_before in _kinds(one, context):
            early = ladder.earlier(one.ends_on - timedelta(days=days_before), context.is_working_day)
            day = ladder.still(early, context.today, one.ends_on, context.is_working_day)
            if day <= context.last:
                occasion = one.ends_on.isoformat()
                wanted |= {
                    Wanted(kind, one.round_id, person, occasion, day): None for person in _above(duties, one, kind)
                }
    return list(wanted)


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
    """Left out: ended, taken back or answered since, or no concern of that person any more."""
    known: dict[tuple[int, str], list[Open]] = defaultdict(list)
    for one in await _open(cx):
        known[one.round_id, one.ends_on.isoformat()].append(one)
    duties = await duty.of(cx, [one.unit for found in known.values() for one in found], context.today)
    said = {}
    for row in rows:
        wanted = row.wanted
        found = known.get((wanted.subject_id, wanted.occasion), [])
        theirs = [one for one in found if wanted.person_id in _above(duties, one, wanted.kind)]
        if wanted.kind is Kind.OBJECTION:
            theirs = [one for one in theirs if one.waiting]
        if theirs and theirs[0].ends_on >= context.today:
            said[row.id] = _line(theirs, context)
    return said


async def _open(cx: Connection) -> list[Open]:
    found, waiting = [], {}
    for notice, round_id, unit_id in await grading_notice.every_open(cx):
        if round_id not in waiting:
            waiting[round_id] = await objection.waiting(cx, round_id)
        unit = await actor.unit(cx, unit_id)
        found.append(Open(round_id, unit, notice.ends_on, waiting[round_id].get(notice.case_id, 0)))
    return found


def _kinds(one: Open, context: ReminderContext) -> list[tuple[Kind, int]]:
    kinds = [(Kind.NOTICE, context.rules.notice.days_before)]
    return [*kinds, (Kind.OBJECTION, context.rules.objection.days_before)] if one.waiting else kinds


def _above(duties: Duties, one: Open, kind: Kind) -> list[int]:
    """Who may act on it: answering is not for anyone of the unit."""
    outside = duties.judges(one.unit, outside=True) if kind is Kind.OBJECTION else []
    return outside or duties.judges(one.unit, outside=False)


def _line(found: Sequence[Open], context: ReminderContext) -> Line:
    ends = found[0].ends_on
    late = datetime.combine(ends + timedelta(days=1), time.min, context.zone)
    return {
        "round": found[0].round_id,
        "units": [one.unit.name for one in found][:NAMED],
        "count": len(found),
        "waiting": sum(one.waiting for one in found),
        "ends": ends.isoformat(),
        "duty": True,
        "order": ends.isoformat(),
        "of": ends.isoformat(),
        "until": to_ms(late),
    }


SOURCE = Source(frozenset({Kind.NOTICE, Kind.OBJECTION}), Subject.ALL, plan, lines)
