"""Buttons to choose a day and an hour: the days of a month, then the half hours of a day."""

from datetime import date, datetime, time, timedelta

from babel.dates import get_day_names
from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Picker
from bot.domain.meeting.draft import REACH
from bot.texts.speech import BABEL, Speech
from bot.views.callback import Callback, button, grid

FIRST_HOUR, LAST_HOUR = 7, 21
"""Hours from 7:00 to 21:30 are offered; any other can be typed."""
BLANK = "·"


class TurnMonth(Callback, prefix="km"):
    """Show another month, given as `2026-12`."""

    version: int
    iso: str

    @property
    def month(self) -> date:
        """The first day of the month."""
        return _day(f"{self.iso}-01")


class PickDay(Callback, prefix="kd"):
    """Choose a day, given as `2026-12-05`."""

    version: int
    iso: str

    @property
    def day(self) -> date:
        return _day(self.iso)


class PickHour(Callback, prefix="kh"):
    """Choose a day and an hour, given as minutes since midnight."""

    version: int
    iso: str
    minutes: int

    @property
    def day(self) -> date:
        return _day(self.iso)

    @property
    def start(self) -> time:
        if not 0 <= self.minutes < 24 * 60:
            raise DomainError("old_button")
        return time(*divmod(self.minutes, 60))


class Nothing(Callback, prefix="kn"):
    """A cell of the calendar that does nothing."""


def _day(text: str) -> date:
    """Read a day. DomainError("old_button") for any text but a date of the years 2000 to 2999."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DomainError("old_button") from None
    if not 2000 <= day.year <= 2999:
        raise DomainError("old_button")
    return day


def keyboard(picker: Picker, version: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Show the month, or the hours of the day that is chosen. Past days and hours are not offered."""
    if picker.day is not None:
        return _hours(picker, picker.day, version, say)
    return _month(picker, version, say)


def _month(picker: Picker, version: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    today, last = picker.now.date(), (picker.now + REACH).date()
    first = picker.month
    following = _shifted(first, 1)
    cells = [button(BLANK, Nothing())] * first.weekday()
    day = first
    while day < following:
        offered = today <= day <= last
        cells.append(button(str(day.day), PickDay(version, day.isoformat())) if offered else button(BLANK, Nothing()))
        day += timedelta(days=1)
    cells += [button(BLANK, Nothing())] * (-len(cells) % 7)
    weeks = [week for week in grid(cells, 7) if any(cell.text != BLANK for cell in week)]
    return [_turning(first, today, last, version, say), _weekdays(say), *weeks]


def _turning(first: date, today: date, last: date, version: int, say: Speech) -> list[InlineKeyboardButton]:
    before, after = _shifted(first, -1), _shifted(first, 1)
    title = say.month(first)
    back = button("‹", TurnMonth(version, f"{before:%Y-%m}")) if first > today else button(BLANK, Nothing())
    on = button("›", TurnMonth(version, f"{after:%Y-%m}")) if after <= last else button(BLANK, Nothing())
    return [back, button(title, Nothing()), on]


def _weekdays(say: Speech) -> list[InlineKeyboardButton]:
    names = get_day_names("narrow", "stand-alone", locale=BABEL[say.language])
    return [button(names[day], Nothing()) for day in range(7)]


def _shifted(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _hours(picker: Picker, day: date, version: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    halves = range(FIRST_HOUR * 60, (LAST_HOUR + 1) * 60, 30)
    offered = [minutes for minutes in halves if _ahead(picker.now, day, minutes)]
    buttons = [
        button(f"{minutes // 60:02}:{minutes % 60:02}", PickHour(version, day.isoformat(), minutes))
        for minutes in offered
    ]
    return [*grid(buttons, 4), [button(say("calendar-other-day"), TurnMonth(version, f"{day:%Y-%m}"))]]


def _ahead(now: datetime, day: date, minutes: int) -> bool:
    return datetime.combine(day, time(*divmod(minutes, 60)), now.tzinfo) > now
