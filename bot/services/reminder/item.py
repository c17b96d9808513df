"""Rectification items that fall due, or are overdue: to the owner, and then upward."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.people.recipients import HeldPosts
from bot.domain.post import PostKind
from bot.domain.reminder import schedule
from bot.domain.reminder.line import AnyLine, ItemLine
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.people import committee
from bot.storage.reminder import item as items
from bot.storage.reminder.item import ItemAtWork


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """Remind of items while it is the owner's turn; of nothing once they are handed in."""
    found = await items.at_work(cx, ids)
    posts = await committee.held_posts(cx, [one.unit for one in found], context.today)
    return [wanted for one in found for wanted in (*_due(one, posts, context), *_overdue(one, posts, context))]


async def subjects(cx: Connection, context: ReminderContext) -> list[int]:
    """The ids of all items that are their owner's turn."""
    return await items.ids(cx)


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """The lines of items that still wait.

    Left out: handed in since, given another date, or no concern of that person any more.
    """
    found = await items.at_work(cx, sorted({row.planned.subject_id for row in rows}))
    posts = await committee.held_posts(cx, [one.unit for one in found], context.today)
    known = {one.item.id: one for one in found}
    said: dict[int, AnyLine] = {}
    for row in rows:
        one = known.get(row.planned.subject_id)
        if one is not None and _stands(one, row.planned, posts, context):
            said[row.id] = _line(one, row.planned, context)
    return said


def _due(one: ItemAtWork, posts: HeldPosts, context: ReminderContext) -> Iterable[PlannedReminder]:
    """Days of which the moment had passed when the item became what it is are not wanted."""
    item = one.item
    for one_day in schedule.countdown(item.due_on, context.rules.due.days_before, context.is_working_day):
        known = one.changed_at is None or _moment(one_day.day, context) > one.changed_at
        if context.today <= one_day.day <= context.last and known:
            people = [item.owner_id, *(posts.secretary(one.unit) if one_day.days == 0 else ())]
            for person in dict.fromkeys(people):
                yield PlannedReminder(Kind.DUE, item.id, person, f"{item.due_on}/{one_day.days}", one_day.day)


def _overdue(one: ItemAtWork, posts: HeldPosts, context: ReminderContext) -> Iterable[PlannedReminder]:
    """The latest day that has come is wanted too: whoever gets the item's turn late hears of it at once, and once."""
    item = one.item
    for person, days in _escalation(one, posts, context).items():
        rungs = schedule.arrears(item.due_on, days, context.is_working_day)
        for one_day in schedule.from_latest_due(rungs, context.today):
            if one_day.day <= context.last:
                yield PlannedReminder(Kind.OVERDUE, item.id, person, f"{item.due_on}+{one_day.days}", one_day.day)


def _escalation(one: ItemAtWork, posts: HeldPosts, context: ReminderContext) -> dict[int, set[int]]:
    """Who hears how many days after the due date."""
    rules, last = context.rules.overdue, (context.last - one.item.due_on).days
    found: dict[int, set[int]] = defaultdict(set)
    found[one.item.owner_id].update(schedule.owner_days(rules.daily, last))
    for first, people in _upward(one, posts, context):
        for person in people:
            found[person].update(schedule.escalation_days(first, last))
    return found


def _upward(one: ItemAtWork, posts: HeldPosts, context: ReminderContext) -> list[tuple[int, list[int]]]:
    """From which day overdue others hear."""
    rules, above = context.rules.overdue, posts.above(one.unit)
    leaders = posts.attached(one.unit, PostKind.ATTACHED_LEADER)
    return [
        (rules.liaison_from, posts.attached(one.unit, PostKind.LIAISON)),
        (rules.leader_from, [*leaders, *(above[1] if above is not None else ())]),
    ]


def _stands(one: ItemAtWork, wanted: PlannedReminder, posts: HeldPosts, context: ReminderContext) -> bool:
    """Whether what the row was planned for still holds for its person."""
    item, person = one.item, wanted.person_id
    late = item.overdue(context.today)
    due, mark, days = wanted.occasion.partition("/" if wanted.kind is Kind.DUE else "+")
    if due != item.due_on.isoformat() or not mark or (wanted.kind is Kind.OVERDUE) != (late > 0):
        return False
    if person == item.owner_id:
        return True
    if wanted.kind is Kind.DUE:
        return days == "0" and person in posts.secretary(one.unit)
    return any(late >= first and person in people for first, people in _upward(one, posts, context))


def _line(one: ItemAtWork, planned: PlannedReminder, context: ReminderContext) -> ItemLine:
    item, is_overdue = one.item, planned.kind is Kind.OVERDUE
    return ItemLine(
        kind=Kind.OVERDUE if is_overdue else Kind.DUE,
        today=context.today,
        until=None if is_overdue else context.midnight(item.due_on + timedelta(days=1)),
        item=item.id,
        problem=item.problem,
        due=item.due_on,
        owner=one.owner,
        unit=one.unit.name,
        own=planned.person_id == item.owner_id,
        days=item.overdue(context.today),
    )


def _moment(day: date, context: ReminderContext) -> datetime:
    """When that day's message goes out by the committee's hour."""
    return datetime.combine(day, context.rules.hour, context.zone)


SOURCE = Source(frozenset({Kind.DUE, Kind.OVERDUE}), Subject.ITEM, plan, lines, subjects)
