"""What is on its way when a process stops, starts or is not alone: nothing is lost, nothing mistaken for another."""

import asyncio
import json
from datetime import timedelta

from bot.services import outbox
from bot.storage import outbox as rows_of
from bot.storage.leader import Leader
from tests.gateway.rig import hides, until
from tests.scheduling.conftest import Office, heard
from tests.scheduling.rows import running, settled, settled_moving


async def test_what_was_sent_but_not_marked_goes_again_after_a_restart(office: Office) -> None:
    phone = await office.phone("林")
    office.telegram.faults.drop_connection("sendMessage", after_effect=True)
    await office.post(phone.id, "twice")
    first = office.delivery()
    task = asyncio.create_task(first.run())
    await until(lambda: heard(phone) == ["twice"])
    await first.stop(0.0)
    await asyncio.wait_for(task, 2)
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
    await asyncio.wait_for(delivery.stop(3.0), 5)
    await asyncio.wait_for(task, 1)
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
    await outbox.sent(office.uow, in_hand.id, 1)
    assert await office.states() == ["queued"]
