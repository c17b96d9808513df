"""The lines that describe a series: its rule, its dates, and what is special about some of them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from babel.dates import format_skeleton, get_day_names

from bot.domain.meeting.series import HolidayRule, MonthlyDay, MonthlyWeekday, Quarterly, Rule, Weekly
from bot.domain.meeting.series_calling import Left, Occurrence, Why
from bot.texts.speech import BABEL, Speech

ONE_EACH = 14
"""Up to so many dates have a line each; more are put together by month."""
SPECIAL = 20
"""Most dates that are explained one by one."""


def rule(one: Rule, say: Speech) -> str:
    """The rule in words."""
    match one:
        case Weekly(weekday=weekday, every=1):
            return say("series-rule-weekly", weekday=_weekday(weekday, say))
        case Weekly(weekday=weekday, every=every):
            return say("series-rule-weeks", every=str(every), weekday=_weekday(weekday, say))
        case MonthlyDay(day=31):
            return say("series-rule-month-end")
        case MonthlyDay(day=day):
            return say("series-rule-month-day", day=str(day))
        case MonthlyWeekday(nth=nth, weekday=weekday):
            which = say(f"series-nth-{'last' if nth == -1 else nth}")
            return say("series-rule-month-weekday", which=which, weekday=_weekday(weekday, say))
        case Quarterly(month=month, day=day):
            return say("series-rule-quarter", month=say(f"series-nth-{month}"), day=str(day))


def _weekday(number: int, say: Speech) -> str:
    return str(get_day_names("wide", locale=BABEL[say.language])[number - 1])


def hours(start: time, minutes: int) -> str:
    """The hours, 15:00–17:00."""
    return f"{start:%H:%M}–{end(start, minutes):%H:%M}"


def end(start: time, minutes: int) -> time:
    """The hour at which a meeting of that length ends."""
    whole = timedelta(hours=start.hour, minutes=start.minute + minutes).seconds // 60
    return time(*divmod(whole, 60))


def holidays(one: HolidayRule, say: Speech) -> str:
    """The holiday rule in words."""
    return say(f"series-holidays-{one}")


def why(one: Why | None, say: Speech) -> str:
    """What is special about a day, in words."""
    if one is None:
        return say("series-why-off")
    return one.name(say.language) if one.kind == "holiday" else say(f"series-why-{one.kind}")


def day(one: date, year: int, say: Speech) -> str:
    """The day, with its year where that is another than `year`."""
    return say.day(one) if one.year == year else say("series-day-of-year", year=str(one.year), day=say.day(one))


def days(found: Sequence[date], say: Speech) -> list[str]:
    """The days, one in a line, or one month in a line: 12月：4日、11日、18日."""
    if len(found) <= ONE_EACH:
        return [say("series-day", day=day(one, found[0].year, say)) for one in found]
    lines = []
    for (year, month), group in groupby(found, key=lambda one: (one.year, one.month)):
        name = str(format_skeleton("yMMM", date(year, month, 1), locale=BABEL[say.language]))
        numbers = [say("series-day-number", day=str(one.day)) for one in group]
        lines.append(say("series-month", month=name, days=say.list(numbers)))
    return lines


def held(found: Sequence[Occurrence], say: Speech) -> list[str]:
    """The dates; notes stand beside a date, or below all of them where there are many."""
    if len(found) <= ONE_EACH:
        return [_noted(one, found[0].day.year, say) for one in found]
    special = [one for one in found if note(one, say)]
    explained = [_noted(one, found[0].day.year, say) for one in special[:SPECIAL]]
    more = [say("series-more-special", count=len(special) - SPECIAL)] if len(special) > SPECIAL else []
    lead = [say("series-special")] if special else []
    return [*days([one.day for one in found], say), *lead, *explained, *more]


def _noted(one: Occurrence, year: int, say: Speech) -> str:
    shown, special = day(one.day, year, say), note(one, say)
    return say("series-day-noted", day=shown, note=special) if special else say("series-day", day=shown)


def spans(found: Sequence[tuple[datetime, datetime]], say: Speech) -> list[str]:
    """The meetings with their hours, or their days where there are many."""
    if len(found) > ONE_EACH:
        return days([say.local(starts).date() for starts, _ in found], say)
    return [say("series-day", day=say.span(starts, ends)) for starts, ends in found]


def note(one: Occurrence, say: Speech) -> str:
    """What is special about a date: moved, on a day off, on a made-up workday, people expected elsewhere."""
    notes = []
    if one.moved:
        notes.append(say("series-note-moved", day=say.day(one.nominal), why=why(one.why, say)))
    elif one.why is not None:
        notes.append(why(one.why, say))
    if one.busy:
        notes.append(say("series-note-busy", count=one.busy))
    return say("series-note-and").join(notes)


def left(found: Sequence[Left], say: Speech) -> list[str]:
    """The days on which no meeting is held."""
    if not found:
        return []
    shown = [say("series-left-day", day=say.day(one.day), why=why(one.why, say)) for one in found[:SPECIAL]]
    return [say("series-left", days=say.list(shown))]
