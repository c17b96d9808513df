"""Pieces of evidence: their kinds, the limits on files, and how a piece is split into messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from bot.domain.errors import DomainError
from bot.domain.rectification.rules import EvidenceRules

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
"""Characters of a file's name that are kept."""
CAPTION_LENGTH, MESSAGE_LENGTH = 700, 3600
"""Characters that go below a file as its caption, and in one message; the line that says who and when fits beside."""


class PieceKind(StrEnum):
    """The kinds of evidence that can be given."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class PieceContent:
    """The content of a piece of evidence. `file`: the SHA-256 of its contents; `name` is shown, and never a path."""

    kind: PieceKind
    words: str = ""
    file: str | None = None
    name: str = ""
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored piece of evidence. `by`: the name of the person who gave it."""

    id: int
    content: PieceContent
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a piece that one message holds: its file, where it has one and this is the first part, and words."""

    kind: PieceKind
    words: str
    file: str | None = None
    name: str = ""
    first: bool = True


def check_ending(name: str, rules: EvidenceRules) -> None:
    """Check the ending of a document's name. DomainError("evidence_type", endings)."""
    if PurePath(name.lower()).suffix not in rules.endings:
        raise DomainError("evidence_type", endings=" ".join(rules.endings))


def check_size(size: int, rules: EvidenceRules) -> None:
    """Check the bytes of a file, before and after it is fetched. DomainError("evidence_size", most), in MB."""
    if size > rules.most_megabytes * MEGABYTE:
        raise DomainError("evidence_size", most=str(rules.most_megabytes))


def shown_name(name: str) -> str:
    """The last part of a file's name without control characters, its ending kept where it is long."""
    clean = "".join(sign for sign in name.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable())
    ending = PurePath(clean).suffix
    return clean if len(clean) <= LONGEST_NAME else clean[: LONGEST_NAME - len(ending)] + ending


def parts(content: PieceContent) -> Iterator[Part]:
    """Split a piece into messages, none of them too long for Telegram."""
    words = content.words
    if content.file is not None:
        below = words if len(words) <= CAPTION_LENGTH else ""
        yield Part(content.kind, below, content.file, content.name)
        words = words[len(below) :]
    for start in range(0, len(words), MESSAGE_LENGTH):
        first = content.file is None and start == 0
        yield Part(PieceKind.TEXT, words[start : start + MESSAGE_LENGTH], first=first)
