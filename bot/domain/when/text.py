"""Rewrites typed Chinese and English into one plain form, so that each rule needs a single pattern.

After `plain`: ASCII digits for every number, simplified characters, lower case, `wd1`..`wd7` for weekdays (Monday
first), `am`/`pm`, a hyphen for every dash.
"""

import re
import unicodedata
from enum import StrEnum

_SIMPLIFIED = str.maketrans(
    "週點兩後號個鐘時禮這開從會議舉過於間長約內當晝裡裏幾–—―−~〜○",
    "周点两后号个钟时礼这开从会议举过于间长约内当昼里里几------〇",
)
_CHINESE_DIGITS = {"零": 0, "〇": 0, "两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_CHINESE_NUMBER = re.compile("(?<=[0-9])(?=[零〇一二两三四五六七八九十百])|[零〇一二两三四五六七八九十百]+")
_COUNTED = re.compile("(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?")
_ENGLISH_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_ENGLISH_NUMBERS |= {"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40}
_ENGLISH_NUMBERS |= {"fifty": 50, "sixty": 60, "ninety": 90}
_ENGLISH_NUMBER = re.compile(rf"(?<![a-z])(?:{'|'.join(_ENGLISH_NUMBERS)})(?![a-z])")
_CHINESE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![0-9]))")
_ENGLISH_WEEKDAY = re.compile(
    r"(?<![a-z])(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?|"
    r"(sat)(?:urday)?|(sun)(?:day)?)s?(?![a-z])\.?"
)


def plain(text: str) -> str:
    """The text in the plain form."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    text = _CHINESE_WEEKDAY.sub(lambda found: f"wd{_weekday_number(found[1])} ", text)
    text = _ENGLISH_WEEKDAY.sub(lambda found: f" wd{found.lastindex} ", text)
    text = _CHINESE_NUMBER.sub(lambda found: _digits(found[0]), text)
    text = _ENGLISH_NUMBER.sub(lambda found: str(_ENGLISH_NUMBERS[found[0]]), text)
    text = re.sub(r"(?<![a-z])([ap])\.?\s?m(?![a-z])\.?", r"\1m", text)
    text = re.sub(r"([今明后])儿个?", r"\1天", text)
    text = re.sub(r"([今明后])([早晚])上?", r"\1天\2上", text)
    text = re.sub(r"(?<![a-z])tonight(?![a-z])", "today evening", text)
    text = re.sub(r"(?<![a-z])this (?=(?:morning|afternoon|evening)(?![a-z]))", "today ", text)
    return re.sub(r"\s+", " ", text).strip()


def _weekday_number(sign: str) -> int:
    if sign in "日天":
        return 7
    return int(sign) if sign.isascii() else _CHINESE_DIGITS[sign]


def _digits(word: str) -> str:
    """A Chinese number in digits, counted (二十五) or spelt (二〇二六); any other text unchanged."""
    if not word:
        return " "
    if "十" not in word and "百" not in word:
        return "".join(str(_CHINESE_DIGITS[sign]) for sign in word)
    counted = _COUNTED.fullmatch(word)
    if counted is None:
        return word
    hundreds, tens, ten, ones = counted.groups()
    value = 100 * _CHINESE_DIGITS.get(hundreds, 0) + _CHINESE_DIGITS.get(ones, 0)
    return str(value + (10 * _CHINESE_DIGITS.get(tens, 1) if ten else 0))


class Problem(StrEnum):
    """Why a typed time cannot be used."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    PAST = "past"
    DATE_MISSING = "date_missing"
    TIME_MISSING = "time_missing"


class Unusable(ValueError):
    """A time cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
