"""Which electorates are too much alike: not the same, and apart by one to four people either way."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rating.electorate import ALIKE, too_alike

PEOPLE = st.frozensets(st.integers(1, 60), min_size=5, max_size=30)


@given(PEOPLE, PEOPLE)
def test_it_is_the_same_both_ways_and_the_difference_of_two_results_is_nobodys(
    one: frozenset[int], other: frozenset[int]
) -> None:
    assert too_alike(one, other) == too_alike(other, one)
    if one != other and not too_alike(one, other):
        assert max(len(one - other), len(other - one)) > ALIKE


@given(PEOPLE, st.integers(0, 9))
def test_so_many_more_people(one: frozenset[int], more: int) -> None:
    assert too_alike(one, one | frozenset(range(100, 100 + more))) == (1 <= more <= 4)


def test_a_few_exchanged_for_as_many_others() -> None:
    one = frozenset(range(20))
    assert too_alike(one, (one - {1, 2, 3, 4}) | {31, 32, 33, 34})
    assert not too_alike(one, one)
