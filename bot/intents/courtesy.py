"""What is said out of courtesy and wants a kind word, not an answer."""

import re

from bot.intents.fold import fold

LONGEST = 24
"""Characters; more than courtesy is in a longer text."""
KINDS = {
    "thanks": re.compile(r"谢|感恩|辛苦|\b(?:thank|thanks|thx)\b"),
    "greeting": re.compile(
        r"[你您]好|早上好|早安|[上中下]午好|晚上好|晚安|在吗|新年好|快乐|\b(?:hello|hi|hey|good (?:morning|evening))\b"
    ),
    "noted": re.compile(r"收到|知道了|明白|好的|没事了|\b(?:ok|okay|got it|bye)\b"),
}


def courtesy(text: str) -> str | None:
    """The name of the kind, for a text that asks nothing: thanks, greeting or noted."""
    folded = fold(text)
    if len(folded) > LONGEST:
        return None
    return next((name for name, words in KINDS.items() if words.search(folded)), None)
