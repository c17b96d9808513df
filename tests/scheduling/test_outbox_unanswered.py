"""Telegram has answered and the database does not: once it does, every row is as the answer wants it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.clock import from_ms, to_ms
from bot.domain.errors import StorageUnavailable
from bot.gateway.backoff import Backoff
from bot.scheduling.outbox import CROWDED
from bot.scheduling.record import Recorder
from bot.services import outbox
from bot.services.outbox import Claimed
from bot.storage.outbox import LATER, PARK, SENT
from tests.scheduling.conftest import Office, heard
from tests.scheduling.refusing import PLACES, Place, Refusal
from tests.scheduling.rows import claimed, put_off, running, settled, settled_moving
from tests.waiting import looks, until

SOON = timedelta(seconds=0.1)
"""The longest pause of the tests' delivery."""
each_place = pytest.mark.parametrize("place", PLACES)


async def gives_way(office: Office, refusal: Refusal) -> None:
    """The database refuses, three seconds pass, and it takes what it is given."""
    await until(lambda: refusal.met > 0)
    office.clock.forward(seconds=3)
    refusal.times = 0


@each_place
async def test_a_429_holds_until_the_moment_that_telegram_named(office: Office, place: Place) -> None:
    phone = await office.phone("林")
    office.telegram.faults.too_many_requests(7, "sendMessage", phone.id)
    refusal = office.database.refuse(LATER, place)
    await office.post(phone.id, "a", "b")
    due = office.clock.now() + timedelta(seconds=7)
    async with running(office.delivery()):
        await gives_way(office, refusal)
        await put_off(office, due, due)
        assert office.sends(phone) == 1
        office.sender._held.clear()
        await settled_moving(office, 2)
    assert heard(phone) == ["a", "b"]


async def test_a_429_that_is_over_before_it_is_written_keeps_the_order(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.too_many_requests(7, "sendMessage", phone.id)
    refusal = office.database.refuse(LATER)
    await office.post(phone.id, "a")
    async with running(office.delivery()):
        await until(lambda: refusal.met > 0)
        office.clock.forward(seconds=8)
        await office.post(phone.id, "b")
        await claimed(office, "b")
        office.sender._held.clear()
        refusal.times = 0
        await settled(office, "sent", "sent")
        await office.post(phone.id, "c")
        await settled(office, "sent", "sent", "sent")
    assert heard(phone) == ["a", "b", "c"]


async def test_a_429_is_not_cut_short_by_rows_put_off_for_the_crowd(office: Office) -> None:
    first, second = await office.phone("一"), await office.phone("二")
    office.telegram.faults.too_many_requests(7, "sendMessage", second.id)
    refusal = office.database.refuse(LATER)
    await office.post(first.id, "a", "b", "c")
    await office.post(second.id, "d", "e", "f")
    now = office.clock.now()
    due = now + timedelta(seconds=7)
    delivery = office.delivery()
    async with running(delivery):
        await until(lambda: delivery._held.get(second.id) == due)
        await settled(office, "sent", "sent", "queued", "queued", "queued", "queued")
        refusal.times = 0
        await put_off(office, now + CROWDED, due, due, now + CROWDED)
        office.sender._held.clear()
        office.clock.forward(seconds=3)
        await claimed(office, "f", times=2)
        await settled_moving(office, 6)
    assert heard(first) == ["a", "b", "c"]
    assert heard(second) == ["d", "e", "f"]


async def test_a_short_pause_lets_nobody_overtake_what_waits_for_the_crowd(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.drop_connection("sendMessage")
    await office.post(phone.id, "a", "b", "c")
    due = office.clock.now() + CROWDED
    async with running(office.delivery()):
        await put_off(office, due, due, due)
        office.clock.forward(seconds=1)
        await office.post(phone.id, "d")
        await claimed(office, "d")
        await settled_moving(office, 4)
    assert heard(phone) == ["a", "b", "c", "d"]


async def test_a_hold_that_ends_while_rows_are_claimed_lets_none_of_them_ahead(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await office.phone("林")
    office.telegram.faults.too_many_requests(7, "sendMessage", phone.id)
    await office.post(phone.id, "a", "b", "c")
    due, seconds = office.clock.now() + timedelta(seconds=7), [5]
    claim = outbox.claim

    async def slow(*args: Any) -> list[Claimed]:
        rows = await claim(*args)
        if [row.data["text"] for row in rows] == ["c"]:
            office.clock.forward(seconds=seconds.pop() if seconds else 0)
        return rows

    monkeypatch.setattr(outbox, "claim", slow)
    async with running(office.delivery()):
        await put_off(office, due, due, due - timedelta(seconds=7) + CROWDED)
        office.sender._held.clear()
        office.clock.forward(seconds=2)
        office.uow.mail.set()
        await settled_moving(office, 3)
    assert heard(phone) == ["a", "b", "c"]


async def test_what_is_put_off_while_rows_are_claimed_is_overtaken_by_none_of_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await office.phone("林")
    office.telegram.faults.too_many_requests(7, "sendMessage", phone.id)
    refusal = office.database.refuse(LATER)
    await office.post(phone.id, "a")
    claim = outbox.claim

    async def slow(*args: Any) -> list[Claimed]:
        rows = await claim(*args)
        if [row.data["text"] for row in rows] == ["b"]:
            refusal.times = 0
            async for _ in looks(0.5):
                if await office.rows("SELECT id FROM outbox WHERE claimed_until IS NULL"):
                    break
        return rows

    monkeypatch.setattr(outbox, "claim", slow)
    async with running(office.delivery()):
        await until(lambda: refusal.met > 0)
        office.clock.forward(seconds=8)
        office.sender._held.clear()
        await office.post(phone.id, "b")
        await settled_moving(office, 2)
    assert heard(phone) == ["a", "b"]


@each_place
async def test_what_telegram_took_is_marked_with_its_moment_and_not_sent_again(office: Office, place: Place) -> None:
    phone = await office.phone("林")
    refusal = office.database.refuse(SENT, place)
    await office.post(phone.id, "a", "b")
    took = office.clock.now()
    async with running(office.delivery()):
        await gives_way(office, refusal)
        await settled(office, "sent", "sent")
    assert heard(phone) == ["a", "b"]
    rows = await office.rows("SELECT sent_at, message_id, attempts FROM outbox ORDER BY id")
    assert [from_ms(row["sent_at"]) for row in rows] == [took, took + timedelta(seconds=3)]
    said = [message for message in phone.messages() if message.sender_id == 4242]
    assert [row["message_id"] for row in rows] == [message.id for message in said]
    assert [row["attempts"] for row in rows] == [1, 1]


@each_place
async def test_who_blocks_is_marked_from_that_moment_and_asked_once(office: Office, place: Place) -> None:
    phone = await office.phone("林")
    async with office.uow.begin() as work:
        await work.execute("INSERT INTO account (id) VALUES ($1)", phone.id)
        await work.commit()
    await phone.block()
    refusal = office.database.refuse(PARK, place)
    await office.post(phone.id, "hello")
    blocked = office.clock.now()
    async with running(office.delivery()):
        await gives_way(office, refusal)
        await settled(office, "parked")
    [account] = await office.rows("SELECT unreachable_since FROM account")
    assert account["unreachable_since"] == to_ms(blocked)
    assert office.sends(phone) == 1


@each_place
async def test_the_pause_after_a_failure_counts_from_the_failure(office: Office, place: Place) -> None:
    phone = await office.phone("林")
    office.telegram.faults.drop_connection("sendMessage")
    refusal = office.database.refuse(LATER, place)
    await office.post(phone.id, "a", "b")
    failed = office.clock.now()
    async with running(office.delivery()):
        await gives_way(office, refusal)
        await settled(office, "sent", "sent")
    assert heard(phone) == ["a", "b"]
    assert office.sends(phone) == 3
    rows = await office.rows("SELECT due_at FROM outbox")
    assert all(failed < from_ms(row["due_at"]) <= failed + SOON for row in rows)


@each_place
async def test_what_is_not_ready_is_tried_again_from_that_moment_on(office: Office, place: Place) -> None:
    phone = await office.phone("林")
    tries: list[str] = []

    async def prepare(row: Claimed) -> dict[str, Any] | None:
        tries.append(row.data["text"])
        if tries == ["hard"]:
            raise OSError("the disk is away")
        return row.data

    refusal = office.database.refuse(LATER, place)
    await office.post(phone.id, "hard", "easy")
    failed = office.clock.now()
    async with running(office.delivery(prepare=prepare)):
        await gives_way(office, refusal)
        await settled(office, "sent", "sent")
    assert sorted(heard(phone)) == ["easy", "hard"]
    assert len(tries) == 3
    [hard, _] = await office.rows("SELECT due_at FROM outbox ORDER BY id")
    assert failed < from_ms(hard["due_at"]) <= failed + SOON


async def test_a_database_that_is_back_is_noticed_within_seconds() -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def answers() -> bool:
        if len(pauses) < 12:
            raise StorageUnavailable("away")
        return True

    assert await Recorder(Backoff(1.0, 300.0, sleep)).surely(answers)
    assert max(pauses) <= 5.0
