"""The messages about meetings and series, and the draft of the form that ends a series."""

from typing import Annotated, Any

from pydantic import PlainSerializer

from bot.domain.meeting.change import Change
from bot.domain.meeting.notice import MeetingNotice
from bot.domain.meeting.series import Rule
from bot.domain.message import Message, Moment, Stored

Hours = tuple[Moment, Moment]
"""Beginning and end of a session, or of a meeting of a series."""


class MeetingCalled(Message, MeetingNotice, kind="meeting.called"):
    """Invites a person to a meeting."""


class MeetingChanged(Message, kind="meeting.changed"):
    """Tells those invited what has changed. `over`: the meeting has ended. `again`: they are asked anew whether they
    will come."""

    notice: MeetingNotice
    change: Change
    reason: str
    over: bool
    again: bool


class MeetingCancelled(Message, kind="meeting.cancelled"):
    """Tells those invited that a meeting is cancelled; the notice has the reason."""

    notice: MeetingNotice


class SeriesCalled(Message, kind="series.called"):
    """Invites a person to all meetings of a series at once."""

    unit: str
    title: str
    place: str
    host: str
    rule: Annotated[Rule, PlainSerializer(lambda rule: rule.model_dump(mode="json"), return_type=dict[str, Any])]
    """Stored whole: by its kind it is read again."""
    parts: tuple[Hours, ...]


class SeriesEnded(Message, kind="series.ended"):
    """Tells those invited that the remaining meetings of a series are cancelled."""

    unit: str
    title: str
    reason: str
    parts: tuple[Hours, ...]


class SeriesEndDraft(Stored):
    """The draft of the form that asks why a series ends: `left` meetings are cancelled, `people` are told."""

    series: int
    title: str
    unit: str
    left: int
    people: int


class GroupMessage(Message):
    """An announcement in a linked group chat, which names nobody. `bot`: the bot's user name in that chat."""

    unit: str
    title: str
    place: str
    parts: tuple[Hours, ...]
    bot: str = ""


class GroupCalled(GroupMessage, kind="group.called"):
    """Announces a meeting."""


class GroupChanged(GroupMessage, kind="group.changed"):
    """Announces a meeting's new title, time or place."""


class GroupCancelled(GroupMessage, kind="group.cancelled"):
    """Announces that a meeting is cancelled."""


class GroupSeries(GroupMessage, kind="group.series"):
    """Announces a series of meetings."""


class GroupSeriesEnded(GroupMessage, kind="group.series_ended"):
    """Announces that the remaining meetings of a series are cancelled."""
