"""Rectification month by month, on its first working day: what is open, what falls due, what moved last month."""

from collections.abc import Callable, Iterable, Sequence

from bot.domain.people.recipients import HeldPosts
from bot.domain.period import Month
from bot.domain.rectification.model import AT_WORK, PENDING, ItemState
from bot.domain.reminder import schedule
from bot.domain.reminder.line import AnyLine, DueItem, MonthLine, Scope
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.people import committee
from bot.storage.reminder import item as items
from bot.storage.reminder.item import OfMonth

NAMED = 3
"""Items that fall due and are named in the line."""


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """For whoever owns or looks after an item that is open, or was signed off in the month before."""
    wanted: list[PlannedReminder] = []
    for month in (Month.of(context.today), Month.of(context.today).later(1)):
        day = schedule.later(month.first, context.is_working_day)
        if context.ahead(day) and day <= context.last:
            found = await _of_month(cx, context, month, ["%"])
            posts = await committee.held_posts(cx, [one.unit for one in found], context.today)
            heard = {key: None for one in found for key in _hearing(one, posts)}
            wanted += [
                PlannedReminder(Kind.MONTH, subject, person, f"{_name(month)}/{scope}", day)
                for scope, subject, person in heard
            ]
    return wanted


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """Left out: those of another month, without anything to say, or no concern of that person any more."""
    month = Month.of(context.today)
    found = [row for row in rows if row.planned.occasion.startswith(f"{_name(month)}/")]
    units = {id: await actor.unit(cx, id) for id in sorted({row.planned.subject_id for row in found})}
    of_month = await _of_month(cx, context, month, [unit.path + "%" for unit in units.values()])
    posts = await committee.held_posts(cx, {one.unit.id: one.unit for one in of_month}.values(), context.today)
    said: dict[int, AnyLine] = {}
    for row in found:
        scope = Scope(row.planned.occasion.partition("/")[2])
        key = (scope, row.planned.subject_id, row.planned.person_id)
        concerned = [one for one in of_month if key in _hearing(one, posts)]
        if concerned:
            said[row.id] = _line(concerned, units[row.planned.subject_id], scope, month, context)
    return said


def _hearing(one: OfMonth, posts: HeldPosts) -> Iterable[tuple[Scope, int, int]]:
    """In whose sums the item is: scope, unit, person."""
    yield Scope.OWN, one.unit.id, one.item.owner_id
    for person in posts.secretary(one.unit):
        yield Scope.UNIT, one.unit.id, person
    above = posts.above(one.unit)
    for person in above[1] if above is not None else ():
        yield Scope.BELOW, above[0] if above is not None else 0, person


def _line(found: Sequence[OfMonth], unit: Unit, scope: Scope, month: Month, context: ReminderContext) -> MonthLine:
    before = month.later(-1)
    since, until = before.starts(context.zone), before.ends(context.zone)
    due = [one.item for one in found if one.item.state in AT_WORK and Month.of(one.item.due_on) == month]
    named = tuple(DueItem(problem=item.problem, due=item.due_on) for item in due[:NAMED])
    done = [one.item.signed_off for one in found if one.item.signed_off is not None]
    return MonthLine(
        kind=Kind.MONTH,
        today=context.today,
        until=context.midnight(month.later(1).first),
        scope=scope,
        unit_id=unit.id,
        unit=unit.name,
        units=len({one.unit.id for one in found}),
        month=month.first,
        open=_count(found, lambda one: one.item.state in PENDING),
        waiting=_count(found, lambda one: one.item.state is ItemState.HANDED_IN),
        overdue=_count(found, lambda one: one.item.overdue(context.today) > 0),
        due=len(due),
        signed_off=sum(since <= one.at < until for one in done),
        put_off=_count(found, lambda one: one.put_off),
        named=named if scope is not Scope.BELOW else (),
    )


def _count(found: Iterable[OfMonth], holds: Callable[[OfMonth], bool]) -> int:
    return sum(holds(one) for one in found)


async def _of_month(cx: Connection, context: ReminderContext, month: Month, patterns: Sequence[str]) -> list[OfMonth]:
    before = month.later(-1)
    return await items.of_month(cx, patterns, before.starts(context.zone), before.ends(context.zone))


def _name(month: Month) -> str:
    return f"{month.year}-{month.month:02}"


SOURCE = Source(frozenset({Kind.MONTH}), Subject.ALL, plan, lines)
