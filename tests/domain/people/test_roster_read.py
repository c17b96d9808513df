"""Reading a roster's cells: what a spreadsheet makes of numbers and days, and what is wrong with a row."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.people.roster import Roster
from bot.domain.people.roster_read import read
from bot.domain.people.roster_values import flag, phone, posts, standing
from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.sheet.cell import person_name, place
from bot.domain.sheet.day import day
from bot.domain.sheet.table import Cell

HEAD = ["编号", "姓名", "党组织", "党小组", "类别", "职务", "手机", "入党日期"]
GOOD = ["P1", "张三", "一中党支部", "", "正式党员", "", "13812345678", "2019-07-01"]


def sheet(*rows: list[Cell]) -> list[tuple[int, list[Cell]]]:
    return list(enumerate([list(HEAD), *rows], 1))


def faults(*rows: list[Cell]) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in read(sheet(*rows)).faults]


def changed(**values: Cell) -> list[Cell]:
    places = dict(
        zip(["number", "name", "unit", "group", "standing", "post", "phone", "joined"], range(8), strict=True)
    )
    row: list[Cell] = list(GOOD)
    for name, value in values.items():
        row[places[name]] = value
    return row


@pytest.mark.parametrize(
    "cell",
    [
        13812345678,
        13812345678.0,
        "13812345678",
        "13812345678.0",
        "1.3812345678E+10",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "008613812345678",
        "8613812345678",
        '="13812345678"',
        "１３８１２３４５６７８",
        "(+86) 138-1234-5678",
    ],
)
def test_every_way_to_write_a_phone_number_is_one_number(cell: Cell) -> None:
    assert phone(cell) == "+8613812345678"


def test_foreign_numbers_keep_their_country() -> None:
    assert phone("+852 6123 4567") == "+85261234567"
    assert phone("0044 20 7946 0958") == "+442079460958"


@pytest.mark.parametrize("cell", ["1381234567", "01012345678", "没有", "+8601012345678", "13812345678/139", "1" * 40])
def test_what_is_no_mobile_number_is_refused(cell: Cell) -> None:
    with pytest.raises(DomainError, match="roster_phone_unfit"):
        phone(cell)


def test_a_rounded_number_is_not_guessed() -> None:
    with pytest.raises(DomainError, match="roster_phone_rounded"):
        phone("1.38E+10")


@pytest.mark.parametrize("cell", ["", None, "无", "-", "—", "N/A"])
def test_nothing_is_nothing(cell: Cell) -> None:
    assert (phone(cell), day(cell), posts(cell), flag(cell)) == (None, None, (), False)


@pytest.mark.parametrize(
    "cell",
    [
        "2019-07-01",
        "2019/7/1",
        "2019.07.01",
        "2019.07",
        2019.07,
        "2019年7月1日",
        "2019年7月",
        "2019-07-01 00:00:00",
        20190701,
        "201907",
        datetime(2019, 7, 1, 8, 30),
        date(2019, 7, 1),
        43647,
        43647.5,
        "43647",
        "２０１９年７月１日",
    ],
)
def test_every_way_to_write_a_day_is_one_day(cell: Cell) -> None:
    assert day(cell) == date(2019, 7, 1)


@pytest.mark.parametrize("cell", ["2019-02-30", "2019", 2019, 2019.1, "昨天", "1/7/2019", "1899-01-01", 10**30, 1e40])
def test_days_that_cannot_be_are_refused(cell: Cell) -> None:
    """2019.1 as a number may have been October."""
    with pytest.raises(DomainError, match="roster_day_unfit"):
        day(cell)


@pytest.mark.parametrize(
    ("cell", "yes"),
    [("是", True), ("Y", True), (True, True), (1, True), ("√", True), ("退休", True), ("否", False), (0, False)],
)
def test_yes_and_no(cell: Cell, yes: bool) -> None:
    assert flag(cell) is yes


def test_standings_and_posts_in_both_languages() -> None:
    assert standing("正式党员") == standing("Full member") == Standing.FULL
    assert standing("development_target") == standing("发展对象") == Standing.DEVELOPMENT_TARGET
    assert posts("党支部书记") == posts("Secretary") == (PostKind.SECRETARY,)
    assert posts("副书记兼纪检委员") == posts("副书记、纪检委员") == (PostKind.DEPUTY, PostKind.DISCIPLINE)
    assert posts("党小组长") == posts("group leader") == (PostKind.GROUP_LEADER,)


def test_every_standing_and_post_can_be_written() -> None:
    assert [standing(one.value) for one in Standing] == list(Standing)
    assert [posts(one.value) for one in PostKind] == [(one,) for one in PostKind]


def test_names_and_places_lose_the_spaces_that_were_put_in_for_looks() -> None:
    assert person_name("张　三") == person_name(" 张 三 ") == "张三"
    assert person_name("阿依古丽•买买提") == "阿依古丽·买买提"
    assert person_name("Anna  Li") == "Anna Li"
    assert place(" 甲党委 ／ 乙党支部/") == "甲党委/乙党支部"


def test_columns_in_any_order_and_language_below_a_title() -> None:
    table: list[tuple[int, list[Cell]]] = [
        (1, ["一中党支部名册", None]),
        (3, ["Standing*", "备注", "NAME", "Unit（必填）", "手机号码"]),
        (4, ["member", "x", "张三", "一中党支部", 13812345678]),
    ]
    roster = read(table)
    assert roster.ignored == ("备注",)
    (row,) = roster.rows
    assert (row.row, row.name, row.unit, row.phone) == (4, "张三", "一中党支部", "+8613812345678")


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (["姓名", "党组织"], "sheet_columns_missing"),
        (["姓名", "党组织", "类别", "name"], "sheet_column_twice"),
        (["", ""], "sheet_columns_missing"),
    ],
)
def test_a_heading_that_will_not_do(head: list[Cell], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        read([(1, head), (2, ["张三", "一中党支部", "正式党员", "张三"])])


def test_no_lines_below_the_heading() -> None:
    with pytest.raises(DomainError, match="sheet_empty"):
        read([(1, list(HEAD))])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (changed(name=""), "roster_name_missing"),
        (changed(name="123"), "roster_name_unfit"),
        (changed(name="=A1"), "roster_formula"),
        (changed(name="-2+3"), "roster_formula"),
        (changed(name="+cmd()"), "roster_formula"),
        (changed(name="#REF!"), "roster_formula"),
        (changed(name="张\x00三"), "roster_control_character"),
        (changed(name="张\u202e三"), "roster_control_character"),
        (changed(name="张" * 101), "roster_cell_too_long"),
        (changed(unit=None), "roster_unit_missing"),
        (changed(unit="甲党委//乙党支部"), "roster_unit_unreadable"),
        (changed(group="甲/乙"), "roster_group_unfit"),
        (changed(standing=""), "roster_standing_missing"),
        (changed(standing="会员"), "roster_standing_unknown"),
        (changed(post="部长"), "roster_post_unknown"),
        (changed(post="小组长"), "roster_leader_without_group"),
        (changed(phone="12"), "roster_phone_unfit"),
        (changed(phone="1.38E+10"), "roster_phone_rounded"),
        (changed(joined="2019-13-01"), "roster_day_unfit"),
    ],
)
def test_what_is_wrong_with_a_row(row: list[Cell], code: str) -> None:
    assert faults(row) == [(2, code)]


def test_every_fault_of_a_row_is_named_and_other_rows_are_read() -> None:
    roster = read(sheet(changed(name="", phone="12", joined="nie"), list(GOOD)))
    assert [fault.code for fault in roster.faults] == ["roster_name_missing", "roster_phone_unfit", "roster_day_unfit"]
    assert [row.row for row in roster.rows] == [3]


def test_the_same_twice() -> None:
    assert faults(list(GOOD), changed(phone=None, name="李四")) == [(3, "roster_number_twice")]
    assert faults(list(GOOD), changed(phone=None, number=None)) == [(3, "roster_row_twice")]
    assert faults(list(GOOD), changed(number="P2", name="李四")) == [(3, "roster_phone_twice")]
    assert faults(list(GOOD), changed(number="P2", phone=None)) == []


def test_two_of_one_name_and_day_with_numbers_are_two_people() -> None:
    assert len(read(sheet(changed(phone=None), changed(number="P2", phone=None))).rows) == 2


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=12),
    st.sampled_from([*HEAD, *GOOD, "=1", "1.3E+10", "书记"]),
)


@given(st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_any_cells_give_rows_or_faults_or_one_refusal(rows: list[list[Cell]]) -> None:
    for table in (list(enumerate(rows, 1)), sheet(*rows)):
        try:
            roster = read(table)
        except DomainError:
            continue
        assert isinstance(roster, Roster)
        assert len(roster.rows) + len({fault.row for fault in roster.faults}) == roster.lines
