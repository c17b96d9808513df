"""Calling a meeting by typing what does not fit: the step comes again with its buttons."""

from bot.sandbox.phone import Phone
from tests.e2e.stage import Stage

SECRETARY, MEMBER = "P000001", "P000010"


async def asked_when(stage: Stage) -> Phone:
    await stage.bind(SECRETARY, MEMBER)
    await stage.open_chats()
    secretary = stage.people[SECRETARY]
    await secretary.tap("召集会议")
    await secretary.tap("支部党员大会", message=await secretary.wait_for("召集什么会议"))
    await secretary.wait_for("什么时候开")
    return secretary


async def test_a_time_that_cannot_be_read_is_asked_for_again(stage: Stage) -> None:
    secretary = await asked_when(stage)
    await secretary.send("随便吧")
    again = await secretary.wait_for("没看懂这个时间")
    await secretary.tap("取消", message=again)
    await secretary.wait_for("已取消")


async def test_a_time_typed_on_the_card_and_the_words_after_publishing(stage: Stage) -> None:
    secretary, member = await asked_when(stage), stage.people[MEMBER]
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
    assert await stage.rows("SELECT id FROM meeting WHERE state = 'cancelled'") == []
