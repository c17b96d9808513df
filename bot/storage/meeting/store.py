"""Meetings with their sessions, agenda and invitees, read from the database."""

from collections.abc import Sequence

from bot.domain.attendance.model import Way
from bot.domain.clock import from_ms
from bot.domain.meeting.model import AgendaItem, Invitee, Meeting, MeetingState, Session, Spot
from bot.storage.connection import Connection, Row

MEETING = """meeting.id, meeting.unit_id, meeting.type, meeting.title, meeting.starts, meeting.ends, meeting.place,
  meeting.host_id, meeting.recorder_id, meeting.ways, meeting.latitude, meeting.longitude, meeting.radius,
  meeting.state, meeting.version, meeting.called_by, meeting.series_id"""
GET = f"SELECT {MEETING} FROM meeting WHERE meeting.id = $1"
SESSIONS = "SELECT id, meeting_id, number, starts, ends FROM session WHERE meeting_id = $1 ORDER BY number"
AGENDA = "SELECT number, title, to_decide FROM agenda_item WHERE meeting_id = $1 ORDER BY number"
INVITEES = "SELECT person_id, voting, guest, coming_at FROM invitee WHERE meeting_id = $1 ORDER BY person_id"


def meeting_of(row: Row) -> Meeting:
    """The meeting of a row with the columns MEETING."""
    has_spot = row["latitude"] is not None
    return Meeting(
        id=row["id"],
        unit_id=row["unit_id"],
        type=row["type"],
        title=row["title"],
        starts=from_ms(row["starts"]),
        ends=from_ms(row["ends"]),
        place=row["place"],
        host_id=row["host_id"],
        recorder_id=row["recorder_id"],
        ways=frozenset(Way(way) for way in row["ways"].split(",") if way),
        spot=Spot(row["latitude"], row["longitude"], row["radius"]) if has_spot else None,
        state=MeetingState(row["state"]),
        version=row["version"],
        called_by=row["called_by"],
        series_id=row["series_id"],
    )


def session_of(row: Row) -> Session:
    """The session of a row."""
    return Session(row["id"], row["meeting_id"], row["number"], from_ms(row["starts"]), from_ms(row["ends"]))


async def get(cx: Connection, meeting_id: int) -> Meeting | None:
    """The meeting with that id."""
    row = await cx.fetchrow(GET, meeting_id)
    return meeting_of(row) if row else None


async def sessions(cx: Connection, meeting_id: int) -> Sequence[Session]:
    """The sessions of a meeting, in order."""
    return [session_of(row) for row in await cx.fetch(SESSIONS, meeting_id)]


async def agenda(cx: Connection, meeting_id: int) -> Sequence[AgendaItem]:
    """The agenda of a meeting, in order."""
    rows = await cx.fetch(AGENDA, meeting_id)
    return [AgendaItem(row["number"], row["title"], bool(row["to_decide"])) for row in rows]


async def invitees(cx: Connection, meeting_id: int) -> Sequence[Invitee]:
    """The people invited to a meeting."""
    rows = await cx.fetch(INVITEES, meeting_id)
    return [
        Invitee(row["person_id"], bool(row["voting"]), bool(row["guest"]), row["coming_at"] is not None) for row in rows
    ]
