"""Order per person, people side by side, failures parked, the database waited for."""

import asyncio
from collections import defaultdict
from io import BytesIO

import pytest
from PIL import Image
from telegram import Update

from bot.domain.errors import CommitFailed, DomainError, StorageUnavailable
from bot.gateway import outcome
from bot.gateway.intake import CUT_OFF, assert_all_block
from bot.services.installation import lifecycle
from tests.gateway.rig import Rig, Together, administrator, rows
from tests.waiting import PATIENCE, until


def text_of(update: Update) -> str:
    assert update.effective_message is not None
    return update.effective_message.text or ""


async def test_one_person_in_order_and_people_side_by_side(rig: Rig) -> None:
    people = [rig.telegram.add_user(f"人{number}") for number in range(6)]
    for step in range(5):
        for phone in people:
            await phone.send(str(step))
    together, most, seen = 0, 0, defaultdict(list)

    async def handle(update: Update) -> None:
        nonlocal together, most
        assert update.effective_user is not None
        together += 1
        most = max(most, together)
        for _ in range(5 - int(text_of(update))):  # the earlier ones take longer
            await rig.counter.value()
        seen[update.effective_user.id].append(text_of(update))
        together -= 1

    await rig.start(handle)
    await until(lambda: rig.waiting == 0)
    assert dict(seen) == {phone.id: ["0", "1", "2", "3", "4"] for phone in people}
    assert most > 1, "people wait for each other"


async def test_no_more_than_the_bound_at_once(rig: Rig) -> None:
    gate, together = asyncio.Event(), 0
    for number in range(12):
        await rig.telegram.add_user(str(number)).send("here")

    async def handle(update: Update) -> None:
        nonlocal together
        together += 1
        await gate.wait()

    await rig.start(handle, at_once=5)
    await until(lambda: together == 5)
    looks = rig.looks
    await until(lambda: rig.looks > looks)
    assert together == 5
    gate.set()
    await until(lambda: rig.waiting == 0)


async def test_three_failures_park_the_update_and_tell_administrators(rig: Rig) -> None:
    await administrator(rig.uow, 900)
    await administrator(rig.uow, 901)
    broken, fine = rig.telegram.add_user("坏"), rig.telegram.add_user("好")
    lasts, seen = [], []

    async def handle(update: Update) -> None:
        if text_of(update) == "secret words":
            lasts.append(outcome.current().last)
            raise ValueError("secret words")
        seen.append(text_of(update))

    await rig.start(handle)
    await broken.send("secret words")
    await broken.send("next")
    await fine.send("other")
    await until(lambda: rig.waiting == 0, "parked and confirmed")
    assert lasts == [False, False, True]
    assert sorted(seen) == ["next", "other"]
    parked = await rows(rig.uow, "SELECT bot_id, kind, reference FROM parked_update")
    assert parked == [{"bot_id": 4242, "kind": "message", "reference": "R-1"}]
    told = await rows(rig.uow, "SELECT chat_id, kind, data FROM outbox ORDER BY chat_id")
    assert [(row["chat_id"], row["kind"]) for row in told] == [(900, "house.parked"), (901, "house.parked")]
    assert "secret" not in str(told) + str(parked)


async def test_parking_twice_tells_once(rig: Rig) -> None:
    await administrator(rig.uow, 900)
    for _ in range(2):
        await lifecycle.park_update(rig.uow, 4242, 5, "message", "R-1")
    assert len(await rows(rig.uow, "SELECT key FROM outbox")) == 1


async def test_what_a_rule_refuses_is_no_failure(rig: Rig) -> None:
    phone, tries = rig.telegram.add_user("错"), []

    async def handle(update: Update) -> None:
        tries.append(1)
        raise DomainError("closed")

    await rig.start(handle)
    await phone.send("x")
    await until(lambda: rig.waiting == 0)
    assert tries == [1]


@pytest.mark.parametrize("error", [StorageUnavailable("gone"), CommitFailed("full")])
async def test_a_database_that_is_away_is_waited_for_and_never_a_failure(
    rig: Rig, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    phone, tries = rig.telegram.add_user("等"), []

    async def handle(update: Update) -> None:
        tries.append(rig.waiting)
        await rig.counter.add(update)

    rig.database.away, rig.database.error = 7, error
    await rig.start(handle)
    await phone.send("x")
    await until(lambda: rig.waiting == 0)
    assert tries == [1] * 8, "seven times it waited unconfirmed, the eighth it had its effect"
    assert await rig.counter.value() == 1
    assert await rows(rig.uow, "SELECT * FROM parked_update") == []
    assert sum("database" in record.message for record in caplog.records if record.levelname == "WARNING") == 1


async def test_parking_waits_for_the_database_too(rig: Rig) -> None:
    phone = rig.telegram.add_user("等")

    async def handle(update: Update) -> None:
        rig.database.away = 3
        raise ValueError

    await rig.start(handle)
    await phone.send("x")
    await until(lambda: rig.waiting == 0)
    assert len(await rows(rig.uow, "SELECT * FROM parked_update")) == 1


async def test_an_update_that_hangs_meets_its_deadline(rig: Rig) -> None:
    phone, tries = rig.telegram.add_user("久"), []
    never = asyncio.Event()

    async def handle(update: Update) -> None:
        tries.append(1)
        await never.wait()

    await rig.start(handle, seconds=0.05)
    await phone.send("x")
    await until(lambda: rig.waiting == 0)
    assert len(tries) == 3
    assert len(await rows(rig.uow, "SELECT * FROM parked_update")) == 1


async def test_waiting_for_the_database_is_outside_the_deadline(rig: Rig) -> None:
    phone, tries = rig.telegram.add_user("排"), []

    async def handle(update: Update) -> None:
        tries.append(1)
        await rig.counter.add(update)

    async with rig.uow.begin():
        await rig.start(handle, seconds=0.1)
        await phone.send("x")
        await until(lambda: rig.looks >= 6, "longer than the deadline")
    await until(lambda: rig.waiting == 0)
    assert tries == [1]
    assert await rows(rig.uow, "SELECT * FROM parked_update") == []


async def test_an_update_in_hand_is_not_started_twice(rig: Rig) -> None:
    phone, tries, gate = rig.telegram.add_user("重"), [], asyncio.Event()

    async def handle(update: Update) -> None:
        tries.append(update)
        await gate.wait()

    await rig.start(handle)
    await phone.send("x")
    await until(lambda: len(tries) == 1)
    again = rig.intake.accept(tries[0])
    gate.set()
    await asyncio.wait_for(asyncio.wait([again]), PATIENCE)
    assert len(tries) == 1


async def test_after_an_unclean_stop_updates_run_one_by_one_until_the_queue_is_empty(rig: Rig) -> None:
    people = [rig.telegram.add_user(str(number)) for number in range(5)]
    for phone in people:
        await phone.send("before")
    together = Together(rig)
    await rig.start(together.handle, careful=True)
    await until(lambda: not rig.intake.careful, "the queue was seen empty")
    assert together.most == 1
    assert rig.waiting == 0
    for phone in people:
        await phone.send("after")
    await until(lambda: rig.waiting == 0)
    assert together.most > 1


async def test_an_update_that_ends_the_house_each_time_is_parked_after_ten(rig: Rig) -> None:
    phone, tries = rig.telegram.add_user("毒"), []
    dead = asyncio.Event()

    async def handle(update: Update) -> None:
        tries.append(1)
        dead.set()
        await asyncio.Event().wait()

    await phone.send("poison")
    for _ in range(CUT_OFF):
        dead.clear()
        await rig.start(handle, careful=True)
        await asyncio.wait_for(dead.wait(), PATIENCE)
        assert rig.waiting == 1
        await rig.kill()
    await rig.start(handle, careful=True)
    await until(lambda: rig.waiting == 0, "given up")
    assert len(tries) == CUT_OFF
    assert len(await rows(rig.uow, "SELECT * FROM parked_update")) == 1


async def test_a_handler_that_does_not_block_is_refused(rig: Rig) -> None:
    from telegram.ext import Defaults, ExtBot, TypeHandler

    from tests.gateway.rig import TOKEN, application_for

    async def handle(update: Update) -> None:
        return

    async def callback(update: object, context: object) -> None:
        return

    application = application_for(rig.bot, handle)
    assert_all_block(application)
    application.add_handler(TypeHandler(Update, callback, block=False), 1)
    with pytest.raises(RuntimeError, match="block=False"):
        assert_all_block(application)
    late = application_for(rig.bot, handle)
    late.add_error_handler(callback, block=False)
    with pytest.raises(RuntimeError, match="block=False"):
        assert_all_block(late)
    loose = application_for(ExtBot(TOKEN, defaults=Defaults(block=False)), handle)
    with pytest.raises(RuntimeError, match="Defaults"):
        assert_all_block(loose)


async def test_the_pictures_of_an_album_come_one_after_the_other(rig: Rig) -> None:
    phone, together = rig.telegram.add_user("册"), 0
    seen: list[tuple[str | None, int]] = []

    async def handle(update: Update) -> None:
        nonlocal together
        together += 1
        assert together == 1
        assert update.message is not None
        for _ in range(5 - len(seen)):
            await rig.counter.value()
        seen.append((update.message.media_group_id, update.message.message_id))
        together -= 1

    sent = await phone.send_album([picture(number) for number in range(4)])
    await rig.start(handle)
    await until(lambda: rig.waiting == 0)
    assert [message_id for _, message_id in seen] == [message.raw["message_id"] for message in sent]
    assert len({group for group, _ in seen}) == 1


def picture(shade: int) -> bytes:
    written = BytesIO()
    Image.new("L", (8, 8), shade).save(written, "PNG")
    return written.getvalue()
