"""A rectification item, its states and its milestones."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Horizon(StrEnum):
    """How long an item takes, by its two dates and the limits in `config/rectify.toml`."""

    NEAR = "near"
    MID = "mid"
    LONG = "long"


class ItemState(StrEnum):
    """The state of an item. RETURNED is open again, with a reason; an extension leaves the state as it is, and being
    overdue is computed."""

    DRAFT = "draft"
    OPEN = "open"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"


AT_WORK = frozenset({ItemState.OPEN, ItemState.RETURNED})
"""The states in which it is the owner's turn."""
PENDING = AT_WORK | {ItemState.HANDED_IN}
"""The states of an item that is opened and not signed off."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """The sign-off of an item. `number` runs per committee and year, from 1, without gaps."""

    committee_id: int
    year: int
    number: int
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step inside an item, with its own date."""

    id: int
    item_id: int
    name: str
    due_on: date
    reached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemFields:
    """The fields of an item as it is entered."""

    unit_id: int
    problem: str
    category: str
    source: str
    cause: str
    measure: str
    target: str
    owner_id: int
    horizon: Horizon
    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ItemFields):
    """A rectification item. `first_due_on` stays when an extension moves `due_on`; `version` counts its changes."""

    id: int
    first_due_on: date
    state: ItemState
    version: int
    entered_by: int | None
    handed_in_at: datetime | None = None
    signed_off: SignOff | None = None

    @property
    def extended(self) -> bool:
        return self.due_on != self.first_due_on

    def overdue(self, today: date) -> int:
        """Days since the due date; 0 while it is not past, or when nothing is left to do for the owner."""
        return max((today - self.due_on).days, 0) if self.state in AT_WORK else 0
