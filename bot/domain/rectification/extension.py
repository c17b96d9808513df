"""The rule for extensions: which later due dates may be asked for."""

from datetime import date

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import FARTHEST


def require_later(until: date, due: date, today: date) -> None:
    """Check a later due date. DomainError: extension_not_later (due), extension_past (today), due_too_far."""
    if until <= due:
        raise DomainError("extension_not_later", due=due)
    if until < today:
        raise DomainError("extension_past", today=today)
    if until - today > FARTHEST:
        raise DomainError("due_too_far")
