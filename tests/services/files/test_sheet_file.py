"""Files of any kind: rows, or one clear refusal."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.people.roster_read import read as read_roster
from bot.services.files import sheet_file
from tests.rosters import as_csv, as_xlsx, csv_of, school, xlsx_of

LINES = ["姓名,党组织,类别", "张三,一中党支部,正式党员"]


def refused(data: bytes, name: str) -> str:
    with pytest.raises(DomainError) as caught:
        sheet_file.read(data, name)
    return caught.value.code


def test_all_kinds_of_file_hold_the_same_roster() -> None:
    lines = school()
    files = [
        (as_xlsx(lines), "a.xlsx"),
        (as_xlsx(lines), "renamed.csv"),
        (as_csv(lines), "A.CSV"),
        (as_csv(lines, "utf-8-sig"), "a.csv"),
        (as_csv(lines, "gbk"), "a.csv"),
        (as_csv(lines, "gb18030"), "a.csv"),
        (as_csv(lines, "utf-16"), "a.csv"),
        (as_csv(lines).replace(b",", b";"), "a.csv"),
        (as_csv(lines).replace(b",", b"\t"), "a.csv"),
    ]
    rosters = [read_roster(sheet_file.read(data, name)) for data, name in files]
    assert len(rosters[0].rows) == 29
    assert all(roster.rows == rosters[0].rows and not roster.faults for roster in rosters)


def test_rows_keep_their_number_where_lines_are_empty() -> None:
    assert [line for line, _ in sheet_file.read(csv_of("a,b", "", ",", "c,d"), "a.csv")] == [1, 4]
    assert [line for line, _ in sheet_file.read(xlsx_of([["a"], [], [None], ["c"]]), "a.xlsx")] == [1, 4]


def test_a_formula_in_a_workbook_stays_visible_as_one() -> None:
    table = sheet_file.read(xlsx_of([["姓名", "党组织", "类别"], ["=A1", "一中党支部", "正式党员"]]), "a.xlsx")
    assert [fault.code for fault in read_roster(table).faults] == ["roster_formula"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"x", "photo.jpg", "sheet_wrong_type"),
        (b"x", "", "sheet_wrong_type"),
        (b"x", "a.xls", "sheet_old_excel"),
        (b"\xd0\xcf\x11\xe0 more", "a.xlsx", "sheet_old_excel"),
        (b"plain text", "a.xlsx", "sheet_unreadable"),
        (b"PK\x03\x04 broken", "a.xlsx", "sheet_unreadable"),
        (as_xlsx(school())[:-200], "a.xlsx", "sheet_unreadable"),
        (b"\xff\xff\xff\x81", "a.csv", "sheet_unreadable"),
        (b"MZ\x00\x00\x00", "a.csv", "sheet_unreadable"),
        (b"", "a.csv", "sheet_empty"),
        (b"  \n\n", "a.csv", "sheet_empty"),
        (xlsx_of([]), "a.xlsx", "sheet_empty"),
        (b"x" * (sheet_file.LARGEST + 1), "a.csv", "sheet_too_large"),
        (b"a\n" * (sheet_file.MOST_LINES + 2), "a.csv", "sheet_too_many_lines"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, name: str, code: str) -> None:
    assert refused(data, name) == code


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out.getvalue()


def repacked(sheet: bytes) -> bytes:
    """A real workbook whose first sheet is another text."""
    with zipfile.ZipFile(io.BytesIO(xlsx_of([["a"]]))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return packed(parts | {"xl/worksheets/sheet1.xml": sheet})


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = packed({"xl/worksheets/sheet1.xml": b"0" * (sheet_file.LARGEST_UNPACKED + 1)})
    assert len(bomb) < sheet_file.LARGEST
    assert refused(bomb, "a.xlsx") == "sheet_too_large"


def test_xml_that_multiplies_itself_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><worksheet><sheetData>&e11;</sheetData></worksheet>'
    assert refused(repacked(laughs.encode()), "a.xlsx") == "sheet_unreadable"


def test_a_sheet_that_claims_endless_rows_ends() -> None:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    far = f'<worksheet {names}><sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>'
    assert refused(repacked(far.encode()), "a.xlsx") == "sheet_empty"


NAMES = st.sampled_from(["a.xlsx", "a.csv"])


@given(st.binary(max_size=400), NAMES)
def test_any_bytes_give_rows_or_one_refusal(data: bytes, name: str) -> None:
    for body in (data, b"PK\x03\x04" + data, b"\xff\xfe" + data):
        with suppress(DomainError):
            read_roster(sheet_file.read(body, name))


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_gives_rows_or_one_refusal(at: int, what: bytes) -> None:
    good = as_xlsx(school()[:3])
    place = at % len(good)
    with suppress(DomainError):
        read_roster(sheet_file.read(good[:place] + what + good[place + len(what) :], "a.xlsx"))


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_text_gives_rows_or_one_refusal(lines: list[str]) -> None:
    data = "\n".join([LINES[0], *lines]).encode("utf-8", "surrogatepass")
    with suppress(DomainError):
        read_roster(sheet_file.read(data, "a.csv"))
