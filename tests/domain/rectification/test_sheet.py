"""A sheet of rectification items, read: any order and language of columns, any way of writing days, faults by row."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.rectification import sheet
from bot.domain.rectification.sheet import (
    LONGEST,
    MOST_MILESTONES,
    NAMES,
    Column,
    ItemRow,
    ItemSheet,
    folded,
    milestones,
)
from bot.domain.sheet.cell import BLANKS, BROKEN
from bot.domain.sheet.table import Cell
from bot.reports.rectification_template import line
from bot.services.files import sheet_file
from tests.rosters import xlsx_of

HEAD = ("问题", "整改措施", "责任人", "完成时限")


def read(*rows: Sequence[Cell]) -> ItemSheet:
    return sheet.read(list(enumerate(rows, 1)))


# --- round trip -------------------------------------------------------------------------------------------

SIGNS = st.sampled_from("整改问题措施一二三abcXYZ019 ，。、“”（）%-/.:：")


def words(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """As people write prose: no blanks around it, no formula, nothing that says that there is nothing."""
    return (
        st.text(SIGNS, min_size=least, max_size=most)
        .map(str.strip)
        .filter(lambda one: len(one) >= least and one.lower() not in BLANKS | BROKEN and not one.startswith(("-", "+")))
    )


CALLED = st.text("党委总支部一二三甲乙", min_size=2, max_size=8)
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
STEPS = st.tuples(st.text("检查验收上墙一二三", min_size=1, max_size=20), DAYS)
ROWS = st.lists(
    st.builds(
        ItemRow,
        row=st.just(0),
        problem=words(LONGEST),
        measure=words(LONGEST),
        owner=CALLED,
        due_on=DAYS,
        category=words(20, 0),
        source=words(20, 0),
        cause=words(80, 0),
        target=words(80, 0),
        unit=st.one_of(st.just(""), st.builds("/".join, st.lists(CALLED, min_size=1, max_size=3))),
        starts_on=st.one_of(st.none(), DAYS),
        milestones=st.lists(STEPS, max_size=MOST_MILESTONES).map(tuple),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, order=st.permutations(list(NAMES)), chinese=st.booleans(), ending=st.sampled_from((".xlsx", ".csv")))
def test_what_is_written_is_read_again(rows: list[ItemRow], order: list[Column], chinese: bool, ending: str) -> None:
    places = [list(NAMES).index(column) for column in order]
    head = [NAMES[column][0] if chinese else column.value for column in order]
    table = [head, *([line(row)[place] for place in places] for row in rows)]
    data = xlsx_of(table) if ending == ".xlsx" else as_csv(table)
    found = sheet.read(sheet_file.read(data, f"items{ending}"))
    assert found.faults == ()
    assert [without_number(row) for row in found.rows] == [without_number(row) for row in rows]
    assert [row.row for row in found.rows] == list(range(2, 2 + len(rows)))


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode()


def without_number(row: ItemRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in ItemRow.__dataclass_fields__ if name != "row")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.datetimes())),
        max_size=6,
    )
)
def test_whatever_stands_in_the_cells_gives_rows_or_faults(rows: list[list[Cell]]) -> None:
    found = read(HEAD, *rows, ("问题", "措施", "张三", "2026-12-31"))
    assert {row.row for row in found.rows} | {fault.row for fault in found.faults} == set(range(2, 3 + len(rows)))


# --- columns and cells ------------------------------------------------------------------------------------


def test_a_title_above_notes_in_brackets_and_unknown_columns() -> None:
    found = read(
        ("整改台账（2026 年）", None),
        ("序号", "问题* (problem)", "整改措施＊", "责任人（姓名）", "完成时限", "类别"),
        (1, "党课少", "每季度一次", "张 三", datetime(2026, 12, 31), "工作制度"),
    )
    assert found.faults == ()
    assert found.ignored == ("序号",)
    assert found.rows == (ItemRow(3, "党课少", "每季度一次", "张 三", date(2026, 12, 31), category="工作制度"),)


@pytest.mark.parametrize("cell", ["2026-12-31", "2026年12月31日", "2026/12/31", "20261231", 46387, date(2026, 12, 31)])
def test_days_however_they_are_written(cell: Cell) -> None:
    assert [row.due_on for row in read(HEAD, ("p", "m", "o", cell)).rows] == [date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("", "m", "o", "2026-12-31"), "rectify_import_problem_missing", "问题"),
        (("p", None, "o", "2026-12-31"), "rectify_import_measure_missing", "整改措施"),
        (("p", "m", "无", "2026-12-31"), "rectify_import_owner_missing", "责任人"),
        (("p", "m", "o"), "rectify_import_due_missing", "完成时限"),
        (("p", "m", "o", "年底"), "roster_day_unfit", "完成时限"),
        (("p", "m", "o", "2026-02-30"), "roster_day_unfit", "完成时限"),
        (("=A1", "m", "o", "2026-12-31"), "roster_formula", "问题"),
        (("长" * (LONGEST + 1), "m", "o", "2026-12-31"), "roster_cell_too_long", "问题"),
        (("p\x07", "m", "o", "2026-12-31"), "roster_control_character", "问题"),
    ],
)
def test_a_faulty_cell_names_its_row_and_column(row: Sequence[Cell], code: str, column: str) -> None:
    found = read(HEAD, ("p", "m", "o", "2026-12-31"), row)
    assert [(fault.row, fault.code, fault.data["column"]) for fault in found.faults] == [(3, code, column)]
    assert len(found.rows) == 1


def test_a_list_in_a_cell_is_prose_and_no_formula() -> None:
    [row] = read(HEAD, ("- 党课少\n- 记录不全", "• 补课", "o", "2026-12-31")).rows
    assert (row.problem, row.measure) == ("党课少 - 记录不全", "补课")


def test_the_templates_example_is_passed_over() -> None:
    found = read(HEAD, ("【示例】党课少", "m", "张三", "2020-01-01"), ("党课少", "m", "o", "2026-12-31"))
    assert [row.row for row in found.rows] == [3]
    assert found.lines == 1
    assert found.faults == ()


def test_too_many_lines_and_missing_columns() -> None:
    with pytest.raises(DomainError, match="rectify_import_too_many") as caught:
        read(HEAD, *[("p", "m", "o", "2026-12-31")] * (sheet.MOST_ROWS + 1))
    assert caught.value.data == {"most": "500"}
    with pytest.raises(DomainError, match="sheet_columns_missing") as caught:
        read(HEAD[:2], ("p", "m"))
    assert caught.value.data["columns"] == "责任人 (owner)、完成时限 (due)"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("制度上墙 2026-12-01；中期检查 2026-12-15", (("制度上墙", 12, 1), ("中期检查", 12, 15))),
        ("制度上墙：2026年12月1日\n验收2026/12/20", (("制度上墙", 12, 1), ("验收", 12, 20))),
        ("2026-12-01 制度上墙;", (("制度上墙", 12, 1),)),
        ("第 2 次检查 2026.12.15", (("第 2 次检查", 12, 15),)),
        ("无", ()),
        (None, ()),
    ],
)
def test_milestones(cell: Cell, expected: tuple[tuple[str, int, int], ...]) -> None:
    assert milestones(cell) == tuple((name, date(2026, month, day)) for name, month, day in expected)


@pytest.mark.parametrize("cell", ["中期检查", "2026-12-01", "检查 12月1日", 20261201, "检查12026-12-01"])
def test_milestones_that_cannot_be_read(cell: Cell) -> None:
    with pytest.raises(DomainError, match="rectify_import_milestone_unfit"):
        milestones(cell)


def test_more_milestones_than_an_item_has() -> None:
    with pytest.raises(DomainError, match="rectify_import_milestones_many"):
        milestones("；".join(["检查 2026-12-01"] * (MOST_MILESTONES + 1)))


@pytest.mark.parametrize("other", ["党课次数少。", " 党课 次数少", "“党课”次数少！", "党课次数少\u3000"])
def test_the_same_problem_however_it_is_written(other: str) -> None:
    assert folded(other) == folded("党课次数少")
    assert folded("ＡＢ c") == folded("ab C")
    assert folded("党课次数多") != folded(other)
    assert not re.search(r"\W", folded(other))
