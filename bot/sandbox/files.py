"""Keep the files that were sent, in memory, under a file_id and a path."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.sandbox.errors import bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file; `path` is what getFile gives."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the fields that all file objects of the Bot API share."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class FileStore:
    """All files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, data: bytes, name: str, mime: str, folder: str) -> StoredFile:
        """Keep a file under a new id."""
        unique = secrets.token_urlsafe(12)
        suffix = name.rsplit(".", 1)[-1] if "." in name else "bin"
        path = f"{folder}/file_{len(self._by_id)}.{suffix}"
        stored = StoredFile(f"BQAC{unique}{secrets.token_urlsafe(18)}", unique, path, name, mime, data)
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        """Return the file of an id; an unknown one is refused as Telegram does."""
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file under a path that getFile gave."""
        return self._by_path.get(path)


def image_size(data: bytes) -> tuple[int, int]:
    """Return width and height; what is no image, or has an impossible shape, is refused as Telegram does."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def thumbnail(data: bytes) -> bytes:
    """Make a small JPEG of an image, at most 90 pixels wide and high."""
    image_size(data)
    with Image.open(io.BytesIO(data)) as image:
        small = image.convert("RGB")
    small.thumbnail((90, 90))
    out = io.BytesIO()
    small.save(out, "JPEG")
    return out.getvalue()
