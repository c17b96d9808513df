"""Ratings that are open, each with its electorate."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import from_ms
from bot.domain.rating.model import KEY_TAG, fingerprint
from bot.storage.connection import Connection

OPEN = """
SELECT rating.id, rating.title, unit.name, rating.opened_at, rating.closes_at, rating.public_key FROM rating
JOIN unit ON unit.id = rating.unit_id WHERE rating.state = 'open' ORDER BY rating.id"""
ELECTORS = """
SELECT elector.rating_id, elector.person_id FROM elector JOIN rating ON rating.id = elector.rating_id
WHERE rating.state = 'open' ORDER BY elector.rating_id, elector.person_id"""


@dataclass(frozen=True, slots=True)
class OpenRating:
    """An open rating and the ids of its electorate. `key_tag`: as in `domain.rating.model.Rating`."""

    id: int
    key_tag: str
    title: str
    unit: str
    opened_at: datetime
    closes_at: datetime
    people: tuple[int, ...]


async def open_(cx: Connection) -> list[OpenRating]:
    """All open ratings."""
    people: dict[int, list[int]] = {}
    for row in await cx.fetch(ELECTORS):
        people.setdefault(row["rating_id"], []).append(row["person_id"])
    return [
        OpenRating(
            row["id"],
            fingerprint(row["public_key"])[:KEY_TAG],
            row["title"],
            row["name"],
            from_ms(row["opened_at"]),
            from_ms(row["closes_at"]),
            tuple(people.get(row["id"], ())),
        )
        for row in await cx.fetch(OPEN)
    ]
