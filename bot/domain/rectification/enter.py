"""A rectification item while it is entered, edited or corrected: typed text becomes checked values or an error."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError, require_length
from bot.domain.meeting.calling import Choices, Given, Picker
from bot.domain.meeting.draft import one_line
from bot.domain.meeting.rules import Frozen
from bot.domain.rectification.model import Horizon, Item, Milestone
from bot.domain.rectification.sheet import LONGEST, MOST_MILESTONES
from bot.domain.when.due_day import read_day

WORD, NAME, LONGEST_SEARCH = 20, 100, 40
"""Most characters of a category or source, of a milestone, of a person's name that is searched for."""
FARTHEST = timedelta(days=3653)
"""Ten years: nothing is planned further ahead, and nothing began longer ago."""
DAY = re.compile(
    r"^((?:20[0-9]{2} ?[-年/.] ?)?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2} ?[日号]?|(?:[0-9]{1,2}月|年|月)[底末])(?![0-9])"
)
PARTS = re.compile(r"[\s，,：:；;。]+")


class Step(StrEnum):
    """The steps of the form in which an item is entered or corrected."""

    UNIT = "unit"
    PROBLEM = "problem"
    MEASURE = "measure"
    TARGET = "target"
    OWNER = "owner"
    DUE = "due"
    CARD = "card"
    CATEGORY = "category"
    SOURCE = "source"
    CAUSE = "cause"
    START = "start"
    MILESTONES = "milestones"


DRAFT_FIELDS = frozenset(Step) - {Step.UNIT, Step.CARD}
"""The fields that can be changed on the card of a draft."""
CORRECTABLE_FIELDS = frozenset({Step.MEASURE, Step.TARGET, Step.OWNER})
"""The fields of an open item that can be corrected; its due date moves only by an extension."""
OPTIONAL_FIELDS = frozenset({Step.TARGET, Step.CATEGORY, Step.SOURCE, Step.CAUSE, Step.MILESTONES})
"""The fields that may be left empty."""


class PlannedMilestone(Frozen):
    """A milestone that is planned for a day."""

    name: str
    due_on: date


class ItemPlan(Frozen):
    """The fields of an item as far as they are given."""

    unit_id: int = 0
    problem: str = ""
    category: str = ""
    source: str = ""
    cause: str = ""
    measure: str = ""
    target: str = ""
    owner_id: int = 0
    starts_on: date | None = None
    due_on: date | None = None
    milestones: tuple[PlannedMilestone, ...] = ()

    def but(self, **changes: object) -> "ItemPlan":
        return self.model_copy(update=changes)


class CardFacts(Frozen):
    """The names and the horizon that the card shows beside the fields. `owner_fits`: the owner may own the item."""

    unit: str
    owner: str
    owner_fits: bool = True
    horizon: Horizon | None = None


class Entering(Given):
    """The stored draft of the form "rectify".

    `item`: the id of the item that is changed, 0 for a new one, and its version when the form was opened. `open`: it
    is an open item that is corrected. `words`: the categories or sources that the installation offers.
    """

    plan: ItemPlan = ItemPlan()
    item: int = 0
    item_version: int = 0
    open: bool = False
    choices: Choices = Choices()
    picker: Picker | None = None
    words: tuple[str, ...] = ()
    facts: CardFacts | None = None

    @property
    def fields(self) -> Collection[Step]:
        return CORRECTABLE_FIELDS if self.open else DRAFT_FIELDS


def plan_of(item: Item, milestones: Collection[Milestone]) -> ItemPlan:
    """The fields of a stored item, to be changed in the form."""
    return ItemPlan(
        unit_id=item.unit_id,
        problem=item.problem,
        category=item.category,
        source=item.source,
        cause=item.cause,
        measure=item.measure,
        target=item.target,
        owner_id=item.owner_id,
        starts_on=item.starts_on,
        due_on=item.due_on,
        milestones=tuple(PlannedMilestone(name=one.name, due_on=one.due_on) for one in milestones),
    )


def paragraph(text: str) -> str:
    """Normalise a text of several lines. DomainError: text_missing, text_too_long (most)."""
    lines = [" ".join(line.split()) for line in text.replace("\x00", "").splitlines()]
    whole = "\n".join(line for line in lines if line)
    if not whole:
        raise DomainError("text_missing")
    require_length(whole, LONGEST)
    return whole


def check_dates(plan: ItemPlan, today: date) -> None:
    """Check that start, due date and milestones agree; an empty start is today.

    DomainError: due_past (due), due_before_start (due, start), due_too_far, start_too_far, milestone_outside (name,
    start, due).
    """
    starts, due = plan.starts_on or today, plan.due_on
    if abs(starts - today) > FARTHEST:
        raise DomainError("start_too_far")
    if due is None:
        return
    if due < today:
        raise DomainError("due_past", due=due)
    if due < starts:
        raise DomainError("due_before_start", due=due, start=starts)
    if due - today > FARTHEST:
        raise DomainError("due_too_far")
    for one in plan.milestones:
        if not starts <= one.due_on <= due:
            raise DomainError("milestone_outside", name=one.name, start=starts, due=due)


def read_milestones(text: str, now: datetime) -> tuple[PlannedMilestone, ...]:
    """Read milestones from text, one a line, each a date and a name in either order; sorted by date.

    DomainError: text_missing, text_too_long, milestones_too_many (most), milestone_unreadable (line).
    """
    lines = [line.strip() for line in text.replace("\x00", "").splitlines() if line.strip()]
    if not lines:
        raise DomainError("text_missing")
    if len(lines) > MOST_MILESTONES:
        raise DomainError("milestones_too_many", most=MOST_MILESTONES)
    return tuple(sorted((_milestone(line, now) for line in lines), key=lambda one: one.due_on))


def _milestone(line: str, now: datetime) -> PlannedMilestone:
    for day, name in _readings(line):
        try:
            due_on = read_day(day, now)
        except DomainError:
            continue
        return PlannedMilestone(name=one_line(name, NAME), due_on=due_on)
    raise DomainError("milestone_unreadable", line=line[:NAME])


def _readings(line: str) -> list[tuple[str, str]]:
    """Ways to see a line as a date and words, the likeliest first."""
    found = []
    glued = DAY.match(line)
    if glued is not None and (rest := PARTS.sub(" ", line[glued.end() :], count=1).lstrip("前 ")):
        found.append((glued[0], rest))
    ends = [(part.start(), part.end()) for part in PARTS.finditer(line)]
    found += [(line[:start], line[end:]) for start, end in ends[:3] if line[end:]]
    found += [(line[end:], line[:start]) for start, end in reversed(ends[-3:]) if line[:start]]
    return found
