"""The outbox as whoever delivers it needs it: each step is a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.storage import outbox
from bot.storage.outbox import Claimed, Dropped
from bot.storage.people import account
from bot.storage.reminder import due as reminder_due
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Claimed", "claim", "later", "next_due", "park", "release", "release_all", "sent"]


async def claim(
    uow: UnitOfWork, limit: int, visibility: timedelta, fallback: str, in_hand: Sequence[Claimed] = ()
) -> list[Claimed]:
    """Up to `limit` messages that are due and not in hand, by priority; nobody else gets them for `visibility`."""
    async with uow.begin() as work:
        claimed = await outbox.claim(work, work.now, work.now + visibility, limit, fallback, in_hand)
        if claimed:
            await work.commit()
    return claimed


async def sent(uow: UnitOfWork, id: int, at: datetime, message_id: int | None) -> None:
    """Telegram took it at that moment."""
    async with uow.begin() as work:
        await outbox.sent(work, id, at, message_id)
        await work.commit()


async def later(uow: UnitOfWork, dues: Sequence[tuple[Claimed, datetime]], reason: str) -> None:
    """Put messages off, all or none."""
    async with uow.begin() as work:
        await outbox.later(work, dues, reason)
        await work.commit()


async def park(uow: UnitOfWork, row: Claimed, reason: str, at: datetime, unreachable: int | None = None) -> None:
    """Give one up that Telegram refused at that moment; with `unreachable` that account is marked as one that nothing
    reaches.

    The reminders in it are said on another day, as far as they are still due.
    """
    async with uow.begin() as work:
        if await outbox.park(work, row, reason):
            await reminder_due.taken_back(work, [Dropped(row.kind, row.data)])
        if unreachable is not None:
            await account.unreachable(work, unreachable, at)
        await work.commit()


async def release(uow: UnitOfWork, rows: Sequence[Claimed]) -> None:
    """Before a stop: what was claimed and not sent is free for whoever delivers next."""
    async with uow.begin() as work:
        await outbox.release(work, rows)
        await work.commit()


async def release_all(uow: UnitOfWork) -> None:
    """After a start as the only process: nobody else is sending what was claimed."""
    async with uow.begin() as work:
        await outbox.release_all(work)
        await work.commit()


async def next_due(uow: UnitOfWork, in_hand: Sequence[Claimed] = ()) -> datetime | None:
    async with uow.reading() as cx:
        return await outbox.next_due(cx, in_hand)
