"""Deductions as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.grading.deduction_text import read
from bot.domain.grading.scoring import Deduction, remaining


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2 缺一次支委会", [(20, "缺一次支委会")]),
        ("2，记录不全，已补（三月）", [(20, "记录不全，已补（三月）")]),
        ("２．５分，缺一次", [(25, "缺一次")]),
        ("扣2分：缺一次", [(20, "缺一次")]),
        ("扣二分：缺一次", [(20, "缺一次")]),
        ("两分 缺一次", [(20, "缺一次")]),
        ("-3 台账不全", [(30, "台账不全")]),
        ("缺一次支委会 扣2分", [(20, "缺一次支委会")]),
        ("缺3次会-1.5", [(15, "缺3次会")]),
        ("2 第3次会没开\n\n1 记录不全", [(20, "第3次会没开"), (10, "记录不全")]),
        ("得13分 缺一次", [(20, "缺一次")]),
        ("得15分", []),
        ("满分", []),
        ("满分。", []),
        ("Full marks", []),
        ("2 points: late minutes", [(20, "late minutes")]),
        ("Score 12.5 late minutes", [(25, "late minutes")]),
    ],
)
def test_read(text: str, lines: list[tuple[int, str]]) -> None:
    assert read(text, "leader", 150) == [Deduction(*line) for line in lines]


@pytest.mark.parametrize("text", ["3次会没开", "2024年没有开会", "没开会", "2.55 太细", "十分不规范"])
def test_what_is_no_number_of_points(text: str) -> None:
    with pytest.raises(DomainError, match="deduction_unreadable"):
        read(text, "leader", 150)


@given(st.text(max_size=60), st.integers(1, 1000))
def test_whatever_is_typed_stays_within_the_maximum_or_is_refused(text: str, most: int) -> None:
    try:
        lines = read(text, "leader", most)
    except DomainError:
        return
    assert 0 <= remaining("leader", most, lines) <= most
    assert all(line.reason.strip() for line in lines)
