"""Rectification items through the door that people use: entered, opened, found again, corrected."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.model import Message
from tests.e2e.counted import Counted
from tests.e2e.forgery import town
from tests.e2e.system import System, running

COMMITTEE, LIAISON, SECRETARY, OWNER, MEMBER, OUTSIDE = "R01", "R02", "R11", "R12", "R14", "R16"
MOST = 9
"""Messages and taps that an item costs whoever enters it, all told."""


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(town.ROSTER.encode(), COMMITTEE, LIAISON, SECRETARY, OWNER, MEMBER, OUTSIDE)
        yield one


async def to_the_card(person: Counted, owner: str = "丁宣传", due: str = "12月31日") -> Message:
    shown = await person.send("/rectify", "东村党支部整改台账")
    await person.tap("登记整改事项", shown, "存在什么问题")
    await person.send("组织生活不够经常", "准备怎么改")
    await person.send("每季度开一次支部党员大会", "改到什么程度算完成")
    shown = await person.send("每季度一次，到会率八成以上", "谁来负责")
    await person.tap(owner, shown, "哪天以前完成")
    return await person.send(due, "请核对一遍")


async def published(system: System, **more: str) -> Message:
    secretary = Counted(system.people[SECRETARY])
    card = await to_the_card(secretary, **more)
    return await secretary.tap("存好并公布", card, "已公布")


async def graded(system: System, grade: str) -> None:
    unit = await town.one(system, "SELECT id FROM unit WHERE place = $1", town.EAST)
    sql = """INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source)
      VALUES ($1, 2025, 700, $2, '2025-12-20', 'import')"""
    await town.write(system, sql, unit, grade)


async def test_an_item_costs_few_messages_and_its_owner_hears_of_it(system: System) -> None:
    secretary, owner = Counted(system.people[SECRETARY]), Counted(system.people[OWNER])
    card = await to_the_card(secretary)
    assert "近期" in card.text
    done = await secretary.tap("存好并公布", card, "已公布，由丁宣传负责")
    assert secretary.doings <= MOST
    assert "整改中" in done.text
    told = await owner.phone.wait_for("这一项整改由您负责")
    shown = await owner.tap("打开这一项", told, "整改事项 · 整改中")
    assert "期限：2026年12月31日" in shown.text
    labels = shown.button_texts
    assert "交材料" in labels
    assert "申请延期" in labels
    again = await owner.tap("办理记录", shown, "公布，责任人丁宣传，期限 2026年12月31日")
    assert "登记了这一项" in again.text
    [row] = await system.rows("SELECT state, first_due_on, horizon FROM rectify_item")
    assert dict(row) == {"state": "open", "first_due_on": "2026-12-31", "horizon": "near"}


async def test_members_and_the_masses_see_the_plan_and_the_owner_sees_the_own_first(system: System) -> None:
    await published(system)
    await published(system, owner="己党员", due="12月1日")
    system.clock.forward(days=10)
    member = Counted(system.people[MEMBER])
    shown = await member.send("/rectify", "整改台账")
    assert shown.text.index("您负责的") < shown.text.index("己党员") < shown.text.index("其他事项")
    assert "⚠ 已逾期 4 天" in shown.text
    outside = Counted(system.people[OUTSIDE])
    plan = await outside.send("我们支部还有哪些整改没完成", "东村党支部整改台账")
    assert "丁宣传" in plan.text
    assert "登记整改事项" not in plan.button_texts
    mine = await member.send("我负责的整改", "您负责的")
    assert "丁宣传" not in mine.text


async def test_a_draft_is_seen_by_those_who_enter_edited_and_deleted(system: System) -> None:
    secretary, member = Counted(system.people[SECRETARY]), Counted(system.people[MEMBER])
    card = await to_the_card(secretary)
    kept = await secretary.tap("存为草稿", card, "已存为草稿")
    plan = await member.send("/rectify", "还没有整改事项")
    assert "组织生活" not in plan.text
    card = await secretary.tap("修改", kept, "请核对一遍")
    asked = await secretary.tap("期限", card, "哪天以前完成")
    assert "现在是：2026年12月31日" in asked.text
    card = await secretary.send("明年底", "请核对一遍")
    assert "2027年12月31日（长期）" in card.text
    asked = await secretary.tap("节点", card, "请发中间的节点")
    card = await secretary.send("12月10日 制度上墙\n1月15日 中期检查", "请核对一遍")
    kept = await secretary.tap("存为草稿", card, "已存为草稿")
    assert "○ 2026年12月10日 制度上墙" in kept.text
    asked = await secretary.tap("删除草稿", kept, "删除以后不能恢复")
    await secretary.tap("删除", asked, "草稿已删除")
    assert await system.rows("SELECT id FROM rectify_item") == []


async def test_a_low_grade_needs_leader_and_liaison_two_taps_each(system: System) -> None:
    await graded(system, "average")
    await town.write(system, "UPDATE post SET ended_on = '2026-01-01' WHERE kind = 'liaison'")
    secretary, committee = Counted(system.people[SECRETARY]), Counted(system.people[COMMITTEE])
    card = await to_the_card(secretary)
    refused = await secretary.tap("存好并公布", card, "需要先定好挂点领导和联络员")
    assert refused.button_texts == []
    kept = await secretary.tap("存为草稿", card, "已存为草稿")
    units = await committee.send("/rectify", "请点一个党组织")
    ledger = await committee.tap("东村党支部", units, "东村党支部整改台账")
    drafts = await committee.tap("草稿", ledger, "只看：草稿")
    item = await committee.tap("1. 组织生活不够经常", drafts, "整改事项 · 草稿")
    missing = await committee.tap("公布", item, "需要先定好")
    who = await committee.tap("选挂点领导", missing, "谁来担任东村党支部的挂点领导")
    done = await committee.tap("甲镇书", who, "已定：甲镇书担任东村党支部的挂点领导")
    who = await committee.tap("选联络员", done, "谁来担任东村党支部的联络员")
    await committee.tap("乙联络", who, "已定：乙联络")
    liaison = Counted(system.people[LIAISON])
    told = await liaison.phone.wait_for("您担任东村党支部的联络员")
    units = await liaison.tap("整改", told, "请点一个党组织")
    await liaison.tap("东村党支部", units, "东村党支部整改台账")
    opened = await secretary.tap("公布", kept, "已公布")
    assert "挂点领导：甲镇书" in opened.text
    kinds = [row["kind"] for row in await system.rows("SELECT kind FROM audit ORDER BY sequence")]
    assert kinds[-3:] == ["post.given", "post.given", "rectify.opened"]


async def test_an_open_item_is_corrected_and_its_history_keeps_what_was(system: System) -> None:
    item = await published(system)
    secretary, before, after = Counted(system.people[SECRETARY]), system.people[OWNER], Counted(system.people[MEMBER])
    card = await secretary.tap("改措施、目标、责任人", item, "可以改措施、目标和责任人")
    assert {"问题", "期限", "开始"}.isdisjoint(set(card.button_texts))
    await secretary.tap("责任人", card, "谁来负责")
    card = await secretary.send("己党员", "责任人：己党员")
    await secretary.tap("措施", card, "请写整改措施")
    card = await secretary.send("每月开一次支委会", "措施：每月开一次支委会")
    saved = await secretary.tap("存好修改", card, "已存好")
    await before.wait_for("已改由己党员负责")
    await after.phone.wait_for("这一项整改由您负责")
    past = await secretary.tap("办理记录", saved, "办理记录，最近的在前")
    assert "措施：每季度开一次支部党员大会" in past.text
    assert "责任人：丁宣传（改为己党员）" in past.text


async def test_a_milestone_is_reached_by_one_tap(system: System) -> None:
    secretary, owner = Counted(system.people[SECRETARY]), Counted(system.people[OWNER])
    card = await to_the_card(secretary)
    await secretary.tap("节点", card, "请发中间的节点")
    card = await secretary.send("12月10日 制度上墙", "请核对一遍")
    await secretary.tap("存好并公布", card, "已公布")
    told = await owner.phone.wait_for("这一项整改由您负责")
    shown = await owner.tap("打开这一项", told, "节点：")
    await owner.tap("完成：制度上墙", shown, "✓ 2026年12月10日 制度上墙（11月25日周三完成）")


async def test_every_wrong_answer_gets_a_sentence_and_changes_nothing(system: System) -> None:
    secretary = Counted(system.people[SECRETARY])
    shown = await secretary.send("/rectify", "整改台账")
    await secretary.tap("登记整改事项", shown, "存在什么问题")
    await secretary.send("长" * 501, "最多 500 个字")
    mark = secretary.phone.mark()
    await secretary.phone.send_sticker()
    await secretary.phone.wait_for("这一步用不上刚才发来的内容", after=mark)
    await secretary.send("组织生活不够经常", "准备怎么改")
    await secretary.send("开会", "改到什么程度算完成")
    await secretary.tap("跳过", await secretary.phone.wait_for("改到什么程度"), "谁来负责")
    await secretary.send("卯党员", "名册上没有找到“卯党员”")
    await secretary.send("壬离", "谁来负责")
    await secretary.send("丁宣传", "哪天以前完成")
    await secretary.send("随便", "没看懂这个日期")
    await secretary.send("2月30日", "没有这个日期")
    await secretary.send("11月20日", "已经过去了")
    await secretary.send("2040年1月1日", "最多十年")
    card = await secretary.send("12月1日", "请核对一遍")
    await secretary.tap("开始", card, "从哪天开始")
    await secretary.send("12月5日", "期限 2026年12月1日 在开始日期 2026年12月5日 之前")
    await secretary.send("11月1日", "请核对一遍")
    assert await system.rows("SELECT id FROM rectify_item") == []
