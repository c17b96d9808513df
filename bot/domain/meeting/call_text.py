"""Reads the type and the time out of a sentence that asks to call a meeting: 周五下午开支部党员大会."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.meeting.draft import REACH
from bot.domain.meeting.rules import MeetingType
from bot.domain.when.moment import Problem, When, mentioned, settled

OPEN = (None, Problem.DATE_MISSING, Problem.TIME_MISSING)
"""A time that can be used, or that waits for its day or its hour."""
_COUNTED = re.compile("[0-9一二两三四五六七八九十]+ ?[次场回位名项条]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CallText:
    """What the sentence says. `type`: its code, empty where it names none or several."""

    type: str
    when: When


def read_call_text(text: str, types: Iterable[MeetingType], now: datetime) -> CallText:
    """Read the type and the time. `now` is aware, in the unit's zone. Never raises for any text."""
    words = _normalized(text)
    found = list(_named(words, types))
    whole = [one for one in found if not any(_inside(one[0], other) for other, _ in found)]
    codes = {code for _, code in whole}
    rest = _COUNTED.sub(" ", _without(words, [span for span, _ in whole]))
    return CallText(codes.pop() if len(codes) == 1 else "", usable_now(mentioned(rest, now), now))


def usable_now(when: When, now: datetime) -> When:
    """The time said earlier, if it can still be used now; an empty one otherwise."""
    found = settled(when, now)
    too_far = found.day is not None and found.day > (now + REACH).date()
    return found if found.problem in OPEN and not too_far else When()


def _normalized(text: str) -> str:
    """One width, one case, no apostrophes."""
    return " ".join(re.sub("['’]", "", unicodedata.normalize("NFKC", text).lower()).split())


def _named(words: str, types: Iterable[MeetingType]) -> Iterator[tuple[Span, str]]:
    """The span and the code of every type name in the text, also of a name inside a longer one."""
    for one in types:
        for name in (one.zh, one.en, *one.also):
            for found in re.finditer(rf"(?<![a-z]){re.escape(_normalized(name))}s?(?![a-z])", words):
                yield found.span(), one.code


def _inside(inner: Span, outer: Span) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _without(words: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return words
