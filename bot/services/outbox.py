"""The outbox for the delivery: each step is a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.storage import outbox
from bot.storage.outbox import Claimed, Dropped
from bot.storage.people import account
from bot.storage.reminder import delivery as reminder_delivery
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Claimed", "claim", "later", "next_due", "park", "release", "release_all", "sent"]


async def claim(
    uow: UnitOfWork, limit: int, visibility: timedelta, fallback: str, in_hand: Sequence[Claimed] = ()
) -> list[Claimed]:
    """Claim up to `limit` messages that are due and not in hand, by priority; no other worker gets them for
    `visibility`."""
    async with uow.begin() as work:
        claimed = await outbox.claim(work, work.now, work.now + visibility, limit, fallback, in_hand)
        if claimed:
            await work.commit()
    return claimed


async def sent(uow: UnitOfWork, id: int, at: datetime, message_id: int | None) -> None:
    """Record that Telegram accepted a message at that moment."""
    async with uow.begin() as work:
        await outbox.sent(work, id, at, message_id)
        await work.commit()


async def later(uow: UnitOfWork, dues: Sequence[tuple[Claimed, datetime]], reason: str) -> None:
    """Put off messages, all of them or none."""
    async with uow.begin() as work:
        await outbox.later(work, dues, reason)
        await work.commit()


async def park(uow: UnitOfWork, row: Claimed, reason: str, at: datetime, unreachable: int | None = None) -> None:
    """Give up a message that Telegram refused at that moment; with `unreachable` that account is marked as unreachable.

    The reminders in it are sent on another day, as far as they are still due.
    """
    async with uow.begin() as work:
        if await outbox.park(work, row, reason):
            await reminder_delivery.taken_back(work, [Dropped(row.kind, row.data)])
        if unreachable is not None:
            await account.unreachable(work, unreachable, at)
        await work.commit()


async def release(uow: UnitOfWork, rows: Sequence[Claimed]) -> None:
    """Release messages that were claimed and not sent, before a stop."""
    async with uow.begin() as work:
        await outbox.release(work, rows)
        await work.commit()


async def release_all(uow: UnitOfWork) -> None:
    """Release all claimed messages, at a start as the only process."""
    async with uow.begin() as work:
        await outbox.release_all(work)
        await work.commit()


async def next_due(uow: UnitOfWork, in_hand: Sequence[Claimed] = ()) -> datetime | None:
    """Return the moment at which the next message that is not in hand may be claimed; None where none is queued."""
    async with uow.reading() as cx:
        return await outbox.next_due(cx, in_hand)
