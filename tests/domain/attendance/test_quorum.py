"""Whether enough voting members attend."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attendance.model import ATTENDED, State
from bot.domain.attendance.quorum import Quorum, Seat, count

HALF = Quorum(Fraction(1, 2), strict=True)


def voters(**numbers: int) -> list[Seat]:
    return [Seat(True, State(state)) for state, number in numbers.items() for _ in range(number)]


@pytest.mark.parametrize(
    ("rule", "attending", "absent", "reached", "missing"),
    [
        (HALF, 5, 5, False, 1),
        (HALF, 6, 5, True, 0),
        (Quorum(Fraction(1, 2), strict=False), 5, 5, True, 0),
        (Quorum(Fraction(2, 3), strict=False), 20, 10, True, 0),
        (Quorum(Fraction(2, 3), strict=False), 19, 10, False, 1),
        (Quorum(Fraction(4, 5), strict=False), 4, 1, True, 0),
        (Quorum(Fraction(1), strict=False), 4, 1, False, 1),
        (HALF, 0, 0, False, 1),
        (Quorum(Fraction(1, 2), strict=False), 0, 0, False, 0),
    ],
)
def test_the_share_needed(rule: Quorum, attending: int, absent: int, reached: bool, missing: int) -> None:
    counted = count(voters(present=attending, absent=absent), rule)
    assert (counted.attending, counted.expected) == (attending, attending + absent)
    assert (counted.reached, counted.missing) == (reached, missing)


def test_who_counts() -> None:
    audience = [*voters(present=1, late=1, remote=1, leave=1, absent=1, exempt=1), Seat(True, None)]
    counted = count([*audience, Seat(False, State.PRESENT), Seat(False, State.ABSENT)], HALF)
    assert (counted.attending, counted.expected, counted.enough) == (3, 6, 4)
    assert counted.share == Fraction(1, 2)


@pytest.mark.parametrize(("needed", "strict"), [(Fraction(0), False), (Fraction(3, 2), False), (Fraction(1), True)])
def test_a_share_that_no_meeting_can_need_is_refused(needed: Fraction, strict: bool) -> None:
    with pytest.raises(ValueError, match="quorum"):
        Quorum(needed, strict)


seats = st.builds(Seat, st.booleans(), st.none() | st.sampled_from(State))
audiences = st.lists(seats, max_size=80)
rules = st.builds(
    Quorum,
    st.fractions(min_value=0, max_value=1, max_denominator=12).filter(lambda share: 0 < share < 1),
    st.booleans(),
)


@given(audiences, rules)
def test_reached_is_the_share_compared_exactly(audience: list[Seat], rule: Quorum) -> None:
    counted = count(audience, rule)
    assert all(type(number) is int for number in (counted.attending, counted.expected, counted.enough, counted.missing))
    enough = counted.share > rule.needed if rule.strict else counted.share >= rule.needed
    assert counted.reached == (counted.expected > 0 and enough)
    assert 0 <= counted.attending <= counted.expected <= len(audience)


@given(audiences, rules, st.sampled_from([State.ABSENT, State.LEAVE, None]))
def test_one_more_who_does_not_come_never_reaches_it(audience: list[Seat], rule: Quorum, state: State | None) -> None:
    before, after = count(audience, rule), count([*audience, Seat(True, state)], rule)
    assert after.share <= before.share
    assert before.reached or not after.reached


@given(audiences, rules)
def test_exempting_someone_who_did_not_come_never_lowers_the_share(audience: list[Seat], rule: Quorum) -> None:
    before = count(audience, rule)
    for place, seat in enumerate(audience):
        if seat.state not in ATTENDED:
            after = count([*audience[:place], Seat(seat.votes, State.EXEMPT), *audience[place + 1 :]], rule)
            assert after.share >= before.share


@given(audiences, rules)
def test_those_without_a_vote_change_nothing(audience: list[Seat], rule: Quorum) -> None:
    assert count(audience, rule) == count([seat for seat in audience if seat.votes], rule)


@given(audiences, rules)
def test_as_many_more_as_are_missing_reach_it(audience: list[Seat], rule: Quorum) -> None:
    before = count(audience, rule)
    places = [
        place for place, seat in enumerate(audience) if seat.votes and seat.state in (None, State.ABSENT, State.LEAVE)
    ]
    for place in places[: before.missing]:
        audience[place] = Seat(True, State.PRESENT)
    assert count(audience, rule).reached == (before.expected > 0)
