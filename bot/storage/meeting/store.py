"""Meetings with their sessions, agenda and invitees, read from the database."""

from collections.abc import Sequence

from bot.domain.attendance.model import Way
from bot.domain.meeting.model import AgendaItem, Invitee, Meeting, Session, Spot
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one

MEETING = """meeting.id, meeting.unit_id, meeting.type, meeting.title, meeting.starts, meeting.ends, meeting.place,
  meeting.host_id, meeting.recorder_id, meeting.ways, meeting.latitude, meeting.longitude, meeting.radius,
  meeting.state, meeting.version, meeting.called_by, meeting.series_id"""
GET = f"SELECT {MEETING} FROM meeting WHERE meeting.id = $1"
SESSIONS = "SELECT id, meeting_id, number, starts, ends FROM session WHERE meeting_id = $1 ORDER BY number"
AGENDA = "SELECT number, title, to_decide FROM agenda_item WHERE meeting_id = $1 ORDER BY number"
INVITEES = "SELECT person_id, voting, guest, coming_at FROM invitee WHERE meeting_id = $1 ORDER BY person_id"
_meeting, session_of, _item, _invitee = Reader(Meeting), Reader(Session), Reader(AgendaItem), Reader(Invitee)


def meeting_of(row: Row) -> Meeting:
    """The meeting of a row with the columns MEETING."""
    has_spot = row["latitude"] is not None
    return _meeting(
        row,
        ways=frozenset(Way(way) for way in row["ways"].split(",") if way),
        spot=Spot(row["latitude"], row["longitude"], row["radius"]) if has_spot else None,
    )


async def get(cx: Connection, meeting_id: int) -> Meeting | None:
    """The meeting with that id."""
    return await fetch_one(cx, meeting_of, GET, meeting_id)


async def sessions(cx: Connection, meeting_id: int) -> Sequence[Session]:
    """The sessions of a meeting, in order."""
    return [session_of(row) for row in await cx.fetch(SESSIONS, meeting_id)]


async def agenda(cx: Connection, meeting_id: int) -> Sequence[AgendaItem]:
    """The agenda of a meeting, in order."""
    return [_item(row) for row in await cx.fetch(AGENDA, meeting_id)]


async def invitees(cx: Connection, meeting_id: int) -> Sequence[Invitee]:
    """The people invited to a meeting."""
    return [invitee_of(row) for row in await cx.fetch(INVITEES, meeting_id)]


def invitee_of(row: Row) -> Invitee:
    """The invitation of a row."""
    return _invitee(row, coming=row["coming_at"] is not None)
