"""What a later date must be."""

from datetime import date

from bot.domain.errors import DomainError


def require_later(until: date, due: date, today: date) -> None:
    """DomainError: extension_not_later (due), extension_past (today)."""
    if until <= due:
        raise DomainError("extension_not_later", due=due)
    if until < today:
        raise DomainError("extension_past", today=today)
