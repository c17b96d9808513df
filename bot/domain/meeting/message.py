"""What the bot says in group chats of meetings and series: what, when, where, and never who."""

from bot.domain.message import Message, Moment


class GroupMessage(Message):
    """`parts`: beginning and end of each session, or of each meeting of a series. `bot`: its user name in the chat."""

    unit: str
    title: str
    place: str
    parts: tuple[tuple[Moment, Moment], ...]
    bot: str = ""


class GroupCalled(GroupMessage, kind="group.called"):
    pass


class GroupChanged(GroupMessage, kind="group.changed"):
    pass


class GroupCancelled(GroupMessage, kind="group.cancelled"):
    pass


class GroupSeries(GroupMessage, kind="group.series"):
    pass


class GroupSeriesEnded(GroupMessage, kind="group.series_ended"):
    pass
