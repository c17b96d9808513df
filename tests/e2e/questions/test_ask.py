"""Questions in plain words, typed into a phone; answered over HTTP."""

import pytest

from bot.sandbox.phone import Phone
from bot.services.grading import grade_import
from bot.services.installation import sample
from tests.e2e.system import BOT_NAME, System

NUMBER = "P000010"


@pytest.fixture
async def phone(system: System) -> Phone:
    await grade_import.apply(system.server.uow, None, sample.grades_csv(2026), "grades.csv")
    await system.bind(NUMBER)
    await system.open_chats()
    return system.people[NUMBER]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("我们支部现在什么等级", "92.6"),
        ("what's our branch's current grade", "92.6"),
        ("我們支部歷次等級", "78.5"),
        ("/ask 我们支部现在什么等级", "92.6"),
        ("党费怎么交", "0.5%"),
        ("书记是谁呀", "书记："),
        ("支部一共多少党员", "正式党员"),
        ("下次会议什么时候", "还没有安排会议"),
        ("我的出勤情况", "应到"),
        ("今晚吃火锅吗", "只懂支部的事"),
        ("测评", "没有和您有关的测评"),
        ("我的积分是多少", "还帮不上忙"),
        ("/ask", "直接打字"),
        ("你能做什么", "直接打字"),
        ("/nosuchthing", "没有这个命令"),
    ],
)
async def test_a_question_is_answered(phone: Phone, question: str, answer: str) -> None:
    mark = phone.mark()
    await phone.send(question)
    await phone.wait_for(answer, after=mark)


async def test_in_doubt_a_tap_on_the_question_meant_answers_it(phone: Phone) -> None:
    mark = phone.mark()
    await phone.send("支部")
    offered = await phone.wait_for("哪一个", after=mark)
    mark = phone.mark()
    await phone.tap("支部有多少党员", message=offered)
    await phone.wait_for("正式党员", after=mark)


async def test_an_answer_offers_the_next_question(phone: Phone) -> None:
    mark = phone.mark()
    await phone.send("支部有多少名党员")
    answer = await phone.wait_for("截至", after=mark)
    mark = phone.mark()
    await phone.tap("书记和支委是谁", message=answer)
    await phone.wait_for("书记：", after=mark)


async def test_what_is_not_text_gets_one_kind_sentence(phone: Phone) -> None:
    for send in (phone.send_sticker, phone.send_voice):
        mark = phone.mark()
        await send()
        await phone.wait_for("打成文字", after=mark)


async def test_a_stranger_is_asked_to_bind(system: System) -> None:
    stranger = system.telegram.add_user("陌生人")
    for question in ("我们支部现在什么等级", "党费怎么交", "你好"):
        mark = stranger.mark()
        await stranger.send(question)
        await stranger.wait_for("不认识您", after=mark)


async def test_a_group_hears_nothing_personal_and_only_when_it_asks_the_bot(system: System, phone: Phone) -> None:
    group = system.telegram.add_group("支部群", [phone])
    group.add_bot(by=phone.id)
    [unit] = await system.rows("SELECT unit_id FROM person WHERE number = $1", NUMBER)
    async with system.server.uow.begin() as work:
        await work.execute(
            "INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0) "
            "ON CONFLICT (chat_id) DO UPDATE SET unit_id = excluded.unit_id",
            group.id,
            unit["unit_id"],
        )
        await work.commit()
    mark = phone.mark()
    await phone.send("我们支部现在什么等级", chat=group)
    await phone.send(f"@{BOT_NAME} 我的出勤情况", chat=group)
    refused = await phone.wait_for("私聊", chat=group, after=mark)
    assert "应到" not in refused.text
    assert not any("92.6" in message.text for message in phone.messages(group))
    mark = phone.mark()
    await phone.send("现在支部什么等级", chat=group, reply_to=refused)
    answer = await phone.wait_for("92.6", chat=group, after=mark)
    assert "reply_markup" not in answer.raw
