"""A rating from the secretary's card to the voters' phones, through the door that people use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.model import Message
from tests.e2e.counted import Counted
from tests.e2e.forgery import town
from tests.e2e.system import System, has_started, running

COMMITTEE, SUPERVISOR, SECRETARY, RECORDER, MEMBER, LATE = "R01", "R02", "R11", "R12", "R14", "R15"
OLD = (COMMITTEE, SUPERVISOR, SECRETARY, RECORDER, "R13", MEMBER, "R18")
"""Bound for longer than the days for which an account is new."""
MOST = 3
"""Messages and taps that a rating costs the secretary, where everything is as usual."""


@pytest.fixture
async def system(sqlite_url: str, tmp_path: Path) -> AsyncIterator[System]:
    async with running(sqlite_url, tmp_path) as one:
        await one.settle(town.ROSTER.encode(), *OLD)
        one.clock.forward(days=20)
        yield one


async def submitted(system: System) -> Counted:
    secretary = Counted(system.people[SECRETARY])
    listed = await secretary.send("/rating", "现在没有和您有关的测评")
    card = await secretary.tap("准备新的测评", listed, "请核对一遍")
    assert "照现在的名单，投票人有 8 人" in card.text
    assert "投票截止：12月15日周二 18:00" in card.text
    await secretary.tap("✅ 报给上级", card, "已经报上去了")
    return secretary


async def appointed(system: System) -> tuple[Counted, Message]:
    committee = Counted(system.people[COMMITTEE])
    told = await committee.phone.wait_for("准备了一场无记名测评“定级测评”")
    card = await committee.tap("看这场测评", told, "请先定好监督人和计票人")
    assert "✅ 开启测评" not in card.button_texts
    asked = await committee.tap("定监督人", card, "请谁监督")
    assert "己党员" not in asked.button_texts
    asked = await committee.tap("乙联络", asked, "请谁计票")
    assert not {"丙书记", "丁宣传"} & set(asked.button_texts)
    return committee, await committee.send("己党员", "可以开启了")


async def test_from_the_card_to_the_invitation(system: System) -> None:
    secretary = await submitted(system)
    assert secretary.doings <= MOST
    await system.bind(LATE)
    has_started(system.people[LATE])
    committee, card = await appointed(system)
    assert "监督人：乙联络　计票人：己党员" in card.text
    opened = await committee.tap("✅ 开启测评", card, "正在开启")
    await system.people[MEMBER].wait_for("请您计票")
    invited = await system.people[RECORDER].wait_for("截止")
    assert "打开选票" in " ".join(invited.button_texts)
    menu = await committee.tap("回到主菜单", opened, "请点下面的按钮")
    listed = await committee.tap("测评", menu, "和您有关的测评")
    shown = await committee.tap("东村党支部：定级测评 · 进行中", listed, "正在投票")
    assert "收回 0 票，应投 8 人" in shown.text
    assert "作废这场测评" in shown.button_texts
    await _confirmed(system)
    kinds = [row["kind"] for row in await system.rows("SELECT kind FROM audit ORDER BY sequence")]
    assert [kind for kind in kinds if kind.startswith("rating.")] == [
        "rating.prepared",
        "rating.appointed",
        "rating.appointed",
        "rating.opened",
        "rating.elector_confirmed",
    ]


async def _confirmed(system: System) -> None:
    """The account bound a moment ago votes by the supervisor's yes alone."""
    supervisor, late = Counted(system.people[SUPERVISOR]), system.people[LATE]
    told = await supervisor.phone.wait_for("请您监督")
    assert "有 1 人要您确认" in told.text
    assert "校验码：" in told.text
    waiting = await late.wait_for("截止")
    assert "打开选票" not in " ".join(waiting.button_texts)
    roll = await supervisor.tap("投票人名单（1 人待确认）", told, "投票人共 8 人")
    assert "⚠ 庚预备、党员、" in roll.text
    assert "最近才绑定账号" in roll.text
    mark = late.mark()
    roll = await supervisor.tap("确认庚预备", roll, "已确认庚预备的账号")
    assert "没有人在等您确认" in roll.text
    ready = await late.wait_for("截止", after=mark)
    assert ready.button_texts != waiting.button_texts


async def test_taken_back_before_it_opens(system: System) -> None:
    secretary = await submitted(system)
    committee = Counted(system.people[COMMITTEE])
    await committee.phone.wait_for("准备了一场无记名测评")
    listed = await secretary.send("/rating", "和您有关的测评")
    card = await secretary.tap("东村党支部：定级测评 · 待开启", listed, "等上级（或者管理员）定监督人")
    sure = await secretary.tap("撤回这场测评", card, "要撤回吗")
    kept = await secretary.tap("不，留着", sure, "等上级（或者管理员）定监督人")
    sure = await secretary.tap("撤回这场测评", kept, "要撤回吗")
    await secretary.tap("对，撤回", sure, "已经撤回")
    await committee.phone.wait_for("支部书记把它撤回了")


async def test_another_supervisor_while_votes_are_taken(system: System) -> None:
    await submitted(system)
    committee, card = await appointed(system)
    opened = await committee.tap("✅ 开启测评", card, "正在开启")
    await system.people[SUPERVISOR].wait_for("请您监督")
    menu = await committee.tap("回到主菜单", opened, "请点下面的按钮")
    listed = await committee.tap("测评", menu, "和您有关的测评")
    shown = await committee.tap("东村党支部：定级测评 · 进行中", listed, "正在投票")
    asked = await committee.tap("换监督人", shown, "这场测评已经开启")
    other = next(name for name in asked.button_texts if name not in {"乙联络", "看这场测评", "取消"})
    changed = await committee.tap(other, asked, f"监督人：{other}")
    assert "换计票人" in changed.button_texts
    for who in (SUPERVISOR, MEMBER, RECORDER):
        told = await system.people[who].wait_for(f"这场测评的监督人改由{other}担任")
        assert "看这场测评" in told.button_texts
    old = Counted(system.people[SUPERVISOR])
    listed = await old.send("/rating", "测评")
    assert not [one for one in listed.button_texts if one.startswith("东村党支部：定级测评 · 进行中")]
