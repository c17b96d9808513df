"""What is on its way when a process stops, starts or is not alone: nothing is lost, nothing mistaken for another."""

import asyncio
import json
from datetime import timedelta
from functools import partial

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.gateway.backoff import Backoff
from bot.scheduling.outbox import CROWDED, Delivery
from bot.scheduling.record import Recorder
from bot.services import outbox
from bot.storage import outbox as rows_of
from bot.storage.leader import Leader
from bot.storage.outbox import LATER, PARK, SENT
from tests.gateway.rig import hides
from tests.scheduling.conftest import Office, heard
from tests.scheduling.refusing import Refusal
from tests.scheduling.rows import put_off, running, settled, settled_moving
from tests.waiting import PATIENCE, until


async def test_what_was_sent_but_not_marked_goes_again_after_a_restart(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.drop_connection("sendMessage", after_effect=True)
    await office.post(phone.id, "twice")
    first = office.delivery()
    task = asyncio.create_task(first.run())
    await until(lambda: heard(phone) == ["twice"])
    await first.stop(0.0)
    await asyncio.wait_for(task, PATIENCE)
    office.clock.forward(seconds=200)
    async with running(office.delivery()):
        await settled(office, "sent")
    assert heard(phone) == ["twice", "twice"]


async def test_a_restart_frees_what_the_only_process_had_claimed(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "claimed")
    assert len(await outbox.claim(office.uow, 10, timedelta(seconds=120), "zh")) == 1
    async with running(office.delivery()):
        if office.database.dialect == "postgresql":  # another worker may be sending it: its time is waited for
            assert await office.states() == ["queued"]
            office.clock.forward(seconds=121)
        await settled(office, "sent")


async def test_only_the_leader_delivers_and_another_takes_over(office: Office) -> None:
    phone = await office.phone("林")
    first, second = Leader(office.database), Leader(office.database)
    assert await first.leads()
    if office.database.dialect == "sqlite":
        assert await second.leads(), "the only process always leads"
        return
    assert not await second.leads()
    asked = []

    async def leads() -> bool:
        asked.append(1)
        return await second.leads()

    async with running(office.delivery(leads=leads)):
        await office.post(phone.id, "x")
        await until(lambda: bool(asked))
        assert await office.states() == ["queued"]
        assert heard(phone) == []
        await first.resign()
        office.uow.mail.set()
        await settled_moving(office, 1)
    await second.resign()


async def test_a_stop_is_quick_and_clean(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.slow(0.2, "sendMessage")
    await office.post(phone.id, "in hand", "waiting")
    delivery = office.delivery()
    task = asyncio.create_task(delivery.run())
    await until(lambda: any(call["method"] == "sendMessage" for call in office.telegram.calls))
    await asyncio.wait_for(delivery.stop(2 * PATIENCE), PATIENCE)
    await asyncio.wait_for(task, PATIENCE)
    assert await office.states() == ["sent", "queued"]
    assert hides(json.dumps(await office.rows("SELECT last_error FROM outbox")))


async def test_a_message_taken_back_while_in_hand_is_not_taken_for_a_later_one(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "taken back")
    [in_hand] = await outbox.claim(office.uow, 10, timedelta(seconds=120), "zh")
    async with office.uow.begin() as work:
        await rows_of.drop_chat(work, phone.id)
        await work.commit()
    await office.post(phone.id, "later")
    await outbox.sent(office.uow, in_hand.id, office.clock.now(), 1)
    assert await office.states() == ["queued"]


async def cut_off(office: Office, refusal: Refusal, *, answers: bool) -> None:
    """A delivery that is stopped while the database does not answer it; `answers`: it does when all else has ended."""
    delivery: Delivery = office.delivery()
    task = asyncio.create_task(delivery.run())
    await until(lambda: refusal.met > 0)
    refusal.times = 0 if answers else refusal.times
    await delivery.stop(0.0)
    await asyncio.wait_for(task, PATIENCE)


async def test_a_stop_marks_what_telegram_took(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "a", "b")
    await cut_off(office, office.database.refuse(SENT), answers=True)
    assert (await office.states())[0] == "sent"
    async with running(office.delivery()):
        await settled(office, "sent", "sent")
    assert heard(phone) == ["a", "b"]


async def test_a_stop_frees_nothing_that_telegram_took_and_the_database_does_not_know(office: Office) -> None:
    phone = await office.phone("林")
    await office.post(phone.id, "a", "b")
    await cut_off(office, office.database.refuse(SENT), answers=False)
    free = "SELECT id FROM outbox WHERE state = 'queued' AND claimed_until IS NULL"
    assert await office.rows(free) == []


async def test_a_stop_forgets_no_429_and_gives_back_what_waits_for_the_crowd(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.too_many_requests(7, "sendMessage", phone.id)
    refusal = office.database.refuse(LATER)
    await office.post(phone.id, "a", "b", "c")
    now = office.clock.now()
    due = now + timedelta(seconds=7)
    delivery = office.delivery()
    task = asyncio.create_task(delivery.run())
    await until(lambda: delivery._held.get(phone.id) == due)
    refusal.times = 0
    await delivery.stop(0.0)
    await asyncio.wait_for(task, PATIENCE)
    await put_off(office, due, due, now + CROWDED)


async def test_a_stop_gives_up_what_telegram_refused(office: Office) -> None:
    await office.post(99, "to nobody")
    await cut_off(office, office.database.refuse(PARK), answers=True)
    assert await office.states() == ["parked"]


async def test_a_result_that_the_last_try_cannot_write_keeps_no_other_from_it() -> None:
    recorder, away = Recorder(Backoff(30.0, 30.0)), [True]
    written: list[int] = []

    async def write(number: int) -> None:
        if away:
            raise StorageUnavailable("no answer")
        if number == 0:
            raise CommitFailed("refused")
        written.append(number)

    tasks = [asyncio.create_task(recorder.record(partial(write, number))) for number in range(3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    away.clear()
    assert not await recorder.last_try()
    assert written == [1, 2]
