"""What reminders about meetings are planned from and say: the meetings, their sessions, those expected, leave asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.attendance.leave import LeaveState
from bot.domain.clock import from_ms, to_ms
from bot.domain.meeting.model import Meeting, Session
from bot.storage.connection import Connection, Row, marks
from bot.storage.meeting.store import MEETING, meeting_of, session_of
from bot.storage.rows import Reader

COMING = "SELECT id FROM meeting WHERE state = 'called' AND ends > $1 AND starts < $2 ORDER BY id"
HELD = f"""
SELECT {MEETING}, meeting.called_at, unit.path,
  EXISTS (SELECT 1 FROM agenda_item WHERE agenda_item.meeting_id = meeting.id) AS has_agenda
FROM meeting JOIN unit ON unit.id = meeting.unit_id
WHERE meeting.state = 'called' AND meeting.ends > $1 AND meeting.id IN ({{ids}})"""
SESSIONS = """
SELECT id, meeting_id, number, starts, ends FROM session WHERE ends > $1 AND meeting_id IN ({ids})
ORDER BY meeting_id, number"""
EXPECTED = """
SELECT invitee.meeting_id, invitee.person_id, invitee.coming_at, person.left_on, leave.state AS leave_state
FROM invitee JOIN person ON person.id = invitee.person_id
LEFT JOIN leave ON leave.meeting_id = invitee.meeting_id AND leave.person_id = invitee.person_id
WHERE (leave.state IS NULL OR leave.state <> 'granted') AND invitee.meeting_id IN ({ids})"""
MARKED = "SELECT session_id, person_id FROM attendance WHERE session_id IN ({ids})"
ASKED = """
SELECT leave.meeting_id, leave.person_id, leave.asked_at, person.name, account.id AS account_id FROM leave
JOIN person ON person.id = leave.person_id LEFT JOIN account ON account.person_id = leave.person_id
WHERE leave.state = 'asked' AND leave.meeting_id IN ({ids}) ORDER BY leave.meeting_id, leave.asked_at"""
OWNERS = "SELECT id, person_id FROM account WHERE person_id IS NOT NULL AND id IN ({ids})"


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that is not over. `path`: its unit's."""

    meeting: Meeting
    called_at: datetime
    path: str
    has_agenda: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone invited who has no leave; `leave` may wait for its answer."""

    meeting_id: int
    person_id: int
    coming: bool
    left_on: date | None
    leave: LeaveState | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Leave that nobody has answered. `account_id` 0: the asker has none."""

    meeting_id: int
    person_id: int
    name: str
    asked_at: datetime
    account_id: int


_read_expected, _asked = Reader(Expected), Reader(Asked)


async def coming(cx: Connection, now: datetime, before: datetime) -> list[int]:
    """Ids of meetings that are not over and begin before that moment."""
    return [row["id"] for row in await cx.fetch(COMING, to_ms(now), to_ms(before))]


async def held(cx: Connection, ids: Sequence[int], now: datetime) -> list[Held]:
    """Those that are neither cancelled nor over."""
    if not ids:
        return []
    rows = await cx.fetch(HELD.format(ids=marks(len(ids), 1)), to_ms(now), *ids)
    return [Held(meeting_of(row), from_ms(row["called_at"]), row["path"], bool(row["has_agenda"])) for row in rows]


async def sessions(cx: Connection, ids: Sequence[int], now: datetime) -> list[Session]:
    """Those of the meetings that have not ended, in order."""
    if not ids:
        return []
    return [session_of(row) for row in await cx.fetch(SESSIONS.format(ids=marks(len(ids), 1)), to_ms(now), *ids)]


async def expected(cx: Connection, ids: Sequence[int], people: Sequence[int] | None = None) -> list[Expected]:
    """Of everyone invited to the meetings, or of these people."""
    if not ids:
        return []
    sql = EXPECTED.format(ids=marks(len(ids)))
    if people is not None:
        sql += f" AND invitee.person_id IN ({marks(len(people), len(ids))})"
    return [_expected(row) for row in await cx.fetch(sql, *ids, *(people or ()))]


async def marked(cx: Connection, sessions: Sequence[int]) -> set[tuple[int, int]]:
    """Session and person of everyone who is marked there."""
    if not sessions:
        return set()
    rows = await cx.fetch(MARKED.format(ids=marks(len(sessions))), *sessions)
    return {(row["session_id"], row["person_id"]) for row in rows}


async def asked(cx: Connection, ids: Sequence[int]) -> list[Asked]:
    """Leave from the meetings that waits for an answer."""
    if not ids:
        return []
    return [
        _asked(row, account_id=row["account_id"] or 0)
        for row in await cx.fetch(ASKED.format(ids=marks(len(ids))), *ids)
    ]


async def owners(cx: Connection, accounts: Sequence[int]) -> list[int]:
    """The people whose accounts these are; one that is on no roster is left out."""
    if not accounts:
        return []
    return [row["person_id"] for row in await cx.fetch(OWNERS.format(ids=marks(len(accounts))), *accounts)]


def _expected(row: Row) -> Expected:
    leave = LeaveState(row["leave_state"]) if row["leave_state"] else None
    return _read_expected(row, coming=row["coming_at"] is not None, leave=leave)
