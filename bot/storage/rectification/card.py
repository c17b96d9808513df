"""What stands around a rectification item: milestones, evidence in figures, a later date asked, the last return."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.rectification.model import Milestone
from bot.storage.connection import Connection, Row

MILESTONE = "SELECT id, item_id, title, due_on, reached_at FROM rectify_milestone"
MILESTONES = f"{MILESTONE} WHERE item_id = $1 ORDER BY due_on, id"
ONE = f"{MILESTONE} WHERE id = $1"
DROP = "DELETE FROM rectify_milestone WHERE item_id = $1"
PUT = "INSERT INTO rectify_milestone (item_id, title, due_on) VALUES ($1, $2, $3)"
REACH = "UPDATE rectify_milestone SET reached_at = $2 WHERE id = $1 AND reached_at IS NULL"
PIECES = """
SELECT count(*) AS pieces, count(handed_in_at) AS handed_in FROM rectify_evidence WHERE item_id = $1"""
ASKED = """
SELECT id, until_on, reason FROM rectify_extension WHERE item_id = $1 AND state = 'asked' ORDER BY id DESC LIMIT 1"""
RETURNED = "SELECT data FROM rectify_event WHERE item_id = $1 AND kind = 'returned' ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Of evidence: handed in, and still being gathered."""

    handed_in: int = 0
    gathered: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """A later date that waits for an answer."""

    extension_id: int
    until_on: date
    reason: str


async def milestones(cx: Connection, item_id: int) -> list[Milestone]:
    """By date."""
    return [_milestone(row) for row in await cx.fetch(MILESTONES, item_id)]


async def milestone(cx: Connection, id: int) -> Milestone | None:
    row = await cx.fetchrow(ONE, id)
    return _milestone(row) if row else None


async def put_milestones(cx: Connection, item_id: int, planned: Sequence[tuple[str, date]]) -> None:
    """These and no others: of a draft, none of which can have been reached."""
    await cx.execute(DROP, item_id)
    await cx.executemany(PUT, [(item_id, name, due_on.isoformat()) for name, due_on in planned])


async def reach(cx: Connection, id: int, at: datetime) -> bool:
    """False when it was reached before."""
    return await cx.execute(REACH, id, to_ms(at)) == 1


async def pieces(cx: Connection, item_id: int) -> Pieces:
    row = await cx.fetchrow(PIECES, item_id)
    return Pieces(row["handed_in"], row["pieces"] - row["handed_in"]) if row else Pieces()


async def asked(cx: Connection, item_id: int) -> Later | None:
    row = await cx.fetchrow(ASKED, item_id)
    return Later(row["id"], date.fromisoformat(row["until_on"]), row["reason"]) if row else None


async def return_reason(cx: Connection, item_id: int) -> str:
    """Of the last return; empty where there was none."""
    row = await cx.fetchrow(RETURNED, item_id)
    return str(json.loads(row["data"]).get("reason", "")) if row else ""


def _milestone(row: Row) -> Milestone:
    reached = row["reached_at"]
    due_on = date.fromisoformat(row["due_on"])
    return Milestone(row["id"], row["item_id"], row["title"], due_on, from_ms(reached) if reached is not None else None)
