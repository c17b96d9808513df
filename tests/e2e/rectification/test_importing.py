"""A sheet of rectification items sent to the real bot: told from a roster, shown, added after a yes, told to owners."""

import io

import pytest
from openpyxl import load_workbook

from bot.sandbox.phone import Phone
from bot.services.installation import sample
from tests.e2e.system import System
from tests.rosters import as_xlsx, school, xlsx_of

SECRETARY, DEPUTY, MEMBER, OTHER = "P000001", "P000002", "P000010", "P000011"
HEAD = ["问题", "整改措施", "责任人", "完成时限"]
DRAFTS, OPEN, NO, TEMPLATE = "导入为草稿", "导入并公布", "不导入", "下载模板"


@pytest.fixture
async def secretary(system: System) -> Phone:
    await system.bind(SECRETARY, MEMBER, OTHER)
    await system.bind(DEPUTY, language="en")
    await system.open_chats()
    return system.people[SECRETARY]


def sheet(*rows: list[str]) -> bytes:
    return xlsx_of([HEAD, *rows])


TWO = sheet(["党课少", "每季度一次", MEMBER, "2026-12-31"], ["记录不全", "三天内整理", MEMBER, "2027-01-31"])


async def items(system: System) -> list[str]:
    return [row["state"] for row in await system.rows("SELECT state FROM rectify_item ORDER BY id")]


async def test_shown_opened_and_told_once_then_nothing_new(system: System, secretary: Phone) -> None:
    owner = system.people[MEMBER]
    mark, heard = secretary.mark(), owner.mark()
    await secretary.send_document("台账.xlsx", TWO)
    shown = await secretary.wait_for("新增 2 条", after=mark)
    assert "第 2 行：党课少" in shown.text
    assert await items(system) == []
    await secretary.tap(OPEN, message=shown)
    await secretary.wait_for("已导入并公布 2 条", after=mark)
    assert await items(system) == ["open", "open"]
    told = await owner.wait_for("有 2 项整改从现在起由您负责", after=heard)
    assert "党课少" in told.text
    assert "记录不全" in told.text
    mark = secretary.mark()
    await secretary.send_document("台账.xlsx", TWO)
    assert "都已在台账里，没有变化" in (await secretary.wait_for("共 2 条", after=mark)).text
    assert list((system.settings.data_dir / "imports").iterdir()) == []
    assert [message.text for message in owner.messages() if "项整改从现在起" in message.text] == [told.text]


async def test_drafts_and_not_at_all(system: System, secretary: Phone) -> None:
    for button, answer, states in ((NO, "什么都没有改动", []), (DRAFTS, "都是草稿", ["draft", "draft"])):
        mark = secretary.mark()
        await secretary.send_document("台账.xlsx", TWO)
        await secretary.tap(button, message=await secretary.wait_for("要导入吗", after=mark))
        await secretary.wait_for(answer, after=mark)
        assert await items(system) == states


async def test_a_roster_is_still_a_roster_and_neither_is_asked_about(system: System, secretary: Phone) -> None:
    for name, data, sentence in (
        ("名册.xlsx", as_xlsx(school()), "和现在的名册完全一样"),
        ("别的.xlsx", xlsx_of([["甲", "乙"], ["1", "2"]]), "看不出这个文件是名册还是整改事项"),
        ("少.xlsx", xlsx_of([["问题", "责任人"], ["1", "2"]]), "缺少这些列：整改措施 (measure)、完成时限 (due)"),
    ):
        mark = secretary.mark()
        await secretary.send_document(name, data)
        await secretary.wait_for(sentence, after=mark)


async def test_faults_in_english_change_nothing(system: System, secretary: Phone) -> None:
    deputy = system.people[DEPUTY]
    mark = deputy.mark()
    rows = [["p", "m", MEMBER, "2026-01-31"], ["q", "m", "Nobody", "2026-12-31"], ["r", "", MEMBER, "2026-12-31"]]
    await deputy.send_document("items.xlsx", sheet(*rows))
    shown = await deputy.wait_for("To be corrected", after=mark)
    assert "Row 2" in shown.text
    assert f"Row 3: There is no “Nobody” in {sample.SCHOOL}" in shown.text
    assert "Row 4: The measure is missing" in shown.text
    assert await items(system) == []
    assert await system.rows("SELECT * FROM job WHERE kind = 'rectify.import'") == []


async def test_the_template_comes_as_a_file_and_is_read_again(system: System, secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send_document("空.xlsx", sheet(["p", "m", "无此人", "2026-12-31"]))
    await secretary.tap(TEMPLATE, message=await secretary.wait_for("没有“无此人”", after=mark))
    sent = await secretary.wait_for(lambda message: "document" in message.raw, after=mark)
    book = load_workbook(io.BytesIO(await secretary.download(sent)))
    table, notes = book.worksheets
    assert [cell.value for cell in table[1]][:2] == ["问题* (problem)", "类别 (category)"]
    assert str(table.cell(2, 1).value).startswith("【示例】")
    assert {row[0].value for row in notes.iter_rows(min_row=2)} >= {"问题", "责任人", "节点"}
    assert all(row[4].value for row in notes.iter_rows(min_row=2)), "and in English"
    names = [str(cell.value).partition("*")[0] for cell in table[1]]
    for name, value in zip(HEAD, ["党课少", "每季度一次", MEMBER, "2026-12-31"], strict=True):
        table.cell(3, names.index(name) + 1).value = value
    filled = io.BytesIO()
    book.save(filled)
    mark = secretary.mark()
    await secretary.send_document("填好.xlsx", filled.getvalue())
    shown = await secretary.wait_for("新增 1 条", after=mark)
    assert "第 3 行：党课少" in shown.text


async def test_a_member_is_refused_before_anything_is_fetched(system: System, secretary: Phone) -> None:
    member = system.people[MEMBER]
    mark = member.mark()
    await member.send_document("台账.xlsx", TWO)
    await member.wait_for("需要相应的职务", after=mark)
    assert not [call for call in system.telegram.calls if call["method"] == "getFile"]
