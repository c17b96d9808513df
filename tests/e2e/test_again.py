"""What was typed for a form comes again after a crash: nothing changes, and the answer does not say it was wrong."""

from telegram import Update

from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from tests.e2e.system import System

SECRETARY, MEMBER = "P000001", "P000010"


async def at_the_card(system: System) -> tuple[Phone, Message]:
    """The secretary, and the card of a meeting that is not published yet."""
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    secretary = system.people[SECRETARY]
    await secretary.tap("召集会议")
    await secretary.tap("党课", message=await secretary.wait_for("召集什么会议"))
    await secretary.wait_for("什么时候开")
    await secretary.send("下周三下午三点")
    return secretary, await secretary.wait_for("请核对一遍")


async def comes_again(system: System, message: Message) -> None:
    """Telegram delivers the last update that had an effect once more."""
    (row,) = await system.rows("SELECT max(update_id) AS id FROM seen_update")
    update = Update.de_json({"update_id": row["id"], "message": message.raw}, system.server.bot)
    await system.server.intake.accept(update)


async def test_an_item_typed_for_the_meeting(system: System) -> None:
    secretary, card = await at_the_card(system)
    await secretary.tap("议程", message=card)
    await secretary.wait_for("请发议程")
    mark = secretary.mark()
    typed = await secretary.send("学习文件")
    await secretary.wait_for("请核对一遍", after=mark)
    mark, before = secretary.mark(), await system.rows("SELECT * FROM conversation")
    await comes_again(system, typed)
    again = await secretary.wait_for("请核对一遍", after=mark)
    assert again.text.startswith("现在进行到这一步")
    assert await system.rows("SELECT * FROM conversation") == before
    await secretary.tap("发布", message=again)
    await secretary.wait_for("已发布", after=mark)


async def test_a_reason_that_has_ended_the_form(system: System) -> None:
    secretary, card = await at_the_card(system)
    await secretary.tap("发布", message=card)
    member = system.people[MEMBER]
    await member.tap("请假", message=await member.wait_for("请您参加会议"))
    await member.wait_for("原因")
    mark = member.mark()
    typed = await member.send("下一次会议是什么时候我不知道，那天出差")
    await member.wait_for("交给书记", after=mark)
    mark, before = member.mark(), await system.rows("SELECT * FROM leave")
    await comes_again(system, typed)
    await member.wait_for("已经收到，也办好了", after=mark)
    assert len([one for one in member.messages() if one.stamp > mark]) == 1
    assert await system.rows("SELECT * FROM leave") == before
