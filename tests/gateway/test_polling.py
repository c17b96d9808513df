"""Updates are confirmed when their effect is durable, and never before."""

import asyncio
import time

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.gateway import polling
from bot.gateway.client import build_bot
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from tests.gateway.rig import Rig, application_for
from tests.waiting import PATIENCE, until


def text_of(update: Update) -> str:
    assert update.effective_message is not None
    return update.effective_message.text or ""


async def test_an_update_whose_handler_dies_comes_again_and_takes_effect_once(rig: Rig) -> None:
    phone, reached, gate = rig.telegram.add_user("林小满"), asyncio.Event(), asyncio.Event()

    async def dies_before_commit(update: Update) -> None:
        reached.set()
        await gate.wait()

    await rig.start(dies_before_commit)
    await phone.send("签到")
    await asyncio.wait_for(reached.wait(), PATIENCE)
    before = rig.looks
    await until(lambda: rig.looks > before, "another look at Telegram")
    assert rig.waiting == 1, "confirmed although nothing was committed"
    await rig.kill()

    async def commits(update: Update) -> None:
        await rig.counter.add(update)

    await rig.start(commits)
    await until(lambda: rig.waiting == 0, "the second delivery is confirmed")
    assert await rig.counter.value() == 1


async def test_a_second_delivery_after_the_commit_changes_nothing(rig: Rig) -> None:
    phone, committed, gate = rig.telegram.add_user("林小满"), asyncio.Event(), asyncio.Event()

    async def dies_after_commit(update: Update) -> None:
        await rig.counter.add(update)
        committed.set()
        await gate.wait()

    await rig.start(dies_after_commit)
    await phone.send("签到")
    await asyncio.wait_for(committed.wait(), PATIENCE)
    await rig.kill()
    answers = []

    async def answers_again(update: Update) -> None:
        answers.append(await rig.counter.add(update))

    await rig.start(answers_again)
    await until(lambda: rig.waiting == 0, "the second delivery is confirmed")
    assert answers == [1]
    assert await rig.counter.value() == 1


async def test_a_slow_update_does_not_stop_other_people(rig: Rig) -> None:
    slow, quick = rig.telegram.add_user("慢"), rig.telegram.add_user("快")
    gate, seen = asyncio.Event(), []

    async def handle(update: Update) -> None:
        if text_of(update) == "slow":
            await gate.wait()
        seen.append(text_of(update))

    async def heard(count: int) -> None:
        await until(lambda: len(seen) == count, f"{count} beside the slow one")

    await rig.start(handle)
    await slow.send("slow")
    await until(lambda: rig.looks >= 2, "the slow one is in hand")
    for number in range(5):
        await quick.send(str(number))
        await heard(number + 1)
    assert seen == ["0", "1", "2", "3", "4"]
    assert rig.waiting == 6, "nothing may be confirmed past the slow one"
    gate.set()
    await until(lambda: rig.waiting == 0, "all is confirmed")


async def test_while_something_is_slow_telegram_is_not_asked_in_a_hot_loop(rig: Rig) -> None:
    phone, gate = rig.telegram.add_user("慢"), asyncio.Event()

    async def handle(update: Update) -> None:
        await gate.wait()

    await rig.start(handle)
    await phone.send("slow")
    await until(lambda: rig.looks >= 2, "in hand")
    begun, first = time.monotonic(), rig.looks
    await until(lambda: rig.looks >= first + 4, "four more looks")
    assert time.monotonic() - begun >= 0.05 + 0.1 + 0.2 + 0.4
    gate.set()


async def test_a_crowd_is_not_fetched_again_and_again_while_all_places_are_taken(rig: Rig) -> None:
    people, gate = [rig.telegram.add_user(str(number)) for number in range(60)], asyncio.Event()
    for number, phone in enumerate(people):
        await phone.send(str(number))

    async def handle(update: Update) -> None:
        if text_of(update) != "0":
            await gate.wait()

    begun = time.monotonic()
    await rig.start(handle)
    await until(lambda: rig.waiting == 59, "the first one is confirmed by the second look")
    assert time.monotonic() - begun >= polling.CROWDED
    gate.set()
    await until(lambda: rig.waiting == 0, "all is confirmed")


async def test_the_finished_prefix_is_confirmed_while_a_later_one_is_slow(rig: Rig) -> None:
    people, gate = [rig.telegram.add_user(str(number)) for number in range(4)], asyncio.Event()
    for number, phone in enumerate(people):
        await phone.send(str(number))

    async def handle(update: Update) -> None:
        if text_of(update) == "2":
            await gate.wait()

    await rig.start(handle)
    await until(lambda: rig.waiting == 2, "the first two are confirmed, the slow one and the last are not")
    gate.set()
    await until(lambda: rig.waiting == 0)


async def test_more_than_a_batch_is_taken_in_order(rig: Rig) -> None:
    phone, seen = rig.telegram.add_user("多"), []
    for number in range(230):
        await phone.send(str(number))

    async def handle(update: Update) -> None:
        seen.append(text_of(update))

    await rig.start(handle)
    await until(lambda: rig.waiting == 0)
    assert seen == [str(number) for number in range(230)]


async def test_ids_that_jump_back_after_a_quiet_week_are_taken(rig: Rig) -> None:
    phone, seen = rig.telegram.add_user("周"), []

    async def handle(update: Update) -> None:
        seen.append(text_of(update))

    rig.telegram.quiet_week(900_000)
    await rig.start(handle)
    await phone.send("before")
    await until(lambda: rig.waiting == 0)
    rig.telegram.quiet_week(17)
    await phone.send("after")
    await until(lambda: seen == ["before", "after"])
    await until(lambda: rig.waiting == 0)


async def test_edited_messages_are_not_asked_for(rig: Rig) -> None:
    phone, seen = rig.telegram.add_user("改"), []

    async def handle(update: Update) -> None:
        seen.append(text_of(update))

    await rig.start(handle)
    await until(lambda: rig.looks >= 1)
    message = await phone.send("first")
    await phone.edit(message, "edited")
    await phone.send("second")
    await until(lambda: len(seen) == 2)
    assert seen == ["first", "second"]
    assert sorted(rig.account.updates.allowed or ()) == ["callback_query", "message", "my_chat_member"]


async def test_a_second_poller_is_explained_once_and_waited_out(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    phone, seen = rig.telegram.add_user("双"), []

    async def handle(update: Update) -> None:
        seen.append(text_of(update))

    rig.telegram.faults.conflict = True
    await rig.start(handle)
    await until(lambda: rig.looks >= 4)
    assert [record.message for record in caplog.records].count(polling.ANOTHER) == 1
    rig.telegram.faults.conflict = False
    await phone.send("after")
    await until(lambda: seen == ["after"])
    assert [record.message for record in caplog.records].count(polling.BACK) <= 1


async def test_an_unreachable_telegram_is_told_once_and_nothing_is_lost(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    phone, seen = rig.telegram.add_user("断"), []

    async def handle(update: Update) -> None:
        seen.append(text_of(update))

    await rig.start(handle)
    await until(lambda: rig.looks >= 1)
    rig.telegram.faults.unreachable = True
    await phone.send("meanwhile")
    before = rig.looks
    await until(lambda: rig.looks >= before + 3, "it keeps trying")
    rig.telegram.faults.unreachable = False
    await until(lambda: seen == ["meanwhile"])
    said = [record.message for record in caplog.records]
    assert said.count(polling.AWAY) == 1
    assert said.count(polling.BACK) == 1


async def test_a_wrong_token_ends_the_polling_with_a_clear_line(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    async def handle(update: Update) -> None:
        return

    stranger = build_bot("1:wrong", rig.telegram.url)
    await stranger._request[0].initialize()
    intake = Intake(application_for(rig.bot, handle), rig.uow, 1)
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(Polling(stranger, intake).run(), PATIENCE)
    assert polling.WRONG_TOKEN in [record.message for record in caplog.records]
    await stranger._request[0].shutdown()


async def test_a_clean_stop_finishes_what_is_in_hand_and_confirms_it(rig: Rig) -> None:
    first, second, stuck = (rig.telegram.add_user(name) for name in "一二三")
    reached, gate, never = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        if text_of(update) == "stuck":
            reached.set()
            await never.wait()
        await gate.wait()
        await rig.counter.add(update)

    for phone, text in ((first, "1"), (second, "2"), (stuck, "stuck")):
        await phone.send(text)
    await rig.start(handle)
    await asyncio.wait_for(reached.wait(), PATIENCE)
    stopping = asyncio.create_task(rig.polling.stop(3.0))
    gate.set()
    await asyncio.wait_for(stopping, PATIENCE)
    assert await rig.counter.value() == 2
    assert rig.waiting == 1, "the two that finished are confirmed, the stuck one is left for the next start"
    assert rig.running is not None
    await asyncio.wait_for(rig.running, PATIENCE)
