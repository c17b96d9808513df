"""A notice by its days: working days, holidays and made-up workdays included."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Notice, require_words
from bot.domain.grading.step_date import working_days_on
from bot.services.workdays import is_working_day

FIRST, LAST = date(2026, 11, 25), date(2026, 12, 2)


def notice(ended_at: datetime | None = None) -> Notice:
    return Notice(1, 2, 3, FIRST, LAST, "ab", ended_at)


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2026, 11, 25), date(2026, 12, 2)),
        (date(2026, 11, 27), date(2026, 12, 4)),
        (date(2026, 11, 28), date(2026, 12, 4)),
        (date(2026, 9, 28), date(2026, 10, 10)),
    ],
)
def test_five_working_days_after_the_day_it_is_published(published: date, last: date) -> None:
    """The 10th of October 2026 is a Saturday on which people work."""
    assert working_days_on(published, 5, is_working_day) == last


def test_one_can_object_on_its_first_and_its_last_day_and_not_after() -> None:
    assert notice().takes_objections(FIRST)
    assert notice().takes_objections(LAST)
    assert not notice().takes_objections(date(2026, 12, 3))
    assert not notice(datetime(2026, 11, 26, tzinfo=UTC)).takes_objections(date(2026, 11, 27))


def test_days_left_count_today() -> None:
    assert [notice().days_left(day) for day in (FIRST, LAST, date(2026, 12, 3))] == [8, 1, 0]


def test_it_is_over_the_day_after_its_last() -> None:
    with pytest.raises(DomainError, match="notice_running"):
        notice().require_over(LAST)
    notice().require_over(date(2026, 12, 3))


def test_words_are_there_and_not_too_many() -> None:
    assert require_words("字" * 500, "reason_missing") == "字" * 500
    for text, code in (("", "reason_missing"), ("字" * 501, "text_too_long")):
        with pytest.raises(DomainError, match=code):
            require_words(text, "reason_missing")
