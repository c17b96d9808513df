"""Reminders planned from the facts: after each change, and regularly for what no change announces."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.reminder import Subject
from bot.services.reminder_source import Scene, Source
from bot.services.reminder_sources import SOURCES
from bot.storage import reminder as storage
from bot.storage import reminder_due as due
from bot.storage.unit_of_work import UnitOfWork, Work

log = logging.getLogger(__name__)

SUBJECTS = 20
"""In one transaction."""


async def plan_stale(uow: UnitOfWork, scene: Scene, sources: Sequence[Source] = SOURCES) -> None:
    """Plan anew whatever has changed since it was planned."""
    async with uow.reading() as cx:
        stale = await storage.stale(cx)
    for subject, ids in stale.items():
        own = [source for source in sources if source.subject is subject is not Subject.ALL]
        await _in_slices(partial(_plan_slice, uow, scene, own, subject), ids)
    if Subject.ALL in stale:
        await plan_all(uow, scene, sources)


async def plan_all(uow: UnitOfWork, scene: Scene, sources: Sequence[Source] = SOURCES) -> None:
    """Everything, a few subjects at a time: for what no change announces, such as the days that come into sight."""
    for source in sources:
        if source.subjects is None:
            await _plan_all_of(uow, scene, source)
            continue
        async with uow.reading() as cx:
            ids = sorted({*await source.subjects(cx, scene), *await storage.subjects(cx, source.kinds)})
        await _in_slices(partial(_plan_slice, uow, scene, [source], None), ids)


async def _in_slices(plan: Callable[[Sequence[int]], Awaitable[None]], ids: Sequence[int]) -> None:
    for first in range(0, len(ids), SUBJECTS):
        await one_stops_nobody(plan, ids[first : first + SUBJECTS])


async def _plan_all_of(uow: UnitOfWork, scene: Scene, source: Source) -> None:
    async with uow.begin() as work:
        await storage.alone(work)
        if await _plan(work, scene, source, None):
            await work.commit()


async def _plan_slice(
    uow: UnitOfWork, scene: Scene, sources: Sequence[Source], stale: Subject | None, ids: Sequence[int]
) -> None:
    """`stale`: what these ids are, where a change has marked them; they are marked no more."""
    async with uow.begin() as work:
        await storage.alone(work)
        if stale is not None:
            await storage.take(work, stale, ids)
        changed = [await _plan(work, scene, source, ids) for source in sources]
        if stale is not None or any(changed):
            await work.commit()


async def forget(uow: UnitOfWork, scene: Scene, keep: timedelta) -> None:
    """What went out, or was dropped, so long ago."""
    async with uow.begin() as work:
        await due.forget(work, scene.today - keep)
        await work.commit()


async def _plan(work: Work, scene: Scene, source: Source, ids: Sequence[int] | None) -> bool:
    """Whether anything changes."""
    wanted = await source.plan(work, scene, ids)
    return bool(await storage.reconcile(work, source.kinds, ids, wanted, scene.now, scene.today))


async def one_stops_nobody(work: Callable[[Sequence[int]], Awaitable[None]], ids: Sequence[int]) -> None:
    """What fails together is done one by one; what fails alone is logged, and tried again by the next round."""
    try:
        await work(ids)
    except (StorageUnavailable, CommitFailed):
        raise
    except Exception:
        if len(ids) == 1:
            log.exception("reminders of %d wait", ids[0])
            return
        for id in ids:
            await one_stops_nobody(work, [id])
