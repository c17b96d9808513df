"""The lines of the ledger, read from the database, and the corrections that are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.ledger import Line, Mark
from bot.domain.attendance.model import State
from bot.domain.clock import from_ms, to_ms
from bot.storage.attendance import exemption
from bot.storage.attendance.exemption import Period
from bot.storage.connection import Connection, Row, Value
from bot.storage.rows import Reader

LINES = """
SELECT meeting.id AS meeting_id, meeting.title, meeting.starts, meeting.ends, person.id AS person_id, person.name,
  person.unit_id, person.group_id, person.left_on, invitee.voting, invitee.guest, invitee.coming_at,
  leave.state AS leave_state, session.id AS session_id, session.number, session.ends AS session_ends,
  attendance.state, attendance.way, attendance.at, attendance.weak, outside_place.at AS outside_at
FROM invitee JOIN meeting ON meeting.id = invitee.meeting_id JOIN person ON person.id = invitee.person_id
JOIN unit home ON home.id = person.unit_id JOIN session ON session.meeting_id = meeting.id
LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.person_id = person.id
LEFT JOIN outside_place ON outside_place.session_id = session.id AND outside_place.person_id = person.id
LEFT JOIN leave ON leave.meeting_id = meeting.id AND leave.person_id = person.id
WHERE {which} ORDER BY meeting.starts, meeting.id, invitee.guest, person.id, session.number"""
OF_MEETING = LINES.format(which="meeting.id = $1")
OF_PERSON = LINES.format(
    which="person.id = $1 AND meeting.state = 'called' AND meeting.starts >= $2 AND meeting.starts < $3"
)
OF_UNIT = LINES.format(
    which="""(person.unit_id = $1 OR person.group_id = $1) AND meeting.state = 'called'
  AND meeting.starts >= $2 AND meeting.starts < $3"""
)
BELOW = LINES.format(
    which="home.path LIKE $1 AND meeting.state = 'called' AND meeting.starts >= $2 AND meeting.starts < $3"
)
BEGUN_MEETINGS = """
SELECT meeting.id, meeting.title, meeting.starts, meeting.ends FROM meeting
WHERE meeting.state = 'called' AND meeting.starts <= $2 AND (meeting.unit_id = $1 OR EXISTS (
  SELECT 1 FROM invitee JOIN person ON person.id = invitee.person_id
  WHERE invitee.meeting_id = meeting.id AND (person.unit_id = $1 OR person.group_id = $1)))
ORDER BY meeting.starts DESC, meeting.id DESC LIMIT $3 OFFSET $4"""
CORRECT = """
INSERT INTO attendance (session_id, person_id, state, way, at, marked_by, reason)
VALUES ($1, $2, $3, 'by_hand', $4, $5, $6) ON CONFLICT (session_id, person_id) DO UPDATE SET state = excluded.state"""
KEEP = """
INSERT INTO attendance_correction (session_id, person_id, old_state, new_state, reason, corrected_by, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)"""
CORRECTIONS = """
SELECT old_state, new_state, reason, corrected_by, at FROM attendance_correction
WHERE session_id = $1 AND person_id = $2 ORDER BY id"""
REMOVE = "DELETE FROM attendance WHERE session_id = $1 AND person_id = $2"
NOT_SEEN_SINCE = """
SELECT DISTINCT person.id FROM person JOIN invitee ON invitee.person_id = person.id
JOIN meeting ON meeting.id = invitee.meeting_id
WHERE person.left_on IS NULL AND person.standing IN ('full', 'probationary')
  AND meeting.state = 'called' AND meeting.starts >= $1 AND meeting.starts < $2
  AND NOT EXISTS (SELECT 1 FROM attendance JOIN session ON session.id = attendance.session_id
    WHERE attendance.person_id = person.id AND attendance.state <> 'absent' AND session.starts >= $1)
ORDER BY person.id"""
NOTE_ABSENCE = "INSERT INTO absence_note (person_id, since, noted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class BegunMeeting:
    """A meeting that has begun."""

    id: int
    title: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction. `old` None: nothing was recorded, and the session was not over."""

    old: State | None
    new: State
    reason: str
    corrected_by: int
    at: datetime


_begun, _read_line, _read_mark = Reader(BegunMeeting), Reader(Line), Reader(Mark)


async def of_meeting(cx: Connection, meeting_id: int, zone: tzinfo) -> list[Line]:
    """The lines of a meeting, in the order of the roster, guests last."""
    return await _lines(cx, zone, OF_MEETING, meeting_id)


async def of_person(cx: Connection, person_id: int, since: datetime, until: datetime, zone: tzinfo) -> list[Line]:
    """A person's lines for the meetings that start since <= start < until, in order of time."""
    return await _lines(cx, zone, OF_PERSON, person_id, to_ms(since), to_ms(until))


async def of_unit(cx: Connection, unit_id: int, since: datetime, until: datetime, zone: tzinfo) -> list[Line]:
    """The lines of the people of that unit or group itself, wherever they were invited."""
    return await _lines(cx, zone, OF_UNIT, unit_id, to_ms(since), to_ms(until))


async def below(cx: Connection, path: str, since: datetime, until: datetime, zone: tzinfo) -> list[Line]:
    """The lines of all people of the unit of that path and of those under it."""
    return await _lines(cx, zone, BELOW, path + "%", to_ms(since), to_ms(until))


async def begun_meetings(cx: Connection, unit_id: int, now: datetime, limit: int, offset: int) -> list[BegunMeeting]:
    """The meetings that have begun of a unit or group, or with its people invited; newest first."""
    return [_begun(row) for row in await cx.fetch(BEGUN_MEETINGS, unit_id, to_ms(now), limit, offset)]


async def correct(cx: Connection, session_id: int, person_id: int, correction: Correction) -> None:
    """Store the new state and the correction. Leave is stored as no attendance at all."""
    new, at = correction.new, to_ms(correction.at)
    if new is State.LEAVE:
        await cx.execute(REMOVE, session_id, person_id)
    else:
        await cx.execute(CORRECT, session_id, person_id, new.value, at, correction.corrected_by, correction.reason)
    old = correction.old.value if correction.old else None
    await cx.execute(KEEP, session_id, person_id, old, new.value, correction.reason, correction.corrected_by, at)


async def corrections(cx: Connection, session_id: int, person_id: int) -> list[Correction]:
    """The corrections of a person's attendance at a session, oldest first."""
    rows = await cx.fetch(CORRECTIONS, session_id, person_id)
    return [_correction(row) for row in rows]


async def not_seen_since(cx: Connection, since: datetime, until: datetime) -> list[int]:
    """The members, still here, who were invited between the moments and attended nothing since the first."""
    return [row["id"] for row in await cx.fetch(NOT_SEEN_SINCE, to_ms(since), to_ms(until))]


async def note_absence(cx: Connection, person_id: int, since: date, now: datetime) -> bool:
    """Store that the months from `since` on were reported; False when they were before."""
    return await cx.execute(NOTE_ABSENCE, person_id, since.isoformat(), to_ms(now)) == 1


def _correction(row: Row) -> Correction:
    old = State(row["old_state"]) if row["old_state"] else None
    return Correction(old, State(row["new_state"]), row["reason"], row["corrected_by"], from_ms(row["at"]))


async def _lines(cx: Connection, zone: tzinfo, sql: str, *args: Value) -> list[Line]:
    rows = await cx.fetch(sql, *args)
    if not rows:
        return []
    first, last = _day(rows[0]["starts"], zone), _day(rows[-1]["starts"], zone)
    exempt = await exemption.between(cx, first, last)
    grouped = groupby(rows, key=lambda row: (row["meeting_id"], row["person_id"]))
    lines = [_line(list(group), zone, exempt.get(key[1], [])) for key, group in grouped]
    return [line for line in lines if line is not None]


def _day(starts: int, zone: tzinfo) -> date:
    return from_ms(starts).astimezone(zone).date()


def _line(rows: Sequence[Row], zone: tzinfo, exempt: Sequence[Period]) -> Line | None:
    """A person's line; None for someone who had left by then and did not attend."""
    row, day = rows[0], _day(rows[0]["starts"], zone)
    marks = tuple(_mark(one) for one in rows)
    if row["left_on"] and row["left_on"] <= day.isoformat() and all(mark.state is None for mark in marks):
        return None
    return _read_line(
        row,
        coming=row["coming_at"] is not None,
        exempt=any(period.covers(day) for period in exempt),
        leave=LeaveState(row["leave_state"]) if row["leave_state"] else None,
        marks=marks,
    )


def _mark(row: Row) -> Mark:
    return _read_mark(row, ends=from_ms(row["session_ends"]), outside=row["outside_at"] is not None)
