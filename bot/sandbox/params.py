"""Read the parameters of a Bot API call from a JSON body, a form, multipart or the query string."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.errors import bad_request

JSON = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """An uploaded file."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Params:
    """Parameters by name; strings of forms are read as the type that is asked for."""

    given: JSON = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether a parameter was given."""
        return self.given.get(name) not in (None, "") or name in self.files

    def text(self, name: str) -> str:
        """Return a string; empty if not given."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, str):
            raise bad_request(f'field "{name}" must be of type String')
        return value or ""

    def integer(self, name: str) -> int | None:
        """Return a whole number, or None if not given."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        try:
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise ValueError
            return int(value)
        except ValueError:
            raise bad_request(f'field "{name}" must be of type Number') from None

    def number(self, name: str) -> float | None:
        """Return a number, or None if not given."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        try:
            return float(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be of type Number') from None

    def flag(self, name: str) -> bool:
        """Return a boolean; false if not given."""
        value = self.given.get(name, False)
        if isinstance(value, str):
            return value.lower() in ("true", "yes", "1")
        if not isinstance(value, bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
        return value

    def structure(self, name: str) -> Any:
        """Return an object or array, given as such or as a JSON string; None if not given."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def array(self, name: str) -> list[Any] | None:
        """Return an array, or None if not given."""
        value = self.structure(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f'field "{name}" must be of type Array')
        return value

    def objects(self, name: str) -> list[JSON]:
        """Return an array of objects; empty if not given."""
        items = self.array(name) or []
        if not all(isinstance(item, dict) for item in items):
            raise bad_request(f"can't parse {name}: expected an Array of Objects")
        return items

    def mapping(self, name: str) -> JSON | None:
        """Return an object, or None if not given."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f'field "{name}" must be of type Object')
        return value

    def chat_id(self) -> int | None:
        """Return the number of the chat, for the faults; None if there is none."""
        try:
            return int(self.given.get("chat_id", ""))
        except (TypeError, ValueError):
            return None


async def read_params(request: web.Request) -> Params:
    """Read everything that a request gives, query string first."""
    given: JSON = dict(request.query)
    if request.content_type == "application/json":
        given |= await _json_body(request)
    elif request.content_type == "application/x-www-form-urlencoded":
        given |= {name: str(value) for name, value in (await request.post()).items()}
    elif request.content_type == "multipart/form-data":
        return await _multipart(request, given)
    return Params(given)


async def _json_body(request: web.Request) -> JSON:
    body = await request.read()
    try:
        read = json.loads(body) if body else {}
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise bad_request("can't parse request JSON object")
    return read


async def _multipart(request: web.Request, given: JSON) -> Params:
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            given[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime, data)
    return Params(given, files)
