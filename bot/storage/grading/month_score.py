"""Stores the scores of months: the draft of a unit's month, and its publications, of which the newest counts."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from bot.domain.clock import to_ms
from bot.domain.grading.month_score import (
    MonthDraft,
    MonthScheme,
    Publication,
    month_named,
    named,
    read_lines,
    scheme_from_json,
    write_lines,
)
from bot.domain.grading.scoring import Entered
from bot.domain.period import Month
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one, insert

KEEP = """
INSERT INTO month_score_scheme (digest, version, content) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING"""
SCHEMES = "SELECT digest, content FROM month_score_scheme"
DRAFTS = "SELECT * FROM month_score_draft WHERE month = $1"
DRAFT = "SELECT * FROM month_score_draft WHERE month = $1 AND unit_id = $2"
PUT = """
INSERT INTO month_score_draft (unit_id, month, digest, lines, entered_by, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit_id, month) DO UPDATE SET version = month_score_draft.version + 1, lines = excluded.lines,
  entered_by = excluded.entered_by, at = excluded.at"""
ADD = """
INSERT INTO month_score (unit_id, month, number, digest, score, lines, reason, salt, published_on, published_by, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id"""
EVERY = "SELECT * FROM month_score ORDER BY id"
SALTS = "SELECT id, salt FROM month_score"
OF_MONTH = "SELECT * FROM month_score WHERE month = $1 ORDER BY number"
OF_BOTH = "SELECT * FROM month_score WHERE unit_id = $1 AND month = $2 ORDER BY number DESC LIMIT 1"
CORRECTED = """
SELECT * FROM month_score AS one WHERE one.unit_id = $1 AND one.month <> $2 AND one.number > 1
  AND one.published_on >= $3 AND NOT EXISTS (SELECT 1 FROM month_score AS later
    WHERE later.unit_id = one.unit_id AND later.month = one.month AND later.number > one.number)
ORDER BY one.month DESC"""
BEGUN = "SELECT DISTINCT unit_id FROM month_score_draft"
OF_UNIT = "SELECT * FROM month_score WHERE unit_id = $1 ORDER BY month DESC, number DESC LIMIT 1"
NEWEST = """
SELECT * FROM month_score AS one WHERE NOT EXISTS (
  SELECT 1 FROM month_score AS later WHERE later.unit_id = one.unit_id
    AND (later.month > one.month OR (later.month = one.month AND later.number > one.number)))"""
_read_draft, _read_publication = Reader(MonthDraft), Reader(Publication)


async def keep_scheme(cx: Connection, one: MonthScheme) -> None:
    """Store a version of the aspects, once."""
    await cx.execute(KEEP, one.digest, one.version, one.as_json())


async def schemes(cx: Connection) -> Mapping[str, MonthScheme]:
    """Return all stored versions of the aspects, by digest."""
    return {row["digest"]: scheme_from_json(row["content"]) for row in await cx.fetch(SCHEMES)}


async def draft(cx: Connection, unit_id: int, month: Month) -> MonthDraft | None:
    """Return the draft of a unit's month, if there is one."""
    return await fetch_one(cx, _draft, DRAFT, named(month), unit_id)


async def drafts(cx: Connection, month: Month) -> Mapping[int, MonthDraft]:
    """Return the drafts of a month, by unit."""
    return {row["unit_id"]: _draft(row) for row in await cx.fetch(DRAFTS, named(month))}


async def begun(cx: Connection) -> frozenset[int]:
    """Return the units that were scored in any month."""
    return frozenset(row["unit_id"] for row in await cx.fetch(BEGUN))


async def put(
    cx: Connection, unit_id: int, month: Month, digest: str, lines: Entered, by: int | None, at: datetime
) -> None:
    """Store the draft of a month; its aspects stay those that it was begun with. The unit is locked."""
    await cx.execute(PUT, unit_id, named(month), digest, write_lines(lines), by, to_ms(at))


async def add(cx: Connection, one: Publication, salt: str, by: int | None, at: datetime) -> int:
    """Add a publication and return the id that it gets, whatever it has here."""
    values = one.unit_id, named(one.month), one.number, one.digest, one.score, write_lines(one.lines), one.reason, salt
    return await insert(cx, ADD, *values, one.published_on.isoformat(), by, to_ms(at))


async def every(cx: Connection) -> list[Publication]:
    """List all publications, oldest first."""
    return [_published(row) for row in await cx.fetch(EVERY)]


async def salts(cx: Connection) -> Mapping[int, str]:
    """Return the salts that seal the publications' words, by publication."""
    return {row["id"]: row["salt"] for row in await cx.fetch(SALTS)}


async def of_month(cx: Connection, month: Month) -> Mapping[int, Publication]:
    """Return the newest publication of that month, by unit."""
    return {row["unit_id"]: _published(row) for row in await cx.fetch(OF_MONTH, named(month))}


async def published(cx: Connection, unit_id: int, month: Month) -> Publication | None:
    """Return the newest publication of that unit's month, if there is one."""
    return await fetch_one(cx, _published, OF_BOTH, unit_id, named(month))


async def newest(cx: Connection, unit_id: int, since: date) -> list[Publication]:
    """List the newest publication of the last published month, then those of other months corrected since that day.

    A row that cannot be read is left out.
    """
    row = await cx.fetchrow(OF_UNIT, unit_id)
    if row is None:
        return []
    return _readable([row, *await cx.fetch(CORRECTED, unit_id, row["month"], since.isoformat())])


async def newest_of_all(cx: Connection) -> Mapping[int, Publication]:
    """Return the newest publication of each unit's last published month; a row that cannot be read is left out."""
    return {one.unit_id: one for one in _readable(await cx.fetch(NEWEST))}


def _readable(found: Sequence[Row]) -> list[Publication]:
    read = []
    for row in found:
        with suppress(ValueError):
            read.append(_published(row))
    return read


def _draft(row: Row) -> MonthDraft:
    return _read_draft(row, month=month_named(row["month"]), lines=read_lines(row["lines"]))


def _published(row: Row) -> Publication:
    return _read_publication(row, month=month_named(row["month"]), lines=read_lines(row["lines"]))
