"""Rosters on both databases: dry run, import, the same again, who may, and what waits for a yes in chat."""

import asyncio
import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.reports import roster as report
from bot.services import roster, roster_upload, upload_folder
from bot.services.roster import Counts
from bot.storage.connection import Database, Row
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.rosters import COLUMNS, Line, as_csv, as_xlsx, csv_of, school, university

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "编号,姓名,党组织,党小组,类别,职务,手机,入党日期"
SECRETARY, MEMBER, ADMINISTRATOR = 7001, 7002, 7009


@pytest.fixture
def uow(database: Database) -> UnitOfWork:
    return UnitOfWork(database, Standing())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "imports"


def kept(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


async def load(uow: UnitOfWork, data: bytes, name: str = "roster.csv") -> Counts:
    return await roster.apply(uow, None, ZONE, data, name)


async def rows(uow: UnitOfWork, sql: str) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch(sql)


async def everything(uow: UnitOfWork) -> list[list[Row]]:
    tables = ("unit", "person", "post", "audit", "job", "outbox")
    return [await rows(uow, f"SELECT * FROM {table} ORDER BY 1") for table in tables]


async def bind(uow: UnitOfWork, account: int, number: str | None) -> None:
    async with uow.begin() as work:
        sql = "INSERT INTO account (id, person_id, language) SELECT $1, id, 'zh' FROM person WHERE number = $2"
        if number is None:
            sql = "INSERT INTO account (id, administrator_since) VALUES ($1, 1)"
        await work.execute(sql, *([account, number] if number else [account]))
        await work.commit()


def request(uow: UnitOfWork, account: int, update: int | None = None) -> Request:
    return Request(1, account, uow.clock.now(), "zh", update)


def fault_codes(preview: roster.Preview) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in preview.faults]


@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "gbk"])
async def test_a_branch_from_any_kind_of_file(uow: UnitOfWork, kind: str) -> None:
    data, name = (as_xlsx(school()), "r.xlsx") if kind == "xlsx" else (as_csv(school(), kind), "r.csv")
    before = await everything(uow)
    shown = await roster.preview(uow, None, ZONE, data, name)
    assert (shown.rows, len(shown.plan.units), len(shown.plan.added), shown.faults) == (29, 5, 29, ())
    assert await everything(uow) == before
    done = await load(uow, data, name)
    assert done == Counts(units=5, added=29, given=9)
    assert [(row["name"], row["place"], row["path"]) for row in await rows(uow, "SELECT * FROM unit ORDER BY id")][
        :2
    ] == [
        ("第一中学党支部", "第一中学党支部", "/1/"),
        ("第1党小组", "第一中学党支部/第1党小组", "/1/2/"),
    ]
    (first,) = await rows(uow, "SELECT * FROM person WHERE number = 'P000001'")
    assert (first["standing"], first["phone"], first["language"], bool(first["retired"])) == (
        "full",
        "+8612000000001",
        "zh",
        False,
    )
    posts = await rows(uow, "SELECT kind, started_on, ended_on FROM post WHERE person_id = 1")
    assert posts == [{"kind": "secretary", "started_on": "2026-11-25", "ended_on": None}]


async def test_importing_twice_changes_nothing(uow: UnitOfWork) -> None:
    await load(uow, as_csv(school()))
    before = await everything(uow)
    assert await load(uow, as_xlsx(school()), "r.xlsx") == Counts(unchanged=29)
    assert await everything(uow) == before


async def test_what_a_later_file_changes_and_what_it_leaves(uow: UnitOfWork) -> None:
    await load(uow, as_csv(school()))
    lines: list[Line] = [dict(line) for line in school()[:3]]
    lines[0] = {**lines[0], "手机": "13900000000", "职务": "副书记"}
    lines[1] = {**lines[1], "职务": "书记", "党小组": "第3党小组"}
    done = await load(uow, as_csv(lines))
    assert done == Counts(changed=2, given=2, ended=2, unchanged=1)
    (count,) = await rows(uow, "SELECT count(*) AS n FROM person")
    assert count["n"] == 29
    held = await rows(
        uow, "SELECT person_id, kind FROM post WHERE ended_on IS NULL AND person_id < 3 ORDER BY person_id"
    )
    assert [(row["person_id"], row["kind"]) for row in held] == [(1, "deputy"), (2, "secretary")]
    ended = await rows(uow, "SELECT ended_on FROM post WHERE ended_on IS NOT NULL")
    assert [row["ended_on"] for row in ended] == ["2026-11-25", "2026-11-25"]


async def test_faults_by_row_and_nothing_written(uow: UnitOfWork) -> None:
    data = csv_of(
        HEAD,
        "P1,张三,一中党支部,,正式党员,,13812345678,2019-07-01",
        "P1,李四,一中党支部,,正式党员,,,",
        "P3,,一中党支部,,正式党员,,,",
        "P4,王五,一中办公室,,正式党员,,,",
        "P5,赵六,一中党支部,,会员,部长,12,2019-02-30",
    )
    before = await everything(uow)
    shown = await roster.preview(uow, None, ZONE, data, "r.csv")
    assert fault_codes(shown) == [
        (3, "roster_number_twice"),
        (4, "roster_name_missing"),
        (5, "roster_unit_kind_unknown"),
        (6, "roster_standing_unknown"),
        (6, "roster_post_unknown"),
        (6, "roster_phone_unfit"),
        (6, "roster_day_unfit"),
    ]
    with pytest.raises(DomainError, match="roster_has_faults"):
        await load(uow, data)
    assert await everything(uow) == before


async def test_two_imports_at_once_are_one_roster(uow: UnitOfWork) -> None:
    done = await asyncio.gather(*(load(uow, as_csv(university()[:700])) for _ in range(2)))
    assert sum(one.added for one in done) == 700
    assert len(await rows(uow, "SELECT id FROM person")) == 700


async def test_the_import_is_in_the_audit_record_by_ids(uow: UnitOfWork) -> None:
    await load(uow, as_csv(school()))
    (entry,) = await rows(uow, "SELECT kind, account_id, data FROM audit")
    data = json.loads(entry["data"])
    assert (entry["kind"], entry["account_id"]) == ("roster.imported", None)
    assert (len(data["added"]), len(data["units"]), len(data["given"]), len(data["file"])) == (29, 5, 9, 64)
    assert not any(line["姓名"] in entry["data"] or line["手机"] in entry["data"] for line in school())


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
async def test_exporting_and_importing_changes_nothing(uow: UnitOfWork, ending: str) -> None:
    await load(uow, as_csv(school()))
    before = await everything(uow)
    exported = report.written(await roster.standing(uow, ZONE), ending)
    assert await load(uow, exported, f"roster{ending}") == Counts(unchanged=29)
    assert await everything(uow) == before


async def test_a_university_in_slices(uow: UnitOfWork) -> None:
    data = as_csv(university())
    done = await load(uow, data)
    assert done == Counts(units=180, added=3117, given=740)
    kinds = {row["kind"]: row["n"] for row in await rows(uow, "SELECT kind, count(*) AS n FROM unit GROUP BY kind")}
    assert kinds == {"committee": 15, "general_branch": 5, "branch": 160}
    assert len(await rows(uow, "SELECT sequence FROM audit")) == 7
    assert await load(uow, data) == Counts(unchanged=3117)


async def test_a_long_import_that_was_cut_off_goes_on(uow: UnitOfWork) -> None:
    lines = university()
    await load(uow, as_csv(lines[:1200]))
    done = await load(uow, as_csv(lines))
    assert (done.added, done.unchanged) == (3117 - 1200, 1200)
    (found,) = await rows(uow, "SELECT count(*) AS n, count(DISTINCT number) AS numbers FROM person")
    assert (found["n"], found["numbers"]) == (3117, 3117)


# --- who may ----------------------------------------------------------------------------------------------

TWO = (
    HEAD,
    "P1,张三,一中党委/高中党支部,,正式党员,书记,,",
    "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,",
    "P3,王五,一中党委/初中党支部,,正式党员,书记,13912345678,",
    "P4,赵六,一中党委,,正式党员,书记,,",
)


@pytest.fixture
async def two(uow: UnitOfWork) -> UnitOfWork:
    await load(uow, csv_of(*TWO))
    await bind(uow, SECRETARY, "P1")
    await bind(uow, MEMBER, "P2")
    await bind(uow, 7004, "P4")
    await bind(uow, ADMINISTRATOR, None)
    return uow


async def seen(uow: UnitOfWork, account: int, *lines: str) -> list[tuple[int, str]]:
    return fault_codes(await roster.preview(uow, request(uow, account), ZONE, csv_of(HEAD, *lines), "r.csv"))


async def test_a_secretary_imports_the_own_unit_only(two: UnitOfWork) -> None:
    own, other = (
        "P2,李四,一中党委/高中党支部,第1党小组,正式党员,小组长,,",
        "P3,王五,一中党委/初中党支部,,正式党员,书记,,",
    )
    assert await seen(two, SECRETARY, own) == []
    assert await seen(two, SECRETARY, own, other) == [(3, "roster_not_your_unit")]
    assert await seen(two, SECRETARY, "P3,王五,一中党委/高中党支部,,正式党员,,,") == [(2, "roster_belongs_elsewhere")]
    assert await seen(two, SECRETARY, "P9,周九,新来的党支部,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(two, SECRETARY, "P2,李四,一中党委/高中党支部,,正式党员,,13912345678,") == [
        (2, "roster_phone_taken")
    ]
    with pytest.raises(DomainError, match="roster_has_faults"):
        await roster.apply(two, request(two, SECRETARY), ZONE, csv_of(HEAD, other), "r.csv")


async def test_the_committee_above_and_the_administrator_import_more(two: UnitOfWork) -> None:
    moved = "P3,王五,一中党委/高中党支部,,正式党员,,13912345678,"
    assert await seen(two, 7004, moved, "P9,周九,一中党委/新党支部,,正式党员,,,") == []
    assert await seen(two, 7004, "P9,周九,别的党委,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(two, ADMINISTRATOR, "P9,周九,别的党委,,正式党员,,,") == []


@pytest.mark.parametrize(("account", "code"), [(MEMBER, "not_allowed"), (1, "unknown_account")])
async def test_others_import_nothing(two: UnitOfWork, folder: Path, account: int, code: str) -> None:
    data, before = csv_of(*TWO), await everything(two)
    for attempt in (
        roster.may_import(two, request(two, account), ZONE),
        roster.preview(two, request(two, account), ZONE, data, "r.csv"),
        roster.apply(two, request(two, account), ZONE, data, "r.csv"),
        roster_upload.show(two, request(two, account, 5), ZONE, folder, data, "r.csv"),
    ):
        with pytest.raises(DomainError, match=code):
            await attempt
    assert await everything(two) == before


async def test_a_post_given_by_the_roster_changes_the_menu(two: UnitOfWork) -> None:
    await load(two, csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,副书记,13812345678,"))
    sent = await rows(two, "SELECT chat_id, data FROM outbox WHERE kind = 'menu.commands'")
    assert [row["chat_id"] for row in sent] == [MEMBER]
    assert "posts" in json.loads(sent[0]["data"])["commands"]


# --- in chat ----------------------------------------------------------------------------------------------

NEW = csv_of(
    HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,2001-07-01", "P5,周七,一中党委/高中党支部,,预备党员,,,"
)


async def test_shown_then_imported_once(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert (len(shown.preview.plan.added), len(shown.preview.plan.changed)) == (1, 1)
    assert len(await rows(two, "SELECT id FROM person")) == 4
    assert shown.upload is not None
    done = await roster_upload.confirm(two, request(two, SECRETARY, 2), ZONE, folder, shown.upload)
    assert (done.counts, done.again) == (Counts(added=1, changed=1), False)
    assert kept(folder) == []
    before = await everything(two)
    for update in (2, 3):
        again = await roster_upload.confirm(two, request(two, SECRETARY, update), ZONE, folder, shown.upload)
        assert again.again
    assert not await roster_upload.decline(two, request(two, SECRETARY, 4), ZONE, folder, shown.upload)
    assert await everything(two) == before


async def test_the_same_update_delivered_again_asks_the_same(two: UnitOfWork, folder: Path) -> None:
    first = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    second = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert first == second
    assert len(await rows(two, "SELECT id FROM job")) == 1


async def test_declined(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert shown.upload is not None
    assert await roster_upload.decline(two, request(two, SECRETARY, 2), ZONE, folder, shown.upload)
    assert kept(folder) == []
    with pytest.raises(DomainError, match="upload_declined"):
        await roster_upload.confirm(two, request(two, SECRETARY, 3), ZONE, folder, shown.upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_a_forged_button_imports_nothing(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert shown.upload is not None
    for account in (MEMBER, ADMINISTRATOR):
        for act in (roster_upload.confirm, roster_upload.decline):
            for upload in (shown.upload, 999, 2**40):
                with pytest.raises(DomainError, match="not_found"):
                    await act(two, request(two, account), ZONE, folder, upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_a_post_that_was_lost_meanwhile_imports_nothing(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert shown.upload is not None
    async with two.begin() as work:
        await work.execute("UPDATE post SET ended_on = $1 WHERE person_id = 1", date(2026, 11, 25).isoformat())
        await work.commit()
    with pytest.raises(DomainError, match="not_allowed"):
        await roster_upload.confirm(two, request(two, SECRETARY, 2), ZONE, folder, shown.upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_faults_and_nothing_new_are_not_asked_about(two: UnitOfWork, folder: Path) -> None:
    faulty = csv_of(HEAD, "P2,,一中党委/高中党支部,,正式党员,,,")
    same = csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,")
    for data in (faulty, same):
        shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, data, "r.csv")
        assert shown.upload is None
    assert kept(folder) == []


async def test_a_file_is_kept_for_a_day(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), ZONE, folder, NEW, "r.csv")
    assert shown.upload is not None
    (file,) = kept(folder)
    assert file.stat().st_mode & 0o777 == 0o600
    assert isinstance(two.clock, Standing)
    upload_folder.sweep(folder, two.clock.now())
    assert file in kept(folder)
    two.clock.forward(hours=25)
    upload_folder.sweep(folder, two.clock.now())
    assert file not in kept(folder)
    with pytest.raises(DomainError, match="upload_file_gone"):
        await roster_upload.confirm(two, request(two, SECRETARY, 3), ZONE, folder, shown.upload)


def test_the_columns_of_an_export_are_those_of_the_generator() -> None:
    head = report.csv([]).decode("utf-8-sig").strip()
    assert head == ",".join(COLUMNS)
