"""Scores, limits and decisions: what holds under every scheme, whatever is entered."""

import random
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.grading.rule import Circumstances, computed, decide, over_quota
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scoring import (
    Ballots,
    Deduction,
    Entered,
    Sheet,
    assessed,
    half_up,
    self_assessed,
    total,
    voiced,
)
from tests.domain.grading import scheme_maker

SCHEME = scheme_maker.schemes()


def drawn(data: st.DataObject, scheme: Scheme) -> tuple[Entered, Entered, Ballots]:
    """The committee's sheet, the unit's own, the ballots."""
    committee, unit = (data.draw(scheme_maker.entered(scheme, by_hand=own)) for own in (False, True))
    return committee, unit, data.draw(scheme_maker.ballots(scheme))


def scored(scheme: Scheme, committee: Entered, unit: Entered, ballots: Ballots) -> int:
    return total(scheme, assessed(scheme, committee, ballots), self_assessed(scheme, unit), ballots)


@given(SCHEME, st.data())
def test_scores_stay_within_their_bounds(scheme: Scheme, data: st.DataObject) -> None:
    committee, unit, ballots = drawn(data, scheme)
    for found in (assessed(scheme, committee, ballots), self_assessed(scheme, unit)):
        for one in scheme.indicators:
            assert 0 <= found.scores[one.code] <= Fraction(one.weight) * 10
        assert -Fraction(1, 2) < found.total - found.exact <= Fraction(1, 2)
    assert 0 <= scored(scheme, committee, unit, ballots) <= 1000


@given(SCHEME, st.data())
def test_ballots_are_counted_exactly(scheme: Scheme, data: st.DataObject) -> None:
    committee, unit, ballots = drawn(data, scheme)
    found = assessed(scheme, committee, ballots)
    voices = voiced(scheme, found, self_assessed(scheme, unit), ballots)
    indicators = [(one.ballots, found.scores[one.code], int(one.weight * 10)) for one in scheme.indicators]
    assessors = [(one.ballots, voices[one.code], 1000) for one in scheme.assessors]
    for credit, score, most in indicators + assessors:
        if credit is not None:
            counts = ballots[credit.voters]
            hundredths = sum(int(credit.credit.get(answer, 0) * 100) * count for answer, count in counts.items())
            assert score * sum(counts.values()) * 10000 == hundredths * most


@given(SCHEME.filter(lambda scheme: scheme.assessors), st.data())
def test_assessors_are_weighed_exactly_and_rounded_once(scheme: Scheme, data: st.DataObject) -> None:
    committee, unit, ballots = drawn(data, scheme)
    above, own = assessed(scheme, committee, ballots), self_assessed(scheme, unit)
    voices = {**voiced(scheme, above, own, ballots)}
    for one in scheme.assessors:
        if one.ballots is None:
            voices[one.code] = above.exact if one.source == "assessment" else own.exact
    exact = sum((voices[one.code] * Fraction(one.weight) for one in scheme.assessors), Fraction()) / 100
    assert -Fraction(1, 2) < total(scheme, above, own, ballots) - exact <= Fraction(1, 2)


@given(SCHEME, st.data())
def test_a_further_deduction_never_helps(scheme: Scheme, data: st.DataObject) -> None:
    committee, unit, ballots = drawn(data, scheme)
    code = data.draw(st.sampled_from(sorted(unit)))
    worse = {**unit, code: [*unit[code], Deduction(1, "再扣")]}
    assert self_assessed(scheme, worse).total <= self_assessed(scheme, unit).total
    assert scored(scheme, committee, worse, ballots) <= scored(scheme, committee, unit, ballots)


@given(SCHEME, st.data(), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(scheme: Scheme, data: st.DataObject, shuffler: random.Random) -> None:
    committee, unit, ballots = drawn(data, scheme)
    sheets = [
        {code: shuffled(lines, shuffler) for code, lines in shuffled(entered.items(), shuffler)}
        for entered in (committee, unit)
    ]
    counted = {voters: dict(shuffled(ballots[voters].items(), shuffler)) for voters in ballots}
    assert scored(scheme, sheets[0], sheets[1], counted) == scored(scheme, committee, unit, ballots)


Thing = TypeVar("Thing")


def shuffled(things: Iterable[Thing], shuffler: random.Random) -> list[Thing]:
    every = list(things)
    return shuffler.sample(every, len(every))


@given(SCHEME)
def test_half_a_tenth_under_a_border_is_over_it(scheme: Scheme) -> None:
    for upper, lower in pairwise(scheme.bands):
        border = Fraction(upper.at_least) * 10
        for distance, grade in ((0, upper), (Fraction(1, 2), upper), (Fraction(500001, 10**6), lower)):
            found = Sheet({"one": border / 3, "two": border * 2 / 3 - distance}).total
            assert scheme.band(found) == grade.grade


@given(st.fractions())
def test_rounding_is_to_the_nearest_and_up_from_the_middle(exact: Fraction) -> None:
    assert -Fraction(1, 2) < half_up(exact) - exact <= Fraction(1, 2)


@st.composite
def cases(draw: st.DrawFn, scheme: Scheme) -> Circumstances:
    """Some facts, and an override for some of what may be overridden and holds."""
    stated = [rule.code for rule in scheme.rules if rule.share is None]
    facts = {code: "有证明" for code in stated if draw(st.sampled_from([True, True, False]))}
    former = draw(st.sampled_from(list(scheme.rank)))
    plain = Circumstances(facts, {}, draw(st.one_of(st.none(), scheme_maker.ballots(scheme))), former)
    held = {one.rule for one in computed(scheme, scheme.best, plain).applied}
    may = [rule.code for rule in scheme.rules if rule.overridable and rule.code in held]
    return Circumstances(facts, {code: "会议同意" for code in may if draw(st.booleans())}, plain.ballots, former)


@given(SCHEME, st.data(), st.randoms(use_true_random=False))
def test_limits_hold_in_whatever_order_they_are_applied(
    scheme: Scheme, data: st.DataObject, shuffler: random.Random
) -> None:
    case, start = data.draw(cases(scheme)), data.draw(st.sampled_from([scheme.best, *scheme.rank]))
    found = computed(scheme, start, case)
    step_by_step = start
    for one in shuffled(found.applied, shuffler):
        if one.overridden is None and scheme.rank[one.limit] > scheme.rank[step_by_step]:
            step_by_step = one.limit
    assert found.grade == step_by_step
    turned = scheme.model_copy(update={"rules": tuple(shuffled(scheme.rules, shuffler))})
    facts = dict(shuffled(case.facts.items(), shuffler))
    other = computed(turned, start, Circumstances(facts, case.overrides, case.ballots, case.former))
    assert (other.grade, other.limit) == (found.grade, found.limit)
    assert sorted(other.applied, key=lambda one: one.rule) == sorted(found.applied, key=lambda one: one.rule)


@given(SCHEME, st.data())
def test_no_rule_lifts_a_grade_and_none_in_force_is_beaten(scheme: Scheme, data: st.DataObject) -> None:
    case, start = data.draw(cases(scheme)), data.draw(st.sampled_from(list(scheme.rank)))
    found = computed(scheme, start, case)
    rank = scheme.rank
    assert rank[found.grade] >= rank[start]
    fixed = {rule.code for rule in scheme.rules if not rule.overridable}
    for one in found.applied:
        if one.rule in fixed or one.rule not in case.overrides:
            assert rank[found.grade] >= rank[one.limit]
        if one.rule in fixed and one.limit == scheme.grades[-1].code:
            assert found.grade == one.limit


@given(SCHEME, st.data())
def test_rules_are_those_that_were_stated_or_counted(scheme: Scheme, data: st.DataObject) -> None:
    case = data.draw(cases(scheme))
    held = {one.rule: one.evidence for one in computed(scheme, scheme.best, case).applied}
    for rule in scheme.rules:
        if rule.share is None:
            assert (rule.code in held) == (rule.code in case.facts)
        elif case.ballots is None:
            assert rule.code not in held
        else:
            counts = case.ballots[rule.share.voters]
            percent = Fraction(100 * sum(counts[code] for code in rule.share.answers), sum(counts.values()))
            least, below = rule.share.at_least, rule.share.below
            assert (rule.code in held) == (percent >= least if least is not None else percent < (below or 0))


@given(SCHEME, st.data())
def test_no_decision_is_above_the_limit(scheme: Scheme, data: st.DataObject) -> None:
    found = computed(scheme, data.draw(st.sampled_from(list(scheme.rank))), data.draw(cases(scheme)))
    for grade in scheme.rank:
        if scheme.rank[grade] < scheme.rank[found.limit]:
            with pytest.raises(DomainError, match="decision_above_rule"):
                decide(scheme, found, grade, "会议讨论")
        elif grade == found.grade:
            assert decide(scheme, found, grade).reason is None
        else:
            with pytest.raises(DomainError, match="decision_without_reason"):
                decide(scheme, found, grade)
            assert decide(scheme, found, grade, "会议讨论").grade == grade


@given(SCHEME, st.data())
def test_the_quota_is_counted_exactly(scheme: Scheme, data: st.DataObject) -> None:
    grades = data.draw(st.lists(st.sampled_from([None, *scheme.rank]), max_size=60))
    percent = data.draw(st.integers(0, 100))
    limited = scheme.model_validate({**scheme.model_dump(), "quotas": [{"grade": scheme.best, "percent": percent}]})
    graded_units = len(grades) - grades.count(None)
    below_one = 0 < graded_units * percent < 100
    over = grades.count(scheme.best) * 100 > graded_units * percent and (not below_one or not percent)
    assert bool(over_quota(limited, grades)) == over
