"""Reminders that are due: claimed for delivery, dropped, put back or put off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.reminder.message import CheckinReminder, DayReminder
from bot.domain.reminder.model import Kind, Reminder
from bot.storage import outbox
from bot.storage.connection import Connection, Row, Value, marks
from bot.storage.outbox import Dropped
from bot.storage.reminder.plan import REMINDER, reminder_of

KEY = "reminder.day:{person}:{day}"
"""Of the outbox row of someone's message of a local day: while it is kept, there is no second one."""
DUE_PEOPLE = """
SELECT DISTINCT reminder.person_id FROM reminder
JOIN person ON person.id = reminder.person_id JOIN account ON account.person_id = person.id
LEFT JOIN reminder_setting ON reminder_setting.person_id = person.id
WHERE reminder.state = 'planned' AND reminder.day <= $1 AND reminder.person_id > $4
  AND (person.left_on IS NULL OR person.left_on > $1)
  AND coalesce(reminder_setting.minute, $2) <= $3
  AND NOT EXISTS (SELECT 1 FROM outbox
    WHERE outbox.key = 'reminder.day:' || CAST(reminder.person_id AS TEXT) || ':' || $1)
ORDER BY reminder.person_id LIMIT $5"""
CLAIM = f"""
UPDATE reminder SET state = 'queued', queued_on = $1
WHERE state = 'planned' AND day <= $1 AND person_id IN ({{people}}) RETURNING {REMINDER}"""
DUE_MOMENTS = """
SELECT reminder.id FROM reminder
JOIN person ON person.id = reminder.person_id JOIN account ON account.person_id = person.id
WHERE reminder.state = 'planned' AND reminder.at <= $1 AND reminder.id > $2
  AND (person.left_on IS NULL OR person.left_on > $4)
ORDER BY reminder.id LIMIT $3"""
CLAIM_MOMENTS = f"""
UPDATE reminder SET state = 'queued', queued_on = $1 WHERE state = 'planned' AND id IN ({{ids}}) RETURNING {REMINDER}"""
RECIPIENTS = """
SELECT person.id, account.id AS account_id, reminder_setting.muted FROM person
JOIN account ON account.person_id = person.id
LEFT JOIN reminder_setting ON reminder_setting.person_id = person.id
WHERE (person.left_on IS NULL OR person.left_on > $1) AND person.id IN ({people})"""
QUEUED = f"SELECT {REMINDER}, queued_on FROM reminder WHERE state = 'queued' AND id IN ({{ids}}) ORDER BY id"
OF_DAY = f"""
SELECT {REMINDER}, snoozed FROM reminder WHERE person_id = $1 AND queued_on = $2 AND day IS NOT NULL ORDER BY id"""
DROP = "UPDATE reminder SET state = 'dropped' WHERE id = $1 AND state = 'queued'"
PUT_BACK = "UPDATE reminder SET state = 'planned', queued_on = NULL WHERE id = $1 AND state = 'queued'"
PUT_OFF = "UPDATE reminder SET state = 'planned', snoozed = $3, day = $2 WHERE id = $1 AND state = 'queued'"
FORGET = "DELETE FROM reminder WHERE (state <> 'planned' AND queued_on < $1) OR (state = 'planned' AND day < $1)"
FORGET_MOMENTS = "DELETE FROM reminder WHERE state = 'planned' AND at < $1"
OTHER_DAYS = """
SELECT id FROM outbox WHERE kind = 'reminder.day' AND state = 'queued' AND claimed_until IS NULL AND key NOT LIKE $1
ORDER BY id LIMIT $2"""
TAKE_BACK = """
DELETE FROM outbox WHERE state = 'queued' AND claimed_until IS NULL AND id IN ({ids}) RETURNING kind, data"""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person on the roster who has an account. `muted`: the kinds that are switched off."""

    person_id: int
    account_id: int
    muted: frozenset[str]


async def due_people(cx: Connection, day: date, minute: int, usual: int, after: int, limit: int) -> list[int]:
    """Who is here, has an account and something due by that local day, whose hour (a minute of the day, `usual` where
    none is chosen) has come and whose message of that day is not there yet; in order, those after the person `after`.

    The reminders of whoever has no account wait for one."""
    rows = await cx.fetch(DUE_PEOPLE, day.isoformat(), usual, minute, after, limit)
    return [row["person_id"] for row in rows]


async def claim(cx: Connection, people: Sequence[int], day: date) -> list[Reminder]:
    """Claim what is due by that day for these people; nobody else gets it."""
    rows = await cx.fetch(CLAIM.format(people=marks(len(people), 1)), day.isoformat(), *people)
    return _sorted(rows)


async def due_moments(cx: Connection, now: datetime, today: date, after: int, limit: int) -> list[int]:
    """Rows that are messages of their own, whose moment has come and whose person is here and has an account; in
    order, those after the row `after`."""
    return [row["id"] for row in await cx.fetch(DUE_MOMENTS, to_ms(now), after, limit, today.isoformat())]


async def claim_moments(cx: Connection, ids: Sequence[int], today: date) -> list[Reminder]:
    """Claim those of the rows that nobody else has; nobody else gets them."""
    return _sorted(await cx.fetch(CLAIM_MOMENTS.format(ids=marks(len(ids), 1)), today.isoformat(), *ids))


async def recipients(cx: Connection, people: Collection[int], today: date) -> dict[int, Recipient]:
    """The recipients among these people, by person, without those who have left or have no account."""
    if not people:
        return {}
    wanted = sorted(set(people))
    rows = await cx.fetch(RECIPIENTS.format(people=marks(len(wanted), 1)), today.isoformat(), *wanted)
    return {row["id"]: _recipient(row) for row in rows}


async def queued(cx: Connection, ids: Sequence[int]) -> list[tuple[Reminder, date]]:
    """Those of the rows that are still handed over, and on which local day they were."""
    rows = await cx.fetch(QUEUED.format(ids=marks(len(ids))), *ids) if ids else []
    return [(reminder_of(row), date.fromisoformat(row["queued_on"])) for row in rows]


async def of_day(cx: Connection, person_id: int, day: date) -> tuple[list[Reminder], list[Reminder]]:
    """Of someone's message of that day: what stands as it was sent, and what has been put off since."""
    rows = await cx.fetch(OF_DAY, person_id, day.isoformat())
    sent = [reminder_of(row) for row in rows if row["state"] == "queued"]
    return sent, [reminder_of(row) for row in rows if row["state"] == "planned" and row["snoozed"]]


async def drop(cx: Connection, ids: Sequence[int]) -> None:
    """Mark reminders as dropped: there is nothing to say of them any more."""
    await _each(cx, DROP, [(id,) for id in ids])


async def put_back(cx: Connection, ids: Sequence[int]) -> None:
    """Make reminders due as before: they are not handed over after all."""
    await _each(cx, PUT_BACK, [(id,) for id in ids])


async def other_days(cx: Connection, day: date, limit: int) -> list[int]:
    """Outbox rows, messages of other days than that, which wait and are in nobody's hands."""
    return [row["id"] for row in await cx.fetch(OTHER_DAYS, f"%:{day.isoformat()}", limit)]


async def take_back(cx: Connection, ids: Sequence[int]) -> None:
    """Take outbox rows back, except those that are being sent meanwhile."""
    rows = await cx.fetch(TAKE_BACK.format(ids=marks(len(ids))), *ids)
    await taken_back(cx, [outbox.dropped(row) for row in rows])


async def taken_back(cx: Connection, messages: Sequence[Dropped]) -> None:
    """Make the reminders in messages that will not be sent due as before."""
    await put_back(
        cx, [id for one in messages if one.kind in (DayReminder.kind, CheckinReminder.kind) for id in one.data["rows"]]
    )


async def put_off(cx: Connection, ids: Sequence[int], day: date) -> None:
    """Make reminders due again on that day, as their person asked."""
    await _each(cx, PUT_OFF, [(id, day.isoformat(), True) for id in ids])


async def forget(cx: Connection, before: date, moment: datetime) -> None:
    """Delete what was handed over or dropped before that day, and what has waited since before that day or moment.

    Its occasion must be long past, so that it is not planned again."""
    await cx.execute(FORGET, before.isoformat())
    await cx.execute(FORGET_MOMENTS, to_ms(moment))


def key(person_id: int, day: date) -> str:
    """The outbox key of a person's message of that day."""
    return KEY.format(person=person_id, day=day.isoformat())


async def _each(cx: Connection, sql: str, rows: Sequence[Sequence[Value]]) -> None:
    if rows:
        await cx.executemany(sql, rows)


def _sorted(rows: Sequence[Row]) -> list[Reminder]:
    return sorted((reminder_of(row) for row in rows), key=lambda one: one.id)


def _recipient(row: Row) -> Recipient:
    muted = frozenset(Kind(one).value for one in (row["muted"] or "").split(",") if one)
    return Recipient(row["id"], row["account_id"], muted)
