"""Everything wrong gets one clear sentence in the person's language, and changes nothing."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest
import segno

from bot.domain.people.binding import invite_link
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services.files import sheet_file
from bot.services.installation import sample
from bot.services.people import invite
from bot.services.reminder import plan
from bot.services.reminder.source import ReminderContext
from tests.e2e.put_back import of_table
from tests.e2e.system import BOT_NAME, System
from tests.installation import INSTALLATION
from tests.rows import BOOKKEEPING, dump

SECRETARY, DEPUTY, MEMBER, OTHER = "P000001", "P000002", "P000010", "P000011"
LETTERS = "outbox"
HEAD, UNIT = "编号,姓名,党组织,类别", sample.SCHOOL
COUNTED = frozenset({"wrong_link"})
"""Wrong links are counted, so that they can be limited."""


@pytest.fixture
async def secretary(system: System) -> Phone:
    """Bound, like a member, and like the deputy, who reads English."""
    await system.bind(SECRETARY, MEMBER)
    await system.bind(DEPUTY, language="en")
    await system.open_chats()
    return system.people[SECRETARY]


@asynccontextmanager
async def nothing_changes(system: System, *told: str, but: frozenset[str] = frozenset()) -> AsyncIterator[None]:
    """No row but bookkeeping; `told` are the kinds of messages that others may get."""
    await planned(system)
    before = await dump(system.server.uow, BOOKKEEPING | but)
    yield
    after = await dump(system.server.uow, BOOKKEEPING | but)
    assert {line for line in before ^ after if not line.startswith(f"{LETTERS} ")} == set()
    keys = {one["key"] for one in of_table(LETTERS, before)}
    new = {str(one["kind"]) for one in of_table(LETTERS, after) if one["key"] not in keys}
    assert new <= set(told)


async def planned(system: System) -> None:
    """Reminders follow what was set up before, in their own time."""
    context = ReminderContext.of(system.clock.now(), system.settings.zone, INSTALLATION)
    await plan.plan_stale(system.server.uow, context)
    await plan.plan_all(system.server.uow, context)


def picture() -> bytes:
    drawn = io.BytesIO()
    segno.make("1").save(drawn, kind="png")
    return drawn.getvalue()


Send = Callable[[], Awaitable[object]]


def unwritten(phone: Phone, *more: Send) -> list[Send]:
    """Ways to say something without a text."""
    return [phone.send_sticker, phone.send_voice, *more]


async def answer(phone: Phone, said: str, wanted: str) -> Message:
    mark = phone.mark()
    await phone.send(said)
    return await phone.wait_for(wanted, after=mark)


# --- who is not known -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "sentence"), [("zh-hans", "我还不认识您"), ("en", "I do not know you yet")])
async def test_an_unknown_account(system: System, code: str, sentence: str) -> None:
    stranger = system.telegram.add_user("路人", language_code=code)
    async with nothing_changes(system):
        for said in ("/start", "/grade", "/checkin", "/meeting", "/leave", "/posts", "/me", "/language", "你好"):
            await answer(stranger, said, sentence)


async def test_a_link_that_has_expired(system: System, secretary: Phone) -> None:
    made = await invite.create_personal(system.server.uow, None, await person(system, OTHER), system.settings.terms)
    late = system.telegram.add_user("来迟了", language_code="en")
    system.clock.forward(hours=73)
    async with nothing_changes(system, "binding.refused", but=COUNTED):
        await late.open_link(invite_link(BOT_NAME, made.token))
        await late.wait_for("This link has expired")


@pytest.mark.parametrize(("code", "sentence"), [("zh-hans", "已经用过了"), ("en", "This link has been used")])
async def test_a_link_that_was_used(system: System, secretary: Phone, code: str, sentence: str) -> None:
    made = await invite.create_personal(system.server.uow, None, await person(system, OTHER), system.settings.terms)
    first, second = system.telegram.add_user("本人"), system.telegram.add_user("后来", language_code=code)
    await first.open_link(invite_link(BOT_NAME, made.token))
    await first.wait_for("绑定成功")
    async with nothing_changes(system, "binding.refused", but=COUNTED):
        await second.open_link(invite_link(BOT_NAME, made.token))
        await second.wait_for(sentence)


async def test_a_link_that_was_invented(system: System, secretary: Phone) -> None:
    invented = {"invented": "这个链接不对", "A" * 64: "这个链接不对", "-": "这个链接不对", "c1-2-3": "不是签到码"}
    thief = system.telegram.add_user("路人")
    async with nothing_changes(system, "binding.refused", but=COUNTED):
        for payload, sentence in invented.items():
            mark = thief.mark()
            await thief.start(payload)
            await thief.wait_for(sentence, after=mark)


@pytest.mark.parametrize(
    ("code", "sentence"), [("zh-hans", "不是您本人的手机号"), ("en", "That is not your own phone number")]
)
async def test_another_persons_contact(system: System, secretary: Phone, code: str, sentence: str) -> None:
    thief, victim = system.telegram.add_user("路人", language_code=code), await unbound(system, OTHER)
    async with nothing_changes(system, "binding.refused"):
        await thief.share_contact(victim)
        await thief.wait_for(sentence)


async def unbound(system: System, roster_number: str) -> Phone:
    [row] = await system.rows("SELECT name, phone FROM person WHERE number = $1", roster_number)
    return system.telegram.add_user(row["name"], phone=row["phone"])


async def person(system: System, roster_number: str) -> int:
    [row] = await system.rows("SELECT id FROM person WHERE number = $1", roster_number)
    return int(row["id"])


# --- meetings and their forms -----------------------------------------------------------------------------


async def to_the_time(phone: Phone, call: str, kind: str, asked: str) -> Message:
    """A meeting is being called, and its time is asked for."""
    mark = phone.mark()
    await phone.send("/meeting")
    await phone.tap(call, message=await phone.wait_for(lambda message: call in message.button_texts, after=mark))
    chosen = await phone.wait_for(lambda message: kind in message.button_texts, after=mark)
    await phone.tap(kind, message=chosen)
    return await phone.wait_for(asked, after=mark)


ZH = ("召集会议", "支部党员大会", "什么时候开")
EN = ("Call a meeting", "Members' assembly", "When")
TIMES = {
    "2月30日 15:00": ("没有这个日期或时间", "There is no such date or time"),
    "25点": ("没有这个日期或时间", "There is no such date or time"),
    "昨天下午三点": ("这个时间已经过去了", "That time has passed"),
    "2029年3月1日 15:00": ("这个时间太远了", "That is too far ahead"),
    "有空再说": ("没看懂这个时间", "I did not understand that time"),
}


@pytest.mark.parametrize(("number", "words", "language"), [(SECRETARY, ZH, 0), (DEPUTY, EN, 1)])
async def test_a_time_that_there_is_not(
    system: System, secretary: Phone, number: str, words: tuple[str, str, str], language: int
) -> None:
    phone = system.people[number]
    await to_the_time(phone, *words)
    async with nothing_changes(system):
        for typed, sentences in TIMES.items():
            await answer(phone, typed, sentences[language])


@pytest.mark.parametrize(("number", "words", "language"), [(SECRETARY, ZH, 0), (DEPUTY, EN, 1)])
async def test_a_sticker_a_voice_or_a_picture_where_a_text_is_asked_for(
    system: System, secretary: Phone, number: str, words: tuple[str, str, str], language: int
) -> None:
    phone, sentence = system.people[number], ("这一步用不上刚才发来的内容", "does not fit this step")[language]
    await to_the_time(phone, *words)
    async with nothing_changes(system):
        for send in unwritten(phone, partial(phone.send_photo, picture())):
            mark = phone.mark()
            await send()
            shown = await phone.wait_for(sentence, after=mark)
            assert words[2] in shown.text, "and the step is asked anew"


async def test_a_button_of_an_older_step(system: System, secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send("/meeting")
    await secretary.tap("召集会议", message=await secretary.wait_for("会议", after=mark))
    older = await secretary.wait_for("召集什么会议", after=mark)
    await answer(secretary, "/cancel", "已取消")
    await to_the_time(secretary, *ZH)
    mark = secretary.mark()
    async with nothing_changes(system):
        await secretary.tap("党课", message=older)
        shown = await secretary.wait_for("现在进行到这一步", after=mark)
    assert "什么时候开" in shown.text
    await answer(secretary, "/cancel", "已取消")
    async with nothing_changes(system):
        assert "这个按钮已经用不上了" in str(await secretary.tap("党课", message=older))


async def test_texts_that_are_too_long(system: System, secretary: Phone) -> None:
    await to_the_time(secretary, *ZH)
    await secretary.send("明天15:00")
    await secretary.tap("标题", message=await secretary.wait_for("请核对一遍"))
    await secretary.wait_for("请发新的标题")
    async with nothing_changes(system):
        await answer(secretary, "长" * 81, "内容太长了，最多 80 个字")
        await answer(secretary, "长" * 5000, "内容太长了，最多 80 个字")
    await secretary.tap("返回", message=await secretary.wait_for("请发新的标题"))
    await secretary.tap("发布", message=await secretary.wait_for("请核对一遍"))
    member = system.people[MEMBER]
    await member.tap("请假", message=await member.wait_for("支部党员大会"))
    await member.wait_for("请写一句请假的原因")
    async with nothing_changes(system):
        await answer(member, "因" * 201, "内容太长了，最多 200 个字")


async def test_a_window_that_is_closed(system: System, secretary: Phone) -> None:
    member, deputy = system.people[MEMBER], system.people[DEPUTY]
    await to_the_time(secretary, *ZH)
    await secretary.send("明天15:00")
    await secretary.tap("发布", message=await secretary.wait_for("请核对一遍"))
    called, told = await member.wait_for("支部党员大会"), await deputy.wait_for("Members")
    async with nothing_changes(system):
        assert "签到还没有开始" in str(await member.tap("签到", message=called))
        assert "Check-in has not opened yet" in str(await deputy.tap("Check in", message=told))
        await answer(member, "/checkin", "现在还不能签到")
    system.clock.forward(days=1, hours=3)
    async with nothing_changes(system):
        assert "签到已在" in str(await member.tap("签到", message=called))
        assert "Check-in closed" in str(await deputy.tap("Check in", message=told))
        await answer(member, "/checkin", "现在没有需要您签到的会议")
        assert "已经结束，不能再请假" in str(await member.tap("请假", message=called))


# --- what one may not, and what is no text ----------------------------------------------------------------


async def test_what_needs_a_post(system: System, secretary: Phone) -> None:
    member = system.people[MEMBER]
    async with nothing_changes(system):
        mark = member.mark()
        await member.send_document("名册.csv", b"x")
        await member.wait_for("这件事需要相应的职务才能办", after=mark)


@pytest.mark.parametrize("number", [MEMBER, DEPUTY])
async def test_a_voice_a_picture_or_an_album_out_of_nowhere(system: System, secretary: Phone, number: str) -> None:
    phone, sentence = system.people[number], "请把想问的打成文字" if number == MEMBER else "Please type your question"
    async with nothing_changes(system):
        for send in unwritten(phone, partial(phone.send_album, [picture(), picture()])):
            mark = phone.mark()
            await send()
            await phone.wait_for(sentence, after=mark)


FILES = {
    "a.pdf": (b"%PDF", "I cannot read this kind of file"),
    "big.csv": (b"x" * (sheet_file.LARGEST + 1), "The file is too large; at most 5 MB"),
    "short.csv": ("姓名,手机\n张三,1\n".encode(), "These columns are missing"),
    "twice.csv": (f"{HEAD}\nP900,甲,{UNIT},正式党员\nP900,乙,{UNIT},正式党员\n".encode(), "is also in row 2"),
}


async def test_a_roster_that_will_not_do_in_english(system: System, secretary: Phone) -> None:
    deputy = system.people[DEPUTY]
    async with nothing_changes(system):
        for name, (data, sentence) in FILES.items():
            mark = deputy.mark()
            await deputy.send_document(name, data)
            await deputy.wait_for(sentence, after=mark)
