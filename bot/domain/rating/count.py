"""Count opened ballots and paper totals: what is kept of them, and what stops a closing."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import Ballot, filled
from bot.domain.rating.model import Question, Rating, Subject, Turnout
from bot.domain.rating.result import Result, Tally, tally
from bot.domain.rating.rules import LEAST, RatingRules

YES = "yes"
"""The code of the choice that carries a motion."""
Places = tuple[int, ...]
"""Ballots of one question, by the place of its choices."""


class Fault(StrEnum):
    """Why a closing stops. After KEY_LOST the closing waits, because the key may come back; after any other the rating
    can only be voided."""

    KEY_LOST = "key_lost"
    DAMAGED = "damaged"
    BALLOTS = "ballots"
    PAPER = "paper"


class Stop(Exception):
    """The closing stops because of this fault, and nothing is counted."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Papers:
    """The totals of the paper ballots; `counts`: of the valid ones, for each question, by choice, in order.

    `entered_by`: the id of the person who entered them.
    """

    returned: int
    spoiled: int
    counts: tuple[Places, ...]
    entered_by: int | None = None

    @property
    def valid(self) -> int:
        return self.returned - self.spoiled


@dataclass(frozen=True, slots=True)
class Roll:
    """How many electors there are and how many have voted. `electors` and `voted` (by phone) by group; `issued`:
    ballots by phone and on paper together; `papers`: paper ballots issued."""

    electors: Mapping[Voters, int]
    voted: Mapping[Voters, int]
    issued: int
    papers: int


@dataclass(frozen=True, slots=True)
class Count:
    """What is kept of a closed rating. `result` None: the counts would show what a few people answered, so only the
    turnout is kept; `comments` are not yet mixed."""

    turnout: Turnout
    result: Result | None = None
    comments: tuple[str, ...] = ()


def returned(rating: Rating, roll: Roll, boxes: int, papers: Papers | None) -> int:
    """Return how many ballots are in, before any is opened. Stop where the sums do not agree."""
    if boxes != sum(roll.voted.values()):
        raise Stop(Fault.BALLOTS)
    if (papers is None) != (roll.papers == 0) or (papers is not None and not _fits(rating.questions, papers, roll)):
        raise Stop(Fault.PAPER)
    total = boxes + (papers.returned if papers else 0)
    if total > roll.issued:
        raise Stop(Fault.BALLOTS)
    return total


def _fits(questions: Sequence[Question], papers: Papers, roll: Roll) -> bool:
    """Check that each question has as many answers as there are valid papers, and none below 0."""
    if not 0 <= papers.spoiled <= papers.returned <= roll.papers or len(papers.counts) != len(questions):
        return False
    return all(
        len(counts) == len(question.choices) and min(counts) >= 0 and sum(counts) == papers.valid
        for question, counts in zip(questions, papers.counts, strict=True)
    )


def unopened(roll: Roll, boxes: int, papers: Papers | None, rules: RatingRules) -> Turnout | None:
    """Return the turnout where no ballot may be opened, None where they may be.

    Few ballots by phone beside papers stay closed: supervisor and teller know the papers, and the counts would show
    them what those few answered. `boxes` and `papers` agree, as `returned` has checked.
    """
    if papers is None or papers.returned == 0 or not 0 < boxes < _least(rules):
        return None
    return _turnout(roll, boxes, papers)


def _least(rules: RatingRules) -> int:
    return max(LEAST, rules.least)


def _turnout(roll: Roll, boxes: int, papers: Papers | None) -> Turnout:
    """Add up the ballots by phone, all of which are valid, and on paper."""
    if papers is None:
        return Turnout(roll.issued, boxes, boxes, 0)
    return Turnout(roll.issued, boxes + papers.returned, boxes + papers.valid, papers.spoiled)


def count(rating: Rating, roll: Roll, ballots: Sequence[Ballot], papers: Papers | None, rules: RatingRules) -> Count:
    """Count the ballots. Their order changes nothing but that of the comments. Stop where one of them is a ballot that
    the bot never makes, or where a group has more or fewer ballots than voters."""
    returned(rating, roll, len(ballots), papers)
    _check(rating, roll, ballots)
    turnout, least = _turnout(roll, len(ballots), papers), _least(rules)
    if turnout.valid < least or unopened(roll, len(ballots), papers, rules) is not None:
        return Count(turnout)
    counts = [_places(question, place, ballots, papers) for place, question in enumerate(rating.questions)]
    result = Result(
        sum(roll.electors.values()),
        turnout,
        tuple(tally(question, one) for question, one in zip(rating.questions, counts, strict=True)),
        _split(rating, roll, ballots, papers, least),
        _carried(rating, counts, roll),
    )
    comments = tuple(ballot.comment for ballot in ballots if ballot.comment) if rating.comment else ()
    return Count(turnout, result, comments)


def _check(rating: Rating, roll: Roll, ballots: Sequence[Ballot]) -> None:
    try:
        for ballot in ballots:
            filled(rating.questions, ballot.answers)
    except DomainError:
        raise Stop(Fault.DAMAGED) from None
    for voters in Voters:
        if sum(ballot.voters is voters for ballot in ballots) != roll.voted.get(voters, 0):
            raise Stop(Fault.BALLOTS)


def _places(question: Question, place: int, ballots: Sequence[Ballot], papers: Papers | None) -> Places:
    answers = [ballot.answers[place] for ballot in ballots]
    on_paper = papers.counts[place] if papers else (0,) * len(question.choices)
    return tuple(answers.count(choice) + on_paper[choice] for choice in range(len(question.choices)))


def _split(
    rating: Rating, roll: Roll, ballots: Sequence[Ballot], papers: Papers | None, least: int
) -> dict[Voters, tuple[Tally, ...]]:
    """Count each group by itself where several groups exist and each of them, and the papers as the remainder, has
    enough ballots. Otherwise the difference between the whole and the groups would show what a few people answered."""
    groups = [voters for voters in Voters if roll.electors.get(voters)]
    remainder = papers.valid if papers else 0
    if not rating.split or len(groups) < 2 or 0 < remainder < least:
        return {}
    by_group = {voters: [ballot for ballot in ballots if ballot.voters is voters] for voters in groups}
    if min(map(len, by_group.values())) < least:
        return {}
    return {
        voters: tuple(
            tally(question, _places(question, place, own, None)) for place, question in enumerate(rating.questions)
        )
        for voters, own in by_group.items()
    }


def _carried(rating: Rating, counts: Sequence[Places], roll: Roll) -> bool | None:
    """Apply the majority that was chosen when the rating was prepared, whatever the committee's file says today."""
    if rating.subject is not Subject.MOTION or rating.majority is None:
        return None
    yes = [choice.code for choice in rating.questions[0].choices].index(YES)
    return rating.majority.reached(counts[0][yes], sum(roll.electors.values()))


MOST = 5
"""Digits of a number."""
SEPARATORS = re.compile(r"[\s,，、;；/]+")


def numbers(text: str) -> tuple[int, ...] | None:
    """Read whole numbers that are separated by spaces, commas or strokes, full width too; None for any other text."""
    parts = [one for one in SEPARATORS.split(unicodedata.normalize("NFKC", text).strip()) if one]
    if not parts or any(not (one.isascii() and one.isdigit() and len(one) <= MOST) for one in parts):
        return None
    return tuple(int(one) for one in parts)
