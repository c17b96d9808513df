"""From the end of voting to the result, through the door that people use: paper, closing, words, picture, comments."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import NewRating, Source, State, Subject
from bot.domain.rating.vote import BallotDraft
from bot.sandbox.model import Message
from bot.services.rating import vote as rating_vote
from bot.storage.rating import store as ratings
from tests.e2e.counted import Counted
from tests.e2e.forgery import town
from tests.e2e.forgery.town import asks, number
from tests.e2e.rating.opening import turn
from tests.e2e.system import System, running
from tests.services.rating.ratings import questions

COMMITTEE, SUPERVISOR, SECRETARY, TELLER = "R01", "R02", "R11", "R14"
VOTERS = (SECRETARY, "R12", "R13", TELLER, "R15")


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(town.ROSTER.encode(), COMMITTEE, SUPERVISOR, *VOTERS)
        one.clock.forward(days=20)
        yield one


async def opened(system: System) -> int:
    now = system.clock.now()
    unit = await town.one(system, "SELECT id FROM unit WHERE place = $1", town.EAST)
    async with system.server.uow.begin() as work:
        made = await ratings.add(
            work,
            NewRating(
                unit,
                Subject.UNIT,
                "定级测评",
                questions(2),
                now + timedelta(hours=3),
                source=Source.LIST,
                groups=frozenset({Voters.MEMBERS}),
                comment=True,
                paper=True,
            ),
            now,
        )
        await ratings.appoint(work, made, await number(system, SUPERVISOR), await number(system, TELLER))
        await ratings.move(work, made, State.SUBMITTED, State.OPENING)
        await work.commit()
    await turn(system)
    return made


async def vote(system: System, rating: int) -> None:
    async with system.server.uow.reading() as cx:
        found = await ratings.get(cx, rating)
    assert found is not None
    for place, who in enumerate(VOTERS):
        request = asks(system, system.people[who])
        words = "多办活动" if who == "R12" else ""
        slip = BallotDraft(rating, found.key_tag, (place % 2, 0), words)
        await rating_vote.vote(system.server.uow, request, slip, system.server.keys)


async def ended(system: System) -> None:
    system.clock.forward(hours=4)
    await turn(system)


async def paper_to(system: System, who: str) -> None:
    supervisor = Counted(system.people[SUPERVISOR])
    listed = await supervisor.send("/rating", "和您有关的测评")
    card = await supervisor.tap("东村党支部：定级测评 · 进行中", listed, "投票截止")
    page = await supervisor.tap("纸质票", card, "请先点名字登记")
    sure = await supervisor.tap(f"{who}（没有绑定账号）", page, "只能用纸投票，不能撤回")
    assert "监督人和计票人可能认得出" in sure.text
    await supervisor.tap("✓ 登记发票", sure, f"请现在把纸质票交给{who}")


async def totals(system: System) -> Message:
    """The teller enters, the supervisor agrees; what the supervisor sees then."""
    teller, supervisor = Counted(system.people[TELLER]), Counted(system.people[SUPERVISOR])
    told = await teller.phone.wait_for("投票结束了")
    page = await teller.tap("纸质票", told, "还没有录入")
    await teller.tap("录入总数", page, "发出纸质票 1 张")
    await teller.send("2 0", "收回的不能比发出的多")
    await teller.send("1 0", "第 1 题（共 2 题）：总体等级")
    await teller.send("1 1 0", "加起来是 2，应该是 1")
    await teller.send("0 0 1", "第 2 题（共 2 题）：带头人")
    shown = await teller.send("1 0 0", "都对吗")
    assert "总体等级：好 0、较好 0、较差 1" in shown.text
    await teller.tap("✓ 保存", shown, "等另一个人核对")
    asked_ = await supervisor.phone.wait_for("录入了纸质票的总数")
    check = await supervisor.tap("去核对", asked_, "请对着纸质票核对")
    await teller.phone.wait_for("等另一个人核对")
    return await supervisor.tap("✓ 核对无误", check, "两个人都核对过了")


async def close(system: System, ready: Message) -> None:
    supervisor, teller = Counted(system.people[SUPERVISOR]), Counted(system.people[TELLER])
    page = await supervisor.tap("关闭测评", ready, "○ 等监督人同意")
    await supervisor.tap("✓ 同意关闭", page, "✓ 监督人已同意")
    waits = await teller.phone.wait_for("已同意关闭测评，现在等您同意")
    page = await teller.tap("关闭测评", waits, "✓ 监督人已同意")
    await teller.tap("✓ 同意关闭", page, "正在计票")
    await turn(system)


async def test_from_paper_to_the_picture(system: System) -> None:
    rating = await opened(system)
    await paper_to(system, "子未绑")
    await vote(system, rating)
    await ended(system)
    await close(system, await totals(system))
    told = [await system.people[who].wait_for("测评已关闭，结果如下") for who in (*VOTERS, SUPERVISOR, COMMITTEE)]
    assert all("发放 6　回收 6　有效 6　无效 0" in one.text for one in told)
    assert all("好 ▇▇▇▇▇ 3 票（50%）" in one.text for one in told)
    await read(system, told[0])
    await asked_in_words(system)


async def read(system: System, told: Message) -> None:
    """What the secretary makes of the result: its picture, and the comments."""
    secretary = Counted(system.people[SECRETARY])
    mark = secretary.phone.mark()
    await secretary.phone.tap("看图表", message=told)
    picture = await secretary.phone.wait_for(lambda one: "photo" in one.raw, after=mark)
    assert (await secretary.phone.download(picture)).startswith(b"\x89PNG")
    words = await secretary.tap("看意见", told, "顺序已打乱")
    assert "· 多办活动" in words.text


async def asked_in_words(system: System) -> None:
    voter = Counted(system.people["R13"])
    answer = await voter.send("测评结果怎么样", "发放 6　回收 6")
    assert "看意见" not in answer.button_texts
    await voter.send("投票真的无记名吗", "是无记名的。您投了什么，不会和您的名字记在一起。")
    await voter.send("测评什么时候截止", "投票到 12月15日")


async def test_a_void_is_told_to_everybody_in_the_same_words(system: System) -> None:
    await opened(system)
    supervisor, committee = Counted(system.people[SUPERVISOR]), Counted(system.people[COMMITTEE])
    listed = await supervisor.send("/rating", "和您有关的测评")
    card = await supervisor.tap("东村党支部：定级测评 · 进行中", listed, "投票截止")
    page = await supervisor.tap("作废", card, "选票永远不会打开，全部销毁")
    await supervisor.tap("写原因", page, "为什么要作废")
    sure = await supervisor.send("投票人名单有错", "作废的原因：投票人名单有错")
    await supervisor.tap("对，提出作废", sure, "○ 等上级（或者管理员）同意")
    asked_ = await committee.phone.wait_for("提出作废这场测评")
    page = await committee.tap("看一看", asked_, "○ 等上级（或者管理员）同意")
    await committee.tap("✓ 同意作废", page, "已经作废")
    told = {(await system.people[who].wait_for("任何人都不会知道")).text for who in VOTERS}
    assert len(told) == 1
    assert "原因：投票人名单有错" in told.pop()
    listed = await supervisor.send("/rating", "和您有关的测评")
    card = await supervisor.tap("东村党支部：定级测评 · 已作废（12月15日周二）", listed, "原定投票到：12月15日周二")
    assert "投票截止" not in card.text
