"""A clock that stands where a test puts it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

START = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
"""Wednesday, 14:00 in Shanghai."""
TODAY = START.date()
ZONE = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    """A wall-clock time in the branches' zone, `2026-12-02 15:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class Standing:
    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    def forward(self, **delta: float) -> None:
        self.moment += timedelta(**delta)
