"""A probation or a post's term that ends: to the organisation member who has an account, or who stands in for one."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.reminder import schedule
from bot.domain.reminder.line import AnyLine, EndingLine
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.domain.unit import Unit
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.people import committee
from bot.storage.reminder import term as people
from bot.storage.reminder.term import Probationer, Term


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """Once for each; wanted on until the end, so that whoever takes the post over hears of it too."""
    on_probation = await people.probationers(cx, context.today)
    terms = await people.terms(cx, context.today)
    posts = await committee.held_posts(cx, _units(on_probation, terms), context.today)
    wanted = []
    for probationer in on_probation:
        ends = _ends(probationer, context)
        day = _day(ends, context.rules.probation.days_before, context)
        if day is not None:
            hearing = posts.organisation(probationer.unit)
            wanted += [PlannedReminder(Kind.PROBATION, probationer.id, one, ends.isoformat(), day) for one in hearing]
    for term in terms:
        day = _day(term.last_on, context.rules.term.days_before, context)
        if day is not None:
            hearing = posts.organisation(term.unit)
            wanted += [PlannedReminder(Kind.TERM, term.id, one, term.last_on.isoformat(), day) for one in hearing]
    return wanted


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """Left out: over, no longer on probation, given another end, or no concern of that person any more."""
    asked = {kind: {row.planned.subject_id for row in rows if row.planned.kind is kind} for kind in Kind}
    on_probation = await people.probationers(cx, context.today, asked[Kind.PROBATION])
    terms = await people.terms(cx, context.today, asked[Kind.TERM])
    posts = await committee.held_posts(cx, _units(on_probation, terms), context.today)
    known: dict[tuple[Kind, int], Probationer | Term] = {(Kind.PROBATION, one.id): one for one in on_probation}
    known |= {(Kind.TERM, one.id): one for one in terms}
    said: dict[int, AnyLine] = {}
    for row in rows:
        one = known.get((row.planned.kind, row.planned.subject_id))
        if one is not None and row.planned.person_id in posts.organisation(one.unit):
            line = _line(one, context)
            if line.ends.isoformat() == row.planned.occasion and line.ends >= context.today:
                said[row.id] = line
    return said


def _units(on_probation: Sequence[Probationer], terms: Sequence[Term]) -> list[Unit]:
    return [one.unit for one in on_probation] + [one.unit for one in terms]


def _ends(one: Probationer | Term, context: ReminderContext) -> date:
    """A probation ends so many months after its first day; a term with its last."""
    if isinstance(one, Term):
        return one.last_on
    return schedule.months_later(one.joined_on, context.rules.probation.months)


def _day(ends: date, days_before: int, context: ReminderContext) -> date | None:
    """When it is said; None where it is over, or farther off than is planned for."""
    day = schedule.earlier(ends - timedelta(days=days_before), context.is_working_day)
    if ends < context.today or day > context.last:
        return None
    return schedule.not_before_today(day, context.today, ends, context.is_working_day)


def _line(one: Probationer | Term, context: ReminderContext) -> EndingLine:
    ends, post = _ends(one, context), one.kind if isinstance(one, Term) else None
    return EndingLine(
        kind=Kind.PROBATION if post is None else Kind.TERM,
        today=context.today,
        until=None if post is None else context.midnight(ends + timedelta(days=1)),
        name=one.name,
        unit=one.unit.name,
        unit_id=one.unit.id,
        ends=ends,
        post=post,
    )


SOURCE = Source(frozenset({Kind.PROBATION, Kind.TERM}), Subject.ALL, plan, lines)
