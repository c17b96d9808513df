"""The month's score: what its file may say, and what holds whatever is entered."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.grading import month_score
from bot.domain.grading.month_score import (
    MonthDraft,
    MonthScheme,
    MonthState,
    Publication,
    month_named,
    named,
    read,
    read_lines,
    scheme_from_json,
    sheet,
    write_lines,
)
from bot.domain.grading.scheme_part import tenths
from bot.domain.grading.scoring import Deduction
from bot.domain.period import Month
from bot.domain.unit import Unit, UnitKind
from bot.installation import rules_of
from bot.services.installation import sample
from bot.settings import SettingsError
from tests.domain.grading.scheme_maker import LETTERS, shares_of

CONFIG = Path(__file__).parents[3] / "config"
TEXT = (CONFIG / "month_score.toml").read_text(encoding="utf-8")
RULES = read(TEXT)
Line = tuple[str, Deduction]


@st.composite
def schemes(draw: st.DrawFn) -> MonthScheme:
    aspects = [
        {"code": f"aspect_{LETTERS[place]}", "zh": "甲", "en": "A", "weight": weight / 10}
        for place, weight in enumerate(draw(shares_of(1000, 10)))
    ]
    return MonthScheme.model_validate({"version": 1, "aspects": aspects})


def lines_of(scheme: MonthScheme) -> st.SearchStrategy[list[Line]]:
    one = st.sampled_from(scheme.aspects).flatmap(
        lambda aspect: st.builds(
            lambda off, why: (aspect.code, Deduction(off, why)),
            st.integers(1, tenths(aspect.weight)),
            st.sampled_from(["记录不全", "迟交"]),
        )
    )
    return st.lists(one, max_size=25)


def entered(lines: Sequence[Line]) -> dict[str, list[Deduction]]:
    found: dict[str, list[Deduction]] = {}
    for code, line in lines:
        found.setdefault(code, []).append(line)
    return found


@given(schemes(), st.data())
def test_the_score_is_within_its_bounds_whatever_the_order(scheme: MonthScheme, data: st.DataObject) -> None:
    lines = data.draw(lines_of(scheme))
    found = sheet(scheme, entered(lines))
    assert 0 <= found.total <= 1000
    assert found.total == found.exact
    assert sheet(scheme, entered(data.draw(st.permutations(lines)))) == found
    for one in scheme.aspects:
        assert 0 <= found.scores[one.code] <= tenths(one.weight)


@given(schemes(), st.data())
def test_every_line_counts_until_nothing_is_left(scheme: MonthScheme, data: st.DataObject) -> None:
    lines = data.draw(lines_of(scheme))
    off = {one.code: sum(line.tenths for code, line in lines if code == one.code) for one in scheme.aspects}
    lost = sum(min(off[one.code], tenths(one.weight)) for one in scheme.aspects)
    assert sheet(scheme, entered(lines)).total == 1000 - lost


@given(schemes(), st.data())
def test_what_is_kept_is_what_was_entered(scheme: MonthScheme, data: st.DataObject) -> None:
    lines = entered(data.draw(lines_of(scheme)))
    assert read_lines(write_lines(lines)) == lines
    assert read_lines(write_lines({**lines, scheme.aspects[0].code: []})) == {
        code: own for code, own in lines.items() if code != scheme.aspects[0].code
    }
    assert scheme_from_json(scheme.as_json()) == scheme


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "3", "null", "true", '"study"', '{"study": 5}', '{"study": null}', '{"study": {}}',
        '{"study": [5]}', '{"study": [[20]]}', '{"study": [[20, "缺", 1]]}', '{"study": [["20", "缺"]]}',
        '{"study": [[20, null]]}', '{"study": [[true, "缺"]]}', '{"study": [[2.5, "缺"]]}', '{"study": "20"}',
    ],
)  # fmt: skip
def test_lines_of_any_other_shape_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_lines(text)


def test_the_shipped_file_has_ten_aspects_of_ten_points() -> None:
    assert [tenths(one.weight) for one in RULES.scheme.aspects] == [100] * 10
    assert sheet(RULES.scheme, {}).total == 1000


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"Study", weight = 10', '"Study", weight = 9.9', "the weights sum to 99.9, not to 100"),
        ('"Study", weight = 10', '"Study", weight = 10.05', "aspects.5.weight"),
        ('"Study", weight = 10', '"Study", weight = 0', "aspects.5.weight"),
        ('code = "study"', 'code = "dues"', "“dues” is there twice"),
        ('code = "study"', 'code = "学习"', "aspects.5.code"),
        ('"Study", weight = 10', '"Study", weight = 10, ballots = { voters = "all", credit = {} }', "study is scored"),
        ("version = 1", "", "version"),
        ("version = 1", "version = 1\ncolour = 1", "colour"),
        ("last_month_days = 10", "last_month_days = 40", "last_month_days"),
        ('"示例镇党委"]', '"第一中学党委"]', "“第一中学党委” is there twice"),
        ("committees = [", "committees = ", "month_score.toml"),
    ],
)
def test_a_wrong_file_stops_the_start_with_one_line(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in TEXT
    (tmp_path / "month_score.toml").write_text(TEXT.replace(was, becomes), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        rules_of(tmp_path, "month_score", month_score.read)
    assert said in str(error.value)
    assert str(error.value).startswith(f"{tmp_path / 'month_score.toml'}: ")
    assert "\n" not in str(error.value)


def test_the_sample_branch_is_scored() -> None:
    assert RULES.covers(unit(f"{sample.ABOVE_SCHOOL}/{sample.SCHOOL}"))


def test_an_empty_list_of_committees_asks_nobody() -> None:
    rules = read(TEXT.replace('["第一中学党委", "示例镇党委"]', "[]"))
    assert not rules.covers(unit("示例镇党委/东村党支部"))


@pytest.mark.parametrize(
    ("place", "kind", "committees", "covered"),
    [
        ("甲党委/一支部", UnitKind.BRANCH, ("甲党委",), True),
        ("甲党委/乙党总支/一支部", UnitKind.BRANCH, ("甲党委",), True),
        ("甲党委/乙党委/一支部", UnitKind.BRANCH, ("乙党委",), True),
        ("甲党委/乙党委/一支部", UnitKind.BRANCH, ("甲党委/乙党委",), True),
        ("丙党委/乙党委/一支部", UnitKind.BRANCH, ("甲党委/乙党委",), False),
        ("丙党委/一支部", UnitKind.BRANCH, ("甲党委", "一支部"), False),
        ("甲党委/乙党总支", UnitKind.GENERAL_BRANCH, ("甲党委",), False),
        ("甲党委/一支部/一组", UnitKind.GROUP, ("甲党委",), False),
    ],
)
def test_a_committee_is_named_alone_or_by_its_place(
    place: str, kind: UnitKind, committees: tuple[str, ...], covered: bool
) -> None:
    rules = RULES.model_copy(update={"committees": committees})
    assert rules.covers(unit(place, kind)) is covered


def unit(place: str, kind: UnitKind = UnitKind.BRANCH) -> Unit:
    return Unit(2, 1, place.rpartition("/")[2], kind, "村", place, "/1/2/")


@pytest.mark.parametrize(
    ("month", "today", "begins"),
    [
        (Month(2026, 11), date(2026, 11, 1), True),
        (Month(2026, 11), date(2026, 11, 30), True),
        (Month(2026, 10), date(2026, 11, 10), True),
        (Month(2026, 10), date(2026, 11, 11), False),
        (Month(2026, 9), date(2026, 11, 1), False),
        (Month(2026, 12), date(2026, 11, 30), False),
        (Month(2026, 12), date(2027, 1, 5), True),
    ],
)
def test_this_month_and_for_some_days_the_last(month: Month, today: date, begins: bool) -> None:
    assert RULES.begins(month, today) is begins


def test_an_aspect_that_is_none_is_refused() -> None:
    with pytest.raises(DomainError, match="month_score_aspect"):
        sheet(RULES.scheme, {"nothing": []})


def test_a_sheet_changed_back_is_as_published() -> None:
    lines, other = {"study": [Deduction(20, "缺")]}, {"study": [Deduction(10, "缺")]}
    day, month = date(2026, 11, 25), Month(2026, 11)
    published = Publication(1, 1, month, 1, "ab", 980, lines, None, day)

    def draft(kept: dict[str, list[Deduction]]) -> MonthDraft:
        return MonthDraft(1, 1, month, "ab", 1, kept)

    assert month_score.state(None, None) is MonthState.NONE
    assert month_score.state(draft(lines), None) is MonthState.DRAFT
    assert month_score.state(draft(lines | {"dues": []}), published) is MonthState.PUBLISHED
    assert month_score.state(draft(other), published) is MonthState.CHANGED


def test_a_month_is_named_and_found_by_its_name() -> None:
    assert named(Month(2026, 1)) == "2026-01"
    assert month_named("2026-01") == Month(2026, 1)
