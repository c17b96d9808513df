"""Final grades of units."""

from datetime import date

from bot.domain.grade import Decided
from bot.storage.connection import Connection, Row

HISTORY = "SELECT year, grade, score, decided_on FROM grade_result WHERE unit_id = $1 ORDER BY year DESC"


async def history(cx: Connection, unit_id: int) -> list[Decided]:
    """Newest first."""
    return [_decided(row) for row in await cx.fetch(HISTORY, unit_id)]


def _decided(row: Row) -> Decided:
    return Decided(row["year"], row["grade"], row["score"], date.fromisoformat(row["decided_on"]))
