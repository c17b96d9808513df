"""Lists of meetings: a person's, a unit's, and the places where a unit has met."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.meeting.model import Counts, Invitee, Meeting
from bot.storage.connection import Connection, under
from bot.storage.meeting.store import MEETING, invitee_of, meeting_of
from bot.storage.rows import Reader, fetch_one

OF_PERSON = """meeting.host_id = $1 OR meeting.recorder_id = $1 OR meeting.called_by = $1
  OR EXISTS (SELECT 1 FROM invitee WHERE invitee.meeting_id = meeting.id AND invitee.person_id = $1)"""
BETWEEN = f"""
SELECT {MEETING} FROM meeting JOIN unit ON unit.id = meeting.unit_id
WHERE meeting.state = 'called' AND meeting.starts < $3 AND meeting.ends > $2 AND ({OF_PERSON} OR {{units}})
ORDER BY meeting.starts, meeting.id LIMIT $4"""
PLACES = """
SELECT place FROM meeting WHERE unit_id = $1 AND place <> ''
GROUP BY place ORDER BY max(called_at) DESC, place LIMIT $2"""
COUNTS = """
SELECT count(*) AS invited, count(CASE WHEN voting THEN 1 END) AS voting, count(CASE WHEN guest THEN 1 END) AS guests,
  count(coming_at) AS coming, count(account.id) AS reached
FROM invitee LEFT JOIN account ON account.person_id = invitee.person_id WHERE meeting_id = $1"""
INVITEE = "SELECT person_id, voting, guest, coming_at FROM invitee WHERE meeting_id = $1 AND person_id = $2"
_counts = Reader(Counts)


async def between(
    cx: Connection, person_id: int, patterns: Sequence[str], first: datetime, last: datetime, limit: int
) -> list[Meeting]:
    """The meetings, not cancelled, that overlap the time between the moments, soonest first.

    The person's own, and those of units with a path LIKE one of the patterns.
    """
    sql = BETWEEN.format(units=under(len(patterns), 4))
    rows = await cx.fetch(sql, person_id, to_ms(first), to_ms(last), limit, *patterns)
    return [meeting_of(row) for row in rows]


async def places(cx: Connection, unit_id: int, limit: int) -> list[str]:
    """The places where the unit met, latest first."""
    return [row["place"] for row in await cx.fetch(PLACES, unit_id, limit)]


async def counts(cx: Connection, meeting_id: int) -> Counts:
    """How many are invited to a meeting, and how many said they will come."""
    return await fetch_one(cx, _counts, COUNTS, meeting_id) or Counts(0, 0, 0, 0, 0)


async def invitee(cx: Connection, meeting_id: int, person_id: int) -> Invitee | None:
    """A person's invitation to a meeting; None without one."""
    return await fetch_one(cx, invitee_of, INVITEE, meeting_id, person_id)
