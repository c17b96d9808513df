"""Queries for the ratings that concern a person."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.rating.model import Rating
from bot.storage.connection import Connection, under
from bot.storage.rating.store import rating_of

CONCERNING = """
SELECT rating.* FROM rating JOIN unit ON unit.id = rating.unit_id
WHERE (rating.closed_at IS NULL OR rating.closed_at > $2) AND (
  rating.supervisor_id = $1 OR rating.teller_id = $1 OR rating.person_id = $1 OR rating.prepared_by = $1
  OR EXISTS (SELECT 1 FROM elector WHERE elector.rating_id = rating.id AND elector.person_id = $1)
  OR (unit.parent_id IS NULL AND $3) OR {under})
ORDER BY CASE WHEN rating.state IN ('closed', 'void') THEN 1 ELSE 0 END, rating.id DESC"""
OF_PERSON = """
SELECT rating.* FROM rating JOIN elector ON elector.rating_id = rating.id WHERE elector.person_id = $1
ORDER BY rating.id DESC"""
COMMENTING = """
SELECT 1 AS one FROM rating JOIN elector ON elector.rating_id = rating.id
WHERE elector.person_id = $1 AND rating.state = 'open' AND rating.comment LIMIT 1"""


async def of_person(cx: Connection, person_id: int) -> list[Rating]:
    """List the ratings whose electorate includes the person, the newest first."""
    return [rating_of(row) for row in await cx.fetch(OF_PERSON, person_id)]


async def commenting(cx: Connection, person_id: int) -> bool:
    """Whether this person may vote now, with a comment; whether they have voted is not asked."""
    return await cx.fetchrow(COMMENTING, person_id) is not None


async def concerning(
    cx: Connection, person_id: int, paths: Sequence[str], since: datetime, *, top: bool
) -> list[Rating]:
    """List the ratings that concern a person: as voter, supervisor, teller, secretary or person rated, and of the units
    at these paths and below.

    `top`: also those of units with nobody above. Those under way come first, then the newest; none that ended before
    `since`.
    """
    sql = CONCERNING.format(under=under(len(paths), 3))
    rows = await cx.fetch(sql, person_id, to_ms(since), top, *(path + "%" for path in paths))
    return [rating_of(row) for row in rows]
