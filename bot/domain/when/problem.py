"""What can be wrong with a typed time."""

from enum import StrEnum


class Problem(StrEnum):
    """Why a typed time cannot be used as it stands."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    PAST = "past"
    DATE_MISSING = "date_missing"
    TIME_MISSING = "time_missing"


class Unusable(ValueError):
    """A time that cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
