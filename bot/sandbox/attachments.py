"""Make the content of Bot API messages other than text that a person can send."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.sandbox.errors import PhoneError
from bot.sandbox.files import FileStore
from bot.sandbox.methods.media import document_fields, location_fields, photo_fields
from bot.sandbox.model import JSON, Message, Person

LIVE_SECONDS = 900
STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
VOICE = b"OggS\x00\x02" + bytes(22)
CONTENT = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "document",
    "photo",
    "sticker",
    "voice",
    "contact",
    "location",
)


def contact(of: Person, number: str | None) -> JSON:
    """Make a contact card; `number` replaces the phone number on it."""
    return {"contact": {"phone_number": number or of.phone, "first_name": of.first_name, "user_id": of.id}}


def location(latitude: float, longitude: float, *, live: bool) -> JSON:
    """Make a place, or with `live` one's own position for the next quarter of an hour."""
    return location_fields(latitude, longitude, LIVE_SECONDS if live else None)


def document(files: FileStore, name: str, data: bytes, mime: str, caption: str) -> JSON:
    """Make a file that is sent as it is."""
    return document_fields(files.add(data, name, mime, "documents")) | _caption(caption)


def photo(files: FileStore, data: bytes, caption: str) -> JSON:
    """Make a picture that is sent as a photo."""
    return photo_fields(files, data) | _caption(caption)


def album(files: FileStore, pictures: Sequence[bytes], caption: str) -> list[JSON]:
    """Make the messages of one album of 2 to 10 pictures."""
    if not 2 <= len(pictures) <= 10:
        raise PhoneError("相册要 2 到 10 张图片。 An album has 2 to 10 pictures.")
    group = {"media_group_id": str(secrets.randbits(60))}
    return [group | photo(files, data, "" if number else caption) for number, data in enumerate(pictures)]


def sticker(files: FileStore, emoji: str) -> JSON:
    """Make a small still sticker."""
    stored = files.add(STICKER, "sticker.webp", "image/webp", "stickers")
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": emoji}
    return {"sticker": stored.as_json() | shape}


def voice(files: FileStore, seconds: int) -> JSON:
    """Make a voice message."""
    stored = files.add(VOICE, "voice.ogg", "audio/ogg", "voice")
    return {"voice": stored.as_json() | {"duration": seconds, "mime_type": "audio/ogg"}}


def forwarded(message: Message) -> JSON:
    """Copy the content of a message with its origin; the copy of a live position no longer moves."""
    kept = {name: message.raw[name] for name in CONTENT if name in message.raw}
    origin = message.raw.get("forward_origin") or {
        "type": "user",
        "sender_user": message.raw["from"],
        "date": message.raw["date"],
    }
    return kept | {"forward_origin": origin}


def held_file(files: FileStore, message: Message) -> bytes:
    """Return the file of a message, a photo in its largest size."""
    for name in ("document", "photo", "sticker", "voice"):
        if held := message.raw.get(name):
            largest = held[-1] if isinstance(held, list) else held
            return files.by_id(largest["file_id"]).data
    raise PhoneError("这条消息没有文件。 This message has no file.")


def _caption(caption: str) -> JSON:
    return {"caption": caption} if caption else {}
