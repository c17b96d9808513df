"""A unit's way through a grading round."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grading.scheme_part import Step


class RoundKind(StrEnum):
    ROUND = "round"
    SECOND_REVIEW = "second_look"


class ScoreSheetOwner(StrEnum):
    """Whose sheet of scores."""

    UNIT = "unit"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class Round:
    """`unit_id`: the committee; `first_id`: the round that a second look looks at again."""

    id: int
    unit_id: int
    year: int
    kind: RoundKind
    first_id: int | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One unit in a round. `digest` names its scheme; `former`: the last grade, as it was written then; `proposed`: the
    unit's own grade; `opinion`: the grade that it asks for after the rating."""

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
    """A step's dates in one case. `done_at` None: not over yet; late after `due_on`."""

    step: Step
    due_on: date
    entered_at: datetime | None
    done_at: datetime | None

    def late(self, today: date) -> bool:
        return self.done_at is None and today > self.due_on


def after(step: Step) -> Step | None:
    """The next of the seven; None after the last."""
    every = list(Step)
    place = every.index(step) + 1
    return every[place] if place < len(every) else None
