"""Calling a meeting by typing what does not fit: the step comes again with its buttons."""

from bot.sandbox.phone import Phone
from tests.e2e.system import System

SECRETARY, MEMBER = "P000001", "P000010"


async def asked_when(system: System) -> Phone:
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    secretary = system.people[SECRETARY]
    await secretary.tap("召集会议")
    await secretary.tap("支部党员大会", message=await secretary.wait_for("召集什么会议"))
    await secretary.wait_for("什么时候开")
    return secretary


async def test_a_time_that_cannot_be_read_is_asked_for_again(system: System) -> None:
    secretary = await asked_when(system)
    await secretary.send("随便吧")
    again = await secretary.wait_for("没看懂这个时间")
    await secretary.tap("取消", message=again)
    await secretary.wait_for("已取消")


async def test_a_time_typed_on_the_card_and_the_words_after_publishing(system: System) -> None:
    secretary, member = await asked_when(system), system.people[MEMBER]
    await secretary.send("下周三下午三点")
    await secretary.wait_for("请核对一遍")
    mark = secretary.mark()
    await secretary.send("你好呀")
    await secretary.wait_for("这里只能直接打新的时间", after=mark)
    mark = secretary.mark()
    await secretary.send("下周三下午2点到3点")
    card = await secretary.wait_for("14:00–15:00", after=mark)
    mark = secretary.mark()
    await secretary.tap("发布", message=card)
    published = await secretary.wait_for("已发布", after=mark)
    assert "已通知其他 1 人" in published.text
    assert "还没有绑定账号" in published.text
    await member.wait_for("请您参加会议")
    assert not [one for one in secretary.messages() if "请您参加会议" in (one.text or "")]
    await secretary.tap("取消会议", message=published)
    reason = await secretary.wait_for("为什么取消")
    await secretary.tap("不取消了，返回", message=reason)
    assert await system.rows("SELECT id FROM meeting WHERE state = 'cancelled'") == []


async def test_a_new_time_asks_those_who_come_again_and_ways_are_switched_by_tapping(system: System) -> None:
    secretary, member = await asked_when(system), system.people[MEMBER]
    await secretary.send("下周三下午三点")
    await secretary.tap("发布", message=await secretary.wait_for("请核对一遍"))
    published = await secretary.wait_for("已发布")
    await member.tap("会来", message=await member.wait_for("请您参加会议"))
    await secretary.tap("修改", message=published)
    await secretary.tap("时间", message=await secretary.wait_for("要改哪一项"))
    await secretary.wait_for("改到什么时候")
    await secretary.send("下周四下午三点")
    asked = await secretary.wait_for("大家要重新回答会不会来")
    mark = member.mark()
    await secretary.tap("确定修改", message=asked)
    told = await member.wait_for("请重新回答", after=mark)
    assert "会来" in told.button_texts
    done = await secretary.wait_for("改好了")
    assert "已回复会来：0 人" in done.text
    await secretary.tap("修改", message=done)
    mark = secretary.mark()
    await secretary.tap("签到方式", message=await secretary.wait_for("要改哪一项"))
    asked = await secretary.wait_for("可以用哪些方式签到", after=mark)
    assert "✓ 点按钮" in asked.button_texts
    await secretary.tap("✓ 点按钮", message=asked)
    asked = await secretary.wait_for(lambda message: "○ 点按钮" in message.button_texts, after=mark)
    mark = secretary.mark()
    await secretary.tap("完成", message=asked)
    await secretary.tap("确定修改", message=await secretary.wait_for("确定要改", after=mark))
    await member.wait_for("签到方式改为：扫码", after=mark)
    assert "button" not in (await system.rows("SELECT ways FROM meeting"))[0]["ways"].split(",")
