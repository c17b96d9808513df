"""The messages about accounts, administrators and posts, and the draft of the form for a post's end."""

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.domain.message import Message, Stored
from bot.domain.people.binding import BindingRefusal, Way
from bot.domain.post import PostKind

KindOfPost = Annotated[PostKind, Field(alias="kind")]


class BindingMessage(Message):
    """An account that has tried to become a person's; to those responsible. `called`: the name that Telegram shows."""

    account: int
    called: str
    person: int
    name: str
    unit: str
    way: Way


class AccountBound(BindingMessage, kind="binding.bound"):
    """Says that the account is the person's now."""


class BindingAsked(BindingMessage, kind="binding.asked"):
    """Asks whether the account is to become the person's."""


class BindingRefused(Message, kind="binding.refused"):
    """Says that an account was refused; to those responsible for the person, or to administrators where it is nobody's.

    `called`: the name that Telegram shows.
    """

    account: int
    called: str
    reason: BindingRefusal
    person: int | None = None
    name: str | None = None


class AccountUnbound(Message, kind="binding.unbound"):
    """Tells an account that it is the person's no more."""

    name: str
    unit: str


class BindingConfirmed(Message, kind="binding.confirmed"):
    """Tells an account that the secretary has said yes. `items`: how many rectification items the person owes."""

    name: str
    unit: str
    items: int = 0


class BindingDeclined(Message, kind="binding.declined"):
    """Tells an account that the secretary has said no."""


class AdministratorMade(Message, kind="administrator.made"):
    """Tells the other administrators of a new one. `called`: the name that Telegram shows."""

    account: int
    called: str


class AdministratorUnbound(Message, kind="administrator.unbound"):
    """Tells the other administrators that one's account was unbound from its person and runs the installation still."""

    account: int
    name: str
    unit: str


class AdministratorEnded(Message, kind="administrator.ended"):
    """Tells an account that it is an administrator no more."""


class TermDraft(Stored):
    """The draft of the form that asks until when a post is held. `ends`: it has an end by now."""

    post: int
    name: str
    unit: str
    post_kind: KindOfPost
    ends: bool


class PostMessage(Message):
    """A post of a unit; to the person who holds it or held it."""

    unit: str
    post_kind: KindOfPost


class PostGiven(PostMessage, kind="post.given"):
    """Tells of a post that was given."""


class PostEnded(PostMessage, kind="post.ended"):
    """Tells of a post that has ended."""


class PostTerm(PostMessage, kind="post.term"):
    """Tells until when the post is held. `until`: the last day; None: it has no end any more."""

    until: date | None
