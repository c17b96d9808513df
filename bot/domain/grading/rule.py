"""How a scheme's rules, overrides and quotas turn a score into a grade; the order of the rules changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bot.domain.errors import DomainError
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Rule, Voters
from bot.domain.grading.scoring import Ballots, valid

NO_FORMER = "none"


@dataclass(frozen=True, slots=True)
class BallotShare:
    """The valid ballots that give one of the answers that a rule asks for."""

    voters: Voters
    count: int
    valid: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.valid)


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that holds, with the best grade it leaves, its evidence, and the reason of its override, if any.

    `unclear`: the last grade as written (NO_FORMER without one), where the scheme cannot say whether another grade
    is better. Then the rule leaves every grade, and the committee writes its finding in `overridden`.
    """

    rule: str
    limit: str
    evidence: str | BallotShare
    overridden: str | None = None
    unclear: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The facts about a unit besides its scores.

    `facts` and `overrides` are evidence and reason by the rule's code. `ballots` None: not held yet, and rules that
    need them wait. `former` is the last grade, as a code or name, or in words that the scheme does not have.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    ballots: Ballots | None = None
    former: str | None = None


@dataclass(frozen=True, slots=True)
class ComputedGrade:
    """A grade by the scheme: `start` before the rules, `limit` the best that they leave, `grade` the worse of both."""

    start: str
    limit: str
    grade: str
    applied: tuple[AppliedRule, ...]


def computed(scheme: Scheme, start: str, case: Circumstances) -> ComputedGrade:
    """Compute the grade. `start`: the band of the score, or without points the grade that the committee names.

    DomainError: grade_unknown, rule_unknown, rule_by_ballots, evidence_missing, rule_not_overridable,
    rule_not_in_force, override_without_reason; as `scoring.valid`.
    """
    _known(scheme, start)
    _check_facts(scheme, case)
    held = {rule.code: _held(scheme, rule, case) for rule in scheme.rules}
    _check_overrides(scheme, case, [code for code, one in held.items() if one is not None])
    applied = tuple(one for one in held.values() if one is not None)
    limit = scheme.worse([scheme.best, *(one.limit for one in applied if one.overridden is None)])
    return ComputedGrade(start, limit, scheme.worse([start, limit]), applied)


def _known(scheme: Scheme, grade: str) -> None:
    if grade not in scheme.rank:
        raise DomainError("grade_unknown", grade=grade)


def _check_facts(scheme: Scheme, case: Circumstances) -> None:
    rules = {rule.code: rule for rule in scheme.rules}
    for code, evidence in sorted(case.facts.items()):
        if code not in rules:
            raise DomainError("rule_unknown", rule=code)
        if rules[code].share is not None:
            raise DomainError("rule_by_ballots", rule=code)
        if not evidence.strip():
            raise DomainError("evidence_missing", rule=code)


def _check_overrides(scheme: Scheme, case: Circumstances, held: Iterable[str]) -> None:
    rules = {rule.code: rule for rule in scheme.rules}
    for code, reason in sorted(case.overrides.items()):
        if code not in rules:
            raise DomainError("rule_unknown", rule=code)
        if not rules[code].overridable and _leaves(scheme, rules[code], case) is not None:
            raise DomainError("rule_not_overridable", rule=code)
        if code not in held:
            raise DomainError("rule_not_in_force", rule=code)
        if not reason.strip():
            raise DomainError("override_without_reason", rule=code)


def _held(scheme: Scheme, rule: Rule, case: Circumstances) -> AppliedRule | None:
    evidence = _evidence(scheme, rule, case)
    if evidence is None:
        return None
    limit, reason = _leaves(scheme, rule, case), case.overrides.get(rule.code)
    unclear = None if limit is not None else case.former or NO_FORMER
    return AppliedRule(rule.code, limit or scheme.best, evidence, reason, unclear)


def _leaves(scheme: Scheme, rule: Rule, case: Circumstances) -> str | None:
    """The best grade that the rule leaves; None where the last grade means nothing in this scheme."""
    if rule.most is not None or case.former is None:
        return rule.most
    return scheme.grade_of(case.former)


def _evidence(scheme: Scheme, rule: Rule, case: Circumstances) -> str | BallotShare | None:
    """What shows that a rule holds; None when nothing does."""
    if rule.share is None:
        return case.facts.get(rule.code)
    if case.ballots is None:
        return None
    counts = valid(scheme, rule.share.voters, case.ballots)
    count = sum(counts.get(answer, 0) for answer in set(rule.share.answers))
    found = BallotShare(rule.share.voters, count, sum(counts.values()))
    return found if rule.share.holds(found.share) else None


@dataclass(frozen=True, slots=True)
class ReasonedGrade:
    """A grade with its reason. `grade` None: left ungraded; `reason` None: it is the computed grade."""

    grade: str | None
    reason: str | None


def decide(scheme: Scheme, by_rule: ComputedGrade, grade: str | None, reason: str = "") -> ReasonedGrade:
    """Check a committee's decision, or a unit's own proposal: the computed grade, or another one with a reason.

    No grade above a rule in force; a rule is overridden first, with its own reason. A reason for the computed grade is
    dropped. DomainError: grade_unknown, decision_above_rule, decision_without_reason, as `require_clear`.
    """
    if grade is not None:
        _known(scheme, grade)
        require_clear(by_rule)
        if scheme.rank[grade] < scheme.rank[by_rule.limit]:
            raise DomainError("decision_above_rule", grade=grade, limit=by_rule.limit, rule=_tightest(by_rule))
    if grade == by_rule.grade:
        return ReasonedGrade(grade, None)
    if not reason.strip():
        raise DomainError("decision_without_reason", grade=grade, computed=by_rule.grade)
    return ReasonedGrade(grade, reason.strip())


def require_clear(by_rule: ComputedGrade) -> None:
    """Refuse while the committee has yet to say whether a grade is better than the last one.

    DomainError("former_grade_unclear", rule, grade).
    """
    for one in by_rule.applied:
        if one.unclear is not None and one.overridden is None:
            raise DomainError("former_grade_unclear", rule=one.rule, grade=one.unclear)


def _tightest(by_rule: ComputedGrade) -> str:
    return next(one.rule for one in by_rule.applied if one.overridden is None and one.limit == by_rule.limit)


@dataclass(frozen=True, slots=True)
class OverQuota:
    """A warning: `count` of `graded` units have a grade, where the scheme wishes at most `most`."""

    grade: str
    count: int
    most: int
    graded: int


def over_quota(scheme: Scheme, grades: Iterable[str | None]) -> tuple[OverQuota, ...]:
    """Return the quotas that these grades exceed. None is a unit left ungraded, which does not count; a quota of less
    than one unit is passed over."""
    numbers = Counter(grade for grade in grades if grade is not None)
    graded = numbers.total()
    most = {quota.grade: int(Fraction(quota.percent) * graded / 100) for quota in scheme.quotas}
    none = {quota.grade for quota in scheme.quotas if not quota.percent}
    return tuple(
        OverQuota(one, numbers[one], most[one], graded)
        for one in most
        if numbers[one] > most[one] and (most[one] or one in none)
    )
