"""The check-in window, the state it gives, and what is computed from states."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attendance.model import (
    ATTENDED,
    Overall,
    State,
    Way,
    Window,
    judge,
    may_be_remote,
    months_absent,
    overall,
    settle,
    window,
    within,
)
from bot.domain.errors import DomainError

START = datetime(2026, 12, 5, 6, 0, tzinfo=UTC)
HOURS = window(START, START + timedelta(hours=2), timedelta(minutes=30), timedelta(minutes=10))
ALL_WAYS = frozenset(Way)


def judged(way: Way, minutes: float, *, accepted: frozenset[Way] = ALL_WAYS, remote: bool = True) -> State | str:
    """The state or the code of the refusal, so many minutes after the start."""
    try:
        return judge(HOURS, accepted, way, START + timedelta(minutes=minutes), may_be_remote=remote)
    except DomainError as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-30.01, "not_open_yet"),
        (-30, State.PRESENT),
        (0, State.PRESENT),
        (10, State.PRESENT),
        (10.01, State.LATE),
        (119.99, State.LATE),
        (120, "closed"),
    ],
)
def test_the_window(minutes: float, expected: State | str) -> None:
    assert [judged(way, minutes) for way in (Way.BUTTON, Way.QR, Way.PLACE)] == [expected] * 3


def test_a_refusal_says_from_when_and_until_when() -> None:
    for minutes, data in ((-60, {"opens": HOURS.opens}), (200, {"closes": HOURS.closes})):
        with pytest.raises(DomainError) as refusal:
            judge(HOURS, ALL_WAYS, Way.QR, START + timedelta(minutes=minutes), may_be_remote=False)
        assert refusal.value.data == data


def test_only_the_meetings_ways_are_accepted() -> None:
    assert judged(Way.BUTTON, 0, accepted=frozenset({Way.QR})) == "way_not_accepted"
    assert judged(Way.REMOTE, 0, accepted=frozenset({Way.QR})) == "way_not_accepted"
    assert judged(Way.BY_HAND, 0, accepted=frozenset({Way.QR})) is State.PRESENT


def test_remote_is_for_those_who_may() -> None:
    assert judged(Way.REMOTE, 5) is State.REMOTE
    assert judged(Way.REMOTE, 60) is State.REMOTE
    assert judged(Way.REMOTE, 5, remote=False) == "remote_not_for_you"
    assert [may_be_remote(retired=a, floating=b) for a in (True, False) for b in (True, False)] == [True] * 3 + [False]


def test_by_hand_is_present_however_late_it_is_written() -> None:
    assert judged(Way.BY_HAND, 100) is State.PRESENT
    assert judged(Way.BY_HAND, 120) == "closed"


def test_grace_never_outlasts_the_session() -> None:
    short = window(START, START + timedelta(minutes=5), timedelta(0), timedelta(minutes=10))
    assert short == Window(START, START + timedelta(minutes=5), START + timedelta(minutes=5))


STAGES: list[State | str] = ["not_open_yet", State.PRESENT, State.LATE, "closed"]


@given(st.sampled_from([Way.BUTTON, Way.QR, Way.PLACE]), st.floats(-500, 500), st.floats(-500, 500))
def test_time_leads_only_forward_through_the_window(way: Way, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert STAGES.index(judged(way, sooner)) <= STAGES.index(judged(way, later))


def test_what_is_computed_where_nothing_was_marked() -> None:
    assert settle(None, exempt=False, leave_granted=False, over=False) is None
    assert settle(None, exempt=False, leave_granted=False, over=True) is State.ABSENT
    assert settle(None, exempt=False, leave_granted=True, over=True) is State.LEAVE
    assert settle(None, exempt=True, leave_granted=True, over=True) is State.EXEMPT
    assert settle(State.LATE, exempt=True, leave_granted=True, over=True) is State.LATE


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("present present absent", Overall(State.PRESENT, 2, 3)),
        ("present late absent", Overall(State.LATE, 2, 3)),
        ("remote remote", Overall(State.REMOTE, 2, 2)),
        ("remote present", Overall(State.PRESENT, 2, 2)),
        ("leave leave", Overall(State.LEAVE, 0, 2)),
        ("leave absent", Overall(State.ABSENT, 0, 2)),
        ("exempt present", Overall(State.PRESENT, 1, 1)),
        ("exempt exempt", Overall(State.EXEMPT, 0, 0)),
        ("late", Overall(State.LATE, 1, 1)),
    ],
)
def test_several_sessions_are_one_line(states: str, expected: Overall) -> None:
    assert overall([State(word) for word in states.split()]) == expected


@given(st.lists(st.sampled_from(State)))
def test_the_line_says_attended_exactly_where_a_session_was(states: list[State]) -> None:
    line = overall(states)
    assert (line.state in ATTENDED) == (line.attended > 0)
    assert 0 <= line.attended <= line.sessions <= len(states)


def record(*months: tuple[int, State]) -> list[tuple[date, State]]:
    return [(date(2026, month, 15), state) for month, state in months]


def test_months_in_a_row_without_attending() -> None:
    absent, came = State.ABSENT, State.PRESENT
    assert months_absent(record((8, came), (9, absent), (10, State.LEAVE), (11, absent)), date(2026, 11, 30)) == 3
    assert months_absent(record((9, absent), (10, absent), (11, absent), (11, came)), date(2026, 11, 30)) == 0
    assert months_absent(record((11, came), (11, absent)), date(2026, 11, 30)) == 0
    assert months_absent(record((8, absent), (9, came), (10, absent), (11, absent)), date(2026, 11, 30)) == 2
    assert months_absent(record((9, absent), (10, State.EXEMPT), (11, absent)), date(2026, 11, 30)) == 2
    assert months_absent(record((10, absent), (12, came)), date(2026, 11, 30)) == 1
    assert months_absent([], date(2026, 11, 30)) == 0


def test_the_row_goes_on_over_the_new_year() -> None:
    records = [(date(2026, 12, 1), State.ABSENT), (date(2027, 1, 1), State.ABSENT)]
    assert months_absent(records, date(2027, 1, 31)) == 2


def test_within_a_radius() -> None:
    gate = (39.9042, 116.4074)
    assert within(39.9042, 116.4074, *gate, radius_m=0)
    # A thousandth of a degree of latitude is 111.2 m; of longitude here 85.3 m.
    assert within(39.9052, 116.4074, *gate, radius_m=112)
    assert not within(39.9052, 116.4074, *gate, radius_m=111)
    assert within(39.9042, 116.4084, *gate, radius_m=86)
    assert not within(39.9042, 116.4084, *gate, radius_m=85)
    assert within(0.0, 179.9999, 0.0, -179.9999, radius_m=30)


latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(latitudes, longitudes, latitudes, longitudes, st.floats(0, 3e7), st.floats(0, 3e7))
def test_a_wider_circle_holds_the_narrower(
    lat: float, lon: float, place_lat: float, place_lon: float, one: float, other: float
) -> None:
    narrow, wide = sorted((one, other))
    if within(lat, lon, place_lat, place_lon, narrow):
        assert within(lat, lon, place_lat, place_lon, wide)
    assert within(lat, lon, place_lat, place_lon, 2.1e7)
