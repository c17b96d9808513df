"""How much is done, and how often the process is killed meanwhile."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """A branch has ten members, who check in, and a secretary, who calls a meeting."""

    branches: int
    kills: int
    most_events: int
    """A life ends after at most so many inputs and changes in all chats."""
    seconds: float

    @property
    def check_ins(self) -> int:
        return self.branches * 10


SMALL = Size(branches=4, kills=3, most_events=80, seconds=150)
FULL = Size(branches=30, kills=20, most_events=240, seconds=290)
