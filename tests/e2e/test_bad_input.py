"""Everything wrong gets one clear sentence in the person's language, and changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.binding import link
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services import invite
from tests.e2e import rows
from tests.e2e.stage import BOT_NAME, Stage

SECRETARY, MEMBER, OTHER, ENGLISH = "P000001", "P000010", "P000011", "P000012"
LETTERS = "outbox"
COUNTED = frozenset({"wrong_link"})
"""Wrong links are counted, so that they can be limited."""


@pytest.fixture
async def secretary(stage: Stage) -> Phone:
    """Bound, like two members, one of whom reads English."""
    await stage.bind(SECRETARY, MEMBER)
    await stage.bind(ENGLISH, language="en")
    await stage.open_chats()
    return stage.people[SECRETARY]


@asynccontextmanager
async def nothing_changes(stage: Stage, *told: str, but: frozenset[str] = frozenset()) -> AsyncIterator[None]:
    """No row but bookkeeping; `told` are the kinds of messages that others may get."""
    before = await rows.dump(stage.house.uow)
    yield
    after = await rows.dump(stage.house.uow)
    assert rows.changes(before, after, rows.BOOKKEEPING | but | {LETTERS}) == []
    keys = {dict(row)["key"] for row in before[LETTERS]}
    new = {str(dict(row)["kind"]) for row in after[LETTERS] if dict(row)["key"] not in keys}
    assert new <= set(told)


async def answer(phone: Phone, said: str, wanted: str) -> Message:
    mark = phone.mark()
    await phone.send(said)
    return await phone.wait_for(wanted, after=mark)


# --- who is not known -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "sentence"), [("zh-hans", "我还不认识您"), ("en", "I do not know you yet")])
@pytest.mark.parametrize("said", ["/start", "/grade", "/checkin", "/meeting", "/leave", "/posts", "/me", "你好"])
async def test_an_unknown_account(stage: Stage, code: str, sentence: str, said: str) -> None:
    stranger = stage.telegram.add_user("路人", language_code=code)
    async with nothing_changes(stage):
        await answer(stranger, said, sentence)


async def test_a_link_that_has_expired(stage: Stage, secretary: Phone) -> None:
    made = await invite.create_personal(stage.house.uow, None, await number(stage, OTHER), stage.settings.terms)
    late = stage.telegram.add_user("来迟了", language_code="en")
    stage.clock.forward(hours=73)
    async with nothing_changes(stage, "binding.refused", but=COUNTED):
        await late.open_link(link(BOT_NAME, made.token))
        await late.wait_for("This link has expired")


@pytest.mark.parametrize(("code", "sentence"), [("zh-hans", "已经用过了"), ("en", "already been used")])
async def test_a_link_that_was_used(stage: Stage, secretary: Phone, code: str, sentence: str) -> None:
    made = await invite.create_personal(stage.house.uow, None, await number(stage, OTHER), stage.settings.terms)
    first, second = stage.telegram.add_user("本人"), stage.telegram.add_user("后来", language_code=code)
    await first.open_link(link(BOT_NAME, made.token))
    await first.wait_for("绑定成功")
    async with nothing_changes(stage, "binding.refused", but=COUNTED):
        await second.open_link(link(BOT_NAME, made.token))
        await second.wait_for(sentence)


@pytest.mark.parametrize("payload", ["invented", "A" * 64, "c1-2-3", "-", "c", "__proto__"])
async def test_a_link_that_was_invented(stage: Stage, secretary: Phone, payload: str) -> None:
    thief = stage.telegram.add_user("路人")
    async with nothing_changes(stage, "binding.refused", but=COUNTED):
        await thief.start(payload)
        await thief.wait_for(lambda message: "链接不对" in message.text or "不认识您" in message.text)


@pytest.mark.parametrize(("code", "sentence"), [("zh-hans", "不是您本人的手机号"), ("en", "not your own")])
async def test_another_persons_contact(stage: Stage, secretary: Phone, code: str, sentence: str) -> None:
    thief, victim = stage.telegram.add_user("路人", language_code=code), await unbound(stage, OTHER)
    async with nothing_changes(stage, "binding.refused"):
        await thief.share_contact(victim)
        await thief.wait_for(sentence)


async def unbound(stage: Stage, roster_number: str) -> Phone:
    [row] = await stage.rows("SELECT name, phone FROM person WHERE number = $1", roster_number)
    return stage.telegram.add_user(row["name"], phone=row["phone"])


async def number(stage: Stage, roster_number: str) -> int:
    [row] = await stage.rows("SELECT id FROM person WHERE number = $1", roster_number)
    return int(row["id"])
