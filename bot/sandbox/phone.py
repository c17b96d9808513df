"""One person's Telegram app: what the person does and sees, and nothing that a real app would not allow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.sandbox import acting, attachments, links
from bot.sandbox.delivery import deliver_tap
from bot.sandbox.errors import PhoneError
from bot.sandbox.group import Group
from bot.sandbox.model import JSON, AnyChat, BotAccount, GroupChat, Message, Person, PrivateChat
from bot.sandbox.pressing import find_button, find_key
from bot.sandbox.taps import Answer, Tap
from bot.sandbox.waiting import wait_for_message, wait_until
from bot.sandbox.world import World, text_content

LONGEST_TEXT = 4096
Place = Group | BotAccount | AnyChat | None
Wanted = str | Callable[[Message], bool]


class Phone:
    """One person's app. `chat` is a Group, a bot, or None for the chat with the first bot."""

    def __init__(self, world: World, person: Person) -> None:
        self.person = person
        self.toasts: list[str] = []
        self._world = world

    @property
    def id(self) -> int:
        """The person's Telegram id."""
        return self.person.id

    @property
    def name(self) -> str:
        """The person's first name."""
        return self.person.first_name

    @property
    def number(self) -> str:
        """The phone number: digits without plus."""
        return self.person.phone

    def chat(self, place: Place = None) -> AnyChat:
        """Return the chat that is meant; a group only for its members."""
        if isinstance(place, Group):
            place = place.chat
        if isinstance(place, GroupChat):
            if not place.holds(self.id):
                raise PhoneError(f"不在这个群里。 {self.name} is not in {place.title}.")
            return place
        if isinstance(place, PrivateChat):
            return place
        return self._world.private_chat(place or self._world.bot_numbered(None), self.person)

    def messages(self, chat: Place = None) -> list[Message]:
        """Return the messages of a chat, oldest first."""
        return self.chat(chat).visible()

    def mark(self) -> int:
        """Return the present moment, for `after` of wait_for."""
        return self._world.stamp

    async def send(
        self, text: str, *, chat: Place = None, reply_to: Message | None = None, as_chat: bool = False
    ) -> Message:
        """Type a text; over 4096 characters it goes as several messages, the last is returned.

        `as_chat` sends in the group's name, as an anonymous administrator does.
        """
        trimmed = text.strip()
        if not trimmed:
            raise PhoneError("没有要发送的内容。 There is nothing to send.")
        pieces = [trimmed[start : start + LONGEST_TEXT] for start in range(0, len(trimmed), LONGEST_TEXT)]
        sent = [self._send(self.chat(chat), text_content(piece), reply_to, as_chat=as_chat) for piece in pieces]
        return sent[-1]

    async def start(self, payload: str = "", bot: Place = None) -> Message:
        """Press START, with what a deep link carried; a blocked bot is unblocked."""
        chat = self.chat(bot)
        if isinstance(chat, PrivateChat) and chat.blocked:
            await self.unblock(bot)
        return self._send(chat, text_content(f"/start {payload}".strip()), None)

    async def open_link(self, url: str) -> Message:
        """Open a t.me link of a bot and press START."""
        username, payload = links.read(url)
        bot = self._world.bot_named(username)
        if bot is None:
            raise PhoneError(f"没有 @{username} 这个机器人。 There is no bot @{username}.")
        return await self.start(payload, bot)

    async def scan(self, image: bytes) -> str:
        """Scan a QR code and return its text; a link of a bot is opened."""
        content = links.scan(image)
        if links.is_bot_link(content):
            await self.open_link(content)
        return content

    async def tap(
        self, what: str, *, message: Message | None = None, chat: Place = None, timeout: float = 10.0
    ) -> str | None:
        """Press a button by its text (whole, or a part that only one has) or data, in the newest message that has it.

        Returns the bot's answer to the tap (None if it says nothing), or the address of a link button. A key of the
        keyboard below is pressed if no message has such a button.
        """
        place = self.chat(chat)
        found = find_button(message, place, what)
        if found is None:
            await self._press_key(place, what)
            return None
        if address := found[1].get("url"):
            return str(address)
        tap = self._press(place, *found)
        try:
            async with asyncio.timeout(timeout):
                answer = await tap.answer
        except TimeoutError:
            raise TimeoutError(f"{self.name} tapped {what!r}: no answer within {timeout} s") from None
        return answer.text or answer.url

    def press(self, what: str, *, message: Message | None = None, chat: Place = None) -> Tap:
        """Press an inline button without waiting; `answer` of the result is a future."""
        place = self.chat(chat)
        found = find_button(message, place, what)
        if found is None:
            raise PhoneError(f"没有“{what}”这个按钮。 There is no button {what!r}.")
        return self._press(place, *found)

    async def share_contact(self, of: Phone | None = None, number: str | None = None, *, chat: Place = None) -> Message:
        """Share one's own contact, or another person's card; `number` replaces the number on it."""
        place = self.chat(chat)
        own = of is None or of is self
        person = self.person if of is None else of.person
        return self._send(place, attachments.contact(person, number), place.keyboard_message if own else None)

    async def share_location(
        self, latitude: float, longitude: float, live: bool = False, chat: Place = None
    ) -> Message:
        """Send a place, or with `live` one's own position, which `move` then changes."""
        return self._send(self.chat(chat), attachments.location(latitude, longitude, live=live), None)

    async def move(self, message: Message, latitude: float, longitude: float) -> None:
        """Move to another place while a live position is shared."""
        if "live_period" not in message.raw.get("location", {}):
            raise PhoneError("这不是实时位置。 This is not a live position.")
        acting.edit(self._world, self.person, message, attachments.location(latitude, longitude, live=True))

    async def edit(self, message: Message, text: str) -> None:
        """Change the text of one's own message."""
        acting.edit(self._world, self.person, message, {"entities": None, **text_content(text)})

    async def send_document(
        self, name: str, data: bytes, mime: str = "application/octet-stream", *, caption: str = "", chat: Place = None
    ) -> Message:
        """Send a file."""
        content = attachments.document(self._world.files, name, data, mime, caption)
        return self._send(self.chat(chat), content, None)

    async def send_photo(self, data: bytes, *, caption: str = "", chat: Place = None) -> Message:
        """Send a picture."""
        return self._send(self.chat(chat), attachments.photo(self._world.files, data, caption), None)

    async def send_album(self, pictures: Sequence[bytes], *, caption: str = "", chat: Place = None) -> list[Message]:
        """Send 2 to 10 pictures as one album; the caption stands under the first."""
        contents = attachments.album(self._world.files, pictures, caption)
        return [self._send(self.chat(chat), content, None) for content in contents]

    async def send_sticker(self, emoji: str = "👍", *, chat: Place = None, reply_to: Message | None = None) -> Message:
        """Send a sticker."""
        return self._send(self.chat(chat), attachments.sticker(self._world.files, emoji), reply_to)

    async def send_voice(self, seconds: int = 3, *, chat: Place = None, reply_to: Message | None = None) -> Message:
        """Send a voice message."""
        return self._send(self.chat(chat), attachments.voice(self._world.files, seconds), reply_to)

    async def forward(self, message: Message, *, chat: Place = None) -> Message:
        """Forward a message that is not protected."""
        if message.protected:
            raise PhoneError("这条消息受保护，不能转发。 This message is protected and cannot be forwarded.")
        return self._send(self.chat(chat), attachments.forwarded(message), None)

    async def block(self, bot: Place = None) -> None:
        """Block a bot."""
        acting.set_blocked(self._world, self.person, self.chat(bot), blocked=True)

    async def unblock(self, bot: Place = None) -> None:
        """Unblock a bot."""
        acting.set_blocked(self._world, self.person, self.chat(bot), blocked=False)

    async def wait_for(
        self, wanted: Wanted, *, chat: Place = None, after: int | None = None, timeout: float = 10.0
    ) -> Message:
        """Return the newest message of others that contains a text or satisfies a predicate, now or within `timeout`
        seconds.

        With a `mark()` as `after`, only messages that are new or edited since then count.
        """
        place = self.chat(chat)
        try:
            return await wait_for_message(place, self._matcher(wanted, after or 0), timeout)
        except TimeoutError:
            seen = [message.text for message in place.visible()[-3:]]
            raise TimeoutError(f"{self.name} waited {timeout} s for {wanted!r}; last in the chat: {seen}") from None

    async def wait_until_gone(self, message: Message, timeout: float = 10.0) -> None:
        """Return when a message is deleted."""
        await wait_until(message.chat, lambda: message.deleted, timeout)

    async def download(self, message: Message) -> bytes:
        """Return the file of a message, a photo in its largest size."""
        return attachments.held_file(self._world.files, message)

    def show(self, answer: Answer) -> None:
        """Keep what the app showed after a tap."""
        if answer.text:
            self.toasts.append(answer.text)

    def _matcher(self, wanted: Wanted, after: int) -> Callable[[Message], bool]:
        fits = wanted if callable(wanted) else lambda message: wanted in message.text
        return lambda message: message.stamp > after and message.sender_id != self.id and fits(message)

    def _send(self, chat: AnyChat, content: JSON, reply_to: Message | None, *, as_chat: bool = False) -> Message:
        return acting.post(self._world, self.person, chat, content, reply_to, as_chat=as_chat)

    def _press(self, chat: AnyChat, message: Message, button: JSON) -> Tap:
        acting.require_unblocked(chat)
        bot = next(bot for bot in self._world.bots.values() if bot.id == message.sender_id)
        tap = bot.taps.new(lambda answer: self._answered(chat, answer))
        deliver_tap(bot, self.person, message, tap, str(button["callback_data"]))
        return tap

    async def _press_key(self, chat: AnyChat, what: str) -> None:
        key = find_key(chat, what)
        if key.get("request_location"):
            raise PhoneError("这个按钮要位置，请用“位置”发送。 This key asks for a place: share a location.")
        if key.get("request_contact"):
            await self.share_contact(chat=chat)
        else:
            await self.send(str(key["text"]), chat=chat)

    def _answered(self, chat: AnyChat, answer: Answer) -> None:
        self.show(answer)
        self._world.show_answer(self.person, chat, answer)
