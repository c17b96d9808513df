"""China's holidays and make-up workdays. A year that the library does not know yet has its weekdays as workdays."""

from datetime import date
from functools import lru_cache

import holidays
import structlog

log = structlog.get_logger(__name__)


LANGUAGES = {"zh": "zh_CN", "en": "en_US"}


@lru_cache(maxsize=16)
def _calendar(year: int, language: str = "zh") -> holidays.HolidayBase | None:
    """Return the calendar of a year; None, with a warning, where its make-up workdays are not known."""
    found = holidays.country_holidays("CN", years=year, language=LANGUAGES[language])
    if not any(day.year == year for day in found.weekend_workdays):
        log.warning("holidays_unknown", year=year)
        return None
    return found


def is_working_day(day: date) -> bool:
    """Tell whether people work on that day."""
    calendar = _calendar(day.year)
    return day.weekday() < 5 if calendar is None else bool(calendar.is_working_day(day))


def is_known(year: int) -> bool:
    """Tell whether the holidays and make-up workdays of that year have been published."""
    return _calendar(year) is not None


def holiday_name(day: date, language: str = "zh") -> str | None:
    """Return the holiday's name in Chinese or English; None on other days."""
    calendar = _calendar(day.year, language)
    return None if calendar is None else calendar.get(day)
