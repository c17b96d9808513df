"""A clock that stands where a test puts it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
"""Wednesday, 14:00 in Shanghai."""


class Standing:
    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    def forward(self, **delta: float) -> None:
        self.moment += timedelta(**delta)
