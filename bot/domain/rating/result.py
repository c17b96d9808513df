"""The stored result of a closed rating: counts, never a ballot; and its seal in the audit record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.grading.scheme_part import Voters
from bot.domain.installation.audit import canonical, sealed
from bot.domain.rating.model import Question, Rating, Subject, Turnout

Tally = Mapping[str, int]
"""Valid ballots of one question by the code of the choice, every choice named, in the order of the choices."""


@dataclass(frozen=True, slots=True)
class Result:
    """The counts of a rating with enough valid ballots.

    `electors`: the size of the electorate; `counts`: one tally for each question, in the rating's order; `groups`: the
    same for the ballots by phone of each voter group, empty where no split is kept; `carried`: of a motion.
    """

    electors: int
    turnout: Turnout
    counts: tuple[Tally, ...]
    groups: Mapping[Voters, tuple[Tally, ...]] = field(default_factory=dict)
    carried: bool | None = None

    @property
    def remainder(self) -> int:
        """How many valid ballots are in no group of the split: the paper ones; 0 without a split."""
        if not self.groups:
            return 0
        return self.turnout.valid - sum(sum(tallies[0].values()) for tallies in self.groups.values())

    def write(self) -> str:
        """Write canonical JSON: equal results give the same text."""
        numbers = self.turnout
        return canonical(
            {
                "electors": self.electors,
                "issued": numbers.issued,
                "returned": numbers.returned,
                "valid": numbers.valid,
                "spoiled": numbers.spoiled,
                "counts": [list(tally.items()) for tally in self.counts],
                "groups": {
                    voters.value: [list(tally.items()) for tally in tallies] for voters, tallies in self.groups.items()
                },
                "carried": self.carried,
            }
        )

    @classmethod
    def read(cls, text: str) -> "Result":
        """Read what `write` wrote."""
        data = json.loads(text)
        turnout = Turnout(data["issued"], data["returned"], data["valid"], data["spoiled"])
        groups = {Voters(name): _tallies(tallies) for name, tallies in data["groups"].items()}
        return cls(data["electors"], turnout, _tallies(data["counts"]), groups, data["carried"])


def _tallies(data: Sequence[Sequence[Sequence[Any]]]) -> tuple[Tally, ...]:
    return tuple({str(code): int(number) for code, number in tally} for tally in data)


def tally(question: Question, counts: Sequence[int]) -> Tally:
    """Turn counts by place into counts by code."""
    return {choice.code: number for choice, number in zip(question.choices, counts, strict=True)}


def record(rating: Rating, turnout: Turnout, result: str | None, comments: Sequence[str], salt: str) -> dict[str, Any]:
    """Return the audit entry "rating.closed", equal for as long as nothing that was kept is changed.

    Sealed with the salt: what was asked of whom, the counts (`result`: the stored JSON, None where there are none), the
    comments in their order. A person is their id: the name in the title goes when the person is forgotten.
    """
    asked = {
        "unit": rating.unit_id,
        "subject": rating.subject.value,
        "person": rating.person_id,
        "title": None if rating.subject is Subject.PERSON else rating.title,
        "questions": [question.model_dump(mode="json") for question in rating.questions],
        "majority": rating.majority.model_dump(mode="json") if rating.majority else None,
    }
    return {
        "rating": rating.id,
        "case": rating.case_id,
        "issued": turnout.issued,
        "returned": turnout.returned,
        "valid": turnout.valid,
        "spoiled": turnout.spoiled,
        "asked": sealed(salt, canonical(asked)),
        "result": None if result is None else sealed(salt, result),
        "comments": sealed(salt, canonical({"comments": list(comments)})),
    }
