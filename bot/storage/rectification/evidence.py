"""The pieces of evidence of an item: gathered by the owner, then handed in together."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.rectification.evidence import Piece, PieceContent
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader

PIECE = """
SELECT rectify_evidence.id, rectify_evidence.kind, words, file, rectify_evidence.name, bytes, given_at,
  person.name AS given_name
FROM rectify_evidence JOIN person ON person.id = rectify_evidence.given_by"""
GATHERED = f"{PIECE} WHERE item_id = $1 AND given_by = $2 AND handed_in_at IS NULL ORDER BY rectify_evidence.id"
HANDED_IN = f"{PIECE} WHERE item_id = $1 AND handed_in_at IS NOT NULL ORDER BY rectify_evidence.id"
ADD = """
INSERT INTO rectify_evidence (item_id, kind, words, file, name, bytes, given_by, given_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
DROP_LAST = """
DELETE FROM rectify_evidence WHERE id = (SELECT max(id) FROM rectify_evidence
  WHERE item_id = $1 AND given_by = $2 AND handed_in_at IS NULL)"""
HAND_IN = """
UPDATE rectify_evidence SET handed_in_at = $3 WHERE item_id = $1 AND given_by = $2 AND handed_in_at IS NULL"""
STATE = """
UPDATE rectify_item SET state = 'handed_in', handed_in_at = $2, version = version + 1
WHERE id = $1 AND state IN ('open', 'returned')"""
COUNT = """
SELECT count(*) AS pieces, count(handed_in_at) AS handed_in FROM rectify_evidence WHERE item_id = $1"""
FILES = "SELECT DISTINCT file FROM rectify_evidence WHERE file IS NOT NULL"
_content = Reader(PieceContent)


@dataclass(frozen=True, slots=True)
class PieceCounts:
    """How many pieces an item has: handed in, and gathered but not handed in yet."""

    handed_in: int = 0
    gathered: int = 0


async def add(cx: Connection, item_id: int, content: PieceContent, by: int, at: datetime) -> None:
    """Add a piece that a person has given."""
    values = (content.kind.value, content.words, content.file, content.name, content.bytes)
    await cx.execute(ADD, item_id, *values, by, to_ms(at))


async def gathered(cx: Connection, item_id: int, person_id: int) -> list[Piece]:
    """PieceContent by that person and not handed in yet, in order."""
    return [_piece(row) for row in await cx.fetch(GATHERED, item_id, person_id)]


async def handed_in(cx: Connection, item_id: int) -> list[Piece]:
    """Every piece that was handed in, in order."""
    return [_piece(row) for row in await cx.fetch(HANDED_IN, item_id)]


async def drop_last(cx: Connection, item_id: int, person_id: int) -> bool:
    """Delete the piece that was given last. False when nothing is gathered."""
    return await cx.execute(DROP_LAST, item_id, person_id) == 1


async def hand_in(cx: Connection, item_id: int, person_id: int, at: datetime) -> int:
    """Hand in what is gathered, and with it the item; the number of pieces.

    The item is locked, and it is the owner's turn.
    """
    pieces = await cx.execute(HAND_IN, item_id, person_id, to_ms(at))
    if pieces and await cx.execute(STATE, item_id, to_ms(at)) != 1:
        raise RuntimeError("evidence for an item that takes none")
    return pieces


async def count(cx: Connection, item_id: int) -> PieceCounts:
    """The pieces of an item in numbers."""
    row = await cx.fetchrow(COUNT, item_id)
    return PieceCounts(row["handed_in"], row["pieces"] - row["handed_in"]) if row else PieceCounts()


async def files(cx: Connection) -> set[str]:
    """Every attachment that some piece names."""
    return {row["file"] for row in await cx.fetch(FILES)}


def _piece(row: Row) -> Piece:
    return Piece(row["id"], _content(row), row["given_name"], from_ms(row["given_at"]))
