"""Recognise words of courtesy, which want a kind word and no answer."""

import re

from bot.intents.fold import fold

LONGEST = 24
"""The most characters; a longer text contains more than courtesy."""
KINDS = {
    "thanks": re.compile(r"谢|感恩|辛苦|\b(?:thank|thanks|thx)\b"),
    "greeting": re.compile(
        r"[你您]好|早上好|早安|[上中下]午好|晚上好|晚安|在吗|新年好|快乐|\b(?:hello|hi|hey|good (?:morning|evening))\b"
    ),
    "noted": re.compile(r"收到|知道了|明白|好的|没事了|\b(?:ok|okay|got it|bye)\b"),
}


def courtesy(text: str) -> str | None:
    """Return the kind of courtesy of a text that asks nothing, thanks, greeting or noted; None for other texts."""
    folded = fold(text)
    if len(folded) > LONGEST:
        return None
    return next((name for name, words in KINDS.items() if words.search(folded)), None)
