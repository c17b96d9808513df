"""A list in `/me`: the first few, the rest counted."""

from bot.texts.speech import Speech

SHOWN = 6
"""So many of a kind are listed, so that a message stays readable."""


def listed(key: str, lines: list[str], say: Speech) -> list[str]:
    if not lines:
        return [say(f"{key}-none")]
    more = [say("me-more", count=str(len(lines) - SHOWN))] if len(lines) > SHOWN else []
    return ["", say(key), *lines[:SHOWN], *more]
