"""Reads the day by which something is due: any date, the end of a month or a year, so many months from now.

Everything else is read like the time of a meeting; an hour beside the date is dropped.
"""

import calendar
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from bot.domain.errors import DomainError
from bot.domain.when.moment import Problem, When, combine
from bot.domain.when.text import plain

YEARS = {"今年": 0, "本年": 0, "this": 0, "明年": 1, "next": 1, "后年": 2}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WITHIN = "(?:之内|以内|内|之后|以后|后)"
END_OF_YEAR = re.compile(r"(今年|本年|明年|后年)?(?:年)?[底末]|(?:by )?(?:the )?end of (this|next)? ?(?:the )?year")
END_OF_MONTH = re.compile(
    r"(?:(今年|本年|明年|后年|20[0-9]{2}年) ?)?(?:([0-9]{1,2}) ?月份?|(本|这个|当|下下个|下个|下)月)的?[底末]"
    r"|(?:by )?(?:the )?end of (?:(this|next) month|([a-z]{3,9})(?: (20[0-9]{2}))?)"
)
MONTHS_ON = re.compile(
    rf"([0-9]{{1,2}}) ?个月{WITHIN}|(半)年{WITHIN}|([0-9]) ?年{WITHIN}|(?:with)?in ([0-9]{{1,2}}) months?"
)

YEARLESS = re.compile(rf"[0-9] ?月|[0-9] ?[-/.] ?[0-9]|(?<![a-z])(?:{'|'.join(MONTHS)})")
WITH_YEAR = re.compile(r"年|[0-9]{4}|year|个 ?月|month")


def read_day(text: str, now: datetime) -> date:
    """The day that a text names, also one that has passed. `now` is aware, in the unit's zone.

    DomainError: day_unreadable, when_impossible.
    """
    words = plain(text).strip(" .。前之以")
    for pattern, resolve in READERS:
        found = pattern.fullmatch(words)
        if found is not None and (day := resolve(found, now.date())) is not None:
            return day
    return _as_a_meetings(text, now)


def read_start(text: str, now: datetime) -> date:
    """The day on which something begins, as `read_day`; without a year the nearest such day, past or future."""
    day, today, words = read_day(text, now), now.date(), plain(text)
    if not YEARLESS.search(words) or WITH_YEAR.search(words):
        return day
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):
            found.append(day.replace(year=year))
    return min(found, key=lambda one: abs(one - today), default=day)


def _as_a_meetings(text: str, now: datetime) -> date:
    text = re.sub(r"(?:之前|以前|前)\s*$", "", text.strip())
    found = combine(When(), re.sub("(?:之内|以内|内)$", "后", text), now)
    if found.problem is Problem.IMPOSSIBLE:
        raise DomainError("when_impossible")
    if found.day is None:
        raise DomainError("day_unreadable")
    return found.day


def _end_of_year(found: re.Match[str], today: date) -> date:
    return date(today.year + YEARS.get(found[1] or found[2] or "", 0), 12, 31)


def _end_of_month(found: re.Match[str], today: date) -> date | None:
    if found[3] or found[4]:
        on = (found[3] or "").count("下") + (found[4] == "next")
        return _end_after(today, on)
    if found[5] and found[5][:3] not in MONTHS:
        return None
    month = int(found[2]) if found[2] else MONTHS.index(found[5][:3]) + 1
    if not 1 <= month <= 12:
        raise DomainError("when_impossible")
    said = (found[1] or "").rstrip("年") or found[6] or ""
    year = int(said) if said.isdigit() else today.year + YEARS.get(found[1] or "", 0)
    day = _last(year, month)
    return _last(year + 1, month) if day < today and not said and not found[1] else day


def _months_on(found: re.Match[str], today: date) -> date:
    """The same day of that month, or its last."""
    months = 6 if found[2] else int(found[3]) * 12 if found[3] else int(found[1] or found[4])
    last = _end_after(today, months)
    return last.replace(day=min(today.day, last.day))


def _end_after(today: date, on: int) -> date:
    """The last day of the month that is `on` months after this one."""
    year, month = divmod(today.year * 12 + today.month - 1 + on, 12)
    return _last(year, month + 1)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


Resolve = Callable[[re.Match[str], date], date | None]
READERS: tuple[tuple[re.Pattern[str], Resolve], ...] = (
    (END_OF_YEAR, _end_of_year),
    (END_OF_MONTH, _end_of_month),
    (MONTHS_ON, _months_on),
)
