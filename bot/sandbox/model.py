"""The bots, people, chats and messages of the local Telegram, in the shapes of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.commands import CommandMenus
from bot.sandbox.taps import Taps
from bot.sandbox.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.sandbox.webhook import Webhook

JSON = dict[str, Any]
ANONYMOUS_ADMIN: JSON = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@dataclass(eq=False)
class BotAccount:
    """A bot: its token, what it has registered, and its updates."""

    id: int
    token: str
    username: str
    name: str
    updates: UpdateQueue
    commands: CommandMenus
    taps: Taps
    webhook: Webhook | None = None
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    last_message_id: int = 0

    def as_user(self) -> JSON:
        """The Bot API's User object."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(eq=False)
class Person:
    """A person's Telegram account; `phone` is in digits without plus, `note` is a label for the page of phones."""

    id: int
    first_name: str
    username: str | None
    phone: str
    language_code: str
    note: str = ""

    def as_user(self) -> JSON:
        """The Bot API's User object."""
        user: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return {**user, "language_code": self.language_code}


@dataclass(eq=False)
class Message:
    """A message as everybody in its chat sees it now; `raw` is the Bot API's Message object, replaced when edited."""

    chat: AnyChat
    raw: JSON
    stamp: int = 0
    editable: bool = True
    deleted: bool = False

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return int(self.raw["message_id"])

    @property
    def message_id(self) -> int:
        """The same as `id`, under the Bot API's name."""
        return self.id

    @property
    def text(self) -> str:
        """Text or caption, empty if it has neither."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def sender_id(self) -> int:
        """Id of the person or bot that sent it."""
        return int(self.raw["from"]["id"])

    @property
    def protected(self) -> bool:
        """Whether it must not be forwarded."""
        return bool(self.raw.get("has_protected_content"))

    @property
    def buttons(self) -> list[JSON]:
        """The inline buttons in reading order (InlineKeyboardButton objects)."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def button_texts(self) -> list[str]:
        """The labels of the inline buttons."""
        return [str(button["text"]) for button in self.buttons]


@dataclass(eq=False)
class Waiter:
    """A task that waits until `done` says yes; it is offered the message that is new or edited, or None for other
    changes."""

    done: Callable[[Message | None], bool]
    woken: asyncio.Future[None]

    def offer(self, message: Message | None) -> None:
        """Offer one change."""
        if self.woken.done():
            return
        try:
            if self.done(message):
                self.woken.set_result(None)
        except Exception as error:
            self.woken.set_exception(error)


@dataclass(eq=False)
class Chat:
    """A conversation: its messages by number, and what the apps in it show."""

    id: int
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: JSON | None = None
    keyboard_message: Message | None = None
    force_reply: Message | None = None
    typing: bool = False
    waiters: list[Waiter] = field(default_factory=list)

    def visible(self) -> list[Message]:
        """Return the messages that are not deleted, oldest first."""
        return list(self.messages.values())


@dataclass(eq=False)
class PrivateChat(Chat):
    """A person's chat with a bot; its id is the person's id."""

    person: Person = field(kw_only=True)
    bot: BotAccount = field(kw_only=True)
    started: bool = False
    blocked: bool = False

    def as_chat(self) -> JSON:
        """The Bot API's Chat object."""
        chat: JSON = {"id": self.id, "type": "private", "first_name": self.person.first_name}
        return {**chat, "username": self.person.username} if self.person.username else chat


@dataclass(eq=False)
class GroupChat(Chat):
    """A supergroup; `members` and `bots` map ids to a status: creator, administrator, member, left or kicked."""

    title: str = field(kw_only=True)
    members: dict[int, str] = field(default_factory=dict)
    bots: dict[int, str] = field(default_factory=dict)
    last_message_id: int = 0

    def as_chat(self) -> JSON:
        """The Bot API's Chat object."""
        return {"id": self.id, "type": "supergroup", "title": self.title}

    def status(self, user_id: int) -> str:
        """Return the status of a person or bot; one who never was in the group has left."""
        return self.members.get(user_id) or self.bots.get(user_id) or "left"

    def holds(self, user_id: int) -> bool:
        """Tell whether a person or bot is in the group."""
        return self.status(user_id) not in ("left", "kicked")


AnyChat = PrivateChat | GroupChat
