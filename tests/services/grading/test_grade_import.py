"""Earlier grades from a file, on both databases: exact tenths, faults by row, the same again changes nothing."""

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.grade import Decided
from bot.domain.grading.grade_sheet import tenths
from bot.domain.request import Request
from bot.domain.sheet.table import Cell
from bot.services.grading import grade_import
from bot.services.grading.grade_import import Preview
from bot.services.installation import sample
from bot.services.people import roster
from bot.storage.connection import Database, Row
from bot.storage.grading import grade as grades
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.people.roster import fault_line
from tests.clock import Standing
from tests.rosters import csv_of, xlsx_of

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "党组织,年度,得分,等级,定级日期"
PEOPLE = (
    "编号,姓名,党组织,类别,职务",
    "P1,张三,一中党委/高中党支部,正式党员,书记",
    "P2,李四,一中党委/初中党支部,正式党员,",
    "P4,赵六,一中党委,正式党员,书记",
)


@pytest.fixture
async def uow(database: Database) -> UnitOfWork:
    one = UnitOfWork(database, Standing())
    await roster.apply(one, None, ZONE, csv_of(*PEOPLE), "r.csv")
    async with one.begin() as work:
        for account, number in ((7001, "P1"), (7004, "P4")):
            await work.execute(
                "INSERT INTO account (id, person_id) SELECT $1, id FROM person WHERE number = $2", account, number
            )
        await work.commit()
    return one


async def held(uow: UnitOfWork) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch("SELECT * FROM grade_result ORDER BY id")


async def load(uow: UnitOfWork, *lines: str) -> Preview:
    return await grade_import.apply(uow, None, csv_of(HEAD, *lines), "g.csv")


async def codes(uow: UnitOfWork, *lines: str) -> list[tuple[int, str]]:
    shown = await grade_import.preview(uow, None, csv_of(HEAD, *lines), "g.csv")
    return [(fault.row, fault.code) for fault in shown.faults]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("92.6", 926),
        (92.6, 926),
        (90, 900),
        ("90.0", 900),
        ("92.60", 926),
        ("100", 1000),
        (0, 0),
        ("92.6分", 926),
        ("", None),
    ],
)
def test_scores_are_exact_tenths(cell: Cell, expected: int | None) -> None:
    assert tenths(cell) == expected


@pytest.mark.parametrize("cell", ["92.65", "101", "-1", "优", 92.65, "1e2", True])
def test_scores_that_cannot_be(cell: Cell) -> None:
    with pytest.raises(DomainError, match="grades_score_unfit"):
        tenths(cell)


async def test_grades_in_both_languages_from_both_kinds_of_file(uow: UnitOfWork) -> None:
    await load(uow, "一中党委/高中党支部,2024年度,86.2,较好,2024-12-16", "一中党委/高中党支部,2025,,优秀,")
    owner = xlsx_of(
        [
            ["Year", "Unit", "Grade", "Score", "Decided"],
            [2025, "初中党支部", "Fairly good", 85, date(2025, 12, 19)],
        ]
    )
    applied = await grade_import.apply(uow, None, owner, "g.xlsx")
    assert (applied.added, applied.changed, applied.unchanged) == (1, 0, 0)
    async with uow.reading() as cx:
        found = {(unit, year): one for (unit, year), one in (await grades.every(cx)).items()}
        places = {row["place"]: row["id"] for row in await cx.fetch("SELECT id, place FROM unit")}
    high, middle = places["一中党委/高中党支部"], places["一中党委/初中党支部"]
    assert found == {
        (high, 2024): Decided(2024, "fairly_good", 862, date(2024, 12, 16)),
        (high, 2025): Decided(2025, "优秀", None, date(2025, 12, 31)),
        (middle, 2025): Decided(2025, "fairly_good", 850, date(2025, 12, 19)),
    }


async def test_the_same_again_changes_nothing_and_a_correction_is_a_change(uow: UnitOfWork) -> None:
    line = "高中党支部,2024,86.2,较好,2024-12-16"
    await load(uow, line)
    before = await held(uow)
    again = await load(uow, line)
    assert (again.entries, again.unchanged) == ((), 1)
    assert await held(uow) == before
    changed = await load(uow, line.replace("86.2", "86.3"))
    assert (changed.added, changed.changed) == (0, 1)
    assert [row["score"] for row in await held(uow)] == [863]
    async with uow.reading() as cx:
        record = await cx.fetch("SELECT data FROM audit WHERE kind = 'grades.imported' ORDER BY sequence")
    assert [json.loads(row["data"])["grades"][0][3] for row in record] == [862, 863]


async def test_faults_by_row_and_nothing_written(uow: UnitOfWork) -> None:
    lines = (
        "没有的党支部,2024,86.2,较好,",
        "高中党支部,去年,86.2,较好,",
        "高中党支部,2024,86.25,较好,",
        "高中党支部,2024,86.2,,",
        "高中党支部,2024,86.2,较好,2024-13-01",
        "高中党支部,2023,86.2,较好,",
        "一中党委/高中党支部,2023,90,好,",
        "高中党支部,2022,86.2,这个等级的名称实在是写得太长太长太长太长了,",
    )
    assert await codes(uow, *lines) == [
        (2, "grades_unit_unknown"),
        (3, "grades_year_unfit"),
        (4, "grades_score_unfit"),
        (5, "grades_grade_missing"),
        (6, "roster_day_unfit"),
        (8, "grades_twice"),
        (9, "grades_grade_unfit"),
    ]
    with pytest.raises(DomainError, match="roster_has_faults"):
        await load(uow, *lines)
    assert await held(uow) == []


async def test_missing_columns(uow: UnitOfWork) -> None:
    with pytest.raises(DomainError, match="sheet_columns_missing") as caught:
        await grade_import.preview(uow, None, csv_of("党组织,得分", "高中党支部,86.2"), "g.csv")
    assert caught.value.data["columns"] == "年度 (year)、等级 (grade)"


async def test_only_the_unit_above_imports_grades(uow: UnitOfWork) -> None:
    data = csv_of(HEAD, "高中党支部,2024,86.2,较好,")
    own, above = Request(1, 7001, uow.clock.now(), ZONE), Request(1, 7004, uow.clock.now(), ZONE)
    with pytest.raises(DomainError, match="not_allowed"):
        await grade_import.apply(uow, own, data, "g.csv")
    assert await held(uow) == []
    await grade_import.apply(uow, above, data, "g.csv")
    assert len(await held(uow)) == 1
    top = await grade_import.preview(uow, above, csv_of(HEAD, "一中党委,2024,86.2,较好,"), "g.csv")
    assert [fault.code for fault in top.faults] == ["roster_not_your_unit"]


async def test_whoever_runs_a_branch_imports_no_grade_of_it(uow: UnitOfWork) -> None:
    """Though they act for the committee too: its other branches are theirs to import."""
    async with uow.begin() as work:
        post = """INSERT INTO post (person_id, unit_id, kind, started_on)
          SELECT person.id, unit.id, 'organiser', '2020-01-01' FROM person, unit WHERE number = 'P1' AND place = $1"""
        await work.execute(post, "一中党委")
        await work.commit()
    lines = csv_of(HEAD, "高中党支部,2024,86.2,较好,", "初中党支部,2024,86.2,较好,")
    seen = await grade_import.preview(uow, Request(1, 7001, uow.clock.now(), ZONE), lines, "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_own_unit")]
    assert "高中党支部”是您自己的党组织，" in fault_line(seen.faults[0], Texts(ZONE).speech("zh"))
    with pytest.raises(DomainError, match="roster_has_faults"):
        await grade_import.apply(uow, Request(1, 7001, uow.clock.now(), ZONE), lines, "g.csv")
    assert await held(uow) == []


async def test_an_administrator_whose_own_is_all_there_is_hears_who_imports(database: Database) -> None:
    one = UnitOfWork(database, Standing())
    await roster.apply(one, None, ZONE, csv_of(PEOPLE[0], "P1,张三,独立党支部,正式党员,书记"), "r.csv")
    async with one.begin() as work:
        bound = "INSERT INTO account (id, person_id, administrator_since) SELECT 7001, id, 1 FROM person"
        await work.execute(bound)
        await work.commit()
    data = csv_of(HEAD, "独立党支部,2024,86.2,较好,")
    with pytest.raises(DomainError, match="own_unit_alone"):
        await grade_import.preview(one, Request(1, 7001, one.clock.now(), ZONE), data, "g.csv")


async def test_the_sample_branch_has_a_history(database: Database) -> None:
    uow = UnitOfWork(database, Standing())
    await roster.apply(uow, None, ZONE, sample.school_csv(), "r.csv")
    assert (await grade_import.apply(uow, None, sample.grades_csv(2026), "g.csv")).added == 3
