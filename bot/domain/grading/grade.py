"""The final grades of units, year by year. Scores are whole tenths of a point."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grade(StrEnum):
    """The four grades of the reference scheme; another scheme may have other codes."""

    GOOD = "good"
    FAIRLY_GOOD = "fairly_good"
    AVERAGE = "average"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Decided:
    """The final grade of a unit in a year. `score` in tenths, None for a scheme without points."""

    year: int
    grade: str
    score: int | None
    decided_on: date


def points(tenths: int) -> str:
    """Write tenths as points: 926 -> 92.6, 900 -> 90."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
