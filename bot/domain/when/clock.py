"""Reads hours, ranges of hours and lengths of time out of plain text (see `text.plain`)."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from bot.domain.when.text import Problem, Unusable


class Part(StrEnum):
    """A part of the day, as it is named beside an hour."""

    NIGHT = "night"
    BEFORE_NOON = "before_noon"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a text says about the hour; `after` is a distance from now ("in 2 hours")."""

    start: time | None = None
    minutes: int | None = None
    part: Part | None = None
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    part: Part | None
    bare: bool  # written as "3点" or "at 3", not on the 24-hour clock
    marked: bool  # surely an hour, not some other number


_WORDS = {
    Part.NIGHT: "凌晨",
    Part.MORNING: "清晨|早晨|早上|上午|早|in the morning|morning",
    Part.NOON: "中午",
    Part.AFTERNOON: "下午|午后|pm|in the afternoon|afternoon",
    Part.EVENING: "傍晚|晚上|晚间|夜晚|夜里|晚|in the evening|evening|at night|night",
    Part.BEFORE_NOON: "am",
}
_PART_OF_WORD = {word: part for part, words in _WORDS.items() for word in words.split("|")}
_PART = "|".join(sorted(_PART_OF_WORD, key=len, reverse=True))

# Hours of the 24-hour clock that each part allows, by the hour as said.
_HOURS: dict[Part, dict[int, int]] = {
    Part.NIGHT: {12: 0} | {hour: hour for hour in range(7)},
    Part.BEFORE_NOON: {12: 0} | {hour: hour for hour in range(12)},
    Part.MORNING: {hour: hour for hour in range(13)},
    Part.NOON: {1: 13, 2: 14} | {hour: hour for hour in range(11, 15)},
    Part.AFTERNOON: {hour: hour + 12 for hour in range(1, 12)} | {hour: hour for hour in range(12, 24)},
    Part.EVENING: {hour: hour + 12 for hour in range(5, 12)} | {hour: hour for hour in range(17, 24)},
}

_HOUR_LENGTH = r"([0-9]{1,2}(?:\.[0-9])?) ?个?(半)? ?(?:小时|钟头|hours?|hrs?|h(?![a-z]))(半)?"
_HALF_LENGTH = r"半个?(?:小时|钟头)|half an hour"
_MINUTE_LENGTH = r"([0-9]{1,4}) ?(?:分钟|min(?:ute)?s?(?![a-z]))"
_UNGROUPED = [re.sub(r"\((?!\?)", "(?:", pattern) for pattern in (_HOUR_LENGTH, _HALF_LENGTH, _MINUTE_LENGTH)]
_LENGTH = rf"(?<![0-9.:])(?:{_UNGROUPED[0]}(?: ?(?:and )?{_UNGROUPED[2]})?|{_UNGROUPED[1]}|{_UNGROUPED[2]})"
_AFTER = re.compile(rf"(?<![a-z])in {_LENGTH}|{_LENGTH} ?(?:之后|以后|过后|后(?!天)|later|from now)")
# A full stop before the minutes is one only where the number is no month ("15.30") or am or pm follows.
_DOTTED = r"(?:(?<=1[3-9])|(?<=2[0-3])|(?=\.[0-9]{2} ?[ap]m))"


def _clock_pattern(name: str) -> str:
    minutes = (
        rf":(?P<{name}colon>[0-9]{{2}})分?|{_DOTTED}\.(?P<{name}point>[0-9]{{2}})(?![0-9])"
        rf"|(?P<{name}sign>[点时])(?:钟|整)?(?:(?P<{name}half>半)|(?P<{name}quarter>[123])刻"
        rf"|(?P<{name}said>[0-9]{{1,2}})分(?!钟)|(?P<{name}short>[0-9]{{2}})(?![0-9月日号天周个年/.:]))?"
    )
    return (
        rf"(?:(?P<{name}before>{_PART}) ?的? ?)?(?P<{name}at>(?<![a-z])at |@ ?)?"
        rf"(?<![0-9a-z/.:])(?P<{name}hour>[0-9]{{1,2}})(?![0-9])(?! ?[月年日号天周个])(?:{minutes})?"
        rf"(?: ?(?P<{name}after>am|pm|in the (?:morning|afternoon|evening)|at night)(?![a-z]))?"
    )


_SPAN = re.compile(rf"{_clock_pattern('a')}(?: ?(?:-|到|至|until|till|to) ?{_clock_pattern('b')}(?![/.]))?")


def read_clocks(text: str, part: Part | None) -> tuple[Clocks, str]:
    """What a text says about the hour, and the text without it.

    `part` holds where the text names no part of the day. An hour from 1 to 6 without one ("3点", "at 3") is in the
    afternoon; "03:00" is on the 24-hour clock. Unusable: impossible, unreadable (two hours that differ).
    """
    text = _spell_noon(text)
    after, text = _read_after(text)
    minutes, text = _read_length(text)
    spans = []
    for found in _SPAN.finditer(text):
        first, second = _clock(found, "a"), _clock(found, "b") if found["bhour"] else None
        if first.marked or (second and second.marked):
            spans.append((first, second))
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    if len(spans) > 1 or (spans and after is not None):
        raise Unusable(Problem.UNREADABLE)
    if not spans:
        part, text = _read_part(text, part)
        return Clocks(minutes=minutes, part=part, after=after), text
    start, length = _resolve(*spans[0], part)
    if minutes is not None and length is not None:
        raise Unusable(Problem.UNREADABLE)
    return Clocks(start=start, minutes=length if minutes is None else minutes), text


def _spell_noon(text: str) -> str:
    """Noon and the English halves and quarters of an hour, written the way that the pattern reads."""
    text = re.sub(r"(?:(?<![0-9])12 )?(?<![a-z])(?:noon|midday)(?![a-z])|正午|中午(?! ?的? ?[0-9])", " 12:00 ", text)
    text = re.sub(r"([0-9]{1,2}) ?o'?clock", r"\1点", text)
    text = re.sub(r"half past ([0-9]{1,2})", r"\1点半", text)
    text = re.sub(r"quarter past ([0-9]{1,2})", r"\1点1刻", text)
    text = re.sub(r"(?<![a-z])(?<!half )an? (?=hour)", "1 ", text)
    return re.sub(r"quarter to ([0-9]{1,2})", lambda found: f"{(int(found[1]) - 1) % 12 or 12}点3刻", text)


def _read_after(text: str) -> tuple[timedelta | None, str]:
    found = _AFTER.search(text)
    if found is None:
        return None, text
    return timedelta(minutes=_amount(found[0])), text[: found.start()] + " " + text[found.end() :]


def _read_length(text: str) -> tuple[int | None, str]:
    found = re.search(_LENGTH, text)
    if found is None:
        return None, text
    minutes = _amount(found[0])
    if not 0 < minutes <= 24 * 60:
        raise Unusable(Problem.IMPOSSIBLE)
    return minutes, text[: found.start()] + " " + text[found.end() :]


def _amount(words: str) -> int:
    """A length of time in whole minutes."""
    if re.search(_HALF_LENGTH, words) and not re.search(_HOUR_LENGTH, words):
        return 30
    tenths = minutes = 0
    for number, half_before, half_after in re.findall(_HOUR_LENGTH, words):
        whole, _, tenth = number.partition(".")
        tenths += int(whole) * 10 + int(tenth or 0) + (5 if half_before or half_after else 0)
    for number in re.findall(_MINUTE_LENGTH, words):
        minutes += int(number)
    return tenths * 6 + minutes


def _read_part(text: str, part: Part | None) -> tuple[Part | None, str]:
    """A part of the day that is named without an hour ("tomorrow evening")."""
    found = re.search(rf"(?<![a-z])(?:{_PART})(?![a-z])", text)
    if found is None:
        return part, text
    return _PART_OF_WORD[found[0]], text[: found.start()] + " " + text[found.end() :]


def _clock(found: re.Match[str], name: str) -> _Clock:
    word = found[f"{name}before"] or found[f"{name}after"]
    on_24_hours = found[f"{name}colon"] or found[f"{name}point"]
    said = on_24_hours or found[f"{name}said"] or found[f"{name}short"]
    minute = 30 if found[f"{name}half"] else 15 * int(found[f"{name}quarter"] or 0) + int(said or 0)
    marked = bool(word or on_24_hours or found[f"{name}sign"] or found[f"{name}at"])
    return _Clock(int(found[f"{name}hour"]), minute, _PART_OF_WORD.get(word or ""), not on_24_hours, marked)


def _resolve(first: _Clock, second: _Clock | None, part: Part | None) -> tuple[time, int | None]:
    """The start, and the length where an end is named; start and end lend each other their part of the day."""
    if second is None:
        return _time(first, first.part or part), None
    if second.part is None:
        start = _time(first, first.part or part)
        return start, _length(start, _end(second, first.part or part, start))
    end = _time(second, second.part)
    start = end
    if first.part or first.hour in _HOURS[second.part]:
        start = _time(first, first.part or second.part)
    if start >= end and first.part is None:
        start = _time(first, None)
    return start, _length(start, end)


def _end(clock: _Clock, part: Part | None, start: time) -> time:
    """The end where it is named without a part of the day: in the start's, else the next such hour after the start."""
    end = _time(clock, part if part and clock.hour in _HOURS[part] else None)
    if end > start or not clock.bare:
        return end
    plain = time(clock.hour, clock.minute)
    afternoon = plain.replace(hour=clock.hour % 12 + 12)
    return afternoon if afternoon > start else plain


def _time(clock: _Clock, part: Part | None) -> time:
    hour: int | None = clock.hour
    if part is not None:
        hour = _HOURS[part].get(clock.hour)
    elif clock.bare and 1 <= clock.hour <= 6:
        hour = clock.hour + 12
    if hour is None or hour > 23 or clock.minute > 59:
        raise Unusable(Problem.IMPOSSIBLE)
    return time(hour, clock.minute)


def _length(start: time, end: time) -> int:
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes > 0:
        return minutes
    if start.hour >= 18 and end.hour <= 6:
        return minutes + 24 * 60
    raise Unusable(Problem.IMPOSSIBLE)
