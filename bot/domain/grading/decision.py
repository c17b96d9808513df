"""What the committee has decided about a unit, and the notice in which it hangs out."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import DomainError

MOST = 500
"""Characters of a reason, an objection or an answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `grade` None: left ungraded with `reason`; `score` in tenths, None without points; `computed` None:
    left ungraded before anything could be computed. A later one of the same case has the next `number`.
    `basis`: digest of what it rests on, None once it was found wrong."""

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
    """Objections are taken from `starts_on` to `ends_on`, both included. `head`: the audit chain's, as it is printed.
    `ended_at`: it became final, or was taken back."""

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
        """Days on which one can still object, today included."""
        return max(0, (self.ends_on - today).days + 1)

    def require_over(self, today: date) -> None:
        """DomainError("notice_running", until)."""
        if today <= self.ends_on:
            raise DomainError("notice_running", until=self.ends_on)


@dataclass(frozen=True, slots=True)
class Objection:
    """`by`: the name of whoever raised it, None for an anonymous one. `upheld` None: not answered yet."""

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
    """What was typed. DomainError: `missing` where there is nothing, text_too_long (most)."""
    if not text:
        raise DomainError(missing)
    if len(text) > MOST:
        raise DomainError("text_too_long", most=MOST)
    return text
