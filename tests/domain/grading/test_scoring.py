"""Scores, limits and decisions of a grading round: the document's examples, and what is refused."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading import schemes
from bot.domain.grading.rule import (
    NO_FORMER,
    AppliedRule,
    BallotShare,
    Circumstances,
    ComputedGrade,
    computed,
    decide,
    over_quota,
)
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import (
    Ballots,
    Deduction,
    Entered,
    assessed,
    deducted,
    half_up,
    self_assessed,
    total,
    voiced,
)

FOLDER = Path(__file__).parents[3] / "config" / "grading"
SCHEMES = schemes.read({path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")})
REFERENCE, OFFICE, FIVE, TWO = (SCHEMES.of(sector) for sector in ("村", "机关", "窗口单位", "离退休"))
ALL_GOOD: Ballots = {Voters.ALL: {"good": 20}}


def sheet(scheme: Scheme, **taken: int) -> Entered:
    """Full marks less what is named, in tenths."""
    leaves = [code for one in scheme.indicators if one.ballots is None for code in one.leaves]
    return {code: [Deduction(taken[code], "记录不全")] if code in taken else [] for code in leaves}


def graded(scheme: Scheme, entered: Entered, ballots: Ballots, **facts: str) -> tuple[int, ComputedGrade]:
    score = total(scheme, assessed(scheme, entered, ballots), None, ballots)
    return score, computed(scheme, scheme.band(score), Circumstances(facts=facts, ballots=ballots))


def refused(code: str, call: Callable[..., object], *given_to_it: object) -> Mapping[str, object]:
    with pytest.raises(DomainError) as error:
        call(*given_to_it)
    assert error.value.code == code
    return error.value.data


# --- the worked examples ----------------------------------------------------------------------------------


def test_full_marks_are_the_sum_of_the_weights() -> None:
    found = assessed(REFERENCE, sheet(REFERENCE), ALL_GOOD)
    assert [int(score) for score in found.scores.values()] == [150, 100, 100, 100, 100, 200, 250]
    assert found.total == 1000
    assert graded(REFERENCE, sheet(REFERENCE), ALL_GOOD)[1].grade == "good"


@pytest.mark.parametrize(
    ("taken", "score", "grade"),
    [
        ({"leader": 100}, 900, "good"),
        ({"leader": 101}, 899, "fairly_good"),
        ({"leader": 150, "results": 50}, 800, "fairly_good"),
        ({"leader": 150, "results": 51}, 799, "average"),
        ({"leader": 150, "approach": 100, "rules": 100, "results": 50}, 600, "average"),
        ({"leader": 150, "approach": 100, "rules": 100, "results": 51}, 599, "poor"),
    ],
)
def test_a_border_belongs_to_the_better_grade(taken: dict[str, int], score: int, grade: str) -> None:
    assert graded(REFERENCE, sheet(REFERENCE, **taken), ALL_GOOD)[0] == score
    assert graded(REFERENCE, sheet(REFERENCE, **taken), ALL_GOOD)[1].grade == grade


def test_satisfaction_of_88_percent_limits_where_the_scheme_says_so() -> None:
    ballots = {Voters.ALL: {"satisfied": 80, "fairly_satisfied": 8, "dissatisfied": 12}}
    score, office = graded(OFFICE, sheet(OFFICE, venue=20), ballots)
    assert (score, office.start, office.grade) == (950, "good", "average")
    assert office.applied == (AppliedRule("satisfaction", "average", BallotShare(Voters.ALL, 88, 100)),)
    same = {Voters.ALL: {"good": 80, "fairly_good": 8, "average": 12}}
    score, village = graded(REFERENCE, sheet(REFERENCE, venue=20), same)
    assert (score, village.grade, village.applied) == (950, "good", ())


@pytest.mark.parametrize(("satisfied", "grade"), [(899, "average"), (900, "good")])
def test_ninety_percent_are_not_below_ninety(satisfied: int, grade: str) -> None:
    ballots = {Voters.ALL: {"satisfied": satisfied, "dissatisfied": 1000 - satisfied}}
    assert graded(OFFICE, sheet(OFFICE), ballots)[1].grade == grade


def test_newly_founded_is_at_most_fairly_good_unless_overridden_with_a_reason() -> None:
    score, found = graded(REFERENCE, sheet(REFERENCE, leader=30), ALL_GOOD, newly_founded="三月成立")
    assert (score, found.start, found.grade) == (970, "good", "fairly_good")
    facts = {"newly_founded": "三月成立"}
    free = computed(REFERENCE, "good", Circumstances(facts=facts, overrides={"newly_founded": "示范支部"}))
    assert (free.grade, free.limit) == ("good", "good")
    assert free.applied == (AppliedRule("newly_founded", "fairly_good", "三月成立", "示范支部"),)


def test_a_serious_violation_is_poor_whatever_else_holds() -> None:
    facts = {"newly_founded": "三月成立", "serious_violation": "通报第 3 号"}
    score, found = graded(REFERENCE, sheet(REFERENCE, leader=10), ALL_GOOD, **facts)
    assert (score, found.start, found.grade) == (990, "good", "poor")
    assert [(one.rule, one.limit, one.evidence) for one in found.applied] == [
        ("newly_founded", "fairly_good", "三月成立"),
        ("serious_violation", "poor", "通报第 3 号"),
    ]
    free = Circumstances(facts=facts, overrides={"newly_founded": "示范支部"})
    assert computed(REFERENCE, "good", free).grade == "poor"
    no_rise = Circumstances(facts={**facts, "campaign_missed": "未开展"}, former="average")
    assert computed(REFERENCE, "good", no_rise).grade == "poor"


@pytest.mark.parametrize(("bad", "grade"), [(29, "average"), (30, "poor")])
def test_dissatisfied_members_and_masses(bad: int, grade: str) -> None:
    ballots = {Voters.ALL: {"good": 20, "average": 80 - bad, "poor": bad}}
    assert graded(REFERENCE, sheet(REFERENCE, leader=5), ballots)[1].grade == grade


@pytest.mark.parametrize(
    ("former", "grade"), [("average", "average"), ("一般", "average"), ("fairly_good", "fairly_good"), ("好", "good")]
)
def test_without_the_campaign_a_unit_does_not_rise(former: str, grade: str) -> None:
    case = Circumstances(facts={"campaign_missed": "未开展"}, former=former)
    assert computed(REFERENCE, "good", case).grade == grade
    assert computed(REFERENCE, "poor", case).grade == "poor"


@pytest.mark.parametrize("former", [None, "优秀", "好 / Good"])
def test_where_the_last_grade_means_nothing_here_the_committee_says_what_it_finds(former: str | None) -> None:
    """Neither is it taken for no limit, nor does it stop anything but a decision; the others' limits stay."""
    facts, said = {"campaign_missed": "未开展"}, {"campaign_missed": "上次相当于好，没有晋级"}
    found = computed(REFERENCE, "good", Circumstances(facts=facts, former=former))
    assert (found.grade, [one.unclear for one in found.applied]) == ("good", [former or NO_FORMER])
    for grade in ("good", "average"):
        data = refused("former_grade_unclear", decide, REFERENCE, found, grade, "会议讨论")
        assert data == {"rule": "campaign_missed", "grade": former or NO_FORMER}
    assert decide(REFERENCE, found, None, "撤并中").grade is None
    clear = computed(REFERENCE, "good", Circumstances(facts=facts, overrides=said, former=former))
    assert decide(REFERENCE, clear, "good").grade == "good"
    capped = computed(
        REFERENCE, "good", Circumstances(facts=facts | {"newly_founded": "三月成立"}, overrides=said, former=former)
    )
    refused("decision_above_rule", decide, REFERENCE, capped, "good", "都好")
    refused(
        "rule_not_overridable", computed, REFERENCE, "good", Circumstances(facts=facts, overrides=said, former="好")
    )


def test_rounding_comes_once_and_before_the_band() -> None:
    assert [half_up(Fraction(number, 2)) for number in (0, 1, 3, 5)] == [0, 1, 2, 3]
    ballots = {Voters.ALL: {"good": 19, "poor": 1}}
    found = assessed(REFERENCE, sheet(REFERENCE, leader=88), ballots)
    assert found.exact == Fraction(8995, 10)
    assert graded(REFERENCE, sheet(REFERENCE, leader=88), ballots)[1].grade == "good"
    thirds = assessed(REFERENCE, sheet(REFERENCE), {Voters.ALL: {"good": 2, "poor": 1}})
    assert (thirds.scores["masses"], thirds.total) == (Fraction(500, 3), 917)


def test_five_assessors_count_by_their_weights() -> None:
    ballots = {
        Voters.MEMBERS: {"very_good": 1, "good": 1},
        Voters.MASSES: {"good": 2, "fairly_good": 1},
        Voters.SERVICE_USERS: {"average": 3, "poor": 4},
    }
    committee, unit = assessed(FIVE, sheet(FIVE, rules=55), ballots), self_assessed(FIVE, sheet(FIVE, service=20))
    assert voiced(FIVE, committee, unit, ballots) == {
        "committee": 945,
        "unit": 980,
        "members": 925,
        "masses": Fraction(2450, 3),
        "service_users": 450,
    }
    assert total(FIVE, committee, unit, ballots) == 869  # 378 + 98 + 185 + 163.33 + 45
    assert FIVE.band(869) == "good"
    refused("self_assessment_missing", total, FIVE, committee, None, ballots)
    assert refused("ballots_missing", total, FIVE, committee, unit, {})["voters"] == "members"


def test_without_points_the_committees_grade_is_limited_by_the_same_rules() -> None:
    happy = {Voters.ALL: {"excellent": 8, "unqualified": 2}}
    assert computed(TWO, "excellent", Circumstances(ballots=happy)).grade == "excellent"
    cross = {Voters.ALL: {"excellent": 7, "unqualified": 3}}
    assert computed(TWO, "excellent", Circumstances(ballots=cross)).grade == "qualified"
    refused("scheme_without_points", assessed, TWO, {}, happy)
    refused("scheme_without_points", self_assessed, TWO, {})


# --- what is refused --------------------------------------------------------------------------------------


def test_a_typed_score_says_what_it_takes() -> None:
    assert [deducted(REFERENCE, "leader", score) for score in (150, 125, 0)] == [0, 25, 150]
    assert deducted(OFFICE, "secretary", 70) == 10
    assert refused("score_above_maximum", deducted, REFERENCE, "leader", 151)["maximum"] == "15"
    refused("score_below_zero", deducted, REFERENCE, "leader", -1)
    refused("indicator_unknown", deducted, REFERENCE, "luck", 10)
    refused("indicator_by_ballots", deducted, REFERENCE, "masses", 10)
    refused("indicator_has_parts", deducted, OFFICE, "leader", 10)


@pytest.mark.parametrize(
    ("tenths", "reason", "code"),
    [
        (0, "记录不全", "deduction_unfit"),
        (-5, "记录不全", "deduction_unfit"),
        (151, "记录不全", "deduction_above_maximum"),
        (5, "", "deduction_without_reason"),
        (5, "  ", "deduction_without_reason"),
    ],
)
def test_a_deduction_that_cannot_be(tenths: int, reason: str, code: str) -> None:
    entered = {**sheet(REFERENCE), "leader": [Deduction(tenths, reason)]}
    refused(code, assessed, REFERENCE, entered, ALL_GOOD)


def test_deductions_end_at_nothing() -> None:
    entered = {**sheet(REFERENCE), "leader": [Deduction(100, "一"), Deduction(100, "二")]}
    assert assessed(REFERENCE, entered, ALL_GOOD).scores["leader"] == 0


def test_a_sheet_that_is_not_whole() -> None:
    whole = sheet(REFERENCE)
    without = {code: lines for code, lines in whole.items() if code != "venue"}
    assert refused("indicator_missing", assessed, REFERENCE, without, ALL_GOOD) == {"indicator": "venue"}
    refused("indicator_unknown", assessed, REFERENCE, {**whole, "luck": []}, ALL_GOOD)
    refused("indicator_by_ballots", assessed, REFERENCE, {**whole, "masses": []}, ALL_GOOD)
    refused("indicator_missing", self_assessed, REFERENCE, whole)
    assert self_assessed(REFERENCE, {**whole, "masses": []}).total == 1000
    refused("indicator_has_parts", self_assessed, OFFICE, {**sheet(OFFICE), "masses": [], "leader": []})


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({}, "ballots_missing"),
        ({"good": 0}, "ballots_missing"),
        ({"good": 5, "fine": 1}, "ballot_answer_unknown"),
        ({"good": 5, "poor": -1}, "ballot_answer_unknown"),
    ],
)
def test_ballots_that_cannot_be(counts: dict[str, int], code: str) -> None:
    refused(code, assessed, REFERENCE, sheet(REFERENCE), {Voters.ALL: counts})
    refused(code, computed, REFERENCE, "good", Circumstances(ballots={Voters.ALL: counts}))


NEW = {"newly_founded": "三月成立"}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (Circumstances(facts={"luck": "好"}), "rule_unknown"),
        (Circumstances(facts={"dissatisfied": "都说不好"}), "rule_by_ballots"),
        (Circumstances(facts={"newly_founded": " "}), "evidence_missing"),
        (Circumstances(facts=NEW, overrides={"newly_founded": ""}), "override_without_reason"),
        (Circumstances(facts=NEW, overrides={"newly_founded": " \n"}), "override_without_reason"),
        (
            Circumstances(facts={"serious_violation": "通报"}, overrides={"serious_violation": "求情"}),
            "rule_not_overridable",
        ),
        (Circumstances(overrides={"newly_founded": "示范支部"}), "rule_not_in_force"),
        (Circumstances(overrides={"luck": "示范支部"}), "rule_unknown"),
    ],
)
def test_a_case_that_cannot_be(case: Circumstances, code: str) -> None:
    refused(code, computed, REFERENCE, "good", case)


def test_a_grade_of_another_scheme_is_refused() -> None:
    refused("grade_unknown", computed, REFERENCE, "excellent", Circumstances())
    refused("grade_unknown", decide, REFERENCE, computed(REFERENCE, "good", Circumstances()), "excellent", "都好")


def test_another_grade_than_the_computed_needs_a_reason() -> None:
    found = computed(REFERENCE, "fairly_good", Circumstances())
    for grade in ("good", "average", None):
        refused("decision_without_reason", decide, REFERENCE, found, grade)
        refused("decision_without_reason", decide, REFERENCE, found, grade, "  ")
        assert decide(REFERENCE, found, grade, " 会议讨论 ").reason == "会议讨论"
    assert decide(REFERENCE, found, "fairly_good").reason is None


def test_a_reason_does_not_lift_a_grade_over_a_rule() -> None:
    found = computed(REFERENCE, "good", Circumstances(facts=NEW))
    assert refused("decision_above_rule", decide, REFERENCE, found, "good", "都好")["rule"] == "newly_founded"
    free = computed(REFERENCE, "average", Circumstances(facts=NEW, overrides={"newly_founded": "示范支部"}))
    assert decide(REFERENCE, free, "good", "会议讨论").grade == "good"


def test_the_quota_warns_over_the_graded_units() -> None:
    twenty_one = ["good"] * 7 + ["fairly_good"] * 13 + [None]
    warning = over_quota(REFERENCE, twenty_one)[0]
    assert (warning.grade, warning.count, warning.most, warning.graded) == ("good", 7, 6, 20)
    assert over_quota(REFERENCE, ["good"] * 6 + ["average"] * 14) == ()
    assert over_quota(REFERENCE, []) == ()
    assert over_quota(REFERENCE, ["good"]) == ()
