"""Every row reaches its reader at least once, in order, whatever happens to the others."""

from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.domain.clock import SystemClock
from bot.gateway.sender import Call
from bot.scheduling.composer import Composer
from bot.scheduling.outbox import CROWDED, Delivery
from bot.scheduling.verdict import verdict_of
from bot.services.outbox import Claimed
from bot.storage.outbox import SOON
from tests.scheduling.conftest import Office, heard, render
from tests.scheduling.rows import put_off, running, settled, settled_moving
from tests.waiting import looks, until


async def test_a_posted_message_arrives_and_its_contents_are_forgotten(office: Office) -> None:
    phone = await office.phone("林小满")
    async with running(office.delivery()):
        await office.post(phone.id, "通知")
        await settled(office, "sent")
    assert [message.text for message in phone.messages()][-1] == "zh 通知"
    [row] = await office.rows("SELECT data, message_id, sent_at FROM outbox")
    assert row["data"] == "{}"
    assert row["message_id"] == phone.messages()[-1].raw["message_id"]


async def test_it_is_rendered_in_the_readers_language_as_it_stands_now(office: Office) -> None:
    phone = await office.phone("Lin")
    await office.post(phone.id, "note")
    async with office.uow.begin() as work:
        await work.execute("INSERT INTO account (id, language) VALUES ($1, 'en')", phone.id)
        await work.commit()
    async with running(office.delivery()):
        await settled(office, "sent")
    assert phone.messages()[-1].text == "en note"


async def test_the_same_key_is_sent_once(office: Office) -> None:
    phone = await office.phone("林")
    async with running(office.delivery()):
        await office.post(phone.id, "once")
        await settled(office, "sent")
        await office.post(phone.id, "once")
        await office.post(phone.id, "other")
        await settled(office, "sent", "sent")
    assert heard(phone) == ["once", "other"]


async def test_what_is_due_later_waits_and_is_sent_when_due(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "later", due=office.clock.now() + timedelta(hours=2))
    async with running(office.delivery()):
        await office.post(phone.id, "now")
        await settled(office, "queued", "sent")
        office.clock.forward(hours=2)
        office.uow.mail.set()
        await settled(office, "sent", "sent")
    assert heard(phone) == ["now", "later"]


async def test_it_wakes_by_itself_when_the_next_one_is_due(office: Office) -> None:
    phone = await office.phone("林")
    office.uow.clock = clock = SystemClock()
    delivery = Delivery(office.uow, office.sender, Composer(render, "zh"), clock)
    async with running(delivery):
        await office.post(phone.id, "soon", due=clock.now() + timedelta(seconds=0.3))
        await settled(office, "sent")


def test_a_reason_never_quotes_the_message() -> None:
    verdict = verdict_of(BadRequest("Bad Request: can't parse entities: Unsupported start tag 林小满"))
    assert verdict.reason == "BadRequest: Can't parse entities"
    assert not verdict.again


async def test_the_order_within_a_chat_is_kept_and_prompts_go_first(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, *"abcdefgh")
    await office.post(phone.id, "prompt", priority=SOON)
    async with running(office.delivery()):
        await settled_moving(office, 9)
    assert heard(phone) == ["prompt", *"abcdefgh"]


async def test_what_cannot_be_sent_is_parked_with_its_reason_and_stops_nobody(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "x" * 5000)
    await office.post(99, "private words to nobody")
    await office.post(phone.id, "fine")
    async with running(office.delivery()):
        await settled(office, "parked", "parked", "sent")
    assert heard(phone) == ["fine"]
    errors = [row["last_error"] for row in await office.rows("SELECT last_error FROM outbox ORDER BY id")]
    assert errors[0].startswith("BadRequest: ")
    assert "chat not found" in errors[1].lower()
    assert "note" in caplog.text
    assert "private" not in caplog.text


async def test_a_view_that_fails_parks_its_message_only(office: Office) -> None:
    phone = await office.phone("林")

    def fragile(kind: str, data: dict[str, str], language: str, chat_id: int) -> Call:
        if data["text"] == "bad":
            raise KeyError("name")
        return render(kind, data, language, chat_id)

    await office.post(phone.id, "bad", "good")
    async with running(office.delivery(render=fragile)):
        await settled(office, "parked", "sent")
    assert (await office.rows("SELECT last_error FROM outbox ORDER BY id"))[0]["last_error"] == "KeyError"


async def test_a_blocked_bot_is_noted_at_the_account(office: Office) -> None:
    phone = await office.phone("林")
    async with office.uow.begin() as work:
        await work.execute("INSERT INTO account (id) VALUES ($1)", phone.id)
        await work.commit()
    await phone.block()
    await office.post(phone.id, "hello")
    async with running(office.delivery()):
        await settled(office, "parked")
    [account] = await office.rows("SELECT unreachable_since FROM account")
    assert account["unreachable_since"] == round(office.clock.now().timestamp() * 1000)


async def test_a_429_puts_its_chat_off_in_order_and_the_others_go_on(office: Office) -> None:
    held, free = await office.phone("一"), await office.phone("二")
    office.telegram.faults.too_many_requests(7, "sendMessage", held.id)
    await office.post(held.id, "a", "b", "c")
    await office.post(free.id, "d", "e")
    async with running(office.delivery()):
        now = office.clock.now()
        first = now + timedelta(seconds=7)
        await put_off(office, first, first, now + CROWDED)
        await settled(office, "queued", "queued", "queued", "sent", "sent")
        assert heard(held) == []
        office.sender._held.clear()
        await settled_moving(office, 5)
    assert heard(held) == ["a", "b", "c"]
    assert heard(free) == ["d", "e"]


async def test_an_unreachable_telegram_is_tried_again_without_end(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.unreachable = True
    await office.post(phone.id, "a", "b")
    async with running(office.delivery()):
        for _ in range(8):
            calls = len(office.telegram.calls)
            await moving_until(office, calls + 1)
        assert await office.states() == ["queued", "queued"]
        office.telegram.faults.unreachable = False
        await settled_moving(office, 2)
    assert heard(phone) == ["a", "b"]


async def moving_until(office: Office, calls: int) -> None:
    async for _ in looks():
        if len(office.telegram.calls) >= calls:
            return
        office.clock.forward(seconds=1)
        office.uow.mail.set()
    raise AssertionError("it does not try any more")


async def test_the_database_is_waited_for(office: Office) -> None:
    phone = await office.phone("林")
    async with running(office.delivery()):
        await office.post(phone.id, "one")
        await settled(office, "sent")
        office.database.away = 6
        office.uow.mail.set()
        await until(lambda: office.database.away == 0)
        await office.post(phone.id, "two")
        await settled(office, "sent", "sent")
    assert heard(phone) == ["one", "two"]


async def test_hundreds_arrive_once_each(office: Office) -> None:
    phones = [await office.phone(str(number)) for number in range(40)]
    for phone in phones:
        await office.post(phone.id, "a", "b", "c")
    async with running(office.delivery()):
        await settled_moving(office, 120)
    assert all(heard(phone) == ["a", "b", "c"] for phone in phones)


async def test_what_cannot_be_put_together_is_tried_again_and_nobody_waits_for_it(office: Office) -> None:
    phone = await office.phone("林")
    tries = 0

    async def prepare(row: Claimed) -> dict[str, Any] | None:
        nonlocal tries
        if row.data["text"] == "hard":
            tries += 1
            if tries < 3:
                raise OSError("the disk is away")
        return row.data

    await office.post(phone.id, "hard", "easy")
    async with running(office.delivery(prepare=prepare)):
        await settled(office, "queued", "sent")
        [row] = await office.rows("SELECT last_error FROM outbox WHERE state = 'queued'")
        assert row["last_error"] == "OSError"
        async for _ in looks():
            office.clock.forward(seconds=1)
            office.uow.mail.set()
            if await office.states() == ["sent", "sent"]:
                break
    assert heard(phone)[-2:] == ["easy", "hard"]
    assert tries == 3
