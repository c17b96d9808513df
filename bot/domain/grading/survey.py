"""A unit's survey: four numbers, and lines of three kinds."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.when.text import plain


class SurveyKind(StrEnum):
    """What an entry of the survey says: a number for the first four, words for the others."""

    HANDED_OUT = "handed_out"
    RETURNED = "returned"
    VISITS = "visits"
    INTERVIEWS = "interviews"
    FACT = "fact"
    PROBLEM = "problem"
    SUGGESTION = "suggestion"


NUMBERS = (SurveyKind.HANDED_OUT, SurveyKind.RETURNED, SurveyKind.VISITS, SurveyKind.INTERVIEWS)
LINES = (SurveyKind.FACT, SurveyKind.PROBLEM, SurveyKind.SUGGESTION)
MOST, LONGEST, MOST_LINES = 100_000, 200, 60
"""The largest number, the most characters of a line, the most lines of a survey."""
NUMBER = re.compile(r"[^\d.−–-]{0,10}(\d{1,9})\s*[份张人次户个位名]*[。.]?")


@dataclass(frozen=True, slots=True)
class SurveyEntry:
    """An entry of a unit's survey, with a `number` or with `words`."""

    id: int
    kind: SurveyKind
    number: int | None
    words: str | None


def read_number(text: str) -> int:
    """Read a number as it is typed: “120”, “120份”, “发了一百二十份”. DomainError: survey_number (most)."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if not any(sign.isdecimal() for sign in typed):
        typed = plain(typed.replace("一共", ""))
    found = NUMBER.fullmatch(typed)
    if found is None or int(found[1]) > MOST:
        raise DomainError("survey_number", most=str(MOST))
    return int(found[1])


def read_lines(text: str) -> list[str]:
    """Read the lines, one entry each. DomainError: text_missing, text_too_long (most)."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = [line for line in lines if line]
    if not found:
        raise DomainError("text_missing")
    if any(len(line) > LONGEST for line in found):
        raise DomainError("text_too_long", most=LONGEST)
    return found


def number_of(entries: Iterable[SurveyEntry], kind: SurveyKind) -> int | None:
    """Return the number of that kind; None while it is not entered."""
    return next((one.number for one in entries if one.kind is kind), None)


def require_fit(entries: Iterable[SurveyEntry], kind: SurveyKind, number: int) -> None:
    """Check that no more questionnaires come back than were handed out. DomainError: survey_returned (out)."""
    kept = list(entries)
    out = number if kind is SurveyKind.HANDED_OUT else number_of(kept, SurveyKind.HANDED_OUT)
    back = number if kind is SurveyKind.RETURNED else number_of(kept, SurveyKind.RETURNED)
    if out is not None and back is not None and back > out:
        raise DomainError("survey_returned", out=str(out), back=str(back))
