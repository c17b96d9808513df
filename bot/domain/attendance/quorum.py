"""Decides whether enough voting members attend, in exact fractions."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.attendance.model import ATTENDED, State


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of the voting members that has to attend: more than `needed` where `strict`, else at least it."""

    needed: Fraction
    strict: bool

    def __post_init__(self) -> None:
        if not 0 < self.needed <= 1 or (self.strict and self.needed == 1):
            raise ValueError(f"no meeting could reach a quorum of {self.needed}, strict: {self.strict}")


@dataclass(frozen=True, slots=True)
class Seat:
    """A person of the audience: whether they vote (full members do), and their state; None while still expected."""

    votes: bool
    state: State | None


@dataclass(frozen=True, slots=True)
class Count:
    """Voting members attending and expected, and how many attending are enough."""

    attending: int
    expected: int
    enough: int

    @property
    def reached(self) -> bool:
        return self.expected > 0 and self.attending >= self.enough

    @property
    def share(self) -> Fraction:
        return Fraction(self.attending, self.expected) if self.expected else Fraction(0)

    @property
    def missing(self) -> int:
        """How many more have to come."""
        return max(0, self.enough - self.attending)


def count(audience: Iterable[Seat], rule: Quorum) -> Count:
    """Count the voting members; leave counts as expected, exemption does not."""
    voting = [seat.state for seat in audience if seat.votes and seat.state is not State.EXEMPT]
    product = rule.needed * len(voting)
    enough = (
        product.numerator // product.denominator + 1 if rule.strict else -(-product.numerator // product.denominator)
    )
    return Count(sum(state in ATTENDED for state in voting), len(voting), enough)
