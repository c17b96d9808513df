"""Numbers as someone counting papers types them."""

import re
import unicodedata

MOST = 5
"""Digits of a number."""
SEPARATORS = re.compile(r"[\s,，、;；/]+")


def numbers(text: str) -> tuple[int, ...] | None:
    """Whole numbers apart by spaces, commas or strokes, full width too; None for anything else."""
    parts = [one for one in SEPARATORS.split(unicodedata.normalize("NFKC", text).strip()) if one]
    if not parts or any(not (one.isascii() and one.isdigit() and len(one) <= MOST) for one in parts):
        return None
    return tuple(int(one) for one in parts)
