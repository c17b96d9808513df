"""The totals of a rating's paper ballots."""

import json
from collections.abc import Sequence

from bot.domain.rating.count import Papers
from bot.storage.connection import Connection

GET = "SELECT returned, spoiled, counts, entered_by FROM rating_paper WHERE rating_id = $1"
PUT = """
INSERT INTO rating_paper (rating_id, returned, spoiled, counts, entered_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (rating_id) DO UPDATE SET returned = excluded.returned, spoiled = excluded.spoiled,
  counts = excluded.counts, entered_by = excluded.entered_by"""


async def get(cx: Connection, rating_id: int) -> Papers | None:
    """Return the totals; None while nobody has entered any."""
    row = await cx.fetchrow(GET, rating_id)
    if row is None:
        return None
    counts = tuple(tuple(int(one) for one in counts) for counts in json.loads(row["counts"]))
    return Papers(row["returned"], row["spoiled"], counts, row["entered_by"])


async def put(
    cx: Connection, rating_id: int, returned: int, spoiled: int, counts: Sequence[Sequence[int]], by: int
) -> None:
    """Store the totals instead of earlier ones."""
    await cx.execute(PUT, rating_id, returned, spoiled, json.dumps([list(one) for one in counts]), by)


async def forget(cx: Connection, rating_id: int) -> None:
    """Delete the totals of papers alone, which would tell too much; the counts of all ballots include them."""
    await cx.execute("DELETE FROM rating_paper WHERE rating_id = $1", rating_id)
