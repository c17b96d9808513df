"""What a grading round refuses: scores, deductions, sheets, ballots, rules and decisions that cannot be."""

import pytest

from bot.domain.grading.rule import Circumstances, computed, decide
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import Deduction, assessed, deducted, self_assessed
from tests.domain.grading.scored import ALL_GOOD, OFFICE, REFERENCE, refused, sheet


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
