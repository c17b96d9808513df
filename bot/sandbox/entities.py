"""Read text as Telegram does: trimmed, with entities from HTML markup or found in it (offsets in UTF-16 units)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request

Entity = dict[str, Any]
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<mention>(?<![\w/])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))",
    re.ASCII,
)
SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}
TAG = re.compile(r"<(/?)([A-Za-z0-9-]*)([^<>]*)>?")
ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def utf16(text: str) -> int:
    """Return the length as Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


def find_entities(text: str) -> list[Entity]:
    """Find the commands, mentions and addresses that Telegram marks by itself."""
    if "/" not in text and "@" not in text:
        return []
    return [
        {"type": hit.lastgroup, "offset": utf16(text[: hit.start()]), "length": utf16(hit.group())}
        for hit in FOUND.finditer(text)
    ]


@dataclass
class _Open:
    tag: str
    entity: Entity


class _HtmlText:
    """Reads one text in Telegram's HTML style; errors name the byte offset as Telegram does."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        """Return the plain text and its entities in order."""
        position = 0
        for tag in TAG.finditer(self.source):
            self._plain(self.source[position : tag.start()])
            self._tag(tag)
            position = tag.end()
        self._plain(self.source[position:])
        if self.open:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.parts), self.entities

    def _plain(self, piece: str) -> None:
        text = REFERENCE.sub(lambda hit: html.unescape(hit.group()), piece)
        self.parts.append(text)
        self.offset += utf16(text)

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag.group(2).lower()
        where = len(self.source[: tag.start()].encode())
        if not tag.group().endswith(">"):
            raise _unparsed(f"Unclosed start tag at byte offset {where}" if name else _unsupported("", where))
        if tag.group(1):
            self._close(name, where)
        else:
            self.open.append(_Open(name, self._entity(name, tag.group(3), where)))

    def _entity(self, name: str, attributes: str, where: int) -> Entity:
        given = {hit[0]: hit[1] or hit[2] or hit[3] for hit in ATTRIBUTE.findall(attributes)}
        entity: Entity = {"offset": self.offset, "length": 0}
        if name in SIMPLE_TAGS:
            return {"type": SIMPLE_TAGS[name], **entity}
        if name == "a":
            return {"type": "text_link", **entity, "url": html.unescape(given.get("href", ""))}
        if name == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in given else "blockquote", **entity}
        if name == "span" and given.get("class") == "tg-spoiler":
            return {"type": "spoiler", **entity}
        raise _unparsed(_unsupported(name, where))

    def _close(self, name: str, where: int) -> None:
        if not self.open:
            raise _unparsed(f"Unexpected end tag at byte offset {where}")
        last = self.open.pop()
        if name and name != last.tag:
            raise _unparsed(f'Unmatched end tag at byte offset {where}, expected "</{last.tag}>", found "</{name}>"')
        last.entity["length"] = self.offset - last.entity["offset"]
        if last.entity["length"]:
            self.entities.append(last.entity)


def _unsupported(tag: str, where: int) -> str:
    return f'Unsupported start tag "{tag}" at byte offset {where}'


def _unparsed(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def read_text(source: str, parse_mode: str | None, given: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Return the plain text and the entities of a text that a bot sends; the parse modes are none and HTML."""
    text, entities = source, _checked(source, given or [])
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = _HtmlText(source).read()
    text, entities = _trim(text, entities)
    taken = {unit for e in entities for unit in range(e["offset"], e["offset"] + e["length"])}
    return text, entities + [found for found in find_entities(text) if found["offset"] not in taken]


def _checked(text: str, given: list[Entity]) -> list[Entity]:
    whole = utf16(text)
    for entity in given:
        start, length = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or not entity.get("type"):
            raise bad_request("can't parse MessageEntity: type, offset and length must be specified")
        if start < 0 or length < 0:
            raise bad_request(f"receive an entity with incorrect offset {start}")
        if start > whole:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
        if start + length > whole:
            end = start + length
            raise bad_request(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
            )
    return list(given)


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    lead = utf16(text) - utf16(text.lstrip())
    trimmed = text.strip()
    whole = utf16(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, whole)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return trimmed, kept
