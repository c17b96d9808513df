"""Names in place of codes, in refusals as in messages; what each sheet scores by hand."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.words import Names, leaves, limit, name, names, naming_refusals
from tests.installation import INSTALLATION

VILLAGE, OFFICE = INSTALLATION.schemes.of("村"), INSTALLATION.schemes.of("机关")


def test_the_unit_scores_all_and_the_committee_all_but_the_ballots() -> None:
    assert sum(leaves(VILLAGE, ScoreSheetOwner.UNIT).values()) == 1000
    assert sum(leaves(VILLAGE, ScoreSheetOwner.COMMITTEE).values()) == 750
    assert list(leaves(OFFICE, ScoreSheetOwner.COMMITTEE))[:2] == ["secretary", "committee"]
    assert (limit(OFFICE, "leader"), limit(OFFICE, "secretary")) == (150, 80)
    with pytest.raises(KeyError):
        limit(OFFICE, "nothing")


def test_names_in_the_readers_language_and_unknown_codes_as_they_are() -> None:
    assert names(VILLAGE, "good") == Names(zh="好", en="Good")
    assert (name(OFFICE, "secretary", "zh"), name(OFFICE, "nothing", "en")) == ("书记履职", "nothing")


def test_a_refusal_leaves_with_names() -> None:
    with pytest.raises(DomainError) as refused, naming_refusals(VILLAGE, "en"):
        raise DomainError("decision_above_rule", grade="good", limit="poor", rule="serious_violation", most=5)
    assert refused.value.data == {
        "grade": "Good",
        "limit": "Poor",
        "rule": "Serious violation: poor",
        "most": 5,
    }
