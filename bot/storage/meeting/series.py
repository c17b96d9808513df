"""Series of meetings in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from bot.domain.clock import from_ms, to_ms
from bot.domain.meeting.draft import Draft
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.series import Rule
from bot.domain.meeting.series_calling import Series
from bot.storage.connection import Connection, Row, marks
from bot.storage.meeting.store import MEETING, meeting_of
from bot.storage.rows import fetch_one, for_update, insert

SERIES = """series.id, series.unit_id, series.rule, series.holiday_rule, series.draft, series.first_on, series.last_on,
  series.ended_at"""
GET = f"SELECT {SERIES} FROM series WHERE id = $1"
ADD = """
INSERT INTO series (unit_id, type, rule, holiday_rule, draft, first_on, last_on, called_by, called_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id"""
END = "UPDATE series SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL"
COMING = f"""
SELECT {MEETING} FROM meeting WHERE series_id = $1 AND state = 'called' AND starts > $2 ORDER BY starts, id"""
RUNNING = f"""
SELECT {SERIES}, unit.name AS unit_name, count(meeting.id) AS coming, min(meeting.starts) AS next_starts
FROM series JOIN unit ON unit.id = series.unit_id JOIN meeting ON meeting.series_id = series.id
WHERE series.ended_at IS NULL AND meeting.state = 'called' AND meeting.starts > $1 AND series.unit_id IN ({{units}})
GROUP BY series.id, unit.name ORDER BY next_starts, series.id LIMIT $2"""
REACHED = """
SELECT DISTINCT account.id FROM meeting JOIN invitee ON invitee.meeting_id = meeting.id
JOIN account ON account.person_id = invitee.person_id
WHERE meeting.series_id = $1 AND meeting.state = 'called' AND meeting.starts > $2 ORDER BY account.id"""
UNBOUND = """
SELECT count(DISTINCT invitee.person_id) AS people FROM meeting JOIN invitee ON invitee.meeting_id = meeting.id
LEFT JOIN account ON account.person_id = invitee.person_id
WHERE meeting.series_id = $1 AND meeting.state = 'called' AND meeting.starts > $2 AND account.id IS NULL"""
RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


@dataclass(frozen=True, slots=True)
class Running:
    """A series with meetings to come: how many, and when the next one begins."""

    series: Series
    unit: str
    coming: int
    next: datetime


async def add(cx: Connection, series: Series, called_by: int | None, at: datetime) -> int:
    """Store a series and return its id; the id in `series` is ignored."""
    return await insert(
        cx,
        ADD,
        series.unit_id,
        series.draft.type,
        RULE.dump_json(series.rule).decode(),
        series.holidays,
        series.draft.model_dump_json(),
        series.first.isoformat(),
        series.last.isoformat(),
        called_by,
        to_ms(at),
    )


async def get(cx: Connection, series_id: int, *, lock: bool = False) -> Series | None:
    """The series with that id. `lock`: nobody else ends it meanwhile."""
    return await fetch_one(cx, _series, for_update(cx, GET) if lock else GET, series_id)


async def end(cx: Connection, series_id: int, at: datetime) -> bool:
    """Store that a series ended; False when it had ended before."""
    return await cx.execute(END, series_id, to_ms(at)) == 1


async def coming(cx: Connection, series_id: int, now: datetime) -> list[Meeting]:
    """The meetings of a series that are neither cancelled nor begun."""
    return [meeting_of(row) for row in await cx.fetch(COMING, series_id, to_ms(now))]


async def running(cx: Connection, units: Sequence[int], now: datetime, limit: int) -> list[Running]:
    """The series of these units that have meetings to come, soonest first."""
    if not units:
        return []
    rows = await cx.fetch(RUNNING.format(units=marks(len(units), 2)), to_ms(now), limit, *units)
    return [Running(_series(row), row["unit_name"], row["coming"], from_ms(row["next_starts"])) for row in rows]


async def reached(cx: Connection, series_id: int, now: datetime) -> list[int]:
    """The accounts of everyone invited to a coming meeting of the series."""
    return [row["id"] for row in await cx.fetch(REACHED, series_id, to_ms(now))]


async def unbound(cx: Connection, series_id: int, now: datetime) -> int:
    """How many people invited to a coming meeting of the series have no account."""
    row = await cx.fetchrow(UNBOUND, series_id, to_ms(now))
    return int(row["people"]) if row else 0


def _series(row: Row) -> Series:
    return Series(
        id=row["id"],
        unit_id=row["unit_id"],
        draft=Draft.model_validate_json(row["draft"]),
        rule=RULE.validate_json(row["rule"]),
        holidays=row["holiday_rule"],
        first=date.fromisoformat(row["first_on"]),
        last=date.fromisoformat(row["last_on"]),
        ended=row["ended_at"] is not None,
    )
