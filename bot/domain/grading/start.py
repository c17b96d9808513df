"""The form in which a round is started: for which year, and which branches."""

from datetime import date
from enum import StrEnum

from bot.domain.meeting.calling import Choices, Given, Named, page_of

EARLY = 4
"""Until this month the year before is what is usually graded."""


class StartStep(StrEnum):
    UNIT = "unit"
    CARD = "card"


class RoundDraft(Given):
    """The draft of the conversation "round" as it is kept. `free`: branches that can begin, each chosen or not;
    `busy`: how many are graded or on their way; `own`: left to somebody else, for the asker runs them; `committees`: to
    choose from, where there are several."""

    committees: tuple[Named, ...] = ()
    committee: int = 0
    name: str = ""
    this_year: int = 0
    year: int = 0
    free: tuple[Named, ...] = ()
    busy: int = 0
    own: tuple[str, ...] = ()
    page: int = 0

    @property
    def chosen(self) -> frozenset[int]:
        return frozenset(one.id for one in self.free if one.chosen)

    @property
    def choices(self) -> Choices:
        return page_of(list(self.free), self.page)

    def ticked(self, unit: int) -> "RoundDraft":
        """That branch, chosen or no more."""
        return self.but(free=tuple(_turned(one) if one.id == unit else one for one in self.free))

    def all(self, chosen: bool) -> "RoundDraft":
        return self.but(free=tuple(one.model_copy(update={"chosen": chosen}) for one in self.free))


def _turned(one: Named) -> Named:
    return one.model_copy(update={"chosen": not one.chosen})


def usual_year(today: date) -> int:
    return today.year - (today.month < EARLY)
