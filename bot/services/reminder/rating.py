"""A rating that is about to close: to its whole electorate in the same words, whoever has voted (decision 14)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.clock import to_ms
from bot.domain.reminder.line import AnyLine, RatingLine
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.reminder import rating as ratings
from bot.storage.reminder.rating import OpenRating


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """On one day for each rating, nobody left out."""
    wanted = []
    for one in await ratings.open_(cx):
        day = _day(one, context)
        if day is not None and context.ahead(day) and day <= context.last:
            wanted += [
                PlannedReminder(Kind.RATING, one.id, person, str(to_ms(one.closes_at)), day) for person in one.people
            ]
    return wanted


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """Left out once voting is over."""
    taking = {one.id: one for one in await ratings.open_(cx) if context.now < one.closes_at}
    return {row.id: _line(taking[row.planned.subject_id], context) for row in rows if row.planned.subject_id in taking}


def _day(one: OpenRating, context: ReminderContext) -> date | None:
    """The day before closing; the day of closing where it was opened too late for that; none where both are too
    late. Days off do not move it: voting goes on on them."""
    hours = timedelta(hours=context.rules.rating.hours_before)
    for moment in (one.closes_at - hours, one.closes_at):
        day = moment.astimezone(context.zone).date()
        said = datetime.combine(day, context.rules.hour, context.zone)
        if one.opened_at < said < one.closes_at:
            return day
    return None


def _line(one: OpenRating, context: ReminderContext) -> RatingLine:
    return RatingLine(
        kind=Kind.RATING,
        today=context.today,
        until=one.closes_at,
        rating=one.id,
        key_tag=one.key_tag,
        unit=one.unit,
        title=one.title,
        closes=one.closes_at,
    )


SOURCE = Source(frozenset({Kind.RATING}), Subject.ALL, plan, lines)
