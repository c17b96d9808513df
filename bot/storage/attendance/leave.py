"""Leaves from meetings in the database."""

from datetime import datetime

from bot.domain.attendance.leave import Leave, LeaveState, UpcomingMeeting
from bot.domain.clock import from_ms, to_ms
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one

LEAVE = """leave.meeting_id, leave.person_id, person.name, leave.reason, leave.state, leave.asked_at, leave.decided_by,
  decider.name AS decider, leave.decided_at, meeting.title, meeting.starts, meeting.unit_id"""
JOINED = """leave JOIN person ON person.id = leave.person_id JOIN meeting ON meeting.id = leave.meeting_id
LEFT JOIN person decider ON decider.id = leave.decided_by"""
GET = f"SELECT {LEAVE} FROM {JOINED} WHERE leave.meeting_id = $1 AND leave.person_id = $2"
WAITING = f"""
SELECT {LEAVE} FROM {JOINED} JOIN unit ON unit.id = meeting.unit_id
WHERE leave.state = 'asked' AND meeting.state = 'called' AND unit.path LIKE $1 AND meeting.ends > $2
ORDER BY meeting.starts, leave.asked_at LIMIT 20"""
ASK = """
INSERT INTO leave (meeting_id, person_id, reason, state, asked_at) VALUES ($1, $2, $3, 'asked', $4)
ON CONFLICT (meeting_id, person_id) DO UPDATE SET reason = excluded.reason, state = 'asked',
  asked_at = excluded.asked_at, decided_by = NULL, decided_at = NULL"""
DECIDE = """
UPDATE leave SET state = $3, decided_by = $4, decided_at = $5
WHERE meeting_id = $1 AND person_id = $2 AND state = 'asked'"""
WITHDRAW = """
UPDATE leave SET state = 'withdrawn' WHERE meeting_id = $1 AND person_id = $2 AND state IN ('asked', 'granted')"""
GRANT = """
INSERT INTO leave (meeting_id, person_id, reason, state, asked_at, decided_by, decided_at)
VALUES ($1, $2, $3, 'granted', $5, $4, $5)
ON CONFLICT (meeting_id, person_id) DO UPDATE SET state = 'granted', decided_by = excluded.decided_by,
  decided_at = excluded.decided_at"""
AHEAD = """
SELECT meeting.id, meeting.title, meeting.starts, leave.state FROM invitee
JOIN meeting ON meeting.id = invitee.meeting_id
LEFT JOIN leave ON leave.meeting_id = meeting.id AND leave.person_id = invitee.person_id
WHERE invitee.person_id = $1 AND meeting.state = 'called' AND meeting.ends > $2 AND EXISTS (
  SELECT 1 FROM session LEFT JOIN attendance
    ON attendance.session_id = session.id AND attendance.person_id = invitee.person_id
  WHERE session.meeting_id = meeting.id AND session.ends > $2 AND attendance.session_id IS NULL)
ORDER BY meeting.starts, meeting.id LIMIT $3 OFFSET $4"""
HERE = """
SELECT max(attendance.at) AS at, count(CASE WHEN attendance.session_id IS NULL AND session.ends > $3 THEN 1 END) AS open
FROM session LEFT JOIN attendance
  ON attendance.session_id = session.id AND attendance.person_id = $2 AND attendance.state <> 'absent'
WHERE session.meeting_id = $1"""
_leave = Reader(Leave)


async def get(cx: Connection, meeting_id: int, person_id: int) -> Leave | None:
    """A person's leave from a meeting."""
    return await fetch_one(cx, _leave, GET, meeting_id, person_id)


async def waiting(cx: Connection, path: str, now: datetime, *, below: bool) -> list[Leave]:
    """The undecided leaves from meetings of the unit of that path that are not over, at most 20.

    `below`: also from meetings of the units under it.
    """
    return [_leave(row) for row in await cx.fetch(WAITING, path + ("%" if below else ""), to_ms(now))]


async def ahead(cx: Connection, person_id: int, now: datetime, limit: int, offset: int) -> list[UpcomingMeeting]:
    """A person's next meetings, soonest first, without those where no session is left to check in to."""
    rows = await cx.fetch(AHEAD, person_id, to_ms(now), limit, offset)
    return [UpcomingMeeting(row["id"], row["title"], from_ms(row["starts"]), _state(row["state"])) for row in rows]


async def here(cx: Connection, meeting_id: int, person_id: int, now: datetime) -> datetime | None:
    """When a person checked in, if no session is left for them to check in to; None while one is."""
    row = await cx.fetchrow(HERE, meeting_id, person_id, to_ms(now))
    return from_ms(row["at"]) if row and row["at"] is not None and not row["open"] else None


async def ask(cx: Connection, meeting_id: int, person_id: int, reason: str, at: datetime) -> None:
    """Store a leave that is asked for, also anew after a refusal or a withdrawal."""
    await cx.execute(ASK, meeting_id, person_id, reason, to_ms(at))


async def decide(
    cx: Connection, meeting_id: int, person_id: int, state: LeaveState, by: int | None, at: datetime
) -> bool:
    """Store the decision; False when the leave does not wait for one any more."""
    return await cx.execute(DECIDE, meeting_id, person_id, state.value, by, to_ms(at)) == 1


async def withdraw(cx: Connection, meeting_id: int, person_id: int) -> bool:
    """Store a withdrawal; False when no leave was asked or granted."""
    return await cx.execute(WITHDRAW, meeting_id, person_id) == 1


async def grant(cx: Connection, meeting_id: int, person_id: int, reason: str, by: int, at: datetime) -> None:
    """Store a granted leave that was not asked for in the bot: a correction grants it."""
    await cx.execute(GRANT, meeting_id, person_id, reason, by, to_ms(at))


def _state(text: str | None) -> LeaveState | None:
    return LeaveState(text) if text else None
