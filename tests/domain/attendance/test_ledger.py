"""Sums of the ledger equal its rows, whatever the rows are."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.ledger import Figures, Line, Mark, session_at, so_far, tally
from bot.domain.attendance.model import ATTENDED, State, Way

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
MARKED = [None, State.PRESENT, State.LATE, State.REMOTE, State.ABSENT]


@st.composite
def lines(draw: st.DrawFn) -> Line:
    starts = NOW + timedelta(hours=draw(st.integers(-10, 2)))
    marks = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        state = draw(st.sampled_from(MARKED))
        way = draw(st.sampled_from(Way)) if state else None
        marks.append(Mark(number, number, starts + timedelta(hours=2 * number), state, way))
    leave = draw(st.sampled_from([None, *LeaveState]))
    return Line(
        meeting_id=draw(st.integers(1, 5)),
        title="会议",
        starts=starts,
        ends=marks[-1].ends,
        person_id=draw(st.integers(1, 5)),
        name="党员",
        unit_id=1,
        group_id=None,
        voting=True,
        guest=False,
        coming=False,
        exempt=draw(st.booleans()),
        leave=leave,
        marks=tuple(marks),
    )


@given(st.lists(lines(), max_size=30))
def test_the_sums_equal_the_rows(rows: list[Line]) -> None:
    figures = tally(rows, NOW)
    settled = [result.state for row in rows if row.ends <= NOW and (result := row.overall(NOW)) is not None]
    assert figures.expected == sum(state is not State.EXEMPT for state in settled)
    assert figures.attended == sum(state in ATTENDED for state in settled)
    assert figures.expected == figures.attended + figures.leave + figures.absent
    assert figures.by_hand <= figures.attended
    assert (figures.percent is None) is (figures.expected == 0)
    assert 0 <= (figures.percent or 0) <= 100


@given(st.lists(lines(), max_size=30))
def test_the_sums_of_each_person_make_the_sum_of_all(rows: list[Line]) -> None:
    whole = tally(rows, NOW)
    parts = [tally([row for row in rows if row.person_id == person], NOW) for person in range(1, 6)]
    for name in ("expected", "present", "late", "remote", "leave", "absent", "exempt", "by_hand"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)


@given(st.lists(lines(), max_size=30))
def test_of_a_running_meeting_all_are_expected_who_are_not_exempt(rows: list[Line]) -> None:
    figures = so_far(rows, NOW)
    exempt = [row for row in rows if (result := row.overall(NOW)) is not None and result.state is State.EXEMPT]
    assert (figures.expected, figures.exempt) == (len(rows) - len(exempt), len(exempt))
    assert figures.attended + figures.leave + figures.absent <= figures.expected


@given(lines())
def test_a_line_attended_is_a_mark_attended(row: Line) -> None:
    result = row.overall(NOW)
    attended = sum(mark.state in ATTENDED for mark in row.marks)
    assert (result.attended if result else 0) == attended


@given(lines())
def test_a_line_counts_every_session_that_is_not_exempt(row: Line) -> None:
    result = row.overall(NOW)
    counted = [mark for mark in row.marks if row.state_of(mark, NOW) is not State.EXEMPT]
    assert result is None or result.sessions == len(counted)


def test_percents_are_rounded_half_up() -> None:
    assert Figures(expected=8, present=1).percent == 13
    assert Figures(expected=3, present=2).percent == 67
    assert Figures().percent is None
    assert Figures(expected=3, late=1).rate == Fraction(1, 3)


def test_the_session_that_is_on() -> None:
    marks = [Mark(number, number, NOW + timedelta(hours=number)) for number in (0, 1, 2)]
    assert [session_at(marks, NOW + timedelta(hours=hour)) for hour in (-1, 0, 1, 2)] == [0, 1, 2, 2]
