"""What the bot sent by itself, message by message: which came more than once, and whether a kill explains it."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.scheduling.outbox import AT_ONCE
from bot.texts.speech import Texts
from bot.views.meeting.card import Come
from tests.crash.person import version_of
from tests.process import ZONE

Call = Mapping[str, Any]
Key = tuple[int, str]
"""Chat, and the message as its buttons tell it: `form:3` or `called:17`."""
SAY = Texts(ZONE).speech("zh")
AGAIN = (SAY("form-as-it-is-now"), SAY("form-unfit"))
"""How a step begins that is shown again because an update came again: an answer, not a copy of the prompt."""


def copies_of(calls: Sequence[Call]) -> dict[Key, list[int]]:
    """The places of each message's copies in the list of all calls."""
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for place, call in enumerate(calls):
        key = _key(call)
        if key is not None and not _again(call):
            found[key].append(place)
    return dict(found)


def shown_again(calls: Sequence[Call]) -> int:
    return sum(_again(call) for call in calls)


def unexplained(copies: Mapping[Key, Sequence[int]], starts: Sequence[int]) -> list[Key]:
    """Messages with a copy whose forerunner was not in flight when a life ended; `starts` are the places of lives."""
    return [key for key, places in copies.items() if not all(_lost_mark(*pair, starts) for pair in pairwise(places))]


def _lost_mark(earlier: int, later: int, starts: Sequence[int]) -> bool:
    end = next((start for start in starts if start > earlier), later + 1)
    return end <= later and end - earlier <= AT_ONCE


def starts_of(calls: Sequence[Call], kills: Sequence[int]) -> list[int]:
    """Where each life begins that follows a kill: what the killed process had written comes before its getMe."""
    asked = [place for place, call in enumerate(calls) if call["method"] == "getMe"]
    return [asked[bisect_right(asked, kill - 1)] for kill in kills]


def _again(call: Call) -> bool:
    return str(call["params"].get("text", "")).startswith(AGAIN)


def _key(call: Call) -> Key | None:
    if call["method"] != "sendMessage":
        return None
    markup = call["params"].get("reply_markup")
    given = json.loads(markup) if isinstance(markup, str) else markup or {}
    data = [str(button.get("callback_data", "")) for line in given.get("inline_keyboard", []) for button in line]
    chat = int(call["params"]["chat_id"])
    version = version_of(data)
    if version is not None:
        return chat, f"form:{version}"
    called = [one.split(":")[1] for one in data if one.split(":")[0] == Come.prefix]
    return (chat, f"called:{called[0]}") if called else None
