"""Waiting for what becomes of the rows of the outbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.scheduling.outbox import Delivery
from tests.gateway.rig import looks
from tests.scheduling.conftest import Office


@asynccontextmanager
async def running(delivery: Delivery) -> AsyncIterator[Delivery]:
    task = asyncio.create_task(delivery.run())
    yield delivery
    await delivery.stop(2.0)
    await asyncio.wait_for(task, 2)


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
