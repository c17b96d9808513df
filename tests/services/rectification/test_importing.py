"""Rectification items from a sheet, on both databases: shown, added once, told once, refused row by row."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rectification.model import ItemState
from bot.services.grading import grade_import
from bot.services.people import roster
from bot.services.rectification import importing
from bot.services.rectification.importing import DryRun, Imported
from bot.storage.connection import Row
from bot.texts.speech import Texts
from bot.views.rectification import importing as view
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.rosters import csv_of
from tests.world import ACCOUNTS, World

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
SECRETARY, MEMBER, ABOVE, WESTERN = 1, 2, 8, 7
ACCOUNT = "INSERT INTO account (id, person_id) VALUES ($1, $2)"
ROW = "党课少,每季度一次,李四,,,2026-12-31,制度上墙 2026-12-01；检查 2026-12-20,工作制度"
OTHER = "记录不全,会后三天整理,王五,,,2027-03-31,,"


@pytest.fixture
async def villages(world: World) -> World:
    """A town's committee and the branches of two villages below it; P5 has left one of them."""
    await roster.apply(world.uow, None, roster.RosterFile(csv_of(*PEOPLE), "r.csv", ZONE))
    await world.run_all(ACCOUNT, [(ACCOUNTS + person, person) for person in (SECRETARY, MEMBER, ABOVE, WESTERN)])
    await world.run("UPDATE person SET left_on = '2026-05-01' WHERE number = 'P5'")
    return world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a sheet lies until the yes to it."""
    return tmp_path / "imports"


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def show(villages: World, folder: Path, *lines: str, by: int = SECRETARY) -> DryRun:
    return await villages.act(by, importing.show, INSTALLATION, folder, csv_of(HEAD, *lines), "i.csv")


async def confirm(villages: World, folder: Path, shown: DryRun, *, opened: bool, by: int = SECRETARY) -> Imported:
    assert shown.upload is not None, shown.preview.faults
    return await villages.act(by, importing.confirm, INSTALLATION, folder, shown.upload, opened=opened)


async def load(villages: World, folder: Path, *lines: str, by: int = SECRETARY, opened: bool = False) -> Imported:
    return await confirm(villages, folder, await show(villages, folder, *lines, by=by), opened=opened, by=by)


async def faults(villages: World, folder: Path, *lines: str, by: int = SECRETARY) -> list[tuple[int, str]]:
    shown = await show(villages, folder, *lines, by=by)
    assert shown.upload is None
    return [(fault.row, fault.code) for fault in shown.preview.faults]


async def items(villages: World) -> list[Row]:
    return await villages.rows("SELECT * FROM rectify_item ORDER BY id")


async def told(villages: World) -> list[Row]:
    return await villages.rows("SELECT chat_id, data FROM outbox WHERE kind LIKE 'rectify.%' ORDER BY chat_id")


async def test_drafts_with_milestones_history_and_the_files_digest_in_the_record(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW, OTHER.replace("王五", "P3"))
    assert await items(villages) == [], "nothing is written before the yes"
    assert shown.preview.closed == ()
    done = await confirm(villages, folder, shown, opened=False)
    assert done == Imported(2, opened=False, again=False)
    [one, two] = await items(villages)
    assert (one["problem"], one["measure"], one["category"]) == ("党课少", "每季度一次", "工作制度")
    assert (one["state"], one["horizon"], two["horizon"]) == ("draft", "near", "mid")
    assert (one["starts_on"], one["due_on"], one["first_due_on"]) == ("2026-11-25", "2026-12-31", "2026-12-31")
    steps = await villages.rows("SELECT item_id, title, due_on FROM rectify_milestone ORDER BY id")
    expected = [("制度上墙", "2026-12-01"), ("检查", "2026-12-20")]
    assert [tuple(dict(step).values()) for step in steps] == [(one["id"], *step) for step in expected]
    digest = shown.preview.digest
    history = await villages.rows("SELECT kind, data, person_id FROM rectify_event WHERE item_id = $1", one["id"])
    assert [(event["kind"], json.loads(event["data"])) for event in history] == [("imported", {"file": digest[:12]})]
    [record] = await villages.rows("SELECT data FROM audit WHERE kind = 'rectify.imported'")
    assert json.loads(record["data"]) == {"file": digest, "items": [one["id"], two["id"]], "opened": False}
    assert await told(villages) == [], "a draft is nobody's duty yet"
    assert files(folder) == []


async def test_opened_items_are_told_once_to_each_owner(villages: World, folder: Path) -> None:
    own = "班子不齐,补选委员,P1,,,2026-12-31,,"
    done = await load(villages, folder, ROW, OTHER.replace("王五", "李四"), own, opened=True)
    assert done == Imported(3, opened=True, again=False, told=1, invites=True)
    added = await items(villages)
    assert {row["state"] for row in added} == {ItemState.OPEN}
    assert {row["opened_at"] for row in added} == {to_ms(villages.clock.now())}
    [letter] = await told(villages)
    assert letter["chat_id"] == ACCOUNTS + MEMBER, "whoever imports knows of their own"
    assert [item["problem"] for item in json.loads(letter["data"])["items"]] == ["党课少", "记录不全"]
    kinds = await villages.rows("SELECT kind FROM rectify_event WHERE item_id = $1 ORDER BY id", added[0]["id"])
    assert [row["kind"] for row in kinds] == ["imported", "opened"]
    stale = await villages.rows("SELECT subject_id FROM reminder_stale WHERE subject = 'item' ORDER BY subject_id")
    assert [row["subject_id"] for row in stale] == [row["id"] for row in added]


async def test_owners_without_an_account_are_named_not_counted_as_told(villages: World, folder: Path) -> None:
    done = await load(villages, folder, ROW, OTHER.replace("王五", "P3"), opened=True)
    assert (done.told, done.unbound, done.invites) == (1, ("王五",), True)
    shown = view.imported(done, Texts(ZONE).speech("zh"))
    assert "已经告诉 1 位责任人" in shown.text
    assert "责任人王五还没有绑定账号，请另行告知" in shown.text
    drafts = await load(villages, folder, "制度不全,补制度,P3,,,2027-03-31,,")
    assert (drafts.told, drafts.unbound) == (0, ())


async def test_the_same_file_twice_changes_nothing_even_after_the_due_date(villages: World, folder: Path) -> None:
    await load(villages, folder, ROW, opened=True)
    before = await items(villages)
    villages.clock.forward(days=90)
    for again in (ROW, ROW.replace("党课少", " 党课，少。")):
        shown = await show(villages, folder, again)
        assert (shown.upload, shown.preview.faults, shown.preview.plan.unchanged) == (None, (), 1)
    assert await items(villages) == before
    later = await load(villages, folder, ROW, OTHER.replace("王五", "P4"))
    assert later.count == 1


async def test_a_second_yes_and_a_redelivered_one(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW)
    assert shown.upload is not None
    answers = []
    for again in (False, True, False):
        request = villages.request(SECRETARY, again=again)
        answers.append(await importing.confirm(villages.uow, request, INSTALLATION, folder, shown.upload, opened=True))
    assert [(done.count, done.again) for done in answers] == [(1, False), (0, True), (0, True)]
    assert len(await items(villages)) == len(await told(villages)) == 1


async def test_what_has_gone_wrong_since_it_was_shown_is_not_imported(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW)
    await villages.run("UPDATE person SET left_on = '2026-11-01' WHERE number = 'P2'")
    with pytest.raises(DomainError, match="rectify_import_has_faults"):
        await confirm(villages, folder, shown, opened=False)
    assert await items(villages) == []


async def test_a_file_that_is_not_what_was_shown_adds_nothing(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW, OTHER.replace("王五", "P3"))
    [file] = files(folder)
    file.write_bytes(file.read_bytes()[: file.read_bytes().index("记录不全".encode())])
    with pytest.raises(DomainError, match="upload_file_gone"):
        await confirm(villages, folder, shown, opened=True)
    assert await items(villages) == []


async def test_a_declined_file_and_another_persons(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW)
    assert shown.upload is not None
    with pytest.raises(DomainError, match="not_found"):
        await confirm(villages, folder, shown, opened=False, by=WESTERN)
    assert await villages.act(SECRETARY, importing.decline, folder, shown.upload)
    with pytest.raises(DomainError, match="upload_declined"):
        await confirm(villages, folder, shown, opened=False)
    assert await items(villages) == []


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
async def test_faults_by_row(villages: World, folder: Path, line: str, code: str) -> None:
    found = await faults(villages, folder, OTHER.replace("王五", "P3"), line)
    assert [one[1] for one in found] == [code]
    assert found[0][0] == (4 if code == "rectify_import_twice" else 3)
    assert await items(villages) == []


async def test_the_fault_of_the_same_item_twice_names_both_rows(villages: World, folder: Path) -> None:
    shown = await show(villages, folder, ROW, OTHER.replace("王五", "P3"), ROW)
    assert [(fault.row, dict(fault.data)) for fault in shown.preview.faults] == [(4, {"first": 2})]


async def test_the_committee_names_the_unit_and_may_write_for_all_below(villages: World, folder: Path) -> None:
    assert await faults(villages, folder, ROW, by=ABOVE) == [(2, "rectify_import_unit_missing")]
    west = ROW.replace("李四,,", f"孙七,{WEST},")
    east = ROW.replace("李四,,", "李四,东村党支部,")
    own = ROW.replace("李四,,", "周八,某镇党委,")
    assert (await load(villages, folder, east, west, own, by=ABOVE)).count == 3
    units = await villages.rows("SELECT unit.name FROM rectify_item JOIN unit ON unit.id = unit_id ORDER BY unit.name")
    assert {row["name"] for row in units} == {"东村党支部", "某镇党委", "西村党支部"}


async def test_a_unit_graded_low_opens_nothing_without_leader_and_liaison(villages: World, folder: Path) -> None:
    grades = csv_of("党组织,年度,等级", f"{EAST},2025,较差")
    await grade_import.apply(villages.uow, None, grades, "g.csv")
    assert (await show(villages, folder, ROW)).preview.closed == (), "the committee's look after all its units"
    await villages.run("UPDATE post SET ended_on = '2026-06-01' WHERE kind = 'liaison'")
    shown = await show(villages, folder, ROW)
    assert [unit.name for unit in shown.preview.closed] == ["东村党支部"]
    with pytest.raises(DomainError, match="attached_missing"):
        await confirm(villages, folder, shown, opened=True)
    assert await items(villages) == []
    await confirm(villages, folder, shown, opened=False)
    assert [row["state"] for row in await items(villages)] == ["draft"]


async def test_only_those_who_enter_items_import_them(villages: World, folder: Path) -> None:
    with pytest.raises(DomainError, match="not_allowed"):
        await show(villages, folder, ROW, by=MEMBER)
    with pytest.raises(DomainError, match="not_allowed"):
        await villages.act(MEMBER, importing.may_import)
    await villages.act(ABOVE, importing.may_import)


async def test_a_start_in_the_file_stands(villages: World, folder: Path) -> None:
    await load(villages, folder, "p,m,李四,,2026-10-01,2026-12-10,,")
    [row] = await items(villages)
    assert date.fromisoformat(row["starts_on"]) == date(2026, 10, 1)
