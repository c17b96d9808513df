"""Atomic writing: a file is there as a whole or not at all, whatever happens meanwhile."""

import os
import secrets
from pathlib import Path

from bot.storage.disk import synced

DRAFT = "."
"""How the name of a file begins that is still being written."""


def write(place: Path, data: bytes) -> None:
    """Write or replace a file, readable by the bot's user only and durable when this returns. Blocking."""
    draft = place.with_name(f"{DRAFT}{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        synced(draft)
        draft.replace(place)
        synced(place.parent)
    finally:
        draft.unlink(missing_ok=True)
