"""getUpdates: what is not confirmed comes again, what is confirmed never does."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, Clock, keyboard


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_unconfirmed_updates_come_again(api: Api, wang: Phone) -> None:
    await wang.send("一")
    await wang.send("二")
    first = await api.updates()
    assert texts(first) == ["一", "二"]
    assert await api.updates() == first
    assert await api.updates(offset=ids(first)[0]) == first


async def test_an_offset_confirms_what_lies_below_it(api: Api, wang: Phone) -> None:
    for text in "一二三":
        await wang.send(text)
    first, second, third = ids(await api.updates())
    assert second == first + 1
    assert third == first + 2
    assert texts(await api.updates(offset=second)) == ["二", "三"]
    assert texts(await api.updates()) == ["二", "三"]
    assert await api.updates(offset=third + 1) == []
    await wang.send("四")
    assert ids(await api.updates()) == [third + 1]


async def test_a_negative_offset_forgets_all_but_the_last(api: Api, wang: Phone) -> None:
    for text in "一二三":
        await wang.send(text)
    assert texts(await api.updates(offset=-2)) == ["二", "三"]
    assert texts(await api.updates()) == ["二", "三"]
    assert texts(await api.updates(offset=-9)) == ["二", "三"]


@pytest.mark.parametrize(("limit", "expected"), [(None, 100), (7, 7), (500, 100), (0, 100), (-3, 1)])
async def test_a_batch_has_at_most_a_hundred(api: Api, wang: Phone, limit: int | None, expected: int) -> None:
    for number in range(103):
        await wang.send(str(number))
    batch = await api.updates(**({} if limit is None else {"limit": limit}))
    assert texts(batch) == [str(number) for number in range(expected)]


async def test_a_long_poll_wakes_when_something_comes(api: Api, telegram: Telegram, wang: Phone) -> None:
    waiting = asyncio.create_task(api.updates(timeout=20))
    await telegram.called("getUpdates")
    await wang.send("现在")
    async with asyncio.timeout(5):
        assert texts(await waiting) == ["现在"]


async def test_a_long_poll_ends_empty_after_its_timeout(api: Api, wang: Phone) -> None:
    assert await api.updates(timeout=1) == []


async def test_the_older_of_two_polls_is_ended_with_409(api: Api, telegram: Telegram, wang: Phone) -> None:
    older = asyncio.create_task(api.error("getUpdates", timeout=20))
    await telegram.called("getUpdates")
    newer = asyncio.create_task(api.updates(timeout=20))
    assert await older == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await wang.send("给新的")
    assert texts(await newer) == ["给新的"]


async def test_messages_are_kept_for_a_day(api: Api, clock: Clock, wang: Phone) -> None:
    await wang.send("旧")
    clock.now += 86_000
    await wang.send("新")
    assert texts(await api.updates()) == ["旧", "新"]
    clock.now += 401
    assert texts(await api.updates()) == ["新"]


async def test_taps_are_dropped_after_150_seconds(api: Api, clock: Clock, started: Phone) -> None:
    await api.call("sendMessage", chat_id=started.id, text="会", reply_markup=keyboard([("签到", "c")]))
    started.press("签到")
    await started.send("后")
    clock.now += 149
    assert [set(update) - {"update_id"} for update in await api.updates()] == [{"callback_query"}, {"message"}]
    clock.now += 1
    assert texts(await api.updates()) == ["后"]


async def test_many_dropped_taps_do_not_hide_what_lives(api: Api, clock: Clock, started: Phone) -> None:
    await api.call("sendMessage", chat_id=started.id, text="会", reply_markup=keyboard([("签到", "c")]))
    for _ in range(250):
        started.press("签到")
    await started.send("后")
    clock.now += 151
    assert texts(await api.updates(limit=10)) == ["后"]


async def test_only_allowed_kinds_are_queued_from_then_on(api: Api, started: Phone) -> None:
    await started.send("之前")
    await api.updates(allowed_updates=["callback_query"])
    await started.send("不要")
    await started.block()
    await started.unblock()
    assert texts(await api.updates()) == ["之前"]
    await api.updates(allowed_updates=[])
    await started.send("又要")
    assert texts(await api.updates()) == ["之前", "又要"]


async def test_after_a_quiet_week_ids_jump(api: Api, telegram: Telegram, wang: Phone) -> None:
    await wang.send("一")
    [before] = ids(await api.updates())
    telegram.quiet_week(next_id=17)
    await wang.send("二")
    assert ids(await api.updates(offset=before + 1)) == [17], "an offset from before the jump confirms nothing"
    assert await api.updates(offset=18) == []


async def test_each_bot_has_its_own_updates(api: Api, telegram: Telegram, wang: Phone) -> None:
    other = telegram.add_bot("77:second", "second_bot")
    await wang.send("给第二个", chat=other)
    assert await api.updates() == []
    second = Api(api.session, telegram.url, other.token)
    assert texts(await second.updates()) == ["给第二个"]


async def test_what_a_dead_poll_was_given_comes_again(api: Api, telegram: Telegram, wang: Phone) -> None:
    poll = asyncio.create_task(api.updates(timeout=20))
    await telegram.called("getUpdates")
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await wang.send("还要")
    assert texts(await api.updates(timeout=5)) == ["还要"]
