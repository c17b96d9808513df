"""Turn an outbox row into the call that sends it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.gateway.sender import Call
from bot.services.outbox import Claimed

Render = Callable[[str, dict[str, Any], str, int], Call]
"""Turns a row's kind, its data, the reader's language and the chat's id into the call that sends it."""
Prepare = Callable[[Claimed], Awaitable[dict[str, Any] | None]]
"""Returns a row's data as they stand at the moment it is sent; None where there is nothing left to send."""


async def as_posted(row: Claimed) -> dict[str, Any] | None:
    """Return the data that were stored with the row."""
    return row.data


@dataclass(frozen=True, slots=True)
class Composer:
    """How a row becomes the call that sends it, at the moment it is sent."""

    render: Render
    fallback_language: str
    """The language for a reader who has chosen none."""
    prepare: Prepare = as_posted
