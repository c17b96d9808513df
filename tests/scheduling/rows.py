"""Waiting for what becomes of the rows of the outbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.domain.clock import from_ms
from bot.scheduling.outbox import Delivery
from tests.scheduling.conftest import Office
from tests.waiting import PATIENCE, looks


@asynccontextmanager
async def running(delivery: Delivery) -> AsyncIterator[Delivery]:
    """Stopped also when the test fails: the database it delivers from is closed next."""
    task = asyncio.create_task(delivery.run())
    try:
        yield delivery
    finally:
        await delivery.stop(PATIENCE)
        await asyncio.wait_for(task, PATIENCE)


async def settled(office: Office, *wanted: str) -> None:
    """Until the rows have these states, in order of their ids."""
    async for _ in looks():
        if await office.states() == list(wanted):
            return
    raise AssertionError(f"wanted {wanted}, is {await office.states()}")


async def settled_moving(office: Office, number: int) -> None:
    """Until so many are sent, while the clock goes on."""
    async for _ in looks():
        if (await office.states()).count("sent") == number:
            return
        office.clock.forward(seconds=1)
        office.uow.mail.set()
    raise AssertionError(f"sent {number} wanted, is {await office.states()}")


WAITING = "SELECT due_at FROM outbox WHERE state = 'queued' AND claimed_until IS NULL ORDER BY id"


async def put_off(office: Office, *wanted: datetime) -> None:
    """Until just these rows wait in nobody's hands, due at these moments, in order of their ids."""
    found: list[datetime] = []
    async for _ in looks():
        found = [from_ms(row["due_at"]) for row in await office.rows(WAITING)]
        if found == list(wanted):
            return
    raise AssertionError(f"wanted {wanted}, is {found}")


async def claimed(office: Office, text: str, times: int = 1) -> None:
    """Until the message of that text has been claimed so many times."""
    sql = f"SELECT id FROM outbox WHERE key LIKE '%:{text}' AND attempts >= {times}"
    async for _ in looks():
        if await office.rows(sql):
            return
        office.uow.mail.set()
    raise AssertionError(f"{text} is not claimed")
