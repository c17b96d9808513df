"""A month's score by taps and words: scored, published, corrected, read by the branch."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.installation import audit
from tests.e2e.counted import Counted
from tests.e2e.forgery import town
from tests.e2e.system import System, running

COMMITTEE, SECRETARY, MEMBER, OTHER = "R01", "R11", "R14", "R31"


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(town.ROSTER.encode(), COMMITTEE, SECRETARY, MEMBER, OTHER)
        yield one


async def test_scored_published_corrected_and_read(system: System) -> None:
    committee, secretary, member = (Counted(system.people[one]) for one in (COMMITTEE, SECRETARY, MEMBER))
    shown = await committee.send("/grade", "还没有定级")
    page = await committee.tap("本月评分", shown, "2026年11月评分：共 2 个支部")
    assert "还没有评 2 个" in page.text
    card = await committee.tap("○ 东村党支部：还没有评", page, "还没有评。")
    assert "共 10 项，满分 100 分" in card.text
    await committee.tap("学习教育", card, "学习教育，满分 10 分")
    refused = await committee.send("11 太多了", "一条扣分不能比这还多")
    assert "学习教育，满分 10 分" in refused.text
    card = await committee.send("2 学习记录不全\n1.5 缺席一次", "✓ 学习教育：6.5/10")
    assert "96.5 分，还没有公布" in card.text
    asked = await committee.tap("公布", card, "要公布东村党支部的评分吗")
    assert "· 学习教育 −1.5 缺席一次" in asked.text
    card = await committee.tap("✅ 看过了，公布", asked, "已公布。")
    told = await secretary.phone.wait_for("东村党支部的2026年11月评分公布了")
    assert "2026年11月得分 96.5：" in told.text
    for one in (secretary, member):
        answer = await one.send("我们支部现在什么等级", "2026年11月得分 96.5：")
        assert "· 学习教育 −2 学习记录不全\n· 学习教育 −1.5 缺席一次" in answer.text
        assert "本月评分" not in answer.button_texts
    await committee.tap("学习教育", card, "现在是：\n　−2：学习记录不全")
    card = await committee.send("1 学习记录不全", "改为 99 分，还没有重新公布")
    assert "现在算数的是已公布的 96.5 分" in card.text
    await committee.tap("重新公布", card, "请写一句为什么要改")
    asked = await committee.send("补交了材料", "理由：补交了材料")
    assert "原来是 96.5 分" in asked.text
    await committee.tap("重写理由", asked, "请写一句为什么要改")
    asked = await committee.send("补交了学习记录", "理由：补交了学习记录")
    await committee.tap("✅ 看过了，重新公布", asked, "99 分，已公布")
    await secretary.phone.wait_for("重新公布。理由：补交了学习记录")
    answer = await member.send("/grade", "2026年11月得分 99：")
    assert "更正，理由：补交了学习记录" in answer.text
    assert (await audit.verify(system.server.uow)).fault is None


async def test_all_at_once_after_a_look(system: System) -> None:
    committee, other = Counted(system.people[COMMITTEE]), Counted(system.people[OTHER])
    shown = await committee.send("/grade", "还没有定级")
    page = await committee.tap("本月评分", shown, "还没有评 2 个")
    card = await committee.tap("○ 东村党支部：还没有评", page, "还没有评。")
    card = await committee.tap("✅ 没有扣分，满分", card, "100 分，还没有公布")
    page = await committee.tap("2026年11月评分", card, "已评、等公布 1 个")
    card = await committee.tap("○ 西村党支部：还没有评", page, "还没有评。")
    await committee.tap("党费收缴", card, "党费收缴，满分 10 分")
    card = await committee.send("扣二分 迟交", "98 分，还没有公布")
    page = await committee.tap("2026年11月评分", card, "已评、等公布 2 个")
    asked = await committee.tap("公布全部已评的（2 个）", page, "要公布下面 2 个支部的吗")
    assert "· 西村党支部：98 分\n　· 党费收缴 −2 迟交" in asked.text
    done = await committee.tap("✅ 看过了，公布这 2 个", asked, "评分已公布，共 2 个支部")
    assert "· 东村党支部：100 分" in done.text
    await other.phone.wait_for("西村党支部的2026年11月评分公布了")
    page = await committee.tap("2026年11月评分", done, "已公布 2 个")
    assert "公布全部" not in " ".join(page.button_texts)
    page = await committee.tap("2026年10月评分", page, "2026年10月评分：共 2 个支部")
    card = await committee.tap("○ 东村党支部：还没有评", page, "现在已经过了时间")
    assert "学习教育" not in card.button_texts


async def test_in_english_the_committee_reads_it_too(system: System) -> None:
    await town.write(system, "UPDATE account SET language = 'en'")
    committee, member = Counted(system.people[COMMITTEE]), Counted(system.people[MEMBER])
    shown = await committee.send("/grade", "no grade yet")
    page = await committee.tap("This month's scores", shown, "Scores of November 2026: 2 branches.")
    card = await committee.tap("○ 东村党支部: not scored yet", page, "10 aspects, 100 points in all")
    await committee.tap("Study", card, "Study, 10 points")
    card = await committee.send("2 records incomplete", "98 points, not published yet")
    asked = await committee.tap("Publish", card, "Please look once more")
    await committee.tap("✅ Yes, publish", asked, "is published.")
    answer = await member.send("/grade", "Score of November 2026: 98")
    assert "· Study −2 records incomplete" in answer.text


async def test_a_correction_of_many_words_can_be_confirmed(system: System) -> None:
    committee, secretary = Counted(system.people[COMMITTEE]), system.people[SECRETARY]
    shown = await committee.send("/grade", "还没有定级")
    page = await committee.tap("本月评分", shown, "还没有评 2 个")
    card = await committee.tap("○ 东村党支部：还没有评", page, "还没有评。")
    card = await committee.tap("✅ 没有扣分，满分", card, "100 分，还没有公布")
    asked = await committee.tap("公布", card, "要公布东村党支部的评分吗")
    card = await committee.tap("✅ 看过了，公布", asked, "已公布。")
    for name in ("学习教育", "党费收缴"):
        await committee.tap(name, card, f"{name}，满分 10 分")
        card = await committee.send("\n".join(["0.5 " + "记" * 120] * 18), "共 10 项，满分 100 分")
    await committee.tap("重新公布", card, "请写一句为什么要改")
    asked = await committee.send("补扣", "理由：补扣")
    assert asked.text.endswith("……（太长了，后面的没有显示）")
    await committee.tap("✅ 看过了，重新公布", asked, "82 分，已公布")
    await secretary.wait_for("重新公布。理由：补扣")


async def test_cancelling_takes_nothing_off(system: System) -> None:
    committee = Counted(system.people[COMMITTEE])
    shown = await committee.send("/grade", "还没有定级")
    page = await committee.tap("本月评分", shown, "还没有评 2 个")
    card = await committee.tap("○ 东村党支部：还没有评", page, "还没有评。")
    await committee.tap("学习教育", card, "学习教育，满分 10 分")
    await committee.send("/cancel", "什么都没有改动")
    assert await system.rows("SELECT id FROM month_score_draft") == []
