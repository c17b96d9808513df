"""Due dates: working days, holidays known, one step after the other."""

from datetime import date

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.step_date import due, working_days_on
from bot.services.workdays import is_working_day


def test_weekends_and_holidays_do_not_count() -> None:
    assert working_days_on(date(2026, 11, 25), 3, is_working_day) == date(2026, 11, 30)
    assert working_days_on(date(2026, 9, 30), 1, is_working_day) == date(2026, 10, 8)
    assert working_days_on(date(2026, 11, 25), 0, is_working_day) == date(2026, 11, 25)


def test_without_any_working_day_each_day_counts() -> None:
    assert working_days_on(date(2026, 11, 25), 3, lambda _: False) == date(2026, 11, 28)


def test_each_step_after_the_one_before() -> None:
    found = due(dict.fromkeys(Step, 5), date(2026, 11, 20), lambda day: day.weekday() < 5)
    assert list(found) == list(Step)
    assert found[Step.SURVEY] == date(2026, 11, 27)
    assert found[Step.FINAL] == date(2027, 1, 8)
