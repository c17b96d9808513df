"""Record whether an update failed. `Application.process_update` does not tell, so the error handler writes it here."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Outcome:
    """The result of one attempt at one update."""

    last: bool = True
    """Whether no attempt follows: when the last one fails, the update is parked and the person is told."""
    error: Exception | None = None
    reference: str = ""
    """The number that the person is given and under which the log has the failure."""


_current: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


def begin(*, last: bool) -> Outcome:
    """Begin the record of a new attempt in this task."""
    outcome = Outcome(last)
    _current.set(outcome)
    return outcome


def current() -> Outcome:
    """Return the record of the attempt in hand, or a new one outside of any update."""
    return _current.get() or Outcome()


def failed(error: Exception, reference: str = "") -> None:
    """Record an error, the first of an attempt. The application's error handler calls it for all but DomainError."""
    outcome = current()
    if outcome.error is None:
        outcome.error, outcome.reference = error, reference
