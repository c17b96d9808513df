"""Methods that send documents, photos, albums and places, and fetch files."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import LARGEST_DOWNLOAD, FileStore, StoredFile, image_size, thumbnail
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.messages import NOT_MODIFIED, caption_fields, editable, send
from bot.sandbox.model import JSON
from bot.sandbox.params import Params, Upload
from bot.sandbox.world import World

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LONGEST_LIVE = 86400
FOREVER_LIVE = 0x7FFFFFFF


async def send_document(call: Call) -> JSON:
    """Answer sendDocument."""
    content = document_fields(_file(call, "document", "documents")) | caption_fields(call)
    return send(call, call.chat(), content).raw


async def send_photo(call: Call) -> JSON:
    """Answer sendPhoto."""
    content = photo_fields(call.world.files, _file(call, "photo", "photos").data) | caption_fields(call)
    return send(call, call.chat(), content).raw


async def send_media_group(call: Call) -> list[JSON]:
    """Answer sendMediaGroup: 2 to 10 photos or documents."""
    items = call.params.objects("media")
    if not 2 <= len(items) <= 10:
        raise bad_request("group send failed: there must be 2-10 media in an album")
    chat, album = call.chat(), str(secrets.randbits(60))
    contents = [{"media_group_id": album, **_media(call, item)} for item in items]
    return [send(call, chat, content).raw for content in contents]


async def edit_message_media(call: Call) -> JSON:
    """Answer editMessageMedia: another photo or document in place of the old one."""
    message = editable(call)
    item = call.params.mapping("media")
    if item is None:
        raise bad_request("media is empty")
    markup = read_markup(call.params.structure("reply_markup"), inline_only=True)
    cleared = dict.fromkeys(("text", "entities", "photo", "document", "caption", "caption_entities"))
    changes = {**cleared, **_media(call, item), "reply_markup": markup}
    if all(message.raw.get(name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    call.world.edit(message, changes)
    return message.raw


async def send_location(call: Call) -> JSON:
    """Answer sendLocation."""
    latitude, longitude = call.params.number("latitude"), call.params.number("longitude")
    live = call.params.integer("live_period")
    if live is not None and not 60 <= live <= LONGEST_LIVE and live != FOREVER_LIVE:
        raise bad_request("LIVE_PERIOD_INVALID")
    return send(call, call.chat(), location_fields(latitude, longitude, live)).raw


async def get_file(call: Call) -> JSON:
    """Answer getFile; nothing over 20 MB."""
    stored = call.world.files.by_id(call.params.text("file_id"))
    if len(stored.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}


def document_fields(stored: StoredFile) -> JSON:
    """Make the content of a message with a document."""
    return {"document": stored.as_json() | {"file_name": stored.name, "mime_type": stored.mime}}


def photo_fields(files: FileStore, data: bytes) -> JSON:
    """Make the content of a message with a photo: a thumbnail and the original, smallest first."""
    if len(data) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    sizes = [(thumbnail(data), "thumbnails"), (data, "photos")]
    return {"photo": [_photo_size(files.add(image, "photo.jpg", "image/jpeg", folder)) for image, folder in sizes]}


def _photo_size(stored: StoredFile) -> JSON:
    width, height = image_size(stored.data)
    return stored.as_json() | {"width": width, "height": height}


def location_fields(latitude: float | None, longitude: float | None, live: int | None) -> JSON:
    """Make the content of a message with a place; `live` is in seconds, for a place that moves."""
    if latitude is None or longitude is None:
        raise bad_request(f"{'latitude' if latitude is None else 'longitude'} is empty")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    place: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    return {"location": place | {"live_period": live} if live else place}


def _media(call: Call, item: JSON) -> JSON:
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: type must be specified")
    stored = _referred(call, str(item.get("media", "")), f"{kind}s")
    content = photo_fields(call.world.files, stored.data) if kind == "photo" else document_fields(stored)
    words = {"caption": item.get("caption"), "parse_mode": item.get("parse_mode")}
    return content | caption_fields(Call(call.world, call.bot, Params(words)))


def _file(call: Call, name: str, folder: str) -> StoredFile:
    if name in call.params.files:
        return _keep(call.world, call.params.files[name], folder)
    if not call.params.has(name):
        raise bad_request(f"there is no {name} in the request")
    return _referred(call, call.params.text(name), folder)


def _referred(call: Call, reference: str, folder: str) -> StoredFile:
    if reference.startswith("attach://"):
        upload = call.params.files.get(reference.removeprefix("attach://"))
        if upload is None:
            raise bad_request("file must be non-empty")
        return _keep(call.world, upload, folder)
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return call.world.files.by_id(reference)


def _keep(world: World, upload: Upload, folder: str) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    return world.files.add(upload.data, upload.name, upload.mime, folder)
