"""Extensions: later due dates that were asked for, agreed to or refused."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.clock import to_ms
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one, insert

EXTENSION = """
SELECT rectify_extension.id, item_id, until_on, reason, state, asked_at, decider.name AS decider
FROM rectify_extension LEFT JOIN person decider ON decider.id = rectify_extension.decided_by"""
GET = f"{EXTENSION} WHERE rectify_extension.id = $1"
WAITING = f"{EXTENSION} WHERE item_id = $1 AND state = 'asked' ORDER BY rectify_extension.id DESC LIMIT 1"
OF_ITEM = f"{EXTENSION} WHERE item_id = $1 ORDER BY rectify_extension.id"
ADD = """
INSERT INTO rectify_extension (item_id, until_on, reason, state, asked_by, asked_at)
VALUES ($1, $2, $3, 'asked', $4, $5) RETURNING id"""
DECIDE = """
UPDATE rectify_extension SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'asked'"""
MOVE = "UPDATE rectify_item SET due_on = $2, version = version + 1 WHERE id = $1"


class ExtensionState(StrEnum):
    """The state of an extension."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due date that was asked for. `decider`: the name of the person who decided; None while nobody has, or
    where it was an administrator."""

    id: int
    item_id: int
    until_on: date
    reason: str
    state: ExtensionState
    asked_at: datetime
    decider: str | None


_extension = Reader(Extension)


async def get(cx: Connection, id: int) -> Extension | None:
    """The extension of that id."""
    return await fetch_one(cx, _extension, GET, id)


async def waiting(cx: Connection, item_id: int) -> Extension | None:
    """The extension of an item that waits for an answer."""
    return await fetch_one(cx, _extension, WAITING, item_id)


async def of_item(cx: Connection, item_id: int) -> list[Extension]:
    """All extensions of an item, in order."""
    return [_extension(row) for row in await cx.fetch(OF_ITEM, item_id)]


async def add(cx: Connection, item_id: int, until: date, reason: str, by: int, at: datetime) -> int:
    """Add an extension that was asked for; its id."""
    return await insert(cx, ADD, item_id, until.isoformat(), reason, by, to_ms(at))


async def decide(cx: Connection, id: int, state: ExtensionState, by: int | None, at: datetime) -> bool:
    """Store the decision. False when it was decided before."""
    return await cx.execute(DECIDE, id, state.value, by, to_ms(at)) == 1


async def move(cx: Connection, item_id: int, until: date) -> None:
    """Move the due date of an item; its first due date stays."""
    await cx.execute(MOVE, item_id, until.isoformat())
