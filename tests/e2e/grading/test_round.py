"""A branch's grading from its start to the decision, by taps and words on the phones of secretary and committee."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.grading.scheme_part import Step
from bot.domain.rating.model import Question, Turnout
from bot.domain.rating.result import Result
from bot.sandbox.model import Message
from tests.e2e.counted import Counted
from tests.e2e.forgery import town
from tests.e2e.grading import graded
from tests.e2e.system import System, running

COMMITTEE, SECRETARY, MEMBER, OTHER = "R01", "R11", "R14", "R31"
RATING = """
INSERT INTO rating (unit_id, case_id, subject, title, questions, comment, split, paper, source, groups, state,
  prepared_at, closes_at, closed_at, issued, returned, valid, spoiled, result)
VALUES ($1, $2, 'unit', '东村党支部等级', $3, $4, $4, $4, 'list', '', 'closed', 0, 0, 0, 9, 9, 9, 0, $5)"""


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(town.ROSTER.encode(), COMMITTEE, SECRETARY, MEMBER, OTHER)
        await town.write(one, "UPDATE unit SET sector = '村'")
        yield one


async def rated(system: System) -> None:
    """A closed rating of the eastern branch: 8 of 9 say good."""
    sql = "SELECT grade_case.id FROM grade_case JOIN unit ON unit.id = unit_id WHERE place = $1"
    case = await town.one(system, sql, town.EAST)
    unit = await town.one(system, "SELECT unit_id FROM grade_case WHERE id = $1", case)
    choices = system.server.installation.schemes.of("村").choices
    question = Question(code="grade", zh="等级", en="Grade", choices=choices).model_dump(mode="json")
    result = Result(9, Turnout(9, 9, 9, 0), ({"good": 8, "fairly_good": 0, "average": 0, "poor": 1},)).write()
    await town.write(system, RATING, unit, case, json.dumps([question]), False, result)


async def started(system: System) -> None:
    committee = Counted(system.people[COMMITTEE])
    shown = await committee.send("/grade", "定级")
    card = await committee.tap("开始新一轮定级", shown, "已选 2 个支部")
    card = await committee.tap("✓ 西村党支部", card, "已选 1 个支部")
    done = await committee.tap("✅ 开始（1 个支部）", card, "已经开始，共 1 个支部")
    assert "已经告诉 1 位负责人" in done.text
    await committee.tap("看定级总览", done, "共 1 个，已完成 0 个")
    answer = await committee.send("现在到哪一步了", "1 个支部，已完成 0 个")
    assert "· 东村党支部在第 1 步（调查摸底）" in answer.text
    assert "没有正在进行" not in answer.text


async def test_from_the_start_to_the_decision(system: System) -> None:
    secretary, committee = Counted(system.people[SECRETARY]), Counted(system.people[COMMITTEE])
    await started(system)
    told = await secretary.phone.wait_for("开始了 2026 年度分类定级")
    assert "· 调查摸底：" in told.text
    page = await secretary.tap("打开这次定级", told, "第 1 步（共 7 步）：调查摸底")
    assert "调查摸底还没有内容" in page.text
    await secretary.tap("填数字", page, "一共发出多少份问卷")
    for said, next_one in (
        ("一百二十份", "✓ 记下了：发出问卷：120 份"),
        ("118", "走访了多少"),
        ("30", "谈话、座谈"),
        ("8", "走访：30"),
    ):
        shown = await secretary.send(said, next_one)
    page = await secretary.tap("打开这次定级", shown, "第 1 步")
    asked = await secretary.tap("✅ 调查摸底已完成，进入下一步", page, "就不能再改了")
    shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：自评")
    page = await secretary.tap("打开这次定级", shown, "第 2 步（共 7 步）：自评")
    await secretary.tap("开始打分", page, "第 1/7 项：带头人")
    asked = await secretary.send("2 缺一次支委会", "第 2/7 项")
    refused = await secretary.send("缺会", "没看懂“缺会”")
    assert "第 2/7 项" in refused.text
    shown = await secretary.tap("其余都是满分", asked, "合计：98 分")
    assert "−2：缺一次支委会" in shown.text
    page = await secretary.tap("打开这次定级", shown, "自评打分：7/7 项")
    shown = await secretary.tap("提出自评等级", page, "自评合计 98 分")
    await secretary.tap("较好", shown, "请写一句理由")
    shown = await secretary.send("还要努力", "已记下东村党支部的自评等级：较好")
    page = await secretary.tap("打开这次定级", shown, "理由：还要努力")
    asked = await secretary.tap("✅ 自评已完成，进入下一步", page, "就不能再改了")
    shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：党员群众测评")
    await rated(system)
    page = await secretary.tap("打开这次定级", shown, "全部有效票：好 8")
    shown = await secretary.tap("好", page, "测评以后的意见：好")
    page = await secretary.tap("打开这次定级", shown, "第 3 步")
    asked = await secretary.tap("✅ 党员群众测评已完成，进入下一步", page, "就不能再改了")
    await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：上级评定")
    told = await committee.phone.wait_for("轮到上级了：上级评定")
    page = await committee.tap("打开这次定级", told, "第 4 步（共 7 步）：上级评定")
    shown = await committee.tap("其余都是满分", page, "群众评价：22.2/25（按测评的票计算）")
    page = await committee.tap("打开这次定级", shown, "按标准算出的等级：好")
    shown = await committee.tap("特殊情况（最高、最低等级）", page, "现在没有适用的特殊情况")
    state = next(one for one in shown.button_texts if one.startswith("有这种情况：新成立"))
    await committee.tap(state, shown, "有什么依据")
    shown = await committee.send("2026 年 3 月成立", "最高“较好”")
    page = await committee.tap("打开这次定级", shown, "按标准算出的等级：较好")
    await committee.tap("✅ 上级评定已完成，进入下一步", page, "已进入：确定等级")
    await secretary.phone.wait_for("进入下一步：确定等级")
    assert system.people[OTHER].messages()[-1].text.find("分类定级") == -1


async def test_cancelling_a_sheet_keeps_what_is_scored(system: System) -> None:
    secretary = Counted(system.people[SECRETARY])
    await started(system)
    told = await secretary.phone.wait_for("开始了 2026 年度分类定级")
    page = await secretary.tap("打开这次定级", told, "第 1 步")
    await secretary.tap("写情况", page, "一行一条")
    shown = await secretary.send("党员 29 名", "基本情况（1 条）")
    page = await secretary.tap("打开这次定级", shown, "党员 29 名")
    asked = await secretary.tap("✅ 调查摸底已完成，进入下一步", page, "就不能再改了")
    shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：自评")
    page = await secretary.tap("打开这次定级", shown, "第 2 步")
    await secretary.tap("开始打分", page, "第 1/7 项：带头人")
    await secretary.send("3 缺一次", "第 2/7 项")
    await secretary.send("/cancel", "已经打的分都留着")
    page = await secretary.send("/grade", "自评")
    assert [row["tenths"] for row in await system.rows("SELECT tenths FROM grade_deduction")] == [30]


async def test_what_cannot_be_undone_is_asked_first(system: System) -> None:
    """Branches that go on together, and one that goes on without its rating."""
    committee = Counted(system.people[COMMITTEE])
    top = await town.one(system, "SELECT id FROM unit WHERE parent_id IS NULL")
    east = await town.one(system, "SELECT id FROM unit WHERE place = $1", town.EAST)
    case = await graded.case_at(system, top, east, Step.SURVEY)
    page = await overview(committee)
    asked = await committee.tap("“调查摸底”已完成的，都进入下一步", page, "都核对过了吗")
    assert "东村党支部" in asked.text
    assert await at(system, case) == "survey"
    await committee.tap("✅ 核对过了，进入下一步", asked, "1 个已进入下一步")
    await town.write(system, "UPDATE grade_case SET step = 'rating' WHERE id = $1", case)
    card = await committee.tap("东村党支部 · 党员群众测评", await overview(committee), "▶ 3. 党员群众测评")
    page = await committee.tap("打开这次定级", card, "第 3 步")
    asked = await committee.tap("没有测评结果，仍进入上级评定", page, "最后只能“不定等级”")
    assert "东村党支部" in asked.text
    assert await at(system, case) == "rating"
    await committee.tap("确定，不再等了", asked, "已进入：上级评定")


async def overview(committee: Counted) -> Message:
    shown = await committee.send("/grade", "定级")
    return await committee.tap("2026 年度定级总览", shown, "2026 年度分类定级：共 1 个")


async def at(system: System, case: int) -> str:
    [row] = await system.rows("SELECT step FROM grade_case WHERE id = $1", case)
    return str(row["step"])
