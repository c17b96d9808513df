"""The house's own affairs: how it stopped and started, what it gave up, what it forgets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import from_ms, to_ms
from bot.storage import house as figures_of
from bot.storage import outbox, parked_update, seen_update, state
from bot.storage.outbox import Parcel
from bot.storage.unit_of_work import UnitOfWork, Work

TAPS_LIVE = timedelta(seconds=150)
"""Telegram keeps a tap that long; after a longer stop it is gone."""
ALIVE, STOPPED, TRYING = "alive", "stopped", "trying"


@dataclass(frozen=True, slots=True)
class Start:
    """How the last run ended. `since` is the last moment it is known to have lived; None: it never ran."""

    clean: bool
    since: datetime | None
    until: datetime


async def started(uow: UnitOfWork) -> Start:
    """Call before the first update. Tells administrators when taps were lost; from now on a stop is unclean."""
    async with uow.begin() as work:
        stopped, alive = await state.get(work, STOPPED), await state.get(work, ALIVE)
        last = max((int(value) for value in (stopped, alive) if value), default=None)
        start = Start(stopped is not None or last is None, None if last is None else from_ms(last), work.now)
        if start.since is not None and start.until - start.since > TAPS_LIVE:
            data = {"since": last, "until": to_ms(work.now), "clean": start.clean}
            await _tell(work, "house.started", str(last), data)
        await state.remove(work, STOPPED)
        await state.put(work, ALIVE, str(to_ms(work.now)))
        await work.commit()
    return start


async def beat(uow: UnitOfWork) -> None:
    """Note that the house lives; what a worker that stopped beside others has noted no longer holds."""
    async with uow.begin() as work:
        await state.remove(work, STOPPED)
        await state.put(work, ALIVE, str(to_ms(work.now)))
        await work.commit()


async def stopped(uow: UnitOfWork) -> None:
    """The last thing of a clean stop: nothing is in hand."""
    async with uow.begin() as work:
        await state.put(work, STOPPED, str(to_ms(work.now)))
        await work.commit()


async def park(uow: UnitOfWork, bot_id: int, update_id: int, kind: str, reference: str) -> None:
    """Give an update up: its number, kind and reference are kept, administrators are told once."""
    async with uow.begin() as work:
        if not await parked_update.add(work, bot_id, update_id, kind, reference, to_ms(work.now)):
            return
        name = f"{bot_id}:{update_id}"
        data = {"update_id": update_id, "kind": kind, "reference": reference}
        await _tell(work, "house.parked", name, data)
        await work.commit()


async def trying(uow: UnitOfWork, update_id: int) -> int:
    """Note an update before it is tried alone; how often it has been tried, so that one that kills is found."""
    async with uow.begin() as work:
        noted = json.loads(await state.get(work, TRYING) or "{}")
        times = noted["times"] + 1 if noted.get("update_id") == update_id else 1
        await state.put(work, TRYING, json.dumps({"update_id": update_id, "times": times}))
        await work.commit()
    return int(times)


async def tried(uow: UnitOfWork) -> None:
    """The update that was noted did not end the house."""
    async with uow.begin() as work:
        await state.remove(work, TRYING)
        await work.commit()


async def forget(uow: UnitOfWork, seen: timedelta, sent: timedelta) -> None:
    """Drop update ids older than `seen` and delivered messages older than `sent`."""
    async with uow.begin() as work:
        await seen_update.prune(work, to_ms(work.now - seen))
        await outbox.prune(work, work.now - sent)
        await work.commit()


async def figures(uow: UnitOfWork) -> dict[str, int]:
    """How much there is of what, by name; StorageUnavailable when the database does not answer."""
    async with uow.reading() as cx:
        return await figures_of.figures(cx)


async def _tell(work: Work, kind: str, name: str, data: Mapping[str, object]) -> None:
    for account in await parked_update.administrators(work):
        await work.post(Parcel(f"{kind}:{name}:{account}", account, kind, dict(data)))
