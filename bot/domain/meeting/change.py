"""A change to a meeting that people have been told of, and the form that asks for it."""

from enum import StrEnum

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, Given, Picker
from bot.domain.meeting.draft import PLACE, TITLE, Item, Span, one_line, read_agenda
from bot.domain.meeting.model import Spot
from bot.domain.meeting.notice import MeetingNotice
from bot.domain.meeting.rules import Frozen
from bot.domain.when.moment import When

REASON = 200
"""Most characters of a reason."""


class Field(StrEnum):
    """What can be changed about a meeting, or that it is cancelled."""

    TITLE = "title"
    TIME = "time"
    PLACE = "place"
    HOST = "host"
    RECORDER = "recorder"
    AGENDA = "agenda"
    WAYS = "ways"
    CANCEL = "cancel"


TYPED = frozenset({Field.TITLE, Field.PLACE, Field.AGENDA, Field.CANCEL})
PEOPLE = frozenset({Field.HOST, Field.RECORDER})


class Value(Frozen):
    """A field's value: a text, a person's name with their id, sessions, agenda items, or ways of checking in.

    `spot`: the shared place for checking in; None leaves it as it is.
    """

    text: str = ""
    person: int | None = None
    spans: tuple[Span, ...] = ()
    agenda: tuple[Item, ...] = ()
    ways: tuple[Way, ...] = ()
    spot: Spot | None = None


class Change(Frozen):
    """The change of one field, with the values as the audience sees them."""

    field: Field
    old: Value
    new: Value

    def to(self, new: Value) -> "Change":
        """The same change to another value."""
        return self.model_copy(update={"new": new})


class Step(StrEnum):
    """A step of the form."""

    VALUE = "value"
    REASON = "reason"
    CONFIRM = "confirm"


class Changing(Given):
    """The stored draft of the form "meeting_change". `version`: the meeting's version that the asker has seen.

    `late`: the meeting has begun, so this is a correction with a reason. `moved_on`: somebody else changed the meeting
    meanwhile. `people` are invited, of whom `reached` have an account.
    """

    notice: MeetingNotice
    version: int
    change: Change
    late: bool
    people: int = 0
    reached: int = 0
    reason: str = ""
    moved_on: bool = False
    busy: tuple[str, ...] = ()
    busy_count: int = 0
    day_off: bool = False
    holiday: str = ""
    when: When = When()
    picker: Picker | None = None
    choices: Choices = Choices()
    places: tuple[str, ...] = ()

    @property
    def asks_again(self) -> bool:
        """Whether people are asked anew if they will come: the time changes and is still ahead."""
        return self.change.field is Field.TIME and not self.late


def value_of(notice: MeetingNotice, field: Field) -> Value:
    """The field's value in the notice."""
    if field is Field.TIME:
        return Value(spans=tuple(Span(starts=one.starts, ends=one.ends) for one in notice.parts))
    if field is Field.AGENDA:
        return Value(agenda=notice.agenda)
    if field is Field.WAYS:
        return Value(ways=notice.ways)
    texts = {Field.TITLE: notice.title, Field.PLACE: notice.place, Field.HOST: notice.host}
    return Value(text=texts.get(field, notice.recorder if field is Field.RECORDER else ""))


def read_value(field: Field, text: str) -> Value:
    """A typed value. DomainError: text_missing, text_too_long, agenda_too_long; stale_form for a field not typed."""
    if field is Field.AGENDA:
        return Value(agenda=read_agenda(text))
    most = {Field.TITLE: TITLE, Field.PLACE: PLACE, Field.CANCEL: REASON}.get(field)
    if most is None:
        raise DomainError("stale_form")
    return Value(text=one_line(text, most))


def read_reason(text: str) -> str:
    """A typed reason. DomainError: text_missing, text_too_long (most)."""
    return one_line(text, REASON)
