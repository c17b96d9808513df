"""Check-ins in the database: one statement reads everything that a check-in depends on, one writes it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.model import State, Way
from bot.domain.clock import from_ms, to_ms
from bot.domain.meeting.model import Meeting, Session
from bot.storage.connection import Connection, Row
from bot.storage.meeting.store import MEETING, meeting_of
from bot.storage.rows import Reader, fetch_one

COLUMNS = f"""
  account.language AS account_language, person.id AS person_id, person.language AS person_language, person.left_on,
  person.retired, person.floating, session.id AS session_id, session.number, session.starts AS session_starts,
  session.ends AS session_ends, (SELECT count(*) FROM session s WHERE s.meeting_id = meeting.id) AS sessions, {MEETING},
  invitee.person_id AS invited, attendance.state AS marked, attendance.way, attendance.at, leave.state AS leave_state"""
MARKED = """
LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.person_id = person.id
LEFT JOIN leave ON leave.meeting_id = meeting.id AND leave.person_id = person.id"""
CANDIDATE = f"""
SELECT {COLUMNS} FROM account LEFT JOIN person ON person.id = account.person_id
LEFT JOIN session ON session.id = $2 LEFT JOIN meeting ON meeting.id = session.meeting_id
LEFT JOIN invitee ON invitee.meeting_id = meeting.id AND invitee.person_id = person.id {MARKED}
WHERE account.id = $1"""
UPCOMING = f"""
SELECT {COLUMNS} FROM account JOIN person ON person.id = account.person_id
JOIN invitee ON invitee.person_id = person.id JOIN meeting ON meeting.id = invitee.meeting_id
JOIN session ON session.meeting_id = meeting.id {MARKED}
WHERE account.id = $1 AND meeting.state = 'called' AND meeting.ends > $2 AND session.ends > $2
ORDER BY session.starts, session.id LIMIT 30"""
ADD = """
INSERT INTO attendance (session_id, person_id, state, way, at, marked_by, reason, weak)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (session_id, person_id) DO NOTHING"""
NOTE_OUTSIDE = """
INSERT INTO outside_place (session_id, person_id, at) VALUES ($1, $2, $3)
ON CONFLICT (session_id, person_id) DO UPDATE SET at = excluded.at"""
CLEAR_OUTSIDE = "DELETE FROM outside_place WHERE session_id = $1 AND person_id = $2"
MEETING_OF = "SELECT meeting_id FROM session WHERE id = $1"
GET = "SELECT state AS marked, way, at FROM attendance WHERE session_id = $1 AND person_id = $2"


@dataclass(frozen=True, slots=True)
class Marked:
    """A person's stored attendance at a session."""

    state: State
    way: Way
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckinCandidate:
    """An account that asks to check in to a session, with all that decides whether it may.

    `person_id` None: bound to nobody. `session` None: there is no such session. `sessions`: how many the meeting has.
    """

    language: str | None
    person_id: int | None
    left_on: date | None
    retired: bool
    floating: bool
    meeting: Meeting | None
    session: Session | None
    sessions: int
    invited: bool
    marked: Marked | None
    leave: LeaveState | None


_read = Reader(CheckinCandidate)


async def find_candidate(cx: Connection, account_id: int, session_id: int) -> CheckinCandidate | None:
    """The account with its person and the session; None for an unknown account."""
    return await fetch_one(cx, _candidate, CANDIDATE, account_id, session_id)


async def upcoming(cx: Connection, account_id: int, now: datetime) -> list[CheckinCandidate]:
    """The person's sessions that have not ended, soonest first, at most 30."""
    return [_candidate(row) for row in await cx.fetch(UPCOMING, account_id, to_ms(now))]


async def add(
    cx: Connection,
    session_id: int,
    person_id: int,
    marked: Marked,
    *,
    marked_by: int | None = None,
    reason: str | None = None,
    weak: bool = False,
) -> bool:
    """Store a check-in; False when the person has one already, which stays."""
    values = (marked.state.value, marked.way.value, to_ms(marked.at), marked_by, reason, weak)
    return await cx.execute(ADD, session_id, person_id, *values) == 1


async def note_outside(cx: Connection, session_id: int, person_id: int, at: datetime) -> None:
    """Note that a person's position was not at the place; the latest such moment is kept."""
    await cx.execute(NOTE_OUTSIDE, session_id, person_id, to_ms(at))


async def clear_outside(cx: Connection, session_id: int, person_id: int) -> None:
    """Drop that note: the person's position was at the place after all."""
    await cx.execute(CLEAR_OUTSIDE, session_id, person_id)


async def marked(cx: Connection, session_id: int, person_id: int) -> Marked | None:
    """The person's stored attendance at the session."""
    return await fetch_one(cx, _marked, GET, session_id, person_id)


async def meeting_of_session(cx: Connection, session_id: int) -> int | None:
    """The meeting that a session belongs to; None for an unknown session."""
    row = await cx.fetchrow(MEETING_OF, session_id)
    return row["meeting_id"] if row else None


def _marked(row: Row) -> Marked:
    return Marked(State(row["marked"]), Way(row["way"]), from_ms(row["at"]))


def _candidate(row: Row) -> CheckinCandidate:
    meeting = session = None
    if row["session_id"] is not None:
        meeting = meeting_of(row)
        starts, ends = from_ms(row["session_starts"]), from_ms(row["session_ends"])
        session = Session(row["session_id"], meeting.id, row["number"], starts, ends)
    return _read(
        row,
        language=row["account_language"] or row["person_language"],
        meeting=meeting,
        session=session,
        invited=row["invited"] is not None,
        marked=_marked(row) if row["marked"] is not None else None,
        leave=LeaveState(row["leave_state"]) if row["leave_state"] else None,
    )
