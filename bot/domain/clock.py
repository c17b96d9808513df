"""Define the clock that is handed in, so that a test can set it, and moments as they are stored."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of the time."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""


class SystemClock:
    """The clock of the computer."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """Convert a moment to milliseconds since the epoch, UTC, as it is stored."""
    return round(moment.timestamp() * 1000)


def from_ms(value: int) -> datetime:
    """Convert milliseconds since the epoch to a moment in UTC."""
    return datetime.fromtimestamp(value / 1000, UTC)
