"""A change to a meeting that people know of: what it was, what it is to be, and the form in which it is asked."""

from enum import StrEnum

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, Given, Picker
from bot.domain.meeting.draft import PLACE, TITLE, Frozen, Item, Span, one_line, read_agenda
from bot.domain.meeting.model import Spot
from bot.domain.meeting.notice import MeetingNotice
from bot.domain.when.moment import When

REASON = 200
"""Most characters of a reason."""


class Field(StrEnum):
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

    `spot`: the place that was shared for checking in there; None: as it is.
    """

    text: str = ""
    person: int | None = None
    spans: tuple[Span, ...] = ()
    agenda: tuple[Item, ...] = ()
    ways: tuple[Way, ...] = ()
    spot: Spot | None = None


class Change(Frozen):
    """One field, before and after; both as they are shown to the audience."""

    field: Field
    old: Value
    new: Value

    def to(self, new: Value) -> "Change":
        """The same field, changed to another value."""
        return self.model_copy(update={"new": new})


class Step(StrEnum):
    VALUE = "value"
    REASON = "reason"
    CONFIRM = "confirm"


class Changing(Given):
    """The draft of the conversation "meeting_change". `version` is the meeting's that the asker has seen; `reached` of
    the `people` have an account.

    `late`: the meeting has begun, so that this is a correction with a reason. `moved_on`: someone changed it since.
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
        """Another time ahead: what people said of coming was about the old one."""
        return self.change.field is Field.TIME and not self.late


def value_of(notice: MeetingNotice, field: Field) -> Value:
    """What the meeting has now."""
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
    return one_line(text, REASON)
