"""A branch with nothing above it holds a rating through phones: from the secretary's card to the result."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people.binding import invite_link
from bot.sandbox.phone import Phone
from bot.services.people import invite
from tests.e2e.counted import Counted
from tests.e2e.forgery.town import HEAD
from tests.e2e.rating.opening import turn
from tests.e2e.system import BOT_NAME, System, running

BRANCH = "青山村党支部"
ROSTER = HEAD + "\n".join(
    (
        f"A1,甲书记,{BRANCH},,正式党员,书记,+8612022220001",
        *(f"A{n},党员{n},{BRANCH},,正式党员,,+861202222000{n}" for n in range(2, 7)),
        f"A7,庚申请,{BRANCH},,申请人,,+8612022220007",
    )
)
SECRETARY, TELLER, SUPERVISOR = "A1", "A2", "A7"
VOTERS = tuple(f"A{n}" for n in range(1, 7))


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(ROSTER.encode(), *VOTERS, SUPERVISOR)
        one.clock.forward(days=20)
        yield one


async def administrator(system: System) -> Phone:
    """On no roster, by the command line's link."""
    phone = system.telegram.add_user("管理员")
    await phone.open_link(invite_link(BOT_NAME, await invite.create_admin_link(system.server.uow, timedelta(hours=72))))
    await phone.wait_for("您是管理员")
    return phone


async def opened(system: System) -> None:
    boss, secretary = Counted(await administrator(system)), Counted(system.people[SECRETARY])
    listed = await secretary.send("/rating", "现在没有和您有关的测评")
    card = await secretary.tap("准备新的测评", listed, "请核对一遍")
    await secretary.tap("✅ 报给上级", card, "上级（或者管理员）")
    card = await boss.tap("看这场测评", await boss.phone.wait_for("准备了一场无记名测评"), "请先定好监督人")
    asked = await boss.tap("定监督人", card, "这个党组织没有上级，有账号的人都可以")
    assert [one for one in asked.button_texts if one not in ("看这场测评", "取消")] == ["庚申请"]
    asked = await boss.tap("庚申请", asked, "请谁计票")
    card = await boss.tap("党员2", asked, "可以开启了")
    await boss.tap("✅ 开启测评", card, "正在开启")
    await turn(system)


async def vote(phone: Phone) -> None:
    voter = Counted(phone)
    ballot = await voter.tap("打开选票", await phone.wait_for("监督人：庚申请"), "总体属于哪一级")
    review = await voter.tap("好", ballot, "请核对一遍")
    await voter.tap("确定投票", review, "已经记下")


async def test_from_the_card_to_the_result(system: System) -> None:
    await opened(system)
    for who in VOTERS:
        await vote(system.people[who])
    system.clock.forward(days=1)
    await turn(system)
    for who in (SUPERVISOR, TELLER):
        one = Counted(system.people[who])
        page = await one.tap("关闭测评", await one.phone.wait_for("投票结束了"), "两个人都点“同意关闭”")
        await one.tap("✓ 同意关闭", page, "正在计票" if who == TELLER else "✓ 监督人已同意")
    await turn(system)
    told = await system.people[SECRETARY].wait_for("测评已关闭，结果如下")
    assert "发放 6　回收 6　有效 6　无效 0" in told.text
