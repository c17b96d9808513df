"""What a rating gives a grading round: the valid ballots on the unit's grade, by voter group."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Credit, Voters
from bot.domain.grading.scoring import Ballots, Counts
from bot.domain.rating.model import Rating, State, Subject
from bot.domain.rating.result import Result
from bot.storage.connection import Connection
from bot.storage.rating import elector
from bot.storage.rating import store as ratings

__all__ = ["Held", "fed", "held", "of_case", "scores", "wanted"]


EVERYBODY = frozenset({Voters.MEMBERS, Voters.MASSES})
"""Who has to be asked where a scheme wants all ballots."""


@dataclass(frozen=True, slots=True)
class Held:
    """A closed rating with counts, as a grading round uses it. `merged`: no split by groups is kept, so that all
    ballots together stand for each group that was asked; `asked`: the groups of which the electorate has anybody."""

    rating: Rating
    result: Result
    ballots: Ballots
    merged: bool
    asked: frozenset[Voters]


async def of_case(cx: Connection, case_id: int) -> Ballots | None:
    """Return the ballots of a case; None while there is no closed rating with counts."""
    found = await held(cx, case_id)
    return found.ballots if found else None


async def held(cx: Connection, case_id: int) -> Held | None:
    """Return the newest closed rating of the unit in that case with counts; its first question is the grade."""
    for rating in await ratings.of_case(cx, case_id):
        text = await ratings.result(cx, rating.id)
        if rating.state is State.CLOSED and rating.subject is Subject.UNIT and text is not None:
            result = Result.read(text)
            asked = frozenset(await elector.by_group(cx, rating.id))
            return Held(rating, result, _ballots(result, rating.groups - asked), not result.groups, asked)
    return None


def _ballots(result: Result, absent: frozenset[Voters]) -> Mapping[Voters, Counts]:
    """Return the ballots by group. `absent`: groups that have people of whom nobody could vote: no other ballots stand
    for those, and without members or masses the ballots are not everybody's."""
    by_group = {voters: tallies[0] for voters, tallies in result.groups.items()}
    missing = absent | ({Voters.ALL} if absent & EVERYBODY else frozenset())
    return {voters: by_group.get(voters, result.counts[0]) for voters in Voters if voters not in missing}


def fed(scheme: Scheme) -> frozenset[Voters]:
    """Return the groups whose ballots the scheme's indicators, assessors and rules ask for."""
    found = {credit.voters for credit in _credits(scheme)} | {one.share.voters for one in scheme.rules if one.share}
    return frozenset(found)


def _credits(scheme: Scheme) -> list[Credit]:
    every = [one.ballots for one in scheme.indicators] + [one.ballots for one in scheme.assessors]
    return [one for one in every if one is not None]


def scores(scheme: Scheme, voters: Voters | None) -> bool:
    """Whether points come from that group's ballots, or with None from any: without those there is no score."""
    also = {Voters.ALL} if voters in EVERYBODY else set()
    return any(voters is None or credit.voters in {voters, *also} for credit in _credits(scheme))


def wanted(scheme: Scheme) -> frozenset[Voters]:
    """Return the groups that a rating under the scheme asks."""
    found = fed(scheme)
    return (found - {Voters.ALL}) | (EVERYBODY if Voters.ALL in found else frozenset())
