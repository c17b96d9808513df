"""Notices that end, and objections that wait meanwhile: to the committee, the day before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.people.recipients import HeldPosts
from bot.domain.reminder import schedule
from bot.domain.reminder.line import AnyLine, GradingLine
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection
from bot.storage.people import committee

NAMED = 5
"""Units that are named in one line."""


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """The notice of one unit's grading that has not ended. `waiting`: how many objections have no answer."""

    round_id: int
    unit: Unit
    ends_on: date
    waiting: int


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """Once a round and last day, whatever the number of its units; also on the last day, for what came late."""
    found = [one for one in await _open(cx) if one.ends_on >= context.today]
    posts = await committee.held_posts(cx, [one.unit for one in found], context.today)
    wanted: dict[PlannedReminder, None] = {}
    for one in found:
        for kind, days_before in _kinds(one, context):
            early = schedule.earlier(one.ends_on - timedelta(days=days_before), context.is_working_day)
            day = schedule.not_before_today(early, context.today, one.ends_on, context.is_working_day)
            if day <= context.last:
                occasion = one.ends_on.isoformat()
                wanted |= {
                    PlannedReminder(kind, one.round_id, person, occasion, day): None
                    for person in _above(posts, one, kind)
                }
    return list(wanted)


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """Left out: ended, taken back or answered since, or no concern of that person any more."""
    known: dict[tuple[int, str], list[OpenNotice]] = defaultdict(list)
    for one in await _open(cx):
        known[one.round_id, one.ends_on.isoformat()].append(one)
    posts = await committee.held_posts(cx, [one.unit for found in known.values() for one in found], context.today)
    said: dict[int, AnyLine] = {}
    for row in rows:
        planned = row.planned
        found = known.get((planned.subject_id, planned.occasion), [])
        theirs = [one for one in found if planned.person_id in _above(posts, one, planned.kind)]
        if planned.kind is Kind.OBJECTION:
            theirs = [one for one in theirs if one.waiting]
        if theirs and theirs[0].ends_on >= context.today:
            said[row.id] = _line(planned.kind, theirs, context)
    return said


async def _open(cx: Connection) -> list[OpenNotice]:
    found, waiting = [], {}
    for notice, round_id, unit_id in await grading_notice.every_open(cx):
        if round_id not in waiting:
            waiting[round_id] = await objection.waiting(cx, round_id)
        unit = await actor.unit(cx, unit_id)
        found.append(OpenNotice(round_id, unit, notice.ends_on, waiting[round_id].get(notice.case_id, 0)))
    return found


def _kinds(one: OpenNotice, context: ReminderContext) -> list[tuple[Kind, int]]:
    kinds = [(Kind.NOTICE, context.rules.notice.days_before)]
    return [*kinds, (Kind.OBJECTION, context.rules.objection.days_before)] if one.waiting else kinds


def _above(posts: HeldPosts, one: OpenNotice, kind: Kind) -> list[int]:
    """Who may act on it: answering is not for anyone of the unit."""
    outside = posts.judges(one.unit, outside=True) if kind is Kind.OBJECTION else []
    return outside or posts.judges(one.unit, outside=False)


def _line(kind: Kind, found: Sequence[OpenNotice], context: ReminderContext) -> GradingLine:
    ends = found[0].ends_on
    return GradingLine(
        kind=Kind.OBJECTION if kind is Kind.OBJECTION else Kind.NOTICE,
        today=context.today,
        until=context.midnight(ends + timedelta(days=1)),
        round=found[0].round_id,
        units=tuple(one.unit.name for one in found[:NAMED]),
        count=len(found),
        waiting=sum(one.waiting for one in found),
        ends=ends,
    )


SOURCE = Source(frozenset({Kind.NOTICE, Kind.OBJECTION}), Subject.ALL, plan, lines)
