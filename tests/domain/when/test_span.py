"""Which days a question about meetings means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.when.span import asked_span

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("这周有哪些会", (2026, 11, 23), (2026, 11, 29)),
        ("meetings this week", (2026, 11, 23), (2026, 11, 29)),
        ("下周的会议", (2026, 11, 30), (2026, 12, 6)),
        ("next week", (2026, 11, 30), (2026, 12, 6)),
        ("下个星期有活动吗", (2026, 11, 30), (2026, 12, 6)),
        ("上周开了什么会", (2026, 11, 16), (2026, 11, 22)),
        ("本月会议", (2026, 11, 1), (2026, 11, 30)),
        ("下个月有什么会", (2026, 12, 1), (2026, 12, 31)),
        ("last month", (2026, 10, 1), (2026, 10, 31)),
        ("12月有哪些活动", (2026, 12, 1), (2026, 12, 31)),
        ("十二月的会", (2026, 12, 1), (2026, 12, 31)),
        ("十月的会", (2026, 10, 1), (2026, 10, 31)),
        ("三月份的会", (2027, 3, 1), (2027, 3, 31)),
        ("what is on in march", (2027, 3, 1), (2027, 3, 31)),
        ("events in dec", (2026, 12, 1), (2026, 12, 31)),
        ("今天有会吗", (2026, 11, 25), (2026, 11, 25)),
        ("tomorrow", (2026, 11, 26), (2026, 11, 26)),
        ("有哪些会议", (2026, 11, 25), (2026, 12, 25)),
        ("", (2026, 11, 25), (2026, 12, 25)),
    ],
)
def test_the_time_that_a_question_names(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert asked_span(text, TODAY) == (date(*first), date(*last))


@given(st.text(max_size=30), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_any_text_names_some_days_in_their_order(text: str, today: date) -> None:
    first, last = asked_span(text, today)
    assert first <= last <= first + timedelta(days=31)
    assert abs(first - today) < timedelta(days=400)
