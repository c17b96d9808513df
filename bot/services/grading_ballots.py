"""What a rating gives a grading round: the valid ballots on the unit's grade, by voters."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.grading import Ballots, Counts
from bot.domain.rating import Rating, State, Subject
from bot.domain.rating_result import Result
from bot.domain.scheme_part import Voters
from bot.storage import rating as ratings
from bot.storage.connection import Connection

__all__ = ["Held", "held", "of_case"]


@dataclass(frozen=True, slots=True)
class Held:
    """`merged`: no split by groups is kept, so that all ballots together stand for each of them."""

    rating: Rating
    result: Result
    ballots: Ballots
    merged: bool


async def of_case(cx: Connection, case_id: int) -> Ballots | None:
    """None while there is no closed rating of the case with counts."""
    found = await held(cx, case_id)
    return found.ballots if found else None


async def held(cx: Connection, case_id: int) -> Held | None:
    """The newest closed rating of the unit in that case with counts; its first question is the grade."""
    for rating in await ratings.of_case(cx, case_id):
        text = await ratings.result(cx, rating.id)
        if rating.state is State.CLOSED and rating.subject is Subject.UNIT and text is not None:
            result = Result.read(text)
            return Held(rating, result, _ballots(result), not result.groups)
    return None


def _ballots(result: Result) -> Mapping[Voters, Counts]:
    by_group = {voters: tallies[0] for voters, tallies in result.groups.items()}
    return {voters: by_group.get(voters, result.counts[0]) for voters in Voters}
