"""How much of the order of voting an order of ballots betrays, over many elections."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

SIGMA = 6.0
"""So many standard deviations from what chance does, less than once in a hundred million runs."""


@dataclass(frozen=True, slots=True)
class Betrayal:
    """`hits`: ballots at the place of their voter; `trend`: the sum of the rank correlations of all elections."""

    elections: int
    ballots: int
    hits: int
    trend: float

    @property
    def complete(self) -> bool:
        """Each ballot is given to its voter."""
        return self.ballots > 0 and self.hits == self.ballots

    @property
    def none(self) -> bool:
        """No more than chance: one hit an election (Poisson), and no trend either way."""
        voters = self.ballots / max(self.elections, 1)
        usual = self.elections + SIGMA * sqrt(self.elections)
        return self.hits <= usual and abs(self.trend) <= SIGMA * sqrt(self.elections / (voters - 1))


def betrayal(elections: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Betrayal:
    """Pairs of the order in which ballots were given and the order in which an attacker finds them, by their words."""
    hits, trend, ballots = 0, 0.0, 0
    for given, found in elections:
        assert sorted(given) == sorted(found), "the attacker has not found each ballot once"
        places = [found.index(one) for one in given]
        hits += sum(place == number for number, place in enumerate(places))
        trend += _correlation(places)
        ballots += len(given)
    return Betrayal(len(elections), ballots, hits, trend)


def _correlation(places: Sequence[int]) -> float:
    """Spearman's, of a permutation with its identity."""
    n = len(places)
    return 1 - 6 * sum((place - number) ** 2 for number, place in enumerate(places)) / (n * (n * n - 1))
