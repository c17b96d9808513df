"""What became of the update in hand: `Application.process_update` says nothing, so the error handler says it here."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Outcome:
    """One attempt at one update."""

    last: bool = True
    """No further attempt follows: if this one fails, the update is parked and the person is to be told."""
    error: Exception | None = None
    reference: str = ""
    """The number under which the person and the log know the failure."""


_current: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


def begin(*, last: bool) -> Outcome:
    """A new attempt in this task."""
    outcome = Outcome(last)
    _current.set(outcome)
    return outcome


def current() -> Outcome:
    """The attempt in hand; one of its own outside any update."""
    return _current.get() or Outcome()


def failed(error: Exception, reference: str = "") -> None:
    """Called by the application's error handler for everything but DomainError. The first error counts."""
    outcome = current()
    if outcome.error is None:
        outcome.error, outcome.reference = error, reference
