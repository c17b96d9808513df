"""Writes meetings with their sessions, agenda and audience, changes and cancels them, and stores the reasons given."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain.attendance.model import Way
from bot.domain.clock import to_ms
from bot.domain.installation.audit import canonical, sealed
from bot.domain.meeting.draft import Draft, Item
from bot.domain.meeting.model import Invitee, Meeting, MeetingState, Session, Spot
from bot.storage.connection import Connection
from bot.storage.meeting.store import MEETING, meeting_of

ADD = f"""
INSERT INTO meeting (unit_id, series_id, type, title, starts, ends, place, host_id, recorder_id, ways, latitude,
  longitude, radius, state, version, called_by, called_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'called', 1, $14, $15) RETURNING {MEETING}"""
ADD_SESSION = "INSERT INTO session (meeting_id, number, starts, ends) VALUES ($1, $2, $3, $4)"
ADD_ITEM = """
INSERT INTO agenda_item (meeting_id, number, title, to_decide) VALUES ($1, $2, $3, $4)
ON CONFLICT (meeting_id, number) DO UPDATE SET title = excluded.title, to_decide = excluded.to_decide"""
DROP_ITEMS = "DELETE FROM agenda_item WHERE meeting_id = $1 AND number > $2"
INVITE = """
INSERT INTO invitee (meeting_id, person_id, voting, guest) VALUES ($1, $2, $3, $4)
ON CONFLICT (meeting_id, person_id) DO NOTHING"""
CHANGE = """
UPDATE meeting SET title = $3, starts = $4, ends = $5, place = $6, host_id = $7, recorder_id = $8, ways = $9,
  latitude = $10, longitude = $11, radius = $12, version = version + 1
WHERE id = $1 AND version = $2 AND state = 'called'"""
MOVE_SESSION = "UPDATE session SET starts = $2, ends = $3 WHERE id = $1"
CANCEL = "UPDATE meeting SET state = 'cancelled', reason = $2, version = version + 1 WHERE id = $1 AND state = 'called'"
COME = """
UPDATE invitee SET coming_at = $3 WHERE meeting_id = $1 AND person_id = $2 AND coming_at IS NULL"""
ADD_REASON = """
INSERT INTO meeting_reason (meeting_id, series_id, field, data, salt, at) VALUES ($1, $2, $3, $4, $5, $6)"""
PRUNE_REASONS = "DELETE FROM meeting_reason WHERE at < $1"
SALT_BYTES = 16
ASK_AGAIN = "UPDATE invitee SET coming_at = NULL WHERE meeting_id = $1 AND coming_at IS NOT NULL"


async def add(
    cx: Connection, draft: Draft, called_by: int | None, at: datetime, series_id: int | None = None
) -> Meeting:
    """Store a meeting with its sessions and agenda; `invite` stores the audience."""
    row = await cx.fetchrow(
        ADD,
        draft.unit_id,
        series_id,
        draft.type,
        draft.title,
        to_ms(draft.starts),
        to_ms(draft.ends),
        draft.place,
        draft.host_id,
        draft.recorder_id,
        ",".join(draft.ways),
        *_where(draft.spot),
        called_by,
        to_ms(at),
    )
    if row is None:
        raise RuntimeError("the database returned no meeting")
    meeting = meeting_of(row)
    sessions = [(meeting.id, n, to_ms(one.starts), to_ms(one.ends)) for n, one in enumerate(draft.spans, 1)]
    await cx.executemany(ADD_SESSION, sessions)
    await put_agenda(cx, meeting.id, draft.agenda)
    return meeting


async def put_agenda(cx: Connection, meeting_id: int, items: Sequence[Item]) -> None:
    """Replace the agenda; an item that keeps its number keeps its row."""
    await cx.execute(DROP_ITEMS, meeting_id, len(items))
    rows = [(meeting_id, number, item.title, item.to_decide) for number, item in enumerate(items, 1)]
    if rows:
        await cx.executemany(ADD_ITEM, rows)


async def invite(cx: Connection, meeting_id: int, people: Sequence[Invitee]) -> None:
    """Store invitations; a person who is invited already keeps theirs."""
    await cx.executemany(INVITE, [(meeting_id, one.person_id, one.voting, one.guest) for one in people])


async def change(cx: Connection, meeting: Meeting, version: int) -> bool:
    """Store the meeting's values in place of those of `version`; False when it was changed since or cancelled."""
    touched = await cx.execute(
        CHANGE,
        meeting.id,
        version,
        meeting.title,
        to_ms(meeting.starts),
        to_ms(meeting.ends),
        meeting.place,
        meeting.host_id,
        meeting.recorder_id,
        ",".join(one for one in Way if one in meeting.ways),
        *_where(meeting.spot),
    )
    return touched == 1


def _where(spot: Spot | None) -> tuple[float | None, float | None, int | None]:
    """Latitude, longitude and radius, as three values for a row."""
    return (spot.latitude, spot.longitude, spot.radius) if spot else (None, None, None)


async def move_sessions(cx: Connection, sessions: Sequence[Session]) -> None:
    """Store new beginnings and ends of sessions."""
    await cx.executemany(MOVE_SESSION, [(one.id, to_ms(one.starts), to_ms(one.ends)) for one in sessions])


async def cancel(cx: Connection, meeting: Meeting, reason: str) -> bool:
    """Store a cancellation; False when the meeting was cancelled before."""
    if meeting.state is MeetingState.CANCELLED:
        return False
    return await cx.execute(CANCEL, meeting.id, reason) == 1


async def come(cx: Connection, meeting_id: int, person_id: int, at: datetime) -> bool:
    """Store that a person will come; False when they said so before or are not invited."""
    return await cx.execute(COME, meeting_id, person_id, to_ms(at)) == 1


async def ask_again(cx: Connection, meeting_id: int) -> None:
    """Forget who said they will come."""
    await cx.execute(ASK_AGAIN, meeting_id)


async def add_reason(
    cx: Connection,
    field: str,
    data: dict[str, Any],
    at: datetime,
    *,
    meeting_id: int | None = None,
    series_id: int | None = None,
) -> str:
    """Store in somebody's words why a meeting or a series was changed; the SHA-256 that the audit record holds.

    `data`: the reason, and the values before and after where those are text.
    """
    salt, kept = secrets.token_hex(SALT_BYTES), canonical(data)
    await cx.execute(ADD_REASON, meeting_id, series_id, field, kept, salt, to_ms(at))
    return sealed(salt, kept)


async def prune_reasons(cx: Connection, until: datetime) -> None:
    """Delete the reasons stored before that moment; the audit record keeps their hashes."""
    await cx.execute(PRUNE_REASONS, to_ms(until))
