"""A comment is a reply to the ballot: it goes into the ballot's message and nowhere else."""

import pytest

from bot.domain.rating.ballot import MOST_COMMENT
from bot.domain.rating.vote import MARK, comment_of
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from tests.e2e.rating.voting import VOTERS, answered, cast, invited, open_ballot, open_rating, written
from tests.e2e.system import System

SECRETARY, ONE = VOTERS[0], VOTERS[3]
WORDS = "下次会议是什么时候：希望多听群众的话"
"""Which a question in plain words would be answered to."""


async def replied(phone: Phone, ballot: Message, words: str) -> Message:
    """The ballot's message with that comment in it; the voter's own message is gone."""
    mark = phone.mark()
    sent = await phone.send(words, reply_to=ballot)
    found = await phone.wait_for(lambda one: one.id == ballot.id and comment_of(one.text) == words, after=mark)
    await phone.wait_until_gone(sent)
    return found


async def confirmed(phone: Phone, ballot: Message) -> None:
    await phone.tap("确定投票", message=ballot)
    await phone.wait_for(lambda one: one.id == ballot.id and "已经记下" in one.text)


async def test_it_goes_into_the_ballot_with_a_warning_and_is_counted(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    assert "最多 500 个字" in last.text
    before = await written(system)
    shown = await replied(phone, last, WORDS)
    assert "可能让人认出您" in shown.text
    assert shown.button_texts == last.button_texts
    assert shown.protected
    assert await written(system) == before
    assert not [one for one in phone.messages() if one.id > shown.id]
    await confirmed(phone, shown)
    assert [one.comment for one in await rating.ballots()] == [WORDS]


async def test_a_second_takes_the_place_of_the_first(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await replied(phone, await answered(phone, "好", "好"), "第一条\n两行")
    last = await replied(phone, last, f"第二条 {MARK} 也有记号")
    assert "第一条" not in last.text
    await confirmed(phone, last)
    assert [one.comment for one in await rating.ballots()] == [f"第二条 {MARK} 也有记号"]


async def test_it_goes_along_through_all_pages(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    ballot = await replied(phone, await open_ballot(phone), "多开会")
    for choice in ("好", "较差", "改一题", "2. 带头人：较差", "较好"):
        mark = phone.mark()
        await phone.tap(choice, message=ballot)
        shown = await phone.wait_for(lambda one: one.id == ballot.id, after=mark)
        assert comment_of(shown.text) == "多开会", choice
    await confirmed(phone, ballot)
    assert [(one.answers, one.comment) for one in await rating.ballots()] == [((0, 1), "多开会")]


async def test_starting_over_keeps_it(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    last = await replied(phone, await answered(phone, "好", "好"), "多开会")
    mark = phone.mark()
    await phone.tap("从头开始", message=last)
    assert comment_of((await phone.wait_for("第 1 题", after=mark)).text) == "多开会"


async def test_too_long_is_told_and_nothing_changes(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    last = await replied(phone, await answered(phone, "好", "好"), "多开会")
    before, mark = last.text, phone.mark()
    sent = await phone.send("长" * (MOST_COMMENT + 1), reply_to=last)
    assert f"最多 {MOST_COMMENT} 个字" in (await phone.wait_for("意见太长了", after=mark)).text
    assert last.text == before
    assert not sent.deleted


@pytest.mark.parametrize("what", ["sticker", "voice"])
async def test_only_words(system: System, what: str) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    before, mark = last.text, phone.mark()
    sent = await (phone.send_sticker(reply_to=last) if what == "sticker" else phone.send_voice(reply_to=last))
    await phone.wait_for("意见只能写字", after=mark)
    await phone.wait_until_gone(sent)
    assert last.text == before


async def test_a_form_that_is_open_sees_nothing_of_it(system: System) -> None:
    """The secretary is asked for the time of a meeting, and comments on the ballot first."""
    rating = await open_rating(system)
    phone = system.people[SECRETARY]
    last = await answered(phone, "好", "好")
    await phone.send("召集会议")
    await phone.tap("党课", message=await phone.wait_for("召集什么会议"))
    asked = await phone.wait_for("什么时候开")
    before = await system.rows("SELECT * FROM conversation")
    shown = await replied(phone, last, "下周三下午三点")
    assert await system.rows("SELECT * FROM conversation") == before
    assert not [one for one in phone.messages() if one.id > asked.id]
    await confirmed(phone, shown)
    assert [one.comment for one in await rating.ballots()] == ["下周三下午三点"]


async def test_a_reply_that_comes_too_late_brings_no_choices_back(system: System) -> None:
    """The reply was written while the ballot was still open, the vote was faster."""
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "较差")
    open_page = Message(last.chat, dict(last.raw))
    await confirmed(phone, last)
    mark = phone.mark()
    sent = await phone.send("多开会", reply_to=open_page)
    await phone.wait_until_gone(sent)
    assert "已经记下" in last.text
    assert "较差" not in last.text
    assert [one.comment for one in await rating.ballots()] == [""]
    assert not [one for one in phone.messages() if one.stamp > mark and one.id > last.id]


async def test_a_reply_to_the_record_or_the_invitation_is_sent_away(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    invitation = await invited(phone)
    done = await cast(phone, "好", "好")
    for message in (invitation, done):
        before, mark = await written(system), phone.mark()
        sent = await phone.send(WORDS, reply_to=message)
        await phone.wait_for("再回复选票那条消息", after=mark)
        await phone.wait_until_gone(sent)
        assert await written(system) == before
    assert [one.comment for one in await rating.ballots()] == [""]


async def test_a_reply_to_a_ballot_whose_buttons_are_not_shown(system: System) -> None:
    """Telegram left them out of the message that is replied to; a form of the voter waits for words."""
    rating = await open_rating(system)
    phone = system.people[SECRETARY]
    last = await answered(phone, "好", "好")
    await phone.send("召集会议")
    await phone.tap("党课", message=await phone.wait_for("召集什么会议"))
    await phone.wait_for("什么时候开")
    before, mark = await written(system), phone.mark()
    bare = Message(last.chat, {name: value for name, value in last.raw.items() if name != "reply_markup"})
    sent = await phone.send("下周三下午三点", reply_to=bare)
    await phone.wait_for("请先打开选票，再回复选票那条消息", after=mark)
    await phone.wait_until_gone(sent)
    assert await written(system) == before
    await confirmed(phone, last)
    assert [one.comment for one in await rating.ballots()] == [""]


async def test_when_telegram_does_not_take_the_change_the_words_stay_with_the_voter(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    system.telegram.faults.drop_connection("editMessageText")
    mark = phone.mark()
    sent = await phone.send("多开会", reply_to=last)
    await phone.wait_for("再回复一次选票那条消息", after=mark)
    assert not sent.deleted


async def test_after_the_end_it_is_not_taken(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    system.clock.forward(days=2)
    mark = phone.mark()
    sent = await phone.send("多开会", reply_to=last)
    await phone.wait_for("已经结束", after=mark)
    await phone.wait_until_gone(sent)


async def test_words_beside_the_ballot_are_told_that_they_are_not_in(system: System) -> None:
    await open_rating(system)
    await system.bind("P000016")
    voter, other = system.people[ONE], system.people["P000016"]
    await open_ballot(voter)
    lost = "它没有算进去：请长按选票那条消息"
    mark = voter.mark()
    await voter.send("食堂的包子希望再大一点")
    assert lost in (await voter.wait_for("这个我不懂", after=mark)).text
    mark = voter.mark()
    await voter.send("我想提个意见，希望多组织学习")
    assert lost in (await voter.wait_for("提意见建议", after=mark)).text
    mark = voter.mark()
    await voter.send("谢谢")
    assert lost not in (await voter.wait_for(lambda one: one.id > mark + 1 and "不懂" not in one.text)).text
    await other.send("食堂的包子希望再大一点")
    assert lost not in (await other.wait_for("这个我不懂")).text
