"""Reminders that are due: swept into messages, composed at the moment they are sent, put off by a tap.

Swept or delivered twice comes to the same.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.message import Untyped
from bot.domain.reminder.model import Kind, Reminder
from bot.domain.request import Request
from bot.services import actor
from bot.services.reminder.plan import SOURCES, isolate_failures
from bot.services.reminder.source import Line, ReminderContext, Source
from bot.storage import person as persons
from bot.storage.connection import Connection
from bot.storage.outbox import BULK, NORMAL, OutboundMessage
from bot.storage.reminder import due
from bot.storage.reminder import store as storage
from bot.storage.reminder.due import Reader
from bot.storage.unit_of_work import Transaction, UnitOfWork

log = logging.getLogger(__name__)

DAY, CHECKIN = due.DAY, due.CHECKIN
AT_ONCE = 50
"""Rows, or people, in one transaction."""
HandOver = Callable[[Sequence[int]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class PutOff:
    """What came of "remind me tomorrow": how much until which day, and what cannot wait so long."""

    count: int
    until: date
    too_late: tuple[Line, ...]


async def sweep(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source] = SOURCES) -> None:
    """Hand over what is due: check-in reminders at any hour, to each person one message a day at theirs."""
    await _sweep(lambda after: _moments(uow, context, after), lambda ids: _at_once(uow, context, sources, ids))
    if not _quiet(context):
        await _other_days(uow, context)
        await _sweep(lambda after: _people(uow, context, after), lambda ids: _days(uow, context, sources, ids))


async def _other_days(uow: UnitOfWork, context: ReminderContext) -> None:
    """Messages of other days that were not sent: today's says all of it at once, as far as it is still due."""
    while True:
        async with uow.reading() as cx:
            ids = await due.other_days(cx, context.today, AT_ONCE)
        if not ids:
            return
        async with uow.begin() as work:
            await due.take_back(work, ids)
            await work.commit()


async def _sweep(find: Callable[[int], Awaitable[list[int]]], hand_over: HandOver) -> None:
    after = 0
    while ids := await find(after):
        await isolate_failures(hand_over, ids)
        after = ids[-1]


async def _moments(uow: UnitOfWork, context: ReminderContext, after: int) -> list[int]:
    async with uow.reading() as cx:
        return await due.moments(cx, context.now, context.today, after, AT_ONCE)


async def _at_once(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source], ids: Sequence[int]) -> None:
    """Rows that are messages of their own."""
    async with uow.begin() as work:
        await storage.alone(work)
        claimed = await due.claim_moments(work, ids, context.today)
        for reader, one in await _still(work, context, sources, claimed):
            key, data = f"{CHECKIN}:{one.id}", {"rows": [one.id]}
            await work.post(OutboundMessage(key, reader.account_id, Untyped(CHECKIN, data), priority=NORMAL))
        await work.commit()


async def _people(uow: UnitOfWork, context: ReminderContext, after: int) -> list[int]:
    now = _minute(context.now.astimezone(context.zone).time())
    async with uow.reading() as cx:
        return await due.people(cx, context.today, now, _minute(context.rules.hour), after, AT_ONCE)


async def _days(uow: UnitOfWork, context: ReminderContext, sources: Sequence[Source], people: Sequence[int]) -> None:
    """These people's messages of the day."""
    async with uow.begin() as work:
        await storage.alone(work)
        claimed = await due.claim(work, people, context.today)
        for reader, rows in _by_reader(await _still(work, context, sources, claimed)):
            await _post_day(work, context, reader, rows)
        await work.commit()


async def _still(
    work: Transaction, context: ReminderContext, sources: Sequence[Source], claimed: Sequence[Reminder]
) -> list[tuple[Reader, Reminder]]:
    """Those whose thing is still to be done by someone who can be told; done or unwanted ones are dropped.

    What has nobody to be told, or cannot be said now, is due as before.
    """
    people = {one.wanted.person_id for one in claimed}
    readers = await due.readers(work, people, context.today)
    lines, failed = await _lines(work, context, sources, _heard(claimed, readers), alone=len(people) == 1)
    wait = failed | {one.id for one in claimed if one.wanted.person_id not in readers}
    await due.put_back(work, sorted(wait))
    await due.drop(work, [one.id for one in claimed if one.id not in lines and one.id not in wait])
    return [(readers[one.wanted.person_id], one) for one in claimed if one.id in lines]


def _heard(rows: Sequence[Reminder], readers: dict[int, Reader]) -> list[Reminder]:
    """Without what their reader has switched off."""
    found = [(readers.get(one.wanted.person_id), one) for one in rows]
    return [one for reader, one in found if reader is not None and one.wanted.kind.value not in reader.muted]


def _by_reader(held: Sequence[tuple[Reader, Reminder]]) -> list[tuple[Reader, list[Reminder]]]:
    found: dict[int, tuple[Reader, list[Reminder]]] = {}
    for reader, one in held:
        found.setdefault(reader.person_id, (reader, []))[1].append(one)
    return list(found.values())


async def _post_day(work: Transaction, context: ReminderContext, reader: Reader, rows: Sequence[Reminder]) -> None:
    """What comes after that day's message has gone waits for the next day's."""
    ids = [one.id for one in rows]
    key = due.key(reader.person_id, context.today)
    if not await work.post(OutboundMessage(key, reader.account_id, Untyped(DAY, {"rows": ids}), priority=BULK)):
        await due.put_back(work, ids)


async def compose(
    uow: UnitOfWork,
    context: ReminderContext,
    kind: str,
    chat_id: int,
    ids: Sequence[int],
    sources: Sequence[Source] = SOURCES,
    *,
    last: bool = False,
) -> dict[str, Any] | None:
    """What a message that was handed over says at this very moment; None where nothing is left to say.

    What is not said is due as before: a day's message on another day or in quiet hours, another account's, and with
    `last` what cannot be said; without it, that is raised.
    """
    async with uow.reading() as cx:
        handed = await due.queued(cx, ids)
        rows = [one for one, on in handed if kind != DAY or on == context.today]
        readers = await due.readers(cx, [one.wanted.person_id for one in rows], context.today)
        own = {id: one for id, one in readers.items() if one.account_id == chat_id}
        lines, failed = await _lines(cx, context, sources, _heard(rows, own), alone=last)
    if kind == DAY and _quiet(context):
        failed, lines = failed | set(lines), {}
    theirs = {one.id for one in rows if one.wanted.person_id in own}
    await _due_as_before(uow, failed | {one.id for one, _ in handed if one.id not in theirs})
    return {"lines": _merged(rows, lines), "day": context.today.isoformat()} if lines else None


async def _due_as_before(uow: UnitOfWork, ids: Collection[int]) -> None:
    if ids:
        async with uow.begin() as work:
            await due.put_back(work, sorted(ids))
            await work.commit()


async def _lines(
    cx: Connection, context: ReminderContext, sources: Sequence[Source], rows: Sequence[Reminder], *, alone: bool
) -> tuple[dict[int, Line], set[int]]:
    """By row; what is done, past or not theirs any more is not among them.

    `alone`: a source that fails takes only its own rows with it, and they are named; else it raises.
    """
    found: dict[int, Line] = {}
    failed: set[int] = set()
    for source in sources:
        own = [one for one in rows if one.wanted.kind in source.kinds]
        try:
            found |= await source.lines(cx, context, own) if own else {}
        except (StorageUnavailable, CommitFailed):
            raise
        except Exception:
            if not alone:
                raise
            failed |= {one.id for one in own}
            log.exception("reminders %s cannot be said now", sorted(one.id for one in own))
    kinds = {one.id: one.wanted.kind.value for one in rows}
    said = {id: {**line, "kind": kinds[id], "today": context.today.isoformat()} for id, line in found.items()}
    return said, failed


def _merged(rows: Sequence[Reminder], lines: dict[int, Line]) -> list[Line]:
    """One line for several times of the same thing; the own first, then the duties, kind by kind."""
    found: dict[tuple[str, int, str], Line] = {}
    for one in rows:
        if one.id in lines:
            line = lines[one.id]
            found[one.wanted.kind.value, one.wanted.subject_id, str(line.get("of", ""))] = line
    kinds = [kind.value for kind in Kind]
    return sorted(
        found.values(),
        key=lambda line: (bool(line.get("duty")), kinds.index(line["kind"]), str(line.get("order", ""))),
    )


async def put_off(
    uow: UnitOfWork, request: Request, context: ReminderContext, day: date, sources: Sequence[Source] = SOURCES
) -> PutOff:
    """What is still due of one's message of that day comes again tomorrow; asked again, the answer is the same."""
    async with uow.begin(request) as work:
        person = (await actor.load(work, request)).require_person()
        await persons.lock(work, person.id)
        sent, before = await due.of_day(work, person.id, day)
        lines, _ = await _lines(work, context, sources, sent, alone=False)
        tomorrow = context.today + timedelta(days=1)
        chosen = await due.minute(work, person.id)
        comes = _moment(context, tomorrow, _minute(context.rules.hour) if chosen is None else chosen)
        late = {id for id, line in lines.items() if line.get("until", comes + 1) <= comes}
        await due.put_off(work, [id for id in lines if id not in late], tomorrow)
        await work.commit()
    until = max([one.wanted.day for one in before if one.wanted.day] or [tomorrow])
    too_late = [line for line in _merged(sent, lines) if line.get("until", comes + 1) <= comes]
    return PutOff(len(lines) - len(late) + len(before), until, tuple(too_late))


def _quiet(context: ReminderContext) -> bool:
    return context.rules.quiet(context.now.astimezone(context.zone).time())


def _minute(at: time) -> int:
    """Of the day."""
    return at.hour * 60 + at.minute


def _moment(context: ReminderContext, day: date, minute: int) -> int:
    """In ms."""
    local = datetime.combine(day, time(minute // 60, minute % 60), context.zone)
    return to_ms(local.astimezone(UTC))
