"""Rosters on both databases: dry run, import, the same again, export."""

import asyncio
import json

import pytest

from bot.reports import roster as report
from bot.services.people import roster
from bot.services.people.roster import ImportCounts
from tests.clock import ZONE
from tests.rosters import COLUMNS, Line, as_csv, as_xlsx, csv_of, school, university
from tests.services.people.roster import HEAD, everything, fault_codes, load
from tests.world import World


@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "gbk"])
async def test_a_branch_from_any_kind_of_file(world: World, kind: str) -> None:
    data, name = (as_xlsx(school()), "r.xlsx") if kind == "xlsx" else (as_csv(school(), kind), "r.csv")
    before = await everything(world)
    shown = await roster.preview(world.uow, None, roster.RosterFile(data, name, ZONE))
    assert (shown.rows, len(shown.plan.units), len(shown.plan.added), shown.faults) == (29, 5, 29, ())
    assert await everything(world) == before
    done = await load(world, data, name)
    assert done == ImportCounts(units=5, added=29, given=9)
    assert [(row["name"], row["place"], row["path"]) for row in await world.rows("SELECT * FROM unit ORDER BY id")][
        :2
    ] == [
        ("第一中学党支部", "第一中学党支部", "/1/"),
        ("第1党小组", "第一中学党支部/第1党小组", "/1/2/"),
    ]
    (first,) = await world.rows("SELECT * FROM person WHERE number = 'P000001'")
    assert (first["standing"], first["phone"], first["language"], bool(first["retired"])) == (
        "full",
        "+8612000000001",
        "zh",
        False,
    )
    posts = await world.rows("SELECT kind, started_on, ended_on FROM post WHERE person_id = 1")
    assert posts == [{"kind": "secretary", "started_on": "2026-11-25", "ended_on": None}]


async def test_importing_twice_changes_nothing(world: World) -> None:
    await load(world, as_csv(school()))
    before = await everything(world)
    assert await load(world, as_xlsx(school()), "r.xlsx") == ImportCounts(unchanged=29)
    assert await everything(world) == before


async def test_what_a_later_file_changes_and_what_it_leaves(world: World) -> None:
    await load(world, as_csv(school()))
    lines: list[Line] = [dict(line) for line in school()[:3]]
    lines[0] = {**lines[0], "手机": "13900000000", "职务": "副书记"}
    lines[1] = {**lines[1], "职务": "书记", "党小组": "第3党小组"}
    done = await load(world, as_csv(lines))
    assert done == ImportCounts(changed=2, given=2, ended=2, unchanged=1)
    (count,) = await world.rows("SELECT count(*) AS n FROM person")
    assert count["n"] == 29
    held = await world.rows(
        "SELECT person_id, kind FROM post WHERE ended_on IS NULL AND person_id < 3 ORDER BY person_id"
    )
    assert [(row["person_id"], row["kind"]) for row in held] == [(1, "deputy"), (2, "secretary")]
    ended = await world.rows("SELECT ended_on FROM post WHERE ended_on IS NOT NULL")
    assert [row["ended_on"] for row in ended] == ["2026-11-25", "2026-11-25"]


async def test_faults_by_row_and_nothing_written(world: World) -> None:
    data = csv_of(
        HEAD,
        "P1,张三,一中党支部,,正式党员,,13812345678,2019-07-01",
        "P1,李四,一中党支部,,正式党员,,,",
        "P3,,一中党支部,,正式党员,,,",
        "P4,王五,一中办公室,,正式党员,,,",
        "P5,赵六,一中党支部,,会员,部长,12,2019-02-30",
    )
    before = await everything(world)
    shown = await roster.preview(world.uow, None, roster.RosterFile(data, "r.csv", ZONE))
    assert fault_codes(shown) == [
        (3, "roster_number_twice"),
        (4, "roster_name_missing"),
        (5, "roster_unit_kind_unknown"),
        (6, "roster_standing_unknown"),
        (6, "roster_post_unknown"),
        (6, "roster_phone_unfit"),
        (6, "roster_day_unfit"),
    ]
    await world.refused("roster_has_faults", load(world, data))
    assert await everything(world) == before


async def test_two_imports_at_once_are_one_roster(world: World) -> None:
    done = await asyncio.gather(*(load(world, as_csv(university()[:700])) for _ in range(2)))
    assert sum(one.added for one in done) == 700
    assert len(await world.rows("SELECT id FROM person")) == 700


async def test_the_import_is_in_the_audit_record_by_ids(world: World) -> None:
    await load(world, as_csv(school()))
    (entry,) = await world.rows("SELECT kind, account_id, data FROM audit")
    data = json.loads(entry["data"])
    assert (entry["kind"], entry["account_id"]) == ("roster.imported", None)
    assert (len(data["added"]), len(data["units"]), len(data["given"]), len(data["file"])) == (29, 5, 9, 64)
    assert not any(line["姓名"] in entry["data"] or line["手机"] in entry["data"] for line in school())


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
async def test_exporting_and_importing_changes_nothing(world: World, ending: str) -> None:
    await load(world, as_csv(school()))
    before = await everything(world)
    exported = report.written(await roster.standing(world.uow, ZONE), ending)
    assert await load(world, exported, f"roster{ending}") == ImportCounts(unchanged=29)
    assert await everything(world) == before


async def test_a_university_in_slices(world: World) -> None:
    data = as_csv(university())
    done = await load(world, data)
    assert done == ImportCounts(units=180, added=3117, given=740)
    kinds = {row["kind"]: row["n"] for row in await world.rows("SELECT kind, count(*) AS n FROM unit GROUP BY kind")}
    assert kinds == {"committee": 15, "general_branch": 5, "branch": 160}
    assert len(await world.rows("SELECT sequence FROM audit")) == 7
    assert await load(world, data) == ImportCounts(unchanged=3117)


async def test_a_long_import_that_was_cut_off_goes_on(world: World) -> None:
    lines = university()
    await load(world, as_csv(lines[:1200]))
    done = await load(world, as_csv(lines))
    assert (done.added, done.unchanged) == (3117 - 1200, 1200)
    (found,) = await world.rows("SELECT count(*) AS n, count(DISTINCT number) AS numbers FROM person")
    assert (found["n"], found["numbers"]) == (3117, 3117)


def test_the_columns_of_an_export_are_those_of_the_generator() -> None:
    head = report.csv([]).decode("utf-8-sig").strip()
    assert head == ",".join(COLUMNS)


async def test_an_import_tells_how_far_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "SLICE", 10)
    seen: list[tuple[int, int]] = []
    await roster.apply(
        world.uow,
        None,
        roster.RosterFile(as_csv(school()), "r.csv", ZONE),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(0, 29), (10, 29), (20, 29), (29, 29)]
