"""What the doctor found, in words."""

from bot.services.installation.doctor import Check
from bot.texts.speech import Speech

MARKS = {True: "✓", False: "✗", None: "!"}


def line(check: Check, say: Speech) -> str:
    """✓ 令牌：有效……"""
    key = f"doctor-{check.name}-{check.code}".replace("_", "-")
    return f"{MARKS[check.ok]} {say(key, **check.facts)}"
