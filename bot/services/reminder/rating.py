"""A rating that is about to close: to its whole electorate in the same words, whoever has voted (decision 14)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.clock import to_ms
from bot.domain.reminder.model import Kind, Reminder, Subject, Wanted
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.reminder import unit as ratings
from bot.storage.reminder.unit import Open


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[Wanted]:
    """On one day for each rating, nobody left out."""
    wanted = []
    for one in await ratings.open_(cx):
        day = _day(one, context)
        if day is not None and context.ahead(day) and day <= context.last:
            wanted += [Wanted(Kind.RATING, one.id, person, str(to_ms(one.closes_at)), day) for person in one.people]
    return wanted


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, Line]:
    """Left out once voting is over."""
    taking = {one.id: one for one in await ratings.open_(cx) if context.now < one.closes_at}
    return {row.id: _line(taking[row.wanted.subject_id]) for row in rows if row.wanted.subject_id in taking}


def _day(one: Open, context: ReminderContext) -> date | None:
    """The day before closing; the day of closing where it was opened too late for that; none where both are too
    late. Days off do not move it: voting goes on on them."""
    hours = timedelta(hours=context.rules.rating.hours_before)
    for moment in (one.closes_at - hours, one.closes_at):
        day = moment.astimezone(context.zone).date()
        said = datetime.combine(day, context.rules.hour, context.zone)
        if one.opened_at < said < one.closes_at:
            return day
    return None


def _line(one: Open) -> Line:
    closes = to_ms(one.closes_at)
    return {
        "rating": one.id,
        "seal": one.key_tag,
        "unit": one.unit,
        "matter": one.title,
        "closes": closes,
        "order": f"{closes:015}",
        "of": str(one.id),
        "until": closes,
    }


SOURCE = Source(frozenset({Kind.RATING}), Subject.ALL, plan, lines)
