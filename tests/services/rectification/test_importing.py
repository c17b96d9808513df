"""Rectification items from a sheet, on both databases: shown, added once, told once, refused row by row."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rectification import rules
from bot.domain.rectification.model import ItemState
from bot.domain.request import Request
from bot.services.grading import grade_import
from bot.services.people import roster
from bot.services.rectification import importing
from bot.services.rectification.importing import DryRun, Imported
from bot.storage.connection import Database, Row, Value
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.rectification import importing as view
from tests.clock import Standing
from tests.installation import INSTALLATION
from tests.rosters import csv_of

ZONE = ZoneInfo("Asia/Shanghai")
RULES = rules.read((Path(__file__).parents[3] / "config" / "rectify.toml").read_text(encoding="utf-8"))
HEAD = "问题,整改措施,责任人,党组织,开始日期,完成时限,节点,类别"
EAST, WEST = "某镇党委/东村党支部", "某镇党委/西村党支部"
PEOPLE = (
    "编号,姓名,党组织,党小组,类别,职务",
    f"P1,张三,{EAST},第一党小组,正式党员,书记",
    f"P2,李四,{EAST},第一党小组,正式党员,",
    f"P3,王五,{EAST},,正式党员,",
    f"P4,王五,{EAST},,预备党员,",
    f"P5,赵六,{EAST},,正式党员,",
    f"P6,代表,{EAST},,群众代表,",
    f"P7,孙七,{WEST},,正式党员,书记",
    "P8,周八,某镇党委,,正式党员,书记",
    "P9,吴九,某镇党委,,正式党员,挂点领导",
    "P10,郑十,某镇党委,,正式党员,联络员",
)
SECRETARY, MEMBER, ABOVE, WESTERN = 7001, 7002, 7008, 7007
ROW = "党课少,每季度一次,李四,,,2026-12-31,制度上墙 2026-12-01；检查 2026-12-20,工作制度"
OTHER = "记录不全,会后三天整理,王五,,,2027-03-31,,"


@dataclass
class Stage:
    uow: UnitOfWork
    clock: Standing
    folder: Path
    updates: int = 0

    def by(self, account: int, update: int | None = None) -> Request:
        self.updates += 1
        return Request(1, account, self.clock.now(), ZONE, "zh", update or self.updates)

    async def show(self, *lines: str, by: int = SECRETARY) -> DryRun:
        return await importing.show(self.uow, self.by(by), INSTALLATION, self.folder, csv_of(HEAD, *lines), "i.csv")

    async def load(self, *lines: str, by: int = SECRETARY, opened: bool = False) -> Imported:
        shown = await self.show(*lines, by=by)
        assert shown.upload is not None, shown.preview.faults
        return await importing.confirm(self.uow, self.by(by), INSTALLATION, self.folder, shown.upload, opened=opened)

    async def faults(self, *lines: str, by: int = SECRETARY) -> list[tuple[int, str]]:
        shown = await self.show(*lines, by=by)
        assert shown.upload is None
        return [(fault.row, fault.code) for fault in shown.preview.faults]

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def run(self, sql: str, *args: Value) -> None:
        async with self.uow.begin() as work:
            await work.execute(sql, *args)
            await work.commit()

    async def items(self) -> list[Row]:
        return await self.rows("SELECT * FROM rectify_item ORDER BY id")

    async def told(self) -> list[Row]:
        return await self.rows("SELECT chat_id, data FROM outbox WHERE kind LIKE 'rectify.%' ORDER BY chat_id")


@pytest.fixture
async def stage(database: Database, tmp_path: Path) -> Stage:
    clock = Standing()
    uow = UnitOfWork(database, clock)
    await roster.apply(uow, None, ZONE, csv_of(*PEOPLE), "r.csv")
    one = Stage(uow, clock, tmp_path / "imports")
    for account, number in ((SECRETARY, "P1"), (MEMBER, "P2"), (ABOVE, "P8"), (WESTERN, "P7")):
        await one.run(
            "INSERT INTO account (id, person_id) SELECT $1, id FROM person WHERE number = $2", account, number
        )
    await one.run("UPDATE person SET left_on = '2026-05-01' WHERE number = 'P5'")
    return one


async def test_drafts_with_milestones_history_and_the_files_digest_in_the_record(stage: Stage) -> None:
    shown = await stage.show(ROW, OTHER.replace("王五", "P3"))
    assert await stage.items() == [], "nothing is written before the yes"
    assert shown.upload is not None
    assert shown.preview.closed == ()
    done = await importing.confirm(
        stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=False
    )
    assert done == Imported(2, opened=False, again=False)
    [one, two] = await stage.items()
    assert (one["problem"], one["measure"], one["category"]) == ("党课少", "每季度一次", "工作制度")
    assert (one["state"], one["horizon"], two["horizon"]) == ("draft", "near", "mid")
    assert (one["starts_on"], one["due_on"], one["first_due_on"]) == ("2026-11-25", "2026-12-31", "2026-12-31")
    steps = await stage.rows("SELECT item_id, title, due_on FROM rectify_milestone ORDER BY id")
    assert [tuple(dict(step).values()) for step in steps] == [
        (one["id"], "制度上墙", "2026-12-01"),
        (one["id"], "检查", "2026-12-20"),
    ]
    digest = shown.preview.digest
    history = await stage.rows("SELECT kind, data, person_id FROM rectify_event WHERE item_id = $1", one["id"])
    assert [(event["kind"], json.loads(event["data"])) for event in history] == [("imported", {"file": digest[:12]})]
    [record] = await stage.rows("SELECT data FROM audit WHERE kind = 'rectify.imported'")
    assert json.loads(record["data"]) == {"file": digest, "items": [one["id"], two["id"]], "opened": False}
    assert await stage.told() == [], "a draft is nobody's duty yet"
    assert list(stage.folder.iterdir()) == []


async def test_opened_items_are_told_once_to_each_owner(stage: Stage) -> None:
    own = "班子不齐,补选委员,P1,,,2026-12-31,,"
    done = await stage.load(ROW, OTHER.replace("王五", "李四"), own, opened=True)
    assert done == Imported(3, opened=True, again=False, told=1, invites=True)
    items = await stage.items()
    assert {row["state"] for row in items} == {ItemState.OPEN}
    assert {row["opened_at"] for row in items} == {to_ms(stage.clock.now())}
    [told] = await stage.told()
    assert told["chat_id"] == MEMBER, "whoever imports knows of their own"
    assert [item["problem"] for item in json.loads(told["data"])["items"]] == ["党课少", "记录不全"]
    kinds = await stage.rows("SELECT kind FROM rectify_event WHERE item_id = $1 ORDER BY id", items[0]["id"])
    assert [row["kind"] for row in kinds] == ["imported", "opened"]
    stale = await stage.rows("SELECT subject_id FROM reminder_stale WHERE subject = 'item' ORDER BY subject_id")
    assert [row["subject_id"] for row in stale] == [row["id"] for row in items]


async def test_owners_without_an_account_are_named_not_counted_as_told(stage: Stage) -> None:
    done = await stage.load(ROW, OTHER.replace("王五", "P3"), opened=True)
    assert (done.told, done.unbound, done.invites) == (1, ("王五",), True)
    shown = view.imported(done, Texts(ZONE).speech("zh"))
    assert "已经告诉 1 位责任人" in shown.text
    assert "责任人王五还没有绑定账号，请另行告知" in shown.text
    drafts = await stage.load("制度不全,补制度,P3,,,2027-03-31,,")
    assert (drafts.told, drafts.unbound) == (0, ())


async def test_the_same_file_twice_changes_nothing_even_after_the_due_date(stage: Stage) -> None:
    await stage.load(ROW, opened=True)
    before = await stage.items()
    stage.clock.forward(days=90)
    for again in (ROW, ROW.replace("党课少", " 党课，少。")):
        shown = await stage.show(again)
        assert (shown.upload, shown.preview.faults, shown.preview.plan.unchanged) == (None, (), 1)
    assert await stage.items() == before
    later = await stage.load(ROW, OTHER.replace("王五", "P4"))
    assert later.count == 1


async def test_a_second_yes_and_a_redelivered_one(stage: Stage) -> None:
    shown = await stage.show(ROW)
    assert shown.upload is not None
    answers = [
        await importing.confirm(
            stage.uow, stage.by(SECRETARY, update), INSTALLATION, stage.folder, shown.upload, opened=True
        )
        for update in (501, 501, 502)
    ]
    assert [(done.count, done.again) for done in answers] == [(1, False), (0, True), (0, True)]
    assert len(await stage.items()) == len(await stage.told()) == 1


async def test_what_has_gone_wrong_since_it_was_shown_is_not_imported(stage: Stage) -> None:
    shown = await stage.show(ROW)
    assert shown.upload is not None
    await stage.run("UPDATE person SET left_on = '2026-11-01' WHERE number = 'P2'")
    with pytest.raises(DomainError, match="rectify_import_has_faults"):
        await importing.confirm(stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=False)
    assert await stage.items() == []


async def test_a_file_that_is_not_what_was_shown_adds_nothing(stage: Stage) -> None:
    shown = await stage.show(ROW, OTHER.replace("王五", "P3"))
    assert shown.upload is not None
    [file] = stage.folder.iterdir()
    file.write_bytes(file.read_bytes()[: file.read_bytes().index("记录不全".encode())])
    with pytest.raises(DomainError, match="upload_file_gone"):
        await importing.confirm(stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=True)
    assert await stage.items() == []


async def test_a_declined_file_and_another_persons(stage: Stage) -> None:
    shown = await stage.show(ROW)
    assert shown.upload is not None
    with pytest.raises(DomainError, match="not_found"):
        await importing.confirm(stage.uow, stage.by(WESTERN), INSTALLATION, stage.folder, shown.upload, opened=False)
    assert await importing.decline(stage.uow, stage.by(SECRETARY), stage.folder, shown.upload)
    with pytest.raises(DomainError, match="upload_declined"):
        await importing.confirm(stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=False)
    assert await stage.items() == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (ROW.replace("李四", "王五"), "rectify_import_owner_ambiguous"),
        (ROW.replace("李四", "赵六"), "rectify_import_owner_left"),
        (ROW.replace("李四", "孙七"), "rectify_import_owner_outside"),
        (ROW.replace("李四", "P7"), "rectify_import_owner_outside"),
        (ROW.replace("李四", "代表"), "rectify_import_owner_outside"),
        (ROW.replace("李四", "某某"), "rectify_import_owner_outside"),
        (ROW.replace("2026-12-31", "2026-11-24"), "due_past"),
        ("p,m,李四,,2026-12-20,2026-12-10,,", "due_before_start"),
        (ROW.replace("检查 2026-12-20", "检查 2027-02-01"), "milestone_outside"),
        (ROW.replace("李四,,", "李四,西村党支部,"), "roster_not_your_unit"),
        (ROW.replace("李四,,", "李四,北村党支部,"), "rectify_import_unit_unknown"),
        (f"{ROW}\n党 课少！,别的措施,P2,,,2027-01-31,,", "rectify_import_twice"),
    ],
)
async def test_faults_by_row(stage: Stage, line: str, code: str) -> None:
    found = await stage.faults(OTHER.replace("王五", "P3"), line)
    assert [one[1] for one in found] == [code]
    assert found[0][0] == (4 if code == "rectify_import_twice" else 3)
    assert await stage.items() == []


async def test_the_fault_of_the_same_item_twice_names_both_rows(stage: Stage) -> None:
    shown = await stage.show(ROW, OTHER.replace("王五", "P3"), ROW)
    assert [(fault.row, dict(fault.data)) for fault in shown.preview.faults] == [(4, {"first": 2})]


async def test_the_committee_names_the_unit_and_may_write_for_all_below(stage: Stage) -> None:
    assert await stage.faults(ROW, by=ABOVE) == [(2, "rectify_import_unit_missing")]
    west = ROW.replace("李四,,", f"孙七,{WEST},")
    east = ROW.replace("李四,,", "李四,东村党支部,")
    own = ROW.replace("李四,,", "周八,某镇党委,")
    assert (await stage.load(east, west, own, by=ABOVE)).count == 3
    units = await stage.rows("SELECT unit.name FROM rectify_item JOIN unit ON unit.id = unit_id ORDER BY unit.name")
    assert {row["name"] for row in units} == {"东村党支部", "某镇党委", "西村党支部"}


async def test_a_unit_graded_low_opens_nothing_without_leader_and_liaison(stage: Stage) -> None:
    grades = csv_of("党组织,年度,等级", f"{EAST},2025,较差")
    await grade_import.apply(stage.uow, None, grades, "g.csv")
    assert (await stage.show(ROW)).preview.closed == (), "the committee's look after all its units"
    await stage.run("UPDATE post SET ended_on = '2026-06-01' WHERE kind = 'liaison'")
    shown = await stage.show(ROW)
    assert [unit.name for unit in shown.preview.closed] == ["东村党支部"]
    assert shown.upload is not None
    with pytest.raises(DomainError, match="attached_missing"):
        await importing.confirm(stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=True)
    assert await stage.items() == []
    await importing.confirm(stage.uow, stage.by(SECRETARY), INSTALLATION, stage.folder, shown.upload, opened=False)
    assert [row["state"] for row in await stage.items()] == ["draft"]


async def test_only_those_who_enter_items_import_them(stage: Stage) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        await stage.show(ROW, by=MEMBER)
    with pytest.raises(DomainError, match="not_allowed"):
        await importing.may_import(stage.uow, stage.by(MEMBER))
    await importing.may_import(stage.uow, stage.by(ABOVE))


async def test_a_start_in_the_file_stands(stage: Stage) -> None:
    await stage.load("p,m,李四,,2026-10-01,2026-12-10,,")
    [row] = await stage.items()
    assert date.fromisoformat(row["starts_on"]) == date(2026, 10, 1)
