"""Voting through Telegram: what the voter sees, what the message is afterwards, and what comes of every wrong turn."""

import asyncio

import pytest
from telegram import Update

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import Ballot
from bot.domain.rating.model import fingerprint
from bot.domain.rating.vote import MARK
from bot.sandbox.errors import PhoneError
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.views.rating.vote import Confirm, Fill
from tests.e2e.forgery import forging
from tests.e2e.rating.voting import VOTERS, answered, cast, invite, invited, open_ballot, open_rating, written
from tests.e2e.system import System, has_started

ONE, TWO = VOTERS[3], VOTERS[4]


async def in_message(phone: Phone, message: Message, text: str) -> Message:
    return await phone.wait_for(lambda one: one.id == message.id and text in one.text)


async def test_from_the_invitation_to_the_record(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    invitation = await invited(phone)
    assert "监督人：甲" in invitation.text
    assert "谁也查不到您投了什么" in invitation.text
    assert f"校验码：{rating.code}" in invitation.text
    ballot = await open_ballot(phone)
    assert ballot.id != invitation.id
    assert "第 1 题，共 2 题" in ballot.text
    assert ballot.button_texts == ["好", "较好", "较差"]
    mark = phone.mark()
    await phone.tap("较好", message=ballot)
    second = await phone.wait_for("带头人", after=mark)
    assert second.id == ballot.id
    await phone.tap("好", message=second)
    last = await phone.wait_for("请核对一遍", after=mark)
    assert "1. 总体等级：较好" in last.text
    assert "2. 带头人：好" in last.text
    await phone.tap("确定投票", message=last)
    done = await phone.wait_for("已经记下")
    assert done.id == ballot.id
    assert done.button_texts == ["保密说明", "回到主菜单"]
    assert await rating.ballots() == [Ballot(Voters.MEMBERS, (1, 0))]


async def test_every_page_of_the_ballot_is_protected_and_no_other(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    ballot = await open_ballot(phone)
    assert ballot.protected
    with pytest.raises(PhoneError):
        await phone.forward(ballot)
    done = await cast(phone, "好", "好")
    assert done.protected


async def test_another_answer_a_step_back_and_all_from_the_start(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "较差")
    await phone.tap("改一题", message=last)
    which = await phone.wait_for("要改哪一题")
    await phone.tap("1. 总体等级：好", message=which)
    asked = await phone.wait_for("第 1 题")
    await phone.tap("较好", message=asked)
    last = await phone.wait_for("1. 总体等级：较好")
    assert "2. 带头人：较差" in last.text
    await phone.tap("从头开始", message=last)
    first = await phone.wait_for("第 1 题")
    await phone.tap("好", message=first)
    await phone.tap("返回", message=await phone.wait_for("第 2 题"))
    await phone.tap("较差", message=await phone.wait_for("第 1 题"))
    await phone.tap("较差", message=await phone.wait_for("第 2 题"))
    await phone.tap("确定投票", message=await phone.wait_for("请核对一遍"))
    await phone.wait_for("已经记下")
    assert [one.answers for one in await rating.ballots()] == [(2, 2)]


async def test_the_message_is_blank_before_anything_is_written(system: System) -> None:
    await open_rating(system)
    phone = system.people[ONE]
    ballot = await cast(phone, "好", "较差")
    edits = [one["params"] for one in system.telegram.calls if one["method"].lower() == "editmessagetext"]
    texts = [one["text"] for one in edits if str(one["chat_id"]) == str(phone.id)]
    assert texts[-2].startswith("正在记录")
    assert texts[-1].startswith("✓ 您的一票已经记下")
    for one in edits[-2:]:
        assert "vq:" not in str(one)
        assert "vc:" not in str(one)
        assert "较差" not in str(one)
    assert MARK not in ballot.text


async def test_whoever_has_voted_gets_the_same_sentence_everywhere(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    first = await cast(phone, "好", "好")
    said = first.text
    for _ in range(2):
        mark = phone.mark()
        await phone.tap("打开选票", message=await invited(phone))
        again = await phone.wait_for("已经记下", after=mark)
        assert (again.text, again.id != first.id) == (said, True)
    assert len(await rating.ballots()) == 1


async def test_two_taps_and_two_ballots_give_one(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    first, second = await answered(phone, "好", "好"), await answered(phone, "较差", "较差")
    assert first.id != second.id
    taps = [phone.press("确定投票", message=one) for one in (first, first, second, second)]
    await asyncio.gather(*(one.answer for one in taps))
    for one in (first, second):
        await in_message(phone, one, "已经记下")
    assert len(await rating.ballots()) == 1


async def test_a_redelivered_confirmation_changes_nothing(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    raw = {**last.raw}
    done = await cast_from(phone, last)
    before, mark = await written(system), phone.mark()
    query = {"id": "1", "from": phone.person.as_user(), "chat_instance": "1", "message": raw}
    data = Confirm(rating.id, rating.key_tag, "22").pack()
    again = Update.de_json({"update_id": 999_999, "callback_query": {**query, "data": data}}, system.server.bot)
    await system.server.intake.accept(again)
    await phone.wait_for(lambda one: one.id == done.id and "已经记下" in one.text, after=mark)
    assert await written(system) == before


async def cast_from(phone: Phone, last: Message) -> Message:
    await phone.tap("确定投票", message=last)
    return await phone.wait_for("已经记下")


async def test_a_ballot_that_is_over_says_so_and_keeps_no_choices(system: System) -> None:
    rating = await open_rating(system)
    phone, other = system.people[ONE], system.people[TWO]
    last, asked = await answered(phone, "好", "较差"), await open_ballot(other)
    system.clock.forward(days=1, minutes=1)
    answer = await phone.tap("确定投票", message=last)
    assert answer is not None
    assert "已经结束" in answer
    ended = await phone.wait_for("已经结束")
    assert ended.id == last.id
    assert "较差" not in ended.text
    await other.tap("好", message=asked)
    assert (await other.wait_for("已经结束")).id == asked.id
    invitation = await invited(other)
    toast = await other.tap("打开选票", message=invitation)
    assert toast is not None
    assert "已经结束" in toast
    assert not await rating.ballots()


async def test_forged_and_incomplete_ballots(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    before = await written(system)
    made = [Confirm(rating.id, rating.key_tag, marks) for marks in ("", "0", "09", "0000", "0Z", "нет")]
    made += [Confirm(rating.id + 1, rating.key_tag, "00")]
    found = await forging.press(
        system, phone, [*made, Fill(rating.id, rating.key_tag, "9"), Fill(rating.id, rating.key_tag, "000")]
    )
    assert [one for one in found if not one.refused] == []
    assert await written(system) == before


async def test_a_ballot_of_a_rating_that_a_restore_took_away(system: System) -> None:
    """Another rating has its id now, and its questions fit."""
    rating = await open_rating(system)
    phone = system.people[ONE]
    last, first = await answered(phone, "好", "好"), await open_ballot(phone)
    public = rating.keys.make(rating.id)
    async with system.server.uow.begin() as work:
        facts = {"rating": rating.id, "fingerprint": fingerprint(public)}
        entry = await audit.add(work, work.now, "rating.opened", None, facts)
        await ratings.opened(work, rating.id, work.now, public, entry.sequence)
        await work.commit()
    before = await written(system)
    for message, choice in ((first, "好"), (last, "确定投票")):
        answer = await phone.tap(choice, message=message)
        assert answer is not None
        assert "按钮太旧" in answer
        assert (await in_message(phone, message, "按钮太旧")).button_texts == ["回到主菜单"]
    assert await phone.tap("打开选票", message=await invited(phone)) == answer
    assert await written(system) == before


async def test_without_the_private_key_no_vote_is_taken(system: System) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "好")
    rating.keys.destroy(rating.id)
    answer = await phone.tap("确定投票", message=last)
    assert answer is not None
    assert "封条核对不上" in answer


async def test_a_stranger_and_a_neighbour_get_nowhere(system: System) -> None:
    rating = await open_rating(system)
    await system.bind("P000013")
    stranger = system.telegram.add_user("路人")
    for phone in (stranger, system.people["P000013"]):
        has_started(phone)
        [found] = await forging.press(system, phone, [Confirm(rating.id, rating.key_tag, "00")])
        assert found.refused
    assert not await rating.ballots()


async def test_in_english(system: System) -> None:
    rating = await open_rating(system, questions=1, language="en")
    phone = system.people[ONE]
    await phone.tap("Open the ballot", message=await phone.wait_for("Secret rating"))
    await phone.tap("Fairly good", message=await phone.wait_for("Overall grade"))
    await phone.tap("Cast my ballot", message=await phone.wait_for("Please check everything"))
    await phone.wait_for("Your ballot is recorded")
    assert [one.answers for one in await rating.ballots()] == [(1,)]


async def test_who_may_vote_and_what_is_promised(system: System) -> None:
    rating = await open_rating(system)
    phone, other = system.people[ONE], system.people[TWO]
    invitation = await invited(phone)
    await phone.tap("谁可以投票", message=invitation)
    before = (await phone.wait_for("可以投票的共 6 人")).text
    assert all(system.people[one].name in before for one in VOTERS)
    await cast(other, "好", "好")
    mark = phone.mark()
    await phone.tap("谁可以投票", message=invitation)
    assert (await phone.wait_for("可以投票的共 6 人", after=mark)).text == before
    await phone.tap("保密说明", message=invitation)
    assert f"校验码：{rating.code}" in (await phone.wait_for("我们保证不了的")).text
    assert "【无记名测评】" in invitation.text


async def test_forty_questions_with_a_long_comment(system: System) -> None:
    rating = await open_rating(system, questions=40)
    phone = system.people[ONE]
    ballot = await answered(phone, *("好", "较差") * 20)
    mark = phone.mark()
    await phone.send("长" * 500, reply_to=ballot)
    last = await phone.wait_for("长" * 500, after=mark)
    await phone.tap("确定投票", message=last)
    await phone.wait_for("已经记下")
    assert await rating.ballots() == [Ballot(Voters.MEMBERS, (0, 2) * 20, "长" * 500)]


async def test_two_ratings_at_once_do_not_meet(system: System) -> None:
    rating = await open_rating(system)
    other = await invite(system.server.uow, rating.keys, [system.people[one] for one in VOTERS[:5]], questions=1)
    phone = system.people[ONE]
    last = await answered(phone, "好", "较差")
    [refused] = await forging.press(system, phone, [Confirm(other.id, other.key_tag, "02")])
    assert refused.refused
    await cast_from(phone, last)
    assert len(await rating.ballots()) == 1
    assert not await other.ballots()


async def test_what_breaks_is_logged_by_its_kind_alone(
    system: System, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    rating = await open_rating(system)
    phone = system.people[ONE]
    last = await answered(phone, "好", "较差")
    mark = phone.mark()
    await phone.send("不该有人看到的话", reply_to=last)
    last = await phone.wait_for("不该有人看到的话", after=mark)
    await system.server.delivery.stop(0.0)
    async with system.server.uow.begin() as work:
        await work.execute("ALTER TABLE envelope RENAME TO envelope_away")
        await work.commit()
    answer = await phone.tap("确定投票", message=last)
    assert answer is not None
    assert "编号" in answer
    logged = "".join(capsys.readouterr())
    assert "ballot_failed" in logged
    assert "OperationalError" in logged
    logged += caplog.text
    for words in ("不该", "envelope", "vc:", "SELECT", str(phone.id), phone.name):
        assert words not in logged
    assert (await in_message(phone, last, "正在记录")).button_texts == ["重新打开选票"]
    async with system.server.uow.begin() as work:
        await work.execute("ALTER TABLE envelope_away RENAME TO envelope")
        await work.commit()
    assert not await rating.ballots()
