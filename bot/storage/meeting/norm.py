"""The meetings that the norms count, in the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from bot.domain.clock import from_ms, to_ms
from bot.domain.meeting.norm import CountedMeeting
from bot.domain.unit import Unit
from bot.storage.connection import Connection, Row, marks
from bot.storage.unit import UNIT, unit_of

MEETINGS = """
SELECT meeting.unit_id, meeting.type, meeting.starts, meeting.ends, EXISTS (
  SELECT 1 FROM session JOIN attendance ON attendance.session_id = session.id
  WHERE session.meeting_id = meeting.id AND attendance.state IN ('present', 'late', 'remote')) AS attended
FROM meeting
WHERE meeting.state = 'called' AND meeting.starts >= $1 AND meeting.starts < $2 AND meeting.unit_id IN ({ids})
ORDER BY meeting.starts, meeting.id"""
GROUPS = f"SELECT {UNIT} FROM unit WHERE kind = 'group' AND parent_id IN ({{ids}}) ORDER BY path"
BRANCHES = f"SELECT {UNIT}, created_at FROM unit WHERE kind = 'branch' AND path LIKE $1 ORDER BY path"
AT_ONCE = 500


async def meetings(
    cx: Connection, unit_ids: Iterable[int], since: datetime, until: datetime, now: datetime, zone: tzinfo
) -> list[CountedMeeting]:
    """The meetings of these units that are not cancelled and start since <= start < until.

    In order of time for each 500 units.
    """
    ids, found = sorted(set(unit_ids)), []
    for start in range(0, len(ids), AT_ONCE):
        found += await _of(cx, ids[start : start + AT_ONCE], since, until)
    return [_counted(row, now, zone) for row in found]


async def groups(cx: Connection, branch_ids: Sequence[int]) -> list[Unit]:
    """The groups of all these branches."""
    rows = await cx.fetch(GROUPS.format(ids=marks(len(branch_ids))), *branch_ids) if branch_ids else []
    return [unit_of(row) for row in rows]


async def branches(cx: Connection, path: str) -> list[tuple[Unit, datetime]]:
    """The branches below the unit of that path, each with the moment of its creation."""
    return [(unit_of(row), from_ms(row["created_at"])) for row in await cx.fetch(BRANCHES, path + "%")]


async def _of(cx: Connection, ids: Sequence[int], since: datetime, until: datetime) -> list[Row]:
    return await cx.fetch(MEETINGS.format(ids=marks(len(ids), 2)), to_ms(since), to_ms(until), *ids)


def _counted(row: Row, now: datetime, zone: tzinfo) -> CountedMeeting:
    over = from_ms(row["ends"]) <= now
    day = from_ms(row["starts"]).astimezone(zone).date()
    return CountedMeeting(row["unit_id"], row["type"], day, over and bool(row["attended"]), not over)
