"""Delivery of reminders that are due: handed over as messages, which are composed at the moment they are sent.

Handing over or composing twice comes to the same.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import time
from functools import partial

from bot.domain.reminder.line import CheckinLine
from bot.domain.reminder.message import CheckinReminder, DayReminder, ReminderMessage
from bot.domain.reminder.model import Reminder
from bot.services.reminder.lines import day_lines, lines_of
from bot.services.reminder.plan import SOURCES, isolate_failures
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.outbox import BULK, NORMAL, OutboundMessage
from bot.storage.reminder import delivery as queue
from bot.storage.reminder import plan as storage
from bot.storage.reminder.delivery import Recipient
from bot.storage.unit_of_work import Transaction, UnitOfWork

log = logging.getLogger(__name__)

DAY, CHECKIN = DayReminder.kind, CheckinReminder.kind
BATCH = 50
"""Rows, or people, in one transaction."""
HandOver = Callable[[Sequence[int]], Awaitable[None]]


async def hand_over_due(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source] = SOURCES) -> None:
    """Hand over what is due: check-in reminders at any hour, to each person one message a day at theirs."""
    await _in_batches(partial(_due_rows, uow, context), partial(_hand_over_rows, uow, context, sources))
    if not _quiet(context):
        await _other_days(uow, context)
        await _in_batches(partial(_due_people, uow, context), partial(_hand_over_days, uow, context, sources))


async def _other_days(uow: UnitOfWork, context: ReminderContext) -> None:
    """Messages of other days that were not sent: today's says all of it at once, as far as it is still due."""
    while True:
        async with uow.reading() as cx:
            ids = await queue.other_days(cx, context.today, BATCH)
        if not ids:
            return
        async with uow.begin() as work:
            await queue.take_back(work, ids)
            await work.commit()


async def _in_batches(find: Callable[[int], Awaitable[list[int]]], hand_over: HandOver) -> None:
    after = 0
    while ids := await find(after):
        await isolate_failures(hand_over, ids)
        after = ids[-1]


async def _due_rows(uow: UnitOfWork, context: ReminderContext, after: int) -> list[int]:
    async with uow.reading() as cx:
        return await queue.due_moments(cx, context.now, context.today, after, BATCH)


async def _hand_over_rows(
    uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source], ids: Sequence[int]
) -> None:
    """Rows that are messages of their own."""
    async with uow.begin() as work:
        await storage.lock_planning(work)
        claimed = await queue.claim_moments(work, ids, context.today)
        for recipient, one in await _still_due(work, context, sources, claimed):
            key, message = f"{CHECKIN}:{one.id}", CheckinReminder(rows=(one.id,))
            await work.post(OutboundMessage(key, recipient.account_id, message, priority=NORMAL))
        await work.commit()


async def _due_people(uow: UnitOfWork, context: ReminderContext, after: int) -> list[int]:
    now = _minute(context.now.astimezone(context.zone).time())
    async with uow.reading() as cx:
        return await queue.due_people(cx, context.today, now, _minute(context.rules.hour), after, BATCH)


async def _hand_over_days(
    uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source], people: Sequence[int]
) -> None:
    """These people's messages of the day."""
    async with uow.begin() as work:
        await storage.lock_planning(work)
        claimed = await queue.claim(work, people, context.today)
        for recipient, rows in _by_recipient(await _still_due(work, context, sources, claimed)):
            await _post_day(work, context, recipient, rows)
        await work.commit()


async def _still_due(
    work: Transaction, context: ReminderContext, sources: Sequence[Source], claimed: Sequence[Reminder]
) -> list[tuple[Recipient, Reminder]]:
    """Those whose thing is still to be done by someone who can be told; done or unwanted ones are dropped.

    What has nobody to be told, or cannot be said now, is due as before.
    """
    people = {one.planned.person_id for one in claimed}
    recipients = await queue.recipients(work, people, context.today)
    lines, failed = await lines_of(work, context, sources, _not_muted(claimed, recipients), alone=len(people) == 1)
    wait = failed | {one.id for one in claimed if one.planned.person_id not in recipients}
    await queue.put_back(work, sorted(wait))
    await queue.drop(work, [one.id for one in claimed if one.id not in lines and one.id not in wait])
    return [(recipients[one.planned.person_id], one) for one in claimed if one.id in lines]


def _not_muted(rows: Sequence[Reminder], recipients: dict[int, Recipient]) -> list[Reminder]:
    """Without what their recipient has switched off."""
    found = [(recipients.get(one.planned.person_id), one) for one in rows]
    return [one for recipient, one in found if recipient is not None and one.planned.kind.value not in recipient.muted]


def _by_recipient(held: Sequence[tuple[Recipient, Reminder]]) -> list[tuple[Recipient, list[Reminder]]]:
    found: dict[int, tuple[Recipient, list[Reminder]]] = {}
    for recipient, one in held:
        found.setdefault(recipient.person_id, (recipient, []))[1].append(one)
    return list(found.values())


async def _post_day(
    work: Transaction, context: ReminderContext, recipient: Recipient, rows: Sequence[Reminder]
) -> None:
    """What comes after that day's message has gone waits for the next day's."""
    ids = [one.id for one in rows]
    key = queue.key(recipient.person_id, context.today)
    message = DayReminder(rows=tuple(ids))
    if not await work.post(OutboundMessage(key, recipient.account_id, message, priority=BULK)):
        await queue.put_back(work, ids)


async def compose(
    uow: UnitOfWork,
    context: ReminderContext,
    kind: str,
    chat_id: int,
    ids: Sequence[int],
    sources: Sequence[Source] = SOURCES,
    *,
    last: bool = False,
) -> ReminderMessage | None:
    """What a message that was handed over says at this very moment; None where nothing is left to say.

    What is not said is due as before: a day's message on another day or in quiet hours, another account's, and with
    `last` what cannot be said; without it, that is raised.
    """
    async with uow.reading() as cx:
        handed = await queue.queued(cx, ids)
        rows = [one for one, on in handed if kind != DAY or on == context.today]
        recipients = await queue.recipients(cx, [one.planned.person_id for one in rows], context.today)
        own = {id: one for id, one in recipients.items() if one.account_id == chat_id}
        lines, failed = await lines_of(cx, context, sources, _not_muted(rows, own), alone=last)
    if kind == DAY and _quiet(context):
        failed, lines = failed | set(lines), {}
    theirs = {one.id for one in rows if one.planned.person_id in own}
    await _due_as_before(uow, failed | {one.id for one, _ in handed if one.id not in theirs})
    if kind == CHECKIN:
        return next((CheckinReminder(line=one) for one in lines.values() if isinstance(one, CheckinLine)), None)
    found = day_lines(rows, lines)
    return DayReminder(day=context.today, lines=found) if found else None


async def _due_as_before(uow: UnitOfWork, ids: Collection[int]) -> None:
    if ids:
        async with uow.begin() as work:
            await queue.put_back(work, sorted(ids))
            await work.commit()


def _quiet(context: ReminderContext) -> bool:
    return context.rules.quiet(context.now.astimezone(context.zone).time())


def _minute(at: time) -> int:
    """Of the day."""
    return at.hour * 60 + at.minute
