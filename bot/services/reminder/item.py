"""Rectification items that fall due, or are overdue: to the owner, and then upward."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.clock import to_ms
from bot.domain.people.recipients import Duties
from bot.domain.post import PostKind
from bot.domain.reminder import ladder
from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.people import committee as duty
from bot.storage.reminder import item as items
from bot.storage.reminder.item import Open


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[Wanted]:
    """While it is the owner's turn; nothing once it is handed in."""
    found = await items.at_work(cx, ids)
    duties = await duty.of(cx, [one.unit for one in found], context.today)
    return [wanted for one in found for wanted in (*_due(one, duties, context), *_overdue(one, duties, context))]


async def subjects(cx: Connection, context: ReminderContext) -> list[int]:
    return await items.ids(cx)


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
    """Left out: handed in since, given another date, or no concern of that person any more."""
    found = await items.at_work(cx, sorted({row.wanted.subject_id for row in rows}))
    duties = await duty.of(cx, [one.unit for one in found], context.today)
    known = {one.item.id: one for one in found}
    said = {}
    for row in rows:
        one = known.get(row.wanted.subject_id)
        if one is not None and _stands(one, row.wanted, duties, context):
            said[row.id] = _line(one, row.wanted, context)
    return said


def _due(one: Open, duties: Duties, context: ReminderContext) -> Iterable[Wanted]:
    """Rungs of which the moment had passed when the item became what it is are not wanted."""
    item = one.item
    for rung in ladder.countdown(item.due_on, context.rules.due.days_before, context.is_working_day):
        known = one.changed_at is None or _moment(rung.day, context) > one.changed_at
        if context.today <= rung.day <= context.last and known:
            people = [item.owner_id, *(duties.secretary(one.unit) if rung.days == 0 else ())]
            for person in dict.fromkeys(people):
                yield Wanted(Kind.DUE, item.id, person, f"{item.due_on}/{rung.days}", rung.day)


def _overdue(one: Open, duties: Duties, context: ReminderContext) -> Iterable[Wanted]:
    """The latest rung that has come is wanted too: whoever gets the item's turn late hears of it at once, and once."""
    item = one.item
    for person, days in _escalation(one, duties, context).items():
        rungs = ladder.arrears(item.due_on, days, context.is_working_day)
        for rung in ladder.due_now(rungs, context.today):
            if rung.day <= context.last:
                yield Wanted(Kind.OVERDUE, item.id, person, f"{item.due_on}+{rung.days}", rung.day)


def _escalation(one: Open, duties: Duties, context: ReminderContext) -> dict[int, set[int]]:
    """Who hears how many days after the due date."""
    rules, last = context.rules.overdue, (context.last - one.item.due_on).days
    found: dict[int, set[int]] = defaultdict(set)
    found[one.item.owner_id].update(ladder.insisting(rules.daily, last))
    for first, people in _upward(one, duties, context):
        for person in people:
            found[person].update(ladder.escalating(first, last))
    return found


def _upward(one: Open, duties: Duties, context: ReminderContext) -> list[tuple[int, list[int]]]:
    """From which day overdue others hear."""
    rules, above = context.rules.overdue, duties.above(one.unit)
    leaders = duties.attached(one.unit, PostKind.ATTACHED_LEADER)
    return [
        (rules.liaison_from, duties.attached(one.unit, PostKind.LIAISON)),
        (rules.leader_from, [*leaders, *(above[1] if above is not None else ())]),
    ]


def _stands(one: Open, wanted: Wanted, duties: Duties, context: ReminderContext) -> bool:
    """Whether what the row was planned for still holds for its person."""
    item, person = one.item, wanted.person_id
    late = item.overdue(context.today)
    due, mark, days = wanted.occasion.partition("/" if wanted.kind is Kind.DUE else "+")
    if due != item.due_on.isoformat() or not mark or (wanted.kind is Kind.OVERDUE) != (late > 0):
        return False
    if person == item.owner_id:
        return True
    if wanted.kind is Kind.DUE:
        return days == "0" and person in duties.secretary(one.unit)
    return any(late >= first and person in people for first, people in _upward(one, duties, context))


def _line(one: Open, wanted: Wanted, context: ReminderContext) -> Line:
    item, own = one.item, wanted.person_id == one.item.owner_id
    line: Line = {"item": item.id, "problem": item.problem, "due": item.due_on.isoformat(), "owner": one.owner}
    line |= {"unit": one.unit.name, "own": own, "duty": not own, "order": item.due_on.isoformat()}
    if wanted.kind is Kind.OVERDUE:
        return line | {"days": item.overdue(context.today)}
    return line | {"until": to_ms(_midnight(item.due_on + timedelta(days=1), context))}


def _moment(day: date, context: ReminderContext) -> datetime:
    """When that day's message goes out by the committee's hour."""
    return datetime.combine(day, context.rules.hour, context.zone)


def _midnight(day: date, context: ReminderContext) -> datetime:
    return datetime.combine(day, time.min, context.zone)


SOURCE = Source(frozenset({Kind.DUE, Kind.OVERDUE}), Subject.ITEM, plan, lines, subjects)
