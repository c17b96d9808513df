"""The form that calls a series, and the plan of every date that the series will have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import CallingBase, TypeName
from bot.domain.meeting.draft import Draft, Span
from bot.domain.meeting.rules import Frozen
from bot.domain.meeting.series import HolidayRule, Planned, Rule, dates
from bot.domain.when.day import at
from bot.domain.when.moment import When, combine

MONTHS_LEFT = 2
"""With fewer months left in the year, twelve months are planned instead of the rest of it."""
AFAR = timedelta(days=100)
"""An hour is read as one of a day so far away that no typed day means it."""

Period = Literal["year", "twelve"]
"""Until the end of the year, or twelve months from today."""


class Step(StrEnum):
    """A step of the form."""

    UNIT = "unit"
    TYPE = "type"
    GROUP = "group"
    RULE = "rule"
    HOUR = "hour"
    HOLIDAYS = "holidays"
    PLACE = "place"
    CARD = "card"


class Why(Frozen):
    """What is special about a day.

    A named holiday, a day off that is made up for (swap), a weekend, another day off, or a weekend day on which people
    work.
    """

    kind: Literal["holiday", "swap", "weekend", "off", "worked"]
    zh: str = ""
    en: str = ""

    def name(self, language: str) -> str:
        """The holiday's name in that language."""
        return self.en if language == "en" else self.zh


class Occurrence(Frozen):
    """A planned meeting of the series. `why`: of the nominal day; `busy`: how many people are expected elsewhere."""

    starts: AwareDatetime
    ends: AwareDatetime
    day: date
    nominal: date
    why: Why | None = None
    busy: int = 0

    @property
    def moved(self) -> bool:
        """Whether it is held on another day than the nominal one."""
        return self.day != self.nominal


class Left(Frozen):
    """A nominal day on which no meeting is held."""

    day: date
    why: Why | None = None


class Plan(Frozen):
    """The planned meetings of a series. `unknown`: years whose holidays are not published yet."""

    first: date
    last: date
    held: tuple[Occurrence, ...] = ()
    left: tuple[Left, ...] = ()
    unknown: tuple[int, ...] = ()


class SeriesFacts(Frozen):
    """What the card of a series shows beside the draft."""

    unit: str
    type: TypeName
    host: str = ""
    recorder: str = ""
    invited: int = 0
    voting: int = 0


class SeriesCalling(CallingBase):
    """The stored draft of the form "series". Its `draft` has no sessions, which `plan` has."""

    rule: Rule | None = None
    start: time | None = None
    minutes: int = 0
    holidays: HolidayRule | None = None
    period: Period = "year"
    plan: Plan | None = None
    facts: SeriesFacts | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series that was called; `draft` is what its meetings have in common."""

    id: int
    unit_id: int
    draft: Draft
    rule: Rule
    holidays: HolidayRule
    first: date
    last: date
    ended: bool


def usual_period(today: date) -> Period:
    """The rest of the year, or twelve months where little is left of it."""
    return "year" if today.month <= 12 - MONTHS_LEFT else "twelve"


def bounds(period: Period, today: date) -> tuple[date, date]:
    """The first and the last day of the period, both included."""
    if period == "year":
        return today, date(today.year, 12, 31)
    return today, today + timedelta(days=364)


def read_hour(text: str, now: datetime) -> tuple[time, int | None]:
    """The typed hour and the length in minutes, if one is typed. `now` is in the unit's zone.

    DomainError("series_hour_unreadable").
    """
    day = now.date() + AFAR
    found = combine(When(day=day), text, now)
    if found.problem is not None or found.start is None or found.day != day:
        raise DomainError("series_hour_unreadable")
    return found.start, found.minutes


def plan(
    calling: SeriesCalling,
    now: datetime,
    is_working_day: Callable[[date], bool],
    why: Callable[[date], Why | None],
    is_known: Callable[[int], bool],
) -> Plan:
    """The plan of a series whose rule, hour and holiday rule are chosen; only dates after `now` (local).

    DomainError("stale_form") where one of them is not chosen yet.
    """
    if calling.rule is None or calling.start is None or calling.holidays is None or now.tzinfo is None:
        raise DomainError("stale_form")
    first, last = bounds(calling.period, now.date())
    nominal = dates(calling.rule, first, last, is_working_day, "keep")
    kept = dates(calling.rule, first, last, is_working_day, calling.holidays)
    spans = [(one, _span(one, calling.start, calling.minutes, now.tzinfo)) for one in kept]
    held = [_occurrence(one, span, why) for one, span in spans if span.starts > now]
    gone = {one.nominal for one in nominal} - {one.nominal for one in kept}
    left = [Left(day=day, why=why(day)) for day in sorted(gone)]
    unknown = sorted({one.nominal.year for one in nominal if not is_known(one.nominal.year)})
    return Plan(first=first, last=last, held=tuple(held), left=tuple(left), unknown=tuple(unknown))


def _span(one: Planned, start: time, minutes: int, zone: tzinfo) -> Span:
    try:
        starts = at(one.actual, start, zone)
        return Span(starts=starts, ends=starts + timedelta(minutes=minutes))
    except DomainError:
        raise DomainError("series_hour_unreadable") from None


def _occurrence(one: Planned, span: Span, why: Callable[[date], Why | None]) -> Occurrence:
    return Occurrence(starts=span.starts, ends=span.ends, day=one.actual, nominal=one.nominal, why=why(one.nominal))


def spans(held: Sequence[Occurrence]) -> list[tuple[datetime, datetime]]:
    """The beginning and the end of each planned meeting."""
    return [(one.starts, one.ends) for one in held]
