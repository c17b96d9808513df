"""Scores, limits and decisions of a grading round: the document's worked examples."""

from fractions import Fraction

import pytest

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
from bot.domain.grading.scoring import Ballots, Entered, assessed, half_up, self_assessed, total, voiced
from tests.domain.grading.scored import ALL_GOOD, FIVE, OFFICE, REFERENCE, TWO, refused, sheet


def graded(scheme: Scheme, entered: Entered, ballots: Ballots, **facts: str) -> tuple[int, ComputedGrade]:
    score = total(scheme, assessed(scheme, entered, ballots), None, ballots)
    return score, computed(scheme, scheme.band(score), Circumstances(facts=facts, ballots=ballots))


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


def test_the_quota_warns_over_the_graded_units() -> None:
    twenty_one = ["good"] * 7 + ["fairly_good"] * 13 + [None]
    warning = over_quota(REFERENCE, twenty_one)[0]
    assert (warning.grade, warning.count, warning.most, warning.graded) == ("good", 7, 6, 20)
    assert over_quota(REFERENCE, ["good"] * 6 + ["average"] * 14) == ()
    assert over_quota(REFERENCE, []) == ()
    assert over_quota(REFERENCE, ["good"]) == ()
