"""/reminders on the phone: one's own, the settings, the secretary's pages, calling what is owed."""

import pytest

from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from tests.e2e.reminder.reminding import at, call, daily
from tests.e2e.system import System
from tests.waiting import looks

SECRETARY, MEMBER = "P000001", "P000010"


@pytest.fixture
async def member(system: System) -> Phone:
    """Of the branch, bound like its secretary; a meeting on the 2nd of December lies ahead of both."""
    system.server.scheduler.pause()
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    return system.people[MEMBER]


async def asked(phone: Phone) -> Message:
    """What /reminders answers."""
    await phone.send("/reminders")
    return await phone.wait_for("接下来 14 天")


async def test_ones_own_by_command_by_button_and_in_words(system: System, member: Phone) -> None:
    for ask in ("/reminders", "提醒设置", "提醒"):
        mark = member.mark()
        await member.send(ask)
        shown = await member.wait_for("接下来 14 天会提醒您", after=mark)
        assert "11月29日周日 08:30\n· “支部党员大会”提前 3 天提醒" in shown.text
        assert "12月2日周三 14:30\n· “支部党员大会”签到提醒" in shown.text
    assert shown.button_texts == ["提醒设置", "回到主菜单"]


async def test_another_hour_by_button_and_typed(system: System, member: Phone) -> None:
    shown = await asked(member)
    await member.tap("提醒设置", message=shown)
    settings = await member.wait_for("现在每天 08:30 提醒您")
    assert "● 08:30" in settings.button_texts
    assert "请假待批" in settings.text
    await member.tap("20:00", message=settings)
    settings = await member.wait_for("现在每天 20:00 提醒您")
    await member.tap("输入别的时间", message=settings)
    await member.wait_for("您希望每天几点收到提醒")
    for text, answer in (
        ("夜里十一点", "这个时间不发提醒"),
        ("随便", "没看懂是几点"),
        ("上午九点半", "现在每天 09:30 提醒您"),
    ):
        mark = member.mark()
        await member.send(text)
        await member.wait_for(answer, after=mark)
    await at(system, "2026-11-29 09:29")
    assert daily(member) == []
    await at(system, "2026-11-29 09:30")
    assert len(daily(member)) == 1


async def test_switched_off_from_the_days_message_and_all_as_it_was(system: System, member: Phone) -> None:
    await at(system, "2026-11-29 08:30")
    [message] = daily(member)
    await member.tap("提醒设置", message=message)
    settings = await member.wait_for("不想收到的种类")
    await member.tap("✅ 会议", message=settings)
    settings = await member.wait_for(lambda one: "🔕 会议" in one.button_texts)
    await at(system, "2026-12-01 08:30")
    assert len(daily(member)) == 1
    await member.tap("全部恢复默认", message=settings)
    await member.wait_for(lambda one: "✅ 会议" in one.button_texts)
    assert await system.rows("SELECT * FROM reminder_setting") == []


async def test_the_secretary_sees_the_branch_and_who_hears_nothing(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    shown = await asked(secretary)
    await secretary.tap("全支部的提醒：第一中学党支部", message=shown)
    unit = await secretary.wait_for("第一中学党支部接下来 14 天会发出的提醒")
    assert "11月29日周日 08:30\n· “支部党员大会”提前 3 天提醒 → 29 人" in unit.text
    assert "有 27 人收不到提醒" in unit.text
    await secretary.tap("谁收不到？", message=unit)
    lost = await secretary.wait_for("没有绑定账号 27 人，停用了机器人 0 人")
    link = next(text for text in lost.button_texts if text.startswith("发链接："))
    mark = secretary.mark()
    await secretary.tap(link, message=lost)
    await secretary.wait_for(link.removeprefix("发链接："), after=mark)


async def test_one_who_blocked_the_bot_is_named(system: System, member: Phone) -> None:
    await member.block()
    async for _ in looks():
        if await system.rows("SELECT id FROM account WHERE unreachable_since IS NOT NULL"):
            break
    [row] = await system.rows("SELECT name FROM person WHERE number = $1", MEMBER)
    secretary = system.people[SECRETARY]
    shown = await asked(secretary)
    await secretary.tap("全支部的提醒：第一中学党支部", message=shown)
    page = await secretary.wait_for("会发出的提醒")
    await secretary.tap("谁收不到？", message=page)
    lost = await secretary.wait_for("停用了机器人 1 人")
    assert f"停用了机器人：{row['name']}" in lost.text


async def test_what_is_owed_is_called_from_its_page(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    shown = await asked(secretary)
    await secretary.tap("应开的会：第一中学党支部", message=shown)
    page = await secretary.wait_for("第一中学党支部应开的会（11月25日周三）")
    assert "· 主题党日 已开 0/1，还差 1 次" in page.text
    assert "· 支部党员大会 已开 0/1，已排 12月2日周三" in page.text
    mark = secretary.mark()
    await secretary.tap("召集：主题党日", message=page)
    await secretary.wait_for("什么时候开", after=mark)
    [form] = await system.rows("SELECT name, step FROM conversation WHERE account_id = $1", secretary.id)
    assert (form["name"], form["step"]) == ("meeting", "when")


async def test_the_ledger_leads_to_what_is_owed(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    await secretary.send("考勤台账")
    ledger = await secretary.wait_for("出勤台账")
    await secretary.tap("应开的会：第一中学党支部", message=ledger)
    await secretary.wait_for("本季度（到12月31日周四）")
