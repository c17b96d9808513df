"""Earlier grades from a file, on both databases: exact tenths, faults by row, the same again changes nothing."""

from datetime import date

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.grade import Decided
from bot.domain.grading.grade_sheet import tenths
from bot.domain.sheet.table import Cell
from bot.services.grading import grade_import
from bot.services.grading.grade_import import Preview
from bot.services.installation import sample
from bot.services.people import roster
from bot.storage.connection import Row
from bot.storage.grading import grade as grades
from bot.views.people.roster import fault_line
from tests.clock import ZONE
from tests.installation import ZH
from tests.rosters import csv_of, xlsx_of
from tests.world import ACCOUNTS, World
from tests.world.people import give_posts
from tests.world.record import audit_entries

ACCOUNT = "INSERT INTO account (id, person_id) SELECT $1, id FROM person WHERE number = $2"
HEAD = "党组织,年度,得分,等级,定级日期"
PEOPLE = (
    "编号,姓名,党组织,类别,职务",
    "P1,张三,一中党委/高中党支部,正式党员,书记",
    "P2,李四,一中党委/初中党支部,正式党员,",
    "P4,赵六,一中党委,正式党员,书记",
)


@pytest.fixture
async def school(world: World) -> World:
    """A committee with two branches; P1, who runs one of them, and P4, who runs the committee, have accounts."""
    await roster.apply(world.uow, None, roster.RosterFile(csv_of(*PEOPLE), "r.csv", ZONE))
    await world.run_all(ACCOUNT, [(ACCOUNTS + await numbered(world, number), number) for number in ("P1", "P4")])
    return world


async def numbered(world: World, number: str) -> int:
    """The id of whom the roster gives that number."""
    [row] = await world.rows("SELECT id FROM person WHERE number = $1", number)
    return int(row["id"])


async def held(school: World) -> list[Row]:
    return await school.rows("SELECT * FROM grade_result ORDER BY id")


async def load(school: World, *lines: str) -> Preview:
    return await grade_import.apply(school.uow, None, csv_of(HEAD, *lines), "g.csv")


async def codes(school: World, *lines: str) -> list[tuple[int, str]]:
    shown = await grade_import.preview(school.uow, None, csv_of(HEAD, *lines), "g.csv")
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


async def test_grades_in_both_languages_from_both_kinds_of_file(school: World) -> None:
    await load(school, "一中党委/高中党支部,2024年度,86.2,较好,2024-12-16", "一中党委/高中党支部,2025,,优秀,")
    owner = xlsx_of(
        [
            ["Year", "Unit", "Grade", "Score", "Decided"],
            [2025, "初中党支部", "Fairly good", 85, date(2025, 12, 19)],
        ]
    )
    applied = await grade_import.apply(school.uow, None, owner, "g.xlsx")
    assert (applied.added, applied.changed, applied.unchanged) == (1, 0, 0)
    async with school.uow.reading() as cx:
        found = {(unit, year): one for (unit, year), one in (await grades.every(cx)).items()}
        places = {row["place"]: row["id"] for row in await cx.fetch("SELECT id, place FROM unit")}
    high, middle = places["一中党委/高中党支部"], places["一中党委/初中党支部"]
    assert found == {
        (high, 2024): Decided(2024, "fairly_good", 862, date(2024, 12, 16)),
        (high, 2025): Decided(2025, "优秀", None, date(2025, 12, 31)),
        (middle, 2025): Decided(2025, "fairly_good", 850, date(2025, 12, 19)),
    }


async def test_the_same_again_changes_nothing_and_a_correction_is_a_change(school: World) -> None:
    line = "高中党支部,2024,86.2,较好,2024-12-16"
    await load(school, line)
    before = await held(school)
    again = await load(school, line)
    assert (again.entries, again.unchanged) == ((), 1)
    assert await held(school) == before
    changed = await load(school, line.replace("86.2", "86.3"))
    assert (changed.added, changed.changed) == (0, 1)
    assert [row["score"] for row in await held(school)] == [863]
    assert [data["grades"][0][3] for _, data in await audit_entries(school, "grades.imported")] == [862, 863]


async def test_faults_by_row_and_nothing_written(school: World) -> None:
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
    assert await codes(school, *lines) == [
        (2, "grades_unit_unknown"),
        (3, "grades_year_unfit"),
        (4, "grades_score_unfit"),
        (5, "grades_grade_missing"),
        (6, "roster_day_unfit"),
        (8, "grades_twice"),
        (9, "grades_grade_unfit"),
    ]
    await school.refused("roster_has_faults", load(school, *lines))
    assert await held(school) == []


async def test_missing_columns(school: World) -> None:
    lines = csv_of("党组织,得分", "高中党支部,86.2")
    error = await school.refused("sheet_columns_missing", grade_import.preview(school.uow, None, lines, "g.csv"))
    assert error.data["columns"] == "年度 (year)、等级 (grade)"


async def test_only_the_unit_above_imports_grades(school: World) -> None:
    data = csv_of(HEAD, "高中党支部,2024,86.2,较好,")
    own, above = await numbered(school, "P1"), school.request(await numbered(school, "P4"))
    await school.refused("not_allowed", school.act(own, grade_import.apply, data, "g.csv"))
    assert await held(school) == []
    await grade_import.apply(school.uow, above, data, "g.csv")
    assert len(await held(school)) == 1
    top = await grade_import.preview(school.uow, above, csv_of(HEAD, "一中党委,2024,86.2,较好,"), "g.csv")
    assert [fault.code for fault in top.faults] == ["roster_not_your_unit"]


async def test_whoever_runs_a_branch_imports_no_grade_of_it(school: World) -> None:
    """Though they act for the committee too: its other branches are theirs to import."""
    own = await numbered(school, "P1")
    [committee] = await school.rows("SELECT id FROM unit WHERE place = '一中党委'")
    await give_posts(school, (own, committee["id"], "organiser"))
    lines = csv_of(HEAD, "高中党支部,2024,86.2,较好,", "初中党支部,2024,86.2,较好,")
    seen = await school.act(own, grade_import.preview, lines, "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_own_unit")]
    assert "高中党支部”是您自己的党组织，" in fault_line(seen.faults[0], ZH)
    await school.refused("roster_has_faults", school.act(own, grade_import.apply, lines, "g.csv"))
    assert await held(school) == []


async def test_an_administrator_whose_own_is_all_there_is_hears_who_imports(world: World) -> None:
    await roster.apply(
        world.uow, None, roster.RosterFile(csv_of(PEOPLE[0], "P1,张三,独立党支部,正式党员,书记"), "r.csv", ZONE)
    )
    own = await numbered(world, "P1")
    bound = "INSERT INTO account (id, person_id, administrator_since) VALUES ($1, $2, 1)"
    await world.run(bound, ACCOUNTS + own, own)
    data = csv_of(HEAD, "独立党支部,2024,86.2,较好,")
    await world.refused("own_unit_alone", world.act(own, grade_import.preview, data, "g.csv"))


async def test_the_sample_branch_has_a_history(world: World) -> None:
    await roster.apply(world.uow, None, roster.RosterFile(sample.school_csv(), "r.csv", ZONE))
    assert (await grade_import.apply(world.uow, None, sample.grades_csv(2026), "g.csv")).added == 3
