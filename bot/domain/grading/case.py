"""A unit's way through a grading round."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grading.scheme_part import Step


class RoundKind(StrEnum):
    """Whether a round grades its units for the year, or looks again at units that were graded."""

    ROUND = "round"
    SECOND_REVIEW = "second_look"


class ScoreSheetOwner(StrEnum):
    """Who fills a sheet of scores."""

    UNIT = "unit"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Round:
    """A grading round that the committee `unit_id` has started. `first_id`: the round that a second review looks at
    again."""

    id: int
    unit_id: int
    year: int
    kind: RoundKind
    first_id: int | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A unit in a round. `digest`: of its scheme; `former`: the last grade before, as it was written then; `proposed`:
    the grade that the unit proposes for itself; `opinion`: the grade that it asks for after the rating."""

    id: int
    round_id: int
    unit_id: int
    digest: str
    step: Step
    version: int
    former: str | None
    proposed: str | None
    proposed_reason: str | None
    opinion: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a case with its dates. `done_at` None: it is not over yet."""

    step: Step
    due_on: date
    entered_at: datetime | None
    done_at: datetime | None

    def late(self, today: date) -> bool:
        return self.done_at is None and today > self.due_on


def after(step: Step) -> Step | None:
    """The step that follows; None after the last."""
    every = list(Step)
    place = every.index(step) + 1
    return every[place] if place < len(every) else None
