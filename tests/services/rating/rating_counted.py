"""What a counted rating leaves behind, for tests of closing."""

import json
from collections.abc import Sequence
from typing import Any

from bot.domain.rating.model import Rating
from bot.domain.rating.result import Result
from bot.storage.rating import ballot_box
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from tests.secrecy.ours import Cast, Ours
from tests.services.attendance.attendance_branch import ACCOUNTS

GOOD, FAIR, POOR = 0, 1, 2


class Sealed(KeyFolder):
    """Opens nothing."""

    def open(self, rating_id: int, public: str, boxes: Sequence[bytes]) -> list[bytes]:
        raise AssertionError("opened")


async def voted(ours: Ours, answers: Sequence[int], *, split: bool = False, comments: bool = False) -> int:
    """A rating in which the first so many have voted."""
    rating = await ours.opened(split=split)
    words = [f"意见{person}" if comments else "" for person in ours.electors]
    casts = [Cast(person, (answer,), said) for person, answer, said in zip(ours.electors, answers, words, strict=False)]
    await ours.all_vote(rating, casts)
    return rating


async def closing(ours: Ours, rating: int) -> None:
    """Supervisor and teller have said yes; the key-holder has not had its turn."""
    await ours.ended(rating)
    for person in (ours.supervisor, ours.teller):
        await ours.enter_close(rating, person)


async def got(ours: Ours, rating: int) -> Rating:
    async with ours.uow.reading() as cx:
        found = await ratings.get(cx, rating)
    assert found is not None
    return found


async def result_of(ours: Ours, rating: int) -> Result | None:
    async with ours.uow.reading() as cx:
        text = await ratings.result(cx, rating)
    return Result.read(text) if text else None


async def told(ours: Ours, kind: str) -> dict[int, dict[str, Any]]:
    """By person."""
    rows = await ours.rows("SELECT chat_id, data FROM outbox WHERE kind = $1", kind)
    return {row["chat_id"] - ACCOUNTS: json.loads(row["data"]) for row in rows}


async def left(ours: Ours, rating: int) -> tuple[int, set[tuple[Any, Any]]]:
    """Envelopes, and the electors' flags."""
    rows = await ours.rows("SELECT voted, paper FROM elector WHERE rating_id = $1", rating)
    async with ours.uow.reading() as cx:
        return await ballot_box.count(cx, rating), {(row["voted"], row["paper"]) for row in rows}
