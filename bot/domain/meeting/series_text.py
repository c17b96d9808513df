"""Reads the rule of a series as people type it: 每月第二个周五, "every month on the 5th"."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time

from pydantic import ValidationError

from bot.domain.errors import DomainError
from bot.domain.meeting.series import MonthlyDay, MonthlyWeekday, Quarterly, Rule, Weekly
from bot.domain.meeting.series_calling import read_hour
from bot.domain.when.text import plain

_ENGLISH_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_SYNONYMS = {"each": "every", "weekly": "every week", "monthly": "every month", "quarterly": "every quarter"}
_SYNONYMS |= {"biweekly": "every 2 weeks", "fortnightly": "every 2 weeks", "other": "2nd"}
_SYNONYMS |= {word: number for number, word in _ENGLISH_ORDINALS.items()}
_TH = "(?:st|nd|rd|th)?"
_IN_A_NUMBER = re.compile(
    "(?:.?[0-9０-９][0-9０-９]|[^周期拜]?[一二三四五六七八九十][一二三四五六七八九十])", re.DOTALL
)
"""A cut before the last sign would part a number; 周三三点 is none."""

_Made = Callable[[re.Match[str]], Rule]
_WHEN_SAID: list[tuple[str, _Made]] = [
    (r"每(?:个?(?:周|星期|礼拜)的?)?wd([1-7])", lambda said: Weekly(weekday=int(said[1]))),
    (r"每([0-9]+)个?(?:周|星期|礼拜)的?wd([1-7])", lambda said: Weekly(weekday=int(said[2]), every=int(said[1]))),
    (r"每?(?:隔|双)(?:周|星期)?的?wd([1-7])", lambda said: Weekly(weekday=int(said[1]), every=2)),
    (r"每?隔([0-9]+)个?(?:周|星期)的?wd([1-7])", lambda said: Weekly(weekday=int(said[2]), every=int(said[1]) + 1)),
    (r"每个?月的?第?([0-9]{1,2})[日号天]?", lambda said: MonthlyDay(day=int(said[1]))),
    (r"每个?月的?最后(?:1天|1日)", lambda said: MonthlyDay(day=31)),
    (
        r"每个?月的?(第[1-4]|最后1?)个?wd([1-7])",
        lambda said: MonthlyWeekday.model_validate({"nth": _nth(said[1]), "weekday": int(said[2])}),
    ),
    (
        r"每个?季度?的?(第[1-3]个月|首月|末月|最后1个月)的?第?([0-9]{1,2})[日号天]?",
        lambda said: Quarterly(month=_month(said[1]), day=int(said[2])),
    ),
    (r"every (?:week )?wd([1-7])", lambda said: Weekly(weekday=int(said[1]))),
    (r"every 2nd wd([1-7])", lambda said: Weekly(weekday=int(said[1]), every=2)),
    (
        r"every (?:([0-9]+) weeks|2nd week) wd([1-7])",
        lambda said: Weekly(weekday=int(said[2]), every=int(said[1] or 2)),
    ),
    (rf"every month ([0-9]{{1,2}}){_TH}(?: day)?", lambda said: MonthlyDay(day=int(said[1]))),
    (rf"([0-9]{{1,2}}){_TH}(?: day)? every month", lambda said: MonthlyDay(day=int(said[1]))),
    (r"every month last day|last day(?: every)? month", lambda said: MonthlyDay(day=31)),
    (
        rf"(?:every month )?([1-4]{_TH}|last) wd([1-7])(?: (?:every )?month)?",
        lambda said: MonthlyWeekday.model_validate({"nth": _nth(said[1]), "weekday": int(said[2])}),
    ),
    (
        rf"every quarter ([0-9]{{1,2}}){_TH}(?: day)? ([1-3]{_TH}|last) month",
        lambda said: Quarterly(month=_month(said[2]), day=int(said[1])),
    ),
    (
        rf"([0-9]{{1,2}}){_TH}(?: day)? ([1-3]{_TH}|last) month every quarter",
        lambda said: Quarterly(month=_month(said[2]), day=int(said[1])),
    ),
    (
        rf"([1-3]{_TH}|last) month every quarter ([0-9]{{1,2}}){_TH}(?: day)?",
        lambda said: Quarterly(month=_month(said[1]), day=int(said[2])),
    ),
]


def read_rule(text: str) -> Rule | None:
    """The rule that the text states, or None. Every second Friday is every other one; the second Friday is monthly."""
    words = plain(text[:120])
    english = _english(words)
    chinese = words.replace(" ", "").replace("逢", "")
    for pattern, make in _WHEN_SAID:
        said = re.fullmatch(pattern, chinese) or re.fullmatch(pattern, english)
        if said:
            try:
                return make(said)
            except ValidationError:
                return None
    return None


def read_rule_and_hour(text: str, now: datetime) -> tuple[Rule, time | None, int | None] | None:
    """The rule, and the hour and the minutes typed beside it (每周三下午三点); None where there is no rule.

    `now` is in the unit's zone.
    """
    rule = read_rule(text)
    if rule is not None:
        return rule, None, None
    for said, beside in _parts(text[:120]):
        rule = read_rule(said)
        if rule is not None:
            try:
                return rule, *read_hour(beside, now)
            except DomainError:
                continue
    return None


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text cut in two, rule and hour or hour and rule, the longest rule first; no number is cut."""
    cuts = [at for at in range(1, len(text)) if not _IN_A_NUMBER.fullmatch(text[max(0, at - 2) : at + 1])]
    yield from ((text[:at].rstrip(" ,，、"), text[at:]) for at in reversed(cuts))
    yield from ((text[at:], text[:at]) for at in cuts)


def _english(words: str) -> str:
    """The English words without small words, each synonym replaced by one word."""
    kept = [word for word in re.split(r"[\s,.]+", words) if word not in {"", "on", "the", "of", "in", "a", "please"}]
    return " ".join(_SYNONYMS.get(word, word) for word in kept)


def _nth(words: str) -> int:
    return -1 if words.startswith(("最后", "last")) else int(re.sub("[^0-9]", "", words))


def _month(words: str) -> int:
    if words == "首月":
        return 1
    return 3 if words == "末月" or _nth(words) == -1 else _nth(words)
