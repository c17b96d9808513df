"""The scores of a grading round: exact fractions of a tenth, rounded once, half up, and then placed in a band."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from bot.domain.errors import DomainError
from bot.domain.grading.grade import points
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Assessor, Credit, Indicator, Voters, tenths

Counts = Mapping[str, int]
"""Valid ballots by answer."""
Ballots = Mapping[Voters, Counts]


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that are taken away, with the reason."""

    tenths: int
    reason: str


Entered = Mapping[str, Sequence[Deduction]]
"""By the code of an indicator or, where it has them, of its parts; an empty list is full marks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A complete sheet of scores: exact tenths by indicator, in the scheme's order."""

    scores: Mapping[str, Fraction]

    @property
    def exact(self) -> Fraction:
        return sum(self.scores.values(), Fraction())

    @property
    def total(self) -> int:
        """Tenths."""
        return half_up(self.exact)


def half_up(exact: Fraction) -> int:
    """Round to the nearest whole number, of two equally near ones to the upper."""
    return floor(exact + Fraction(1, 2))


def deducted(scheme: Scheme, code: str, score: int) -> int:
    """Return the tenths that a score (tenths) lacks to the maximum; they need a reason.

    DomainError: indicator_unknown, indicator_by_ballots, indicator_has_parts, score_below_zero, score_above_maximum.
    """
    maximum = _maximum(scheme, code)
    if score < 0:
        raise DomainError("score_below_zero", indicator=code)
    if score > maximum:
        raise DomainError("score_above_maximum", indicator=code, score=points(score), maximum=points(maximum))
    return maximum - score


def _maximum(scheme: Scheme, code: str) -> int:
    for indicator in scheme.indicators:
        if code == indicator.code and indicator.parts:
            raise DomainError("indicator_has_parts", indicator=code)
        if code == indicator.code and indicator.ballots:
            raise DomainError("indicator_by_ballots", indicator=code)
        if code in indicator.leaves:
            return indicator.leaves[code]
    raise DomainError("indicator_unknown", indicator=code)


def remaining(code: str, maximum: int, lines: Iterable[Deduction]) -> int:
    """Return the tenths left after all deductions, at least 0.

    DomainError: deduction_unfit (not above 0), deduction_above_maximum, deduction_without_reason.
    """
    left = maximum
    for line in lines:
        if line.tenths <= 0:
            raise DomainError("deduction_unfit", indicator=code)
        if line.tenths > maximum:
            raise DomainError("deduction_above_maximum", indicator=code, maximum=points(maximum))
        if not line.reason.strip():
            raise DomainError("deduction_without_reason", indicator=code)
        left -= line.tenths
    return max(0, left)


def self_assessed(scheme: Scheme, entered: Entered) -> Sheet:
    """Complete the unit's own sheet, on which everything is scored by hand: the ballots come later.

    DomainError: as `remaining`; indicator_missing, indicator_unknown, scheme_without_points.
    """
    return _sheet(scheme, entered, {indicator.code: None for indicator in scheme.indicators})


def assessed(scheme: Scheme, entered: Entered, ballots: Ballots) -> Sheet:
    """Complete the committee's sheet, on which the ballots score the indicators that the scheme gives them.

    DomainError: as `self_assessed`; ballots_missing (no valid ones of those voters), ballot_answer_unknown.
    """
    fed = {indicator.code: indicator.ballots for indicator in scheme.indicators}
    shares = {code: ballot_share(scheme, credit, ballots) if credit else None for code, credit in fed.items()}
    return _sheet(scheme, entered, shares)


def _sheet(scheme: Scheme, entered: Entered, shares: Mapping[str, Fraction | None]) -> Sheet:
    if not scheme.points:
        raise DomainError("scheme_without_points")
    by_hand = [code for one in scheme.indicators if shares[one.code] is None for code in one.leaves]
    for code in by_hand:
        if code not in entered:
            raise DomainError("indicator_missing", indicator=code)
    for code in sorted(set(entered) - set(by_hand)):
        _maximum(scheme, code)
        raise DomainError("indicator_unknown", indicator=code)
    return Sheet({one.code: _score(one, entered, shares[one.code]) for one in scheme.indicators})


def _score(indicator: Indicator, entered: Entered, share: Fraction | None) -> Fraction:
    if share is not None:
        return share * tenths(indicator.weight)
    return Fraction(sum(remaining(code, most, entered[code]) for code, most in indicator.leaves.items()))


def valid(scheme: Scheme, voters: Voters, ballots: Ballots) -> Counts:
    """Return those voters' ballots by answer.

    DomainError: ballots_missing, ballot_answer_unknown (also a count below 0).
    """
    counts = ballots.get(voters, {})
    known = {choice.code for choice in scheme.choices}
    for answer, number in counts.items():
        if answer not in known or number < 0:
            raise DomainError("ballot_answer_unknown", answer=answer)
    if not sum(counts.values()):
        raise DomainError("ballots_missing", voters=voters.value)
    return counts


def ballot_share(scheme: Scheme, credit: Credit, ballots: Ballots) -> Fraction:
    """Return the share that the ballots credit, from 0 to 1, exact. DomainError: as `valid`."""
    return credit.share(valid(scheme, credit.voters, ballots))


def total(scheme: Scheme, committee: Sheet, unit: Sheet | None, ballots: Ballots) -> int:
    """Return the score in tenths: the committee's, or that of the scheme's assessors by their weights.

    DomainError: as `valid`; self_assessment_missing where the scheme weighs it.
    """
    if not scheme.assessors:
        return committee.total
    voices = voiced(scheme, committee, unit, ballots)
    return half_up(sum((voices[one.code] * Fraction(one.weight) / 100 for one in scheme.assessors), Fraction()))


def voiced(scheme: Scheme, committee: Sheet, unit: Sheet | None, ballots: Ballots) -> Mapping[str, Fraction]:
    """Return what each assessor gives, unweighted: exact tenths from 0 to 1000, by code. DomainError: as `total`."""
    return {one.code: _voice(scheme, one, committee, unit, ballots) for one in scheme.assessors}


def _voice(scheme: Scheme, one: Assessor, committee: Sheet, unit: Sheet | None, ballots: Ballots) -> Fraction:
    if one.ballots is not None:
        return ballot_share(scheme, one.ballots, ballots) * 1000
    if one.source == "assessment":
        return committee.exact
    if unit is None:
        raise DomainError("self_assessment_missing")
    return unit.exact
