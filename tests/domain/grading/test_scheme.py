"""Grading schemes as data: the published ones, wrong ones, identity, choice by sector."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.grading import schemes
from bot.domain.grading.grade import Grade
from bot.domain.grading.scheme import Scheme, from_json, read
from bot.domain.grading.scheme_part import Step
from tests.domain.grading import scheme_maker

FOLDER = Path(__file__).parents[3] / "config" / "grading"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
SCHEMES = schemes.read(TEXTS)
REFERENCE = SCHEMES.of("")


def test_the_reference_scheme_is_the_documents() -> None:
    weights = [(one.zh, one.weight) for one in REFERENCE.indicators]
    names = ["带头人", "工作思路", "工作制度", "活动阵地", "保障机制", "工作业绩", "群众评价"]
    assert weights == list(zip(names, map(Decimal, (15, 10, 10, 10, 10, 20, 25)), strict=True))
    bands = [(band.grade, str(band.at_least)) for band in REFERENCE.bands]
    assert bands == [("good", "90.0"), ("fairly_good", "80.0"), ("average", "60.0"), ("poor", "0.0")]
    assert list(REFERENCE.rank) == list(Grade)
    assert all(step in REFERENCE.days for step in Step)


def test_five_grades_five_assessors_and_two_grades_without_points() -> None:
    five, two = SCHEMES.get("five_grades"), SCHEMES.get("two_grades")
    assert five is not None
    assert two is not None
    assert [grade.zh for grade in five.grades] == ["很好", "好", "较好", "一般", "差"]
    assert [one.code for one in five.assessors] == ["committee", "unit", "members", "masses", "service_users"]
    assert sum(one.weight for one in five.assessors) == 100
    assert [grade.zh for grade in two.grades] == ["优秀", "合格"]
    assert not two.points
    assert [choice.zh for choice in two.choices] == ["优秀", "合格", "不合格"]


@pytest.mark.parametrize(
    ("sector", "code"),
    [
        ("村", "reference"),
        ("机关", "satisfaction"),
        (" Office ", "satisfaction"),
        ("ＯＦＦＩＣＥ", "satisfaction"),
        ("窗口单位", "five_grades"),
        ("离退休", "two_grades"),
        ("社会组织", "reference"),
        ("", "reference"),
    ],
)
def test_a_sector_has_its_scheme_or_the_default(sector: str, code: str) -> None:
    assert SCHEMES.of(sector).code == code


def test_a_grade_is_known_by_code_and_by_both_names() -> None:
    two = SCHEMES.of("离退休")
    assert [two.grade_of(word) for word in ("excellent", "优秀", "Excellent", "不合格")] == ["excellent"] * 3 + [None]
    assert REFERENCE.grade_of("fairly good") == Grade.FAIRLY_GOOD
    assert (two.grade_name("qualified", "zh"), two.grade_name("qualified", "en")) == ("合格", "Qualified")


FIRST_BAND = '{ grade = "good", at_least = 90 }'
SECOND_BAND = '{ grade = "fairly_good", at_least = 80, below = 90 }'
LAST_BAND = '{ grade = "poor", at_least = 0, below = 60 }'


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("reference", "weight = 15", "weight = 16", "indicators: the weights sum to 101, not to 100"),
        ("reference", "weight = 15", "weight = 14.9", "indicators: the weights sum to 99.9, not to 100"),
        ("reference", "weight = 15", "weight = 15.05", "indicators.leader.weight: 15.05 has more than one decimal"),
        ("reference", "weight = 15", "weight = 0", "indicators.leader.weight: Input should be greater than 0"),
        ("reference", "weight = 15", 'weight = "many"', "indicators.leader.weight: Input should be a valid decimal"),
        (
            "reference",
            SECOND_BAND,
            SECOND_BAND.replace("90", "89"),
            "fairly_good and good leave a gap between 89.0 and 90",
        ),
        ("reference", SECOND_BAND, SECOND_BAND.replace("90", "91"), "fairly_good and good overlap between 91.0 and 90"),
        (
            "reference",
            SECOND_BAND,
            SECOND_BAND.replace("80", "90"),
            "bands: fairly_good needs a `below` above its at_least",
        ),
        ("reference", SECOND_BAND, '{ grade = "fairly_good", at_least = 80 }', "bands: fairly_good needs a `below`"),
        ("reference", FIRST_BAND, '{ grade = "good", at_least = 90, below = 100 }', "bands: good reaches to 100"),
        ("reference", LAST_BAND, LAST_BAND.replace("= 0", "= 1"), "bands: poor must begin at 0"),
        ("reference", FIRST_BAND, FIRST_BAND.replace("good", "best"), "bands: there is no grade “best”"),
        ("reference", f"{FIRST_BAND},", "", "bands: one for each grade, in the grades' order: good, fairly_good"),
        (
            "reference",
            '{ grade = "poor", at',
            '{ grade = "average", at',
            "bands: one for each grade, in the grades' order",
        ),
        ("reference", 'code = "approach"', 'code = "leader"', "indicators: “leader” is there twice"),
        ("reference", 'zh = "较好", en', 'zh = "好", en', "grades: “好” is there twice"),
        ("reference", 'code = "newly_founded"', 'code = "dissatisfied"', "rules: “dissatisfied” is there twice"),
        ("reference", 'most = "fairly_good"', 'most = "fine"', "rules.newly_founded: there is no grade “fine”"),
        ("reference", 'most = "fairly_good"\n', "", "rules.newly_founded: a rule says either most"),
        ("reference", "no_rise = true", 'no_rise = true\nmost = "poor"', "a rule says either most or no_rise"),
        ("reference", 'answers = ["poor"]', 'answers = ["bad"]', "rules.dissatisfied: there is no answer “bad”"),
        (
            "reference",
            'answers = ["poor"]',
            "answers = []",
            "rules.dissatisfied.share.answers: Tuple should have at least 1",
        ),
        ("reference", ", at_least = 30 }", " }", "rules.dissatisfied.share: a share says either at_least or below"),
        (
            "reference",
            ", at_least = 30 }",
            ", at_least = 0 }",
            "rules.dissatisfied.share.at_least: Input should be greater",
        ),
        ("reference", "{ good = 100,", "{ fine = 100,", "indicators.masses: there is no answer “fine”"),
        (
            "reference",
            "{ good = 100,",
            "{ good = 101,",
            "indicators.masses.ballots.credit.good: Input should be less than",
        ),
        (
            "reference",
            'voters = "all", credit',
            'voters = "boss", credit',
            "indicators.masses.ballots.voters: Input should be",
        ),
        ("reference", 'grade = "good"\npercent', 'grade = "top"\npercent', "quotas: there is no grade “top”"),
        ("reference", "survey = 10\n", "", "days: survey is missing"),
        ("reference", "notice = 10", "notice = 4", "days: the notice needs at least its 5 notice_days"),
        ("reference", "survey = 10", "survey = 0", "days.survey: Input should be greater than or equal to 1"),
        ("reference", "survey = 10", "party = 10", "days.party"),
        ("reference", "notice_days = 5", "notice_hours = 5", "notice_days: Field required"),
        ("reference", "version = 1", 'version = 1\ncolour = "red"', "colour: Extra inputs are not permitted"),
        ("reference", 'code = "reference"', 'code = "Ref 1"', "code: String should match pattern"),
        ("reference", "version = 1", "version = ", "Invalid value"),
        (
            "satisfaction",
            "maximum = 8",
            "maximum = 9",
            "indicators.leader: its parts sum to 16.0, not to its weight 15",
        ),
        ("satisfaction", 'code = "theme_days"', 'code = "venue"', "indicators: “venue” is there twice"),
        ("satisfaction", 'code = "fairly_satisfied"', 'code = "satisfied"', "answers: “satisfied” is there twice"),
        (
            "satisfaction",
            "ballots = {",
            'parts = [{ code = "one", zh = "一", en = "One", maximum = 25 }]\nballots = {',
            "indicators.masses: an indicator that the ballots score has no parts",
        ),
        ("five_grades", "weight = 40", "weight = 39.99", "assessors: the weights sum to 99.99, not to 100"),
        ("five_grades", 'code = "unit"', 'code = "committee"', "assessors: “committee” is there twice"),
        (
            "five_grades",
            'source = "self_assessment"',
            'source = "ballots"',
            "assessors.unit: `ballots` belongs to",
        ),
        ("five_grades", 'source = "assessment"', 'source = "guess"', "assessors.committee.source: Input should be"),
        (
            "two_grades",
            "[days]",
            '[[bands]]\ngrade = "excellent"\nat_least = 0\n[days]',
            "indicators: bands and assessors need",
        ),
        (
            "two_grades",
            'answers = ["unqualified"]',
            'answers = ["poor"]',
            "rules.dissatisfied: there is no answer “poor”",
        ),
    ],
)
def test_a_wrong_scheme_is_refused_in_one_line(file: str, old: str, new: str, sentence: str) -> None:
    text = TEXTS[f"{file}.toml"]
    assert old in text
    with pytest.raises(ValueError, match=re.escape(sentence)) as error:
        read(text.replace(old, new, 1))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("reference", "default = true", "", "exactly one scheme must be the default, now: none"),
        ("two_grades", "version = 1", "version = 1\ndefault = true", "the default, now: reference, two_grades"),
        ("two_grades", 'code = "two_grades"', 'code = "reference"', "two schemes have the code reference"),
        ("two_grades", '"retired"', '"OFFICE"', "the sector OFFICE is named by both satisfaction and two_grades"),
        ("two_grades", '"retired"', '" "', "two_grades.toml: sectors.2: String should match pattern"),
        ("five_grades", "weight = 40", "weight = 50", "five_grades.toml: assessors: the weights sum to 110"),
    ],
)
def test_schemes_that_do_not_fit_together_are_refused(file: str, old: str, new: str, sentence: str) -> None:
    texts = {**TEXTS, f"{file}.toml": TEXTS[f"{file}.toml"].replace(old, new, 1)}
    with pytest.raises(ValueError, match=re.escape(sentence)) as error:
        schemes.read(texts)
    assert "\n" not in str(error.value)


@given(scheme_maker.schemes())
def test_a_round_keeps_the_scheme_it_began_with(scheme: Scheme) -> None:
    kept = from_json(scheme.as_json())
    assert kept == scheme
    assert (kept.as_json(), kept.digest) == (scheme.as_json(), scheme.digest)


@pytest.mark.parametrize("file", sorted(TEXTS))
def test_the_digest_follows_the_content_alone(file: str) -> None:
    scheme = read(TEXTS[file])
    assert read(f"# a remark\n{TEXTS[file]}").digest == scheme.digest
    assert read(TEXTS[file].replace("percent = 30", "percent = 30.0")).digest == scheme.digest
    assert read(TEXTS[file].replace("final = 3", "final = 4")).digest != scheme.digest
    assert read(TEXTS[file].replace("version = 1", "version = 2")).digest != scheme.digest


def test_a_kept_scheme_that_was_changed_is_no_scheme() -> None:
    leader = '{"code":"leader","en":"Leader","weight":"15.0","zh":"带头人"},'
    assert leader in REFERENCE.as_json()
    with pytest.raises(ValidationError, match="sum to 85, not to 100"):
        from_json(REFERENCE.as_json().replace(leader, ""))


@given(scheme_maker.schemes())
def test_every_tenth_has_one_band_and_more_is_never_worse(scheme: Scheme) -> None:
    grades = []
    for score in range(1001):
        points = Decimal(score) / 10
        fitting = [one for one in scheme.bands if one.at_least <= points and (one.below is None or points < one.below)]
        assert [one.grade for one in fitting] == [scheme.band(score)]
        assert [one.holds(score) for one in scheme.bands].count(True) == 1
        grades.append(scheme.rank[scheme.band(score)])
    assert grades == sorted(grades, reverse=True)
    assert (grades[0], grades[-1]) == (len(scheme.grades) - 1, 0)


@given(scheme_maker.schemes(), st.one_of(st.integers(max_value=-1), st.integers(min_value=1001)))
def test_outside_the_points_there_is_no_band(scheme: Scheme, score: int) -> None:
    with pytest.raises(ValueError, match="no band"):
        scheme.band(score)


def test_without_points_there_is_no_band() -> None:
    with pytest.raises(ValueError, match="no band"):
        SCHEMES.of("离退休").band(900)
