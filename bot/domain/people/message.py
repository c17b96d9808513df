"""What the bot says of posts, to whoever holds one or held it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from bot.domain.message import Message, Stored
from bot.domain.post import PostKind

KindOfPost = Annotated[PostKind, Field(alias="kind")]


class TermDraft(Stored):
    """The form that asks until when a post is held. `ends`: it has an end by now."""

    post: int
    name: str
    unit: str
    post_kind: KindOfPost
    ends: bool


class PostMessage(Message):
    unit: str
    post_kind: KindOfPost


class PostGiven(PostMessage, kind="post.given"):
    pass


class PostEnded(PostMessage, kind="post.ended"):
    pass


class PostTerm(PostMessage, kind="post.term"):
    """`until`: the last day; None: no end any more."""

    until: date | None
