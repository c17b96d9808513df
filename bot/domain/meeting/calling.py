"""The form in which a meeting is called: where the caller is, what is chosen so far, and what the prompt shows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from bot.domain.meeting.draft import Draft, Frozen
from bot.domain.paging import page_at
from bot.domain.unit import UnitKind
from bot.domain.when.moment import When

PLACE_ZH, PLACE_EN = "支部活动室", "Branch activity room"
"""Where a unit meets that has never met before."""
ON_A_PAGE = 8


class Step(StrEnum):
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
    """A person, unit or type to choose, as its button says it."""

    id: int
    name: str
    chosen: bool = False


class TypeName(Frozen):
    code: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Choices(Frozen):
    """One page of a longer list; `search` is what was typed to narrow it."""

    items: tuple[Named, ...] = ()
    page: int = 0
    pages: int = 1
    search: str = ""


class Picker(Frozen):
    """What the calendar needs: the local hour now, the month shown, the day tapped."""

    now: datetime
    month: date
    day: date | None = None


class Facts(Frozen):
    """What the card shows beside the draft itself; `busy` names at most five of `busy_count`."""

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
    """What a form has been given so far, as it is kept."""

    def but(self, **changes: object) -> Self:
        return self.model_copy(update=changes)


class CallingBase(Given):
    """What is asked first, whether one meeting is called or a series."""

    draft: Draft = Draft()
    types: tuple[TypeName, ...] = ()
    choices: Choices = Choices()
    places: tuple[str, ...] = ()


class Calling(CallingBase):
    """The draft of the conversation "meeting" as it is kept. `wish`: the type that was said before it was asked for."""

    when: When = When()
    picker: Picker | None = None
    facts: Facts | None = None
    wish: str = ""
    several_units: bool = False


def page_of(items: list[Named], page: int, search: str = "") -> Choices:
    """The wanted page, or the nearest there is."""
    shown, page, pages = page_at(items, page, ON_A_PAGE)
    return Choices(items=shown, page=page, pages=pages, search=search)
