"""The rows of planned reminders, and the subjects whose facts have changed since they were planned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, ReminderState, Subject
from bot.storage.connection import Connection, Row, Value, literals, marks
from bot.storage.rows import Reader

REMINDER = """reminder.id, reminder.kind, reminder.subject_id, reminder.person_id, reminder.occasion, reminder.day,
  reminder.at, reminder.state"""
# A row that is there is written again, so that whoever is taking it away meanwhile waits, or is waited for.
MARK_STALE = """
INSERT INTO reminder_stale (subject, subject_id) VALUES ($1, $2)
ON CONFLICT (subject, subject_id) DO UPDATE SET subject_id = excluded.subject_id"""
STALE = "SELECT subject, subject_id FROM reminder_stale ORDER BY subject, subject_id"
CLEAR_STALE = "DELETE FROM reminder_stale WHERE subject = $1 AND subject_id IN ({ids})"
EXISTING = f"SELECT {REMINDER}, queued_on, snoozed FROM reminder WHERE kind IN ({{kinds}})"
SUBJECTS = "SELECT DISTINCT subject_id FROM reminder WHERE state = 'planned' AND kind IN ({kinds}) ORDER BY subject_id"
ADD = """
INSERT INTO reminder (kind, subject_id, person_id, occasion, day, at, state, snoozed)
VALUES ($1, $2, $3, $4, $5, $6, 'planned', $7) ON CONFLICT (kind, subject_id, person_id, occasion) DO NOTHING"""
REVIVE = """
UPDATE reminder SET state = 'planned', queued_on = NULL, day = $2, at = $3 WHERE id = $1 AND state = 'dropped'"""
MOVE = "UPDATE reminder SET day = $2, at = $3 WHERE id = $1 AND state = 'planned'"
FORGET = "DELETE FROM reminder WHERE id = $1 AND state = 'planned'"
OF_PERSON = f"""
SELECT {REMINDER} FROM reminder WHERE person_id = $1 AND state = 'planned'
ORDER BY coalesce(day, ''), at, id"""
Key = tuple[str, int, int, str]
"""The kind, subject, person and occasion of a reminder: each is planned once."""
LOCK = 0x7A68_7265_6D
"""The number of planning's lock in a PostgreSQL database of this bot."""
_planned = Reader(PlannedReminder)


@dataclass(frozen=True, slots=True)
class Changes:
    """The reminders that a plan adds, plans again, moves to another time and takes away."""

    missing: tuple[PlannedReminder, ...]
    revived: tuple[tuple[int, PlannedReminder], ...]
    moved: tuple[tuple[int, PlannedReminder], ...]
    gone: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.revived or self.moved or self.gone)


async def mark_stale(cx: Connection, subject: Subject, id: int = 0) -> None:
    """Mark a subject whose facts change with this transaction: its reminders are planned anew soon after."""
    await cx.execute(MARK_STALE, subject.value, id)


async def stale(cx: Connection) -> dict[Subject, list[int]]:
    """The subjects whose facts have changed since they were planned."""
    found: dict[Subject, list[int]] = {}
    for row in await cx.fetch(STALE):
        found.setdefault(Subject(row["subject"]), []).append(row["subject_id"])
    return found


async def clear_stale(cx: Connection, subject: Subject, ids: Sequence[int]) -> None:
    """Unmark subjects that are planned with this transaction; a change that is under way is waited for."""
    await cx.execute(CLEAR_STALE.format(ids=marks(len(ids), 1)), subject.value, *ids)


async def lock_planning(cx: Connection) -> None:
    """Lock planning until the transaction's end, so that plans run one by one; SQLite has one writer anyway."""
    if cx.dialect == "postgresql":
        await cx.fetchrow("SELECT pg_advisory_xact_lock($1)", LOCK)


async def planned_subjects(cx: Connection, kinds: Collection[Kind]) -> list[int]:
    """The ids of the subjects of which a reminder of these kinds is planned."""
    return [row["subject_id"] for row in await cx.fetch(SUBJECTS.format(kinds=literals(kinds)))]


async def compare(
    cx: Connection,
    kinds: Collection[Kind],
    ids: Sequence[int] | None,
    wanted: Sequence[PlannedReminder],
    now: datetime,
    today: date,
) -> Changes:
    """Compare what is wanted with what is planned: each is planned once for ever, and what still lies ahead and is not
    wanted any more is taken away.

    Of the subjects `ids` (None: of all). What went out, was dropped or put off by its person stays as it is; but what
    was dropped on a day, or at a moment, that is still to come was dropped by a clock that had jumped ahead.
    """
    existing = {_key(reminder_of(row).planned): row for row in await _existing(cx, kinds, ids)}
    return _changes(existing, {_key(one): one for one in wanted}, now, today)


def _changes(existing: dict[Key, Row], asked: dict[Key, PlannedReminder], now: datetime, today: date) -> Changes:
    standing = {
        key: reminder_of(row) for key, row in existing.items() if row["state"] == "planned" and not row["snoozed"]
    }
    early = {key: row["id"] for key, row in existing.items() if _early(row, now, today)}
    return Changes(
        tuple(one for key, one in asked.items() if key not in existing),
        tuple((early[key], one) for key, one in asked.items() if key in early),
        tuple(
            (standing[key].id, one) for key, one in asked.items() if key in standing and standing[key].planned != one
        ),
        tuple(one.id for key, one in standing.items() if key not in asked and _ahead(one.planned, now, today)),
    )


async def apply(cx: Connection, changes: Changes) -> None:
    """Store the changes that were found in this transaction."""
    if changes.missing:
        await cx.executemany(ADD, [(*_key(one), *_when(one), False) for one in changes.missing])
    if changes.revived:
        await cx.executemany(REVIVE, [(id, *_when(one)) for id, one in changes.revived])
    if changes.moved:
        await cx.executemany(MOVE, [(id, *_when(one)) for id, one in changes.moved])
    if changes.gone:
        await cx.executemany(FORGET, [(id,) for id in changes.gone])


async def of_person(cx: Connection, person_id: int) -> list[Reminder]:
    """The planned reminders of a person, soonest first."""
    return [reminder_of(row) for row in await cx.fetch(OF_PERSON, person_id)]


def reminder_of(row: Row) -> Reminder:
    """The reminder in a row with the columns `REMINDER`."""
    return Reminder(row["id"], _planned(row), ReminderState(row["state"]))


async def _existing(cx: Connection, kinds: Collection[Kind], ids: Sequence[int] | None) -> list[Row]:
    sql, args = EXISTING.format(kinds=literals(kinds)), list(ids or [])
    if ids is not None:
        sql += f" AND subject_id IN ({marks(len(args))})"
    return await cx.fetch(sql, *args)


def _early(row: Row, now: datetime, today: date) -> bool:
    """Whether it was dropped before its time."""
    by_day = row["queued_on"] is not None and row["queued_on"] > today.isoformat()
    return row["state"] == "dropped" and (by_day or (row["at"] is not None and row["at"] > to_ms(now)))


def _key(one: PlannedReminder) -> Key:
    return one.kind.value, one.subject_id, one.person_id, one.occasion


def _when(one: PlannedReminder) -> tuple[Value, Value]:
    return one.day.isoformat() if one.day else None, to_ms(one.at) if one.at else None


def _ahead(one: PlannedReminder, now: datetime, today: date) -> bool:
    if one.at is not None:
        return one.at > now
    return one.day is not None and one.day > today
