"""The outbox as whoever delivers it needs it: each step is a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.storage import outbox
from bot.storage.outbox import Claimed, Dropped
from bot.storage.people import account
from bot.storage.reminder import due as reminder_due
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Claimed", "claim", "later", "next_due", "park", "release", "release_all", "sent"]


async def claim(uow: UnitOfWork, limit: int, visibility: timedelta, fallback: str) -> list[Claimed]:
    """Up to `limit` messages that are due, by priority; nobody else gets them for `visibility`."""
    async with uow.begin() as work:
        claimed = await outbox.claim(work, work.now, work.now + visibility, limit, fallback)
        if claimed:
            await work.commit()
    return claimed


async def sent(uow: UnitOfWork, id: int, message_id: int | None) -> None:
    async with uow.begin() as work:
        await outbox.sent(work, id, work.now, message_id)
        await work.commit()


async def later(uow: UnitOfWork, ids: Sequence[int], due: datetime, reason: str) -> None:
    """Several to one moment, so that their order stays."""
    async with uow.begin() as work:
        for id in ids:
            await outbox.later(work, id, due, reason)
        await work.commit()


async def park(uow: UnitOfWork, row: Claimed, reason: str, unreachable: int | None = None) -> None:
    """Give one up; with `unreachable` that account is marked as one that nothing reaches.

    The reminders in it are said on another day, as far as they are still due.
    """
    async with uow.begin() as work:
        await outbox.park(work, row.id, reason)
        await reminder_due.taken_back(work, [Dropped(row.kind, row.data)])
        if unreachable is not None:
            await account.unreachable(work, unreachable, work.now)
        await work.commit()


async def release(uow: UnitOfWork, ids: Sequence[int]) -> None:
    """Before a stop: what was claimed and not sent is free for whoever delivers next."""
    async with uow.begin() as work:
        await outbox.release(work, ids)
        await work.commit()


async def release_all(uow: UnitOfWork) -> None:
    """After a start as the only process: nobody else is sending what was claimed."""
    async with uow.begin() as work:
        await outbox.release_all(work)
        await work.commit()


async def next_due(uow: UnitOfWork) -> datetime | None:
    async with uow.reading() as cx:
        return await outbox.next_due(cx)
