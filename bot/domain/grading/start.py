"""The form in which a round is started: for which year, and which branches."""

from datetime import date
from enum import StrEnum

from bot.domain.meeting.calling import Choices, Given, Named, page_of

EARLY = 4
"""Before this month it is usually the year before that is graded."""


class StartStep(StrEnum):
    """The steps of the form."""

    UNIT = "unit"
    CARD = "card"


class RoundDraft(Given):
    """The draft of the form that starts a round.

    `free`: branches that can begin, each chosen or not; `busy`: how many are graded or in a round already; `own`:
    branches that the asker runs, so that somebody else has to start theirs; `committees`: to choose from, where there
    are several.
    """

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
        """Choose that branch, or no longer choose it."""
        return self.but(free=tuple(_turned(one) if one.id == unit else one for one in self.free))

    def all(self, chosen: bool) -> "RoundDraft":
        return self.but(free=tuple(one.model_copy(update={"chosen": chosen}) for one in self.free))


def _turned(one: Named) -> Named:
    return one.model_copy(update={"chosen": not one.chosen})


def usual_year(today: date) -> int:
    """Return the year that is usually graded at this time of the year."""
    return today.year - (today.month < EARLY)
