"""The life of the running bot: its starts and stops, the updates it sets aside, the rows it deletes by age."""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.clock import from_ms, to_ms
from bot.domain.installation.message import Parked, ParkedMore, Started
from bot.domain.message import Message
from bot.storage import outbox, seen_update
from bot.storage.connection import Connection
from bot.storage.installation import monitoring, state
from bot.storage.meeting import write as meeting_write
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

TAPS_LIVE = timedelta(seconds=150)
"""How long Telegram keeps a tap for a bot that does not fetch it."""
HOUR = 3_600_000
"""Milliseconds."""
NO_ACCOUNT = 0
"""No account has this id: no administrator is left out."""
ALIVE, SERVING, TRYING = "alive", "serving", "trying"
KEYS = "keys"
"""The value of the mark of a worker that holds ballot keys; that of any other worker is empty."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """How the last run ended. `since` is the last moment it is known to have lived; None: it never ran.

    `other_holders`: how many other workers hold ballot keys now, where this one does.
    """

    clean: bool
    since: datetime | None
    until: datetime
    other_holders: int = 0


async def record_start(uow: UnitOfWork, worker: str = "", *, keys: bool = False) -> LastRun:
    """Record that a worker starts, before its first update; tell administrators when taps were lost meanwhile.

    Until `record_stop` a stop counts as unclean. `worker` is the name of this run, as `worker_name` makes it, where
    several serve one database; `keys`: it holds the ballot keys.
    """
    async with uow.begin() as work:
        alive = await state.get(work, ALIVE)
        clean, others = await _all_ended_clean(work), (await key_holders(work) or 0) if keys else 0
        start = LastRun(clean, None if alive is None else from_ms(int(alive)), work.now, others)
        if start.since is not None and start.until - start.since > TAPS_LIVE:
            await _tell(work, str(alive), Started(since=start.since, until=work.now, clean=start.clean))
        await state.put(work, f"{SERVING}:{worker}", KEYS if keys else "")
        await state.put(work, ALIVE, str(to_ms(work.now)))
        await work.commit()
    return start


async def key_holders(cx: Connection) -> int | None:
    """Count the workers that serve now and hold ballot keys; None where none serves. PostgreSQL only: on SQLite workers
    have no names."""
    open_now = await monitoring.sessions(cx)
    marks = [one for one in await state.keys(cx, f"{SERVING}:") if one.removeprefix(f"{SERVING}:") in open_now]
    if not marks:
        return None
    return [await state.get(cx, mark) for mark in marks].count(KEYS)


def worker_name() -> str:
    """Make a name for this run, unlike any other's, also in one process; the host last: a session shows 63 bytes."""
    host = socket.gethostname().encode("ascii", "ignore").decode()
    return f"zhibu {os.getpid()} {secrets.token_hex(4)} {host}"[:63]


async def _all_ended_clean(work: Transaction) -> bool:
    """Whether no run was cut off, that is, left its mark but has the database open no more. Each is found once."""
    open_now = await monitoring.sessions(work)
    marks = await state.keys(work, f"{SERVING}:")
    cut_off = [mark for mark in marks if mark.removeprefix(f"{SERVING}:") not in open_now]
    for mark in cut_off:
        await state.remove(work, mark)
    return not cut_off


async def record_alive(uow: UnitOfWork) -> None:
    """Record that the bot is alive now."""
    async with uow.begin() as work:
        await state.put(work, ALIVE, str(to_ms(work.now)))
        await work.commit()


async def record_stop(uow: UnitOfWork, worker: str = "") -> None:
    """Record a clean stop, as its last step, when no update is being worked on."""
    async with uow.begin() as work:
        await state.remove(work, f"{SERVING}:{worker}")
        await state.put(work, ALIVE, str(to_ms(work.now)))
        await work.commit()


async def park_update(uow: UnitOfWork, bot_id: int, update_id: int, kind: str, reference: str) -> None:
    """Set aside an update that failed: its number, kind and reference are kept.

    Administrators hear at once of the first in an hour, and at the hour's end of how many there were besides.
    """
    async with uow.begin() as work:
        if not await seen_update.add(work, bot_id, update_id, kind, reference, to_ms(work.now)):
            return
        hour = to_ms(work.now) // HOUR
        more = await seen_update.since(work, hour * HOUR) - 1
        if more:
            await outbox.drop_queued(work, f"{ParkedMore.kind}:{hour}:")
            await _tell(work, str(hour), ParkedMore(more=more), from_ms((hour + 1) * HOUR))
        else:
            await _tell(work, str(hour), Parked(update_id=update_id, update_kind=kind, reference=reference))
        await work.commit()


async def count_try(uow: UnitOfWork, update_id: int) -> int:
    """Count a try of an update before it is made, so that one which kills the process is found; how many there were."""
    async with uow.begin() as work:
        times = int(await state.get(work, f"{TRYING}:{update_id}") or 0) + 1
        await state.put(work, f"{TRYING}:{update_id}", str(times))
        await work.commit()
    return times


async def clear_tries(uow: UnitOfWork, update_id: int) -> None:
    """Forget the tries of an update that did not kill the process."""
    async with uow.begin() as work:
        await state.remove(work, f"{TRYING}:{update_id}")
        await work.commit()


async def prune(uow: UnitOfWork, seen: timedelta, sent: timedelta, reasons: timedelta) -> None:
    """Delete update ids older than `seen`, sent messages older than `sent`, reasons of changes older than `reasons`."""
    async with uow.begin() as work:
        await seen_update.prune(work, to_ms(work.now - seen))
        await outbox.prune(work, work.now - sent)
        await meeting_write.prune_reasons(work, work.now - reasons)
        await work.commit()


async def row_counts(uow: UnitOfWork) -> dict[str, int]:
    """Count rows, by name, for health check and metrics; StorageUnavailable when the database does not answer."""
    async with uow.reading() as cx:
        return await monitoring.row_counts(cx)


async def _tell(work: Transaction, name: str, message: Message, due: datetime | None = None) -> None:
    """Tell the administrators who have not left; for want of a branch's zone, by the day in UTC."""
    administrators = await account.administrators(work, NO_ACCOUNT, work.now.astimezone(UTC).date())
    await work.tell(administrators, name, message, due)
