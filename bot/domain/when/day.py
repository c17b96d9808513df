"""Reads a day out of plain text (see `text.plain`). Weeks begin on Monday."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.when.text import Problem, Unusable

RECENT = timedelta(days=31)
"""A month and day without a year that passed no longer ago than this means the one that passed."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = "(20[0-9]{2})"
_TH = "(?:st|nd|rd|th)"
_YEARS = {"今年": 0, "明年": 1, "后年": 2}
_NEAR = {"大后天": 3, "后天": 2, "day after tomorrow": 2, "明天": 1, "明日": 1, "tomorrow": 1, "tmrw": 1, "tmr": 1}
_NEAR |= {"今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2}
_LATER = "(?:之后|以后|过后|后(?!天)| later| from now)"


def zone_of(now: datetime) -> tzinfo:
    """The zone of an aware moment. ValueError for a naive one."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    return now.tzinfo


def at(day: date, start: time, zone: tzinfo) -> datetime:
    """The moment of a wall-clock time, the first of two equal ones. Unusable: impossible (skipped by the zone)."""
    naive = datetime.combine(day, start)
    moment = naive.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise Unusable(Problem.IMPOSSIBLE)
    return moment


def is_before(moment: datetime, now: datetime) -> bool:
    """Whether the moment is earlier than `now` on the time line, whatever clocks show."""
    return moment.astimezone(UTC) < now.astimezone(UTC)


def read_day(text: str, now: datetime, start: time | None) -> tuple[date | None, str]:
    """The one day that a text names, and the text without it.

    `start` decides whether a weekday alone may be today. Unusable: impossible (no such day, or a weekday that is not
    the date's), unreadable (two days).
    """
    days: set[date] = set()
    for pattern, resolve in _DATES:
        for found in pattern.finditer(text):
            days.add(resolve(found, now))
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    if len(days) > 1:
        raise Unusable(Problem.UNREADABLE)
    day = days.pop() if days else None
    return _with_weekday(text, day, now, start)


def _with_weekday(text: str, day: date | None, now: datetime, start: time | None) -> tuple[date | None, str]:
    """The day with the weekday in the text: a weekday alone names a day, beside a date it must be the date's."""
    found = _WEEKDAY.search(text)
    if found is None:
        return day, text
    text = text[: found.start()] + " " + text[found.end() :]
    which = (found[1] or found[2] or "").strip() + (found[4] or "")
    if day is not None and not which:
        named = day if day.isoweekday() == int(found[3]) else None
    else:
        named = _weekday(int(found[3]), which, now, start)
    if day is not None and named != day:
        raise Unusable(Problem.IMPOSSIBLE)
    return named, text


def _weekday(number: int, which: str, now: datetime, start: time | None) -> date:
    today = now.date()
    if which in _WEEKS:
        return today + timedelta(days=7 * _WEEKS[which] + number - today.isoweekday())
    day = today + timedelta(days=(number - today.isoweekday()) % 7)
    if day == today and start is not None and is_before(at(day, start, zone_of(now)), now):
        return day + timedelta(days=7)
    return day


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unusable(Problem.IMPOSSIBLE) from None


def _coming(month: int, day: int, today: date) -> date:
    """The date meant by a month and day without a year: one that has just passed, else the next from today on."""
    found = None
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if found is None and candidate >= today - RECENT:
            found = candidate
    if found is None:
        raise Unusable(Problem.IMPOSSIBLE)
    return found


def _month_later(today: date, months: int, day: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return _real(year, month + 1, day)


def _full(found: re.Match[str], now: datetime) -> date:
    return _real(int(found[1]), int(found[2]), int(found[3]))


def _month_day(found: re.Match[str], now: datetime) -> date:
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return _real(now.year + _YEARS[found[1]], month, day)
    return _coming(month, day, now.date())


def _slashed(found: re.Match[str], now: datetime) -> date:
    return _coming(int(found[1]), int(found[2]), now.date())


def _english(month: str, day: str, year: str | None, now: datetime) -> date:
    number = _MONTHS.index(month[:3]) + 1
    return _real(int(year), number, int(day)) if year else _coming(number, int(day), now.date())


def _chosen_month(found: re.Match[str], now: datetime) -> date:
    return _month_later(now.date(), found[1].count("下"), int(found[2]))


def _day_alone(found: re.Match[str], now: datetime) -> date:
    day = int(found[1] or found[2])
    return _month_later(now.date(), 0 if day >= now.day else 1, day)


def _near(found: re.Match[str], now: datetime) -> date:
    return now.date() + timedelta(days=_NEAR[found[0].removeprefix("the ")])


def _days_later(found: re.Match[str], now: datetime) -> date:
    return now.date() + timedelta(days=_count(found))


def _weeks_later(found: re.Match[str], now: datetime) -> date:
    return now.date() + timedelta(weeks=_count(found))


def _count(found: re.Match[str]) -> int:
    said = next(group for group in found.groups() if group)
    return 1 if said.startswith("a") else int(said)


def _later(chinese: str, english: str) -> re.Pattern[str]:
    number = "([0-9]{1,3}|an?)"
    return re.compile(
        rf"(?<![0-9])([0-9]{{1,3}}) ?个?(?:{chinese}){_LATER}|(?<![a-z])in {number} {english}s?(?![a-z])"
        rf"|(?<![0-9a-z]){number} {english}s?{_LATER}"
    )


_Resolver = Callable[[re.Match[str], datetime], date]
_DATES: list[tuple[re.Pattern[str], _Resolver]] = [
    (re.compile(rf"(?<![0-9]){_YEAR} ?[-/.年] ?([0-9]{{1,2}}) ?[-/.月] ?([0-9]{{1,2}})(?![0-9])[日号]?"), _full),
    (re.compile(r"(今年|明年|后年)? ?(?<![0-9])([0-9]{1,2}) ?月(?:份)? ?([0-9]{1,2})(?![0-9:点])[日号]?"), _month_day),
    (re.compile(r"((?:下)*|本|这|当)个?月的? ?([0-9]{1,2}) ?[日号]"), _chosen_month),
    (
        re.compile(rf"(?<![a-z]){_MONTH} ?([0-9]{{1,2}})(?![0-9:]){_TH}?(?:,? ?{_YEAR}(?![0-9:]))?"),
        lambda found, now: _english(found[1], found[2], found[3], now),
    ),
    (
        re.compile(rf"(?<![0-9])([0-9]{{1,2}}){_TH}? ?(?:of )?{_MONTH}(?![a-z])(?:,? ?{_YEAR}(?![0-9:]))?"),
        lambda found, now: _english(found[2], found[1], found[3], now),
    ),
    (_later("天|日", "day"), _days_later),
    (_later("周|星期|礼拜", "week"), _weeks_later),
    (re.compile(rf"(?:(?<![a-z])the )?(?:{'|'.join(_NEAR)})(?![a-z])"), _near),
    (re.compile(rf"(?<![0-9.])(?:([0-9]{{1,2}}) ?[日号]|([0-9]{{1,2}}){_TH}(?![a-z]))"), _day_alone),
    (re.compile(r"(?<![0-9/.-])([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9/]|[-.][0-9])"), _slashed),
]

_WEEKS = {"下下": 2, "下": 1, "本": 0, "这": 0, "上": -1}
_WEEKS |= {"next": 1, "next week": 1, "this week": 0, "week after next": 2, "last": -1, "last week": -1}
_WEEKDAY = re.compile(
    r"(?:(下下|下|本|这|上)个?(?:周|星期|礼拜)?的? ?|(?<![a-z])(next week|this week|next|this|last|coming) +(?:on )?)?"
    r"wd([1-7])(?: +(?:of )?(next week|this week|week after next|last week))?"
)
