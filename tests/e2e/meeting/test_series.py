"""A year of theme days, set by tapping; its first message with buttons; its end."""

from bot.sandbox.phone import Phone
from tests.e2e.reminder.reminding import at, round_
from tests.e2e.system import System

SECRETARY, MEMBER = "P000001", "P000010"


async def test_theme_days_set_and_ended(system: System, secretary: Phone) -> None:
    member = system.people[MEMBER]
    await secretary.tap("定期会议")
    await secretary.tap("主题党日", message=await secretary.wait_for("哪种会议"))
    asked = await secretary.wait_for("按什么规律开")
    await secretary.send("有空就开")
    again = await secretary.wait_for("没看懂这个规律")
    assert asked.text in again.text
    await secretary.tap("每月 5 日", message=again)
    await secretary.tap("15:00", message=await secretary.wait_for("几点开"))
    await secretary.tap("推到后面的工作日", message=await secretary.wait_for("遇到节假日"))
    card = await secretary.wait_for("确认并通知大家")
    assert "12月7日周一（原定12月5日周六，遇周末）" in card.text
    mark = member.mark()
    await secretary.tap("确认并通知大家", message=card)
    told = await member.wait_for("主题党日定好了，共 12 次", after=mark)
    assert "12月7日周一" in told.text
    assert len(await system.rows("SELECT id FROM meeting")) == 12
    mark = member.mark()
    system.server.scheduler.pause()
    await round_(system.server)
    await at(system, "2026-12-04 08:30")
    soon = await member.wait_for("3 天后（12月7日周一） 15:00 “主题党日”", after=mark)
    assert await member.tap("会来：主题党日", message=soon) is not None
    await secretary.tap("看看这些会议", message=await secretary.wait_for("已定好"))
    await secretary.tap("后面的都不开了", message=await secretary.wait_for("只改其中一次"))
    await secretary.wait_for("原因")
    mark = member.mark()
    await secretary.send("改为每周例会")
    ended = await member.wait_for("次不开了", after=mark)
    assert "改为每周例会" in ended.text
    assert await system.rows("SELECT id FROM meeting WHERE state = 'called'") == []
