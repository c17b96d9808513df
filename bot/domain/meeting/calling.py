"""The form that calls a meeting: its steps, what has been chosen so far, and what its prompts show."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from bot.domain.errors import DomainError
from bot.domain.meeting.draft import Draft
from bot.domain.meeting.rules import Frozen
from bot.domain.paging import page_at
from bot.domain.person import Person
from bot.domain.unit import Unit, UnitKind
from bot.domain.when.moment import When

PLACE_ZH, PLACE_EN = "支部活动室", "Branch activity room"
"""Where a unit meets that has never met before."""
ON_A_PAGE = 8


class Step(StrEnum):
    """A step of the form."""

    UNIT = "unit"
    TYPE = "type"
    GROUP = "group"
    WHEN = "when"
    CARD = "card"
    TITLE = "title"
    PLACE = "place"
    HOST = "host"
    RECORDER = "recorder"
    AGENDA = "agenda"
    AUDIENCE = "audience"
    CHOSEN = "chosen"
    GUESTS = "guests"
    SESSIONS = "sessions"
    WAYS = "ways"
    SPOT = "spot"


class Named(Frozen):
    """A person, unit or type to choose, with the name on its button."""

    id: int
    name: str
    chosen: bool = False


class TypeName(Frozen):
    """The names of a meeting type."""

    code: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        """The name in that language."""
        return self.en if language == "en" else self.zh


class Choices(Frozen):
    """A page of a list to choose from; `search` is what was typed to narrow it."""

    items: tuple[Named, ...] = ()
    page: int = 0
    pages: int = 1
    search: str = ""

    def called(self, name: str) -> Named | None:
        """The only one of exactly that name, where the list is no longer than a page."""
        found = [one for one in self.items if one.name == name]
        return found[0] if len(found) == 1 and self.pages == 1 else None


class Picker(Frozen):
    """What the calendar needs: the local time now, the month to show, the day chosen."""

    now: datetime
    month: date
    day: date | None = None


class Facts(Frozen):
    """What the card shows beside the draft; `busy` names at most five of `busy_count` people."""

    unit: str
    kind: UnitKind
    type: TypeName
    group: str = ""
    host: str = ""
    recorder: str = ""
    invited: int = 0
    voting: int = 0
    guests: int = 0
    busy: tuple[str, ...] = ()
    busy_count: int = 0
    day_off: bool = False
    holiday: str = ""


class Given(Frozen):
    """The answers that a form has been given so far, as they are stored."""

    def but(self, **changes: object) -> Self:
        """A copy with other values."""
        return self.model_copy(update=changes)


class CallingBase(Given):
    """The answers that calling a meeting and calling a series have in common."""

    draft: Draft = Draft()
    types: tuple[TypeName, ...] = ()
    choices: Choices = Choices()
    places: tuple[str, ...] = ()


class Calling(CallingBase):
    """The stored draft of the form "meeting". `wish`: the type named before the form asked for it."""

    when: When = When()
    picker: Picker | None = None
    facts: Facts | None = None
    wish: str = ""
    several_units: bool = False


def named(among: Iterable[Person | Unit], chosen: Collection[int] = ()) -> list[Named]:
    """Those people or units, to choose from; the ids `chosen` are chosen already."""
    return [Named(id=one.id, name=one.name, chosen=one.id in chosen) for one in among]


def page_of(items: list[Named], page: int, search: str = "") -> Choices:
    """The wanted page of a list, or the nearest there is."""
    shown, page, pages = page_at(items, page, ON_A_PAGE)
    return Choices(items=shown, page=page, pages=pages, search=search)


def searched(items: list[Named], page: int, search: str, fault: str = "nobody_called") -> Choices:
    """The wanted page of those whose name has `search` in it. DomainError(`fault`, name) where nobody's has."""
    found = [one for one in items if search.casefold() in one.name.casefold()]
    if search and not found:
        raise DomainError(fault, name=search)
    return page_of(found, page, search)
