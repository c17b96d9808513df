"""Reminders planned from the facts: after each change, and regularly for what no change announces."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.reminder.model import Subject
from bot.services.reminder import grading, item, meeting, month, norm, rating, term
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection
from bot.storage.reminder import delivery as queue
from bot.storage.reminder import plan as storage
from bot.storage.reminder.plan import Changes
from bot.storage.unit_of_work import UnitOfWork

SOURCES: tuple[Source, ...] = (
    meeting.SOURCE,
    item.SOURCE,
    month.SOURCE,
    norm.SOURCE,
    term.SOURCE,
    rating.SOURCE,
    grading.SOURCE,
)


log = logging.getLogger(__name__)

ASKED, TAKEN = 0, 1
"""Everything is to be planned anew: since a change, or since a plan of it began that has not come to its end."""


async def plan_stale(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source] = SOURCES) -> None:
    """Plan anew whatever has changed since it was planned."""
    async with uow.reading() as cx:
        stale = await storage.stale(cx)
    for subject, ids in stale.items():
        if subject is not Subject.ALL:
            own = [source for source in sources if source.subject is subject]
            at_once = min((source.at_once for source in own), default=len(ids))
            await _in_slices(partial(_plan_stale_slice, uow, context, own, subject), ids, at_once)
    if Subject.ALL in stale:
        await _mark(uow, ASKED, TAKEN)
        if await plan_all(uow, context, sources):
            await _mark(uow, TAKEN, None)


async def _mark(uow: UnitOfWork, before: int, after: int | None) -> None:
    async with uow.begin() as work:
        await storage.clear_stale(work, Subject.ALL, [before])
        if after is not None:
            await storage.mark_stale(work, Subject.ALL, after)
        await work.commit()


async def plan_all(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source] = SOURCES) -> bool:
    """Everything, a few subjects at a time: for what no change announces, such as the days that come into sight.

    False when a source has failed; the others are planned.
    """
    whole = True
    for source in sources:
        try:
            await _plan_all_of(uow, context, source)
        except (StorageUnavailable, CommitFailed):
            raise
        except Exception:
            log.exception("reminders of %s wait", ", ".join(sorted(source.kinds)))
            whole = False
    return whole


async def _plan_all_of(uow: UnitOfWork, context: ReminderContext, source: Source) -> None:
    if source.subjects is None:
        await _plan_slice(uow, context, source, None)
        return
    async with uow.reading() as cx:
        ids = sorted({*await source.subjects(cx, context), *await storage.planned_subjects(cx, source.kinds)})
    await _in_slices(partial(_plan_slice, uow, context, source), ids, source.at_once)


async def _in_slices(plan: Callable[[Sequence[int]], Awaitable[None]], ids: Sequence[int], at_once: int) -> None:
    for first in range(0, len(ids), at_once):
        await isolate_failures(plan, ids[first : first + at_once])


async def _plan_slice(uow: UnitOfWork, context: ReminderContext, source: Source, ids: Sequence[int] | None) -> None:
    """Nobody who writes waits where nothing changes."""
    async with uow.reading() as cx:
        if not await _changes(cx, context, source, ids):
            return
    async with uow.begin() as work:
        await storage.lock_planning(work)
        await storage.apply(work, await _changes(work, context, source, ids))
        await work.commit()


async def _plan_stale_slice(
    uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source], stale: Subject, ids: Sequence[int]
) -> None:
    """`stale`: what these ids are, which a change has marked; they are marked no more."""
    async with uow.begin() as work:
        await storage.lock_planning(work)
        await storage.clear_stale(work, stale, ids)
        for source in sources:
            await storage.apply(work, await _changes(work, context, source, ids))
        await work.commit()


async def forget(uow: UnitOfWork, context: ReminderContext, keep: timedelta) -> None:
    """What went out, or was dropped, so long ago; never what may still be wanted, for it would be said again."""
    keep = max(keep, context.rules.longest)
    async with uow.begin() as work:
        await queue.forget(work, context.today - keep, context.now - keep)
        await work.commit()


async def _changes(cx: Connection, context: ReminderContext, source: Source, ids: Sequence[int] | None) -> Changes:
    wanted = await source.plan(cx, context, ids)
    return await storage.compare(cx, source.kinds, ids, wanted, context.now, context.today)


async def isolate_failures(work: Callable[[Sequence[int]], Awaitable[None]], ids: Sequence[int]) -> None:
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
            await isolate_failures(work, [id])
