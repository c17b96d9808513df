"""Ratings in which some have voted, and what is left of them once they are counted, or cannot be."""

from collections.abc import Sequence
from typing import Any

from bot.domain.rating.result import Result
from bot.storage.rating import ballot_box, store
from bot.storage.rating.ballot_box import KeyFolder
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS
from tests.world.messages import messages
from tests.world.people import add_person

GOOD, FAIR, POOR = 0, 1, 2
CONFIRMED = "UPDATE elector SET account_id = person_id + 1000 WHERE doubt = 'outside'"


class Sealed(KeyFolder):
    """Opens nothing."""

    def open(self, rating_id: int, public: str, boxes: Sequence[bytes]) -> list[bytes]:
        raise AssertionError("opened")


class Cut(KeyFolder):
    """The process ends where the key is to be destroyed."""

    def destroy(self, rating_id: int) -> None:
        raise ConnectionResetError


async def add_masses(ratings: Ratings, count: int = 5) -> Ratings:
    """So many mass representatives vote as well."""
    for number in range(count):
        unit, standing = ratings.branch.id, "mass_representative"
        ratings.electors.append(await add_person(ratings.world, f"群众{number}", unit, standing=standing))
    return ratings


async def opened_to_masses(ratings: Ratings, *, split: bool = False) -> int:
    """The supervisor has confirmed their accounts."""
    rating = await ratings.opened(split=split)
    await ratings.world.run(CONFIRMED)
    return rating


async def voted(ratings: Ratings, answers: Sequence[int], *, split: bool = False, comments: bool = False) -> int:
    """A rating in which the first so many have voted."""
    rating = await opened_to_masses(ratings, split=split)
    for person, answer in zip(ratings.electors, answers, strict=False):
        await ratings.vote(rating, person, answers=(answer,), words=f"意见{person}" if comments else "")
    return rating


async def result_of(ratings: Ratings, rating: int) -> Result | None:
    async with ratings.world.uow.reading() as cx:
        text = await store.result(cx, rating)
    return Result.read(text) if text else None


async def heard(ratings: Ratings, kind: str) -> dict[int, dict[str, Any]]:
    """By person."""
    return {one.chat - ACCOUNTS: one.data for one in await messages(ratings.world, kind)}


async def left(ratings: Ratings, rating: int) -> tuple[int, set[tuple[Any, Any]]]:
    """Envelopes, and the electors' flags."""
    rows = await ratings.world.rows("SELECT voted, paper FROM elector WHERE rating_id = $1", rating)
    async with ratings.world.uow.reading() as cx:
        return await ballot_box.count(cx, rating), {(row["voted"], row["paper"]) for row in rows}
