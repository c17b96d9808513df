"""The state of the local Telegram and the few ways to change it; whoever waits or watches is told at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count

from bot.sandbox.commands import CommandMenus
from bot.sandbox.entities import find_entities
from bot.sandbox.errors import PhoneError
from bot.sandbox.files import FileStore
from bot.sandbox.model import JSON, AnyChat, BotAccount, GroupChat, Message, Person, PrivateChat
from bot.sandbox.taps import Answer, Taps
from bot.sandbox.updates import UpdateQueue

FIRST_USER_ID = 7_000_000_001
FIRST_GROUP_ID = -1_002_000_000_001
FIRST_PHONE = 8_613_800_000_001
TYPING_SECONDS = 5.0


class Watcher:
    """The base of a watcher of the world, which overrides these methods; each is called synchronously."""

    def chat_changed(self, chat: AnyChat) -> None:
        """Something in a chat has changed."""

    def answered(self, person: Person, chat: AnyChat, answer: Answer) -> None:
        """A tap of this person was answered."""

    def menus_changed(self, bot: BotAccount) -> None:
        """A bot's command menus have changed."""

    def people_changed(self) -> None:
        """Someone was added."""


class World:
    """Bots, people, chats, files; `clock` returns seconds, UTC."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.bots: dict[str, BotAccount] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, GroupChat] = {}
        self.files = FileStore()
        self.stamp = 0
        self.watchers: list[Watcher] = []
        self._private: dict[tuple[int, int], PrivateChat] = {}
        self._groups_of: dict[int, list[GroupChat]] = {}
        self._user_ids = count(FIRST_USER_ID)
        self._group_ids = count(FIRST_GROUP_ID, -1)
        self._phones = count(FIRST_PHONE)

    def now(self) -> int:
        """Return the Unix time in whole seconds, as dates of messages have it."""
        return int(self.clock())

    def add_bot(self, token: str, username: str, name: str) -> BotAccount:
        """Add a bot; its id is the number before the colon of its token."""
        bot_id = int(token.partition(":")[0])
        bot = BotAccount(
            bot_id, token, username, name or username, UpdateQueue(self.clock), CommandMenus(), Taps(self.clock)
        )
        self.bots[token] = bot
        self._tell_people()
        return bot

    def add_person(
        self, first_name: str, id: int | None, username: str | None, phone: str | None, language: str, note: str
    ) -> Person:
        """Add a person with an account; id and phone number are invented unless given."""
        number = (phone or str(next(self._phones))).removeprefix("+")
        person = Person(id or next(self._user_ids), first_name, username, number, language, note)
        self.people[person.id] = person
        self._tell_people()
        return person

    def add_group(self, title: str, members: list[int]) -> GroupChat:
        """Add a supergroup; the first member created it."""
        statuses = {user_id: "creator" if number == 0 else "member" for number, user_id in enumerate(members)}
        group = GroupChat(next(self._group_ids), title=title, members=statuses)
        self.groups[group.id] = group
        for user_id in members:
            self._groups_of.setdefault(user_id, []).append(group)
        self._tell_people()
        return group

    def bot_named(self, username: str) -> BotAccount | None:
        """Return a bot by its username, without regard to case."""
        return next((bot for bot in self.bots.values() if bot.username.lower() == username.lower()), None)

    def bot_numbered(self, bot_id: int | None) -> BotAccount:
        """Return a bot by its id; None is the first one."""
        for bot in self.bots.values():
            if bot_id in (None, bot.id):
                return bot
        raise PhoneError("没有这个机器人。 There is no such bot.")

    def private_chat(self, bot: BotAccount, person: Person) -> PrivateChat:
        """Return the chat of a person with a bot, which exists before it is started."""
        key = (bot.id, person.id)
        if key not in self._private:
            self._private[key] = PrivateChat(person.id, person=person, bot=bot)
        return self._private[key]

    def groups_of(self, user_id: int) -> list[GroupChat]:
        """Return the groups of a person."""
        return [group for group in self._groups_of.get(user_id, []) if group.holds(user_id)]

    def post(
        self, chat: AnyChat, sender: JSON, content: JSON, *, reply_to: Message | None = None, editable: bool = True
    ) -> Message:
        """Put a message into a chat under the next number."""
        counter = chat.bot if isinstance(chat, PrivateChat) else chat
        counter.last_message_id += 1
        raw: JSON = {"message_id": counter.last_message_id, "from": sender, "chat": chat.as_chat(), "date": self.now()}
        if reply_to is not None:
            raw["reply_to_message"] = {k: v for k, v in reply_to.raw.items() if k != "reply_to_message"}
        message = Message(chat, {**raw, **content}, editable=editable)
        chat.messages[message.id] = message
        self.changed(chat, message)
        return message

    def edit(self, message: Message, changes: JSON) -> None:
        """Replace fields of a message (None removes one) and mark it edited."""
        merged = {**message.raw, **changes, "edit_date": self.now()}
        message.raw = {key: value for key, value in merged.items() if value is not None}
        self.changed(message.chat, message)

    def remove(self, message: Message) -> None:
        """Delete a message for everyone."""
        chat = message.chat
        message.deleted = True
        chat.messages.pop(message.id, None)
        if chat.force_reply is message:
            chat.force_reply = None
        self.changed(chat, None)

    def changed(self, chat: AnyChat, message: Message | None) -> None:
        """Tell everyone that a chat, and perhaps a message of it, has changed."""
        self.stamp += 1
        if message is not None:
            message.stamp = self.stamp
        for waiter in tuple(chat.waiters):
            waiter.offer(message)
        for watcher in self.watchers:
            watcher.chat_changed(chat)

    def show_typing(self, chat: AnyChat) -> None:
        """Show "is typing" until a message comes or five seconds have passed."""
        chat.typing = True
        self.changed(chat, None)
        asyncio.get_running_loop().call_later(TYPING_SECONDS, self._typed, chat)

    def show_answer(self, person: Person, chat: AnyChat, answer: Answer) -> None:
        """Show the answer to a tap."""
        for watcher in self.watchers:
            watcher.answered(person, chat, answer)

    def _typed(self, chat: AnyChat) -> None:
        if chat.typing:
            chat.typing = False
            self.changed(chat, None)

    def _tell_people(self) -> None:
        for watcher in self.watchers:
            watcher.people_changed()


def text_content(text: str) -> JSON:
    """Make the content of a text message that a person types."""
    entities = find_entities(text)
    return {"text": text, "entities": entities} if entities else {"text": text}
