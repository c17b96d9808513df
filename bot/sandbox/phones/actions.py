"""Actions of the page of phones: one function for each, and a table of them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.errors import PhoneError
from bot.sandbox.model import JSON, AnyChat, Message
from bot.sandbox.params import Params
from bot.sandbox.phone import Phone
from bot.sandbox.world import World


@dataclass(frozen=True)
class Wish:
    """An action that the page asks for: whose phone it is, and the body of the request."""

    world: World
    phones: dict[int, Phone]
    phone: Phone
    body: Params

    def integer(self, name: str) -> int:
        """Return a whole number that must be given."""
        value = self.body.integer(name)
        if value is None:
            raise PhoneError(f"缺少 {name}。 {name} is missing.")
        return value

    def chat(self, name: str = "chat_id") -> AnyChat:
        """Return the chat that is meant: the person's own with a bot (`bot_id`, or the first), or a group."""
        chat_id = self.integer(name)
        if chat_id == self.phone.id:
            bot = self.world.bot_numbered(self.body.integer("bot_id"))
            return self.phone.chat(bot)
        if chat_id not in self.world.groups:
            raise PhoneError("没有这个聊天。 There is no such chat.")
        return self.phone.chat(self.world.groups[chat_id])

    def message(self, name: str, chat: AnyChat) -> Message:
        """Return a message of a chat by its number."""
        found = chat.messages.get(self.integer(name))
        if found is None:
            raise PhoneError("没有这条消息。 There is no such message.")
        return found


async def send(wish: Wish) -> JSON:
    """Type a text."""
    chat = wish.chat()
    reply_to = wish.message("reply_to_message_id", chat) if wish.body.has("reply_to_message_id") else None
    message = await wish.phone.send(wish.body.text("text"), chat=chat, reply_to=reply_to)
    return {"message_id": message.id}


async def start(wish: Wish) -> JSON:
    """Press START."""
    return {"message_id": (await wish.phone.start(wish.body.text("payload"), wish.chat())).id}


async def tap(wish: Wish) -> JSON:
    """Press an inline button; the answer comes as an event."""
    chat = wish.chat()
    message, data = wish.message("message_id", chat), wish.body.text("data")
    if data not in [button.get("callback_data") for button in message.buttons]:
        raise PhoneError("这个按钮已经不在了。 This button is no longer there.")
    wish.phone.press(data, message=message, chat=chat)
    return {}


async def contact(wish: Wish) -> JSON:
    """Share the own contact or someone else's."""
    of = wish.body.integer("of")
    if of is not None and of not in wish.phones:
        raise PhoneError("没有这个人。 There is no such person.")
    await wish.phone.share_contact(wish.phones[of] if of is not None else None, chat=wish.chat())
    return {}


async def location(wish: Wish) -> JSON:
    """Share a place or the live position."""
    latitude, longitude = wish.body.number("latitude"), wish.body.number("longitude")
    if latitude is None or longitude is None:
        raise PhoneError("缺少经纬度。 Latitude and longitude are missing.")
    await wish.phone.share_location(latitude, longitude, wish.body.flag("live"), wish.chat())
    return {}


async def sticker(wish: Wish) -> JSON:
    """Send a sticker."""
    await wish.phone.send_sticker(chat=wish.chat())
    return {}


async def voice(wish: Wish) -> JSON:
    """Send a voice message."""
    await wish.phone.send_voice(chat=wish.chat())
    return {}


async def forward(wish: Wish) -> JSON:
    """Forward a message of this chat (or of `from_chat_id`) into this chat."""
    source = wish.chat("from_chat_id") if wish.body.has("from_chat_id") else wish.chat()
    await wish.phone.forward(wish.message("from_message_id", source), chat=wish.chat())
    return {}


async def block(wish: Wish) -> JSON:
    """Block the bot."""
    await wish.phone.block(wish.chat())
    return {}


async def unblock(wish: Wish) -> JSON:
    """Unblock the bot."""
    await wish.phone.unblock(wish.chat())
    return {}


async def open_link(wish: Wish) -> JSON:
    """Open a t.me link."""
    message = await wish.phone.open_link(wish.body.text("url"))
    return {"chat_id": message.chat.id}


async def scan(wish: Wish) -> JSON:
    """Scan a QR code given as a base64 picture."""
    try:
        image = base64.b64decode(wish.body.text("image").rpartition(",")[2], validate=True)
    except binascii.Error:
        raise PhoneError("图片读不出来。 The picture cannot be read.") from None
    return {"url": await wish.phone.scan(image)}


async def file(wish: Wish) -> JSON:
    """Send an uploaded file as a document or as a photo."""
    upload = wish.body.files.get("file")
    if upload is None:
        raise PhoneError("没有选文件。 No file was chosen.")
    if wish.body.text("as") == "photo":
        await wish.phone.send_photo(upload.data, chat=wish.chat())
    else:
        await wish.phone.send_document(upload.name, upload.data, upload.mime, chat=wish.chat())
    return {}


ACTIONS: dict[str, Callable[[Wish], Awaitable[JSON]]] = {
    "send": send,
    "start": start,
    "tap": tap,
    "contact": contact,
    "location": location,
    "sticker": sticker,
    "voice": voice,
    "forward": forward,
    "block": block,
    "unblock": unblock,
    "open": open_link,
    "scan": scan,
    "file": file,
}
