"""A committee's decision about a unit, the notice that publishes it, and objections to it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import DomainError, require_length

MOST = 500
"""Characters of a reason, an objection or an answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A committee's decision about a case; the latest has the highest `number`.

    `grade` None: the unit is left ungraded, for `reason`; `score` in tenths, None without points; `computed`: the grade
    by the scheme, None where it could not be computed; `basis`: digest of the scores, facts and ballots that it rests
    on, None once an objection to it was upheld.
    """

    id: int
    case_id: int
    number: int
    computed: str | None
    score: int | None
    grade: str | None
    reason: str | None
    decided_on: date
    basis: str | None

    @property
    def overridden(self) -> bool:
        return self.grade != self.computed


@dataclass(frozen=True, slots=True)
class Notice:
    """The publication of a decision; objections are taken from `starts_on` to `ends_on`, both included. `head`: the
    audit chain's, as it is printed; `ended_at`: when the grade became final or the notice was withdrawn."""

    id: int
    case_id: int
    decision_id: int
    starts_on: date
    ends_on: date
    head: str
    ended_at: datetime | None

    def takes_objections(self, today: date) -> bool:
        return self.ended_at is None and today <= self.ends_on

    def days_left(self, today: date) -> int:
        """Count the days on which one can still object, today included."""
        return max(0, (self.ends_on - today).days + 1)

    def require_over(self, today: date) -> None:
        """Refuse before the last day is over. DomainError("notice_running", until)."""
        if today <= self.ends_on:
            raise DomainError("notice_running", until=self.ends_on)


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to a notice. `by`: the name of the person who raised it, None for an anonymous one; `upheld` None:
    it is not answered yet."""

    id: int
    notice_id: int
    case_id: int
    person_id: int | None
    by: str | None
    words: str
    raised_on: date
    finding: str | None
    answer: str | None
    upheld: bool | None


def require_words(text: str, missing: str) -> str:
    """Return what was typed. DomainError: the code `missing` where it is empty, text_too_long (most)."""
    if not text:
        raise DomainError(missing)
    require_length(text, MOST)
    return text
