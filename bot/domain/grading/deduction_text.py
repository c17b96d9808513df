"""Reads deductions as people type them: points and reason, one a line."""

import re
from decimal import Decimal

from bot.domain.errors import DomainError, require_length
from bot.domain.grading.grade import points
from bot.domain.grading.scheme_part import tenths
from bot.domain.grading.scoring import Deduction, remaining
from bot.domain.when.text import plain

MOST_LINES, LONGEST = 20, 200
FULL = frozenset({"满分", "不扣分", "无扣分", "0", "full", "full marks", "none"})
WIDE = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
"""Numbers as some keyboards type them; punctuation stays as it is."""
NUMBER = r"(\d{1,4}(?:\.\d+)?)"
OFF = re.compile(
    rf"[-−–]?\s*(?:扣\s*(?:掉|除)?)?\s*{NUMBER}\s*(?:分|points?|pts?)?(?![\d.年月日次个名场人])[\s,，:：;；、。-]*(.*)"
)
CHINESE = re.compile(r"^(-?\s*扣\s*)?([一二两三四五六七八九十]{1,3})\s*分(?=[\s,，:：;；、。]|$)")
OFF_LAST = re.compile(rf"(.*?)[\s,，:：;；、-]*(?:扣|-|minus)\s*{NUMBER}\s*(?:分|points?|pts?)?[.。]?")
SCORE = re.compile(rf"(?:得|score)\s*{NUMBER}\s*(?:分|points?|pts?)?[\s,，:：;；、。-]*(.*)", re.IGNORECASE)


def read(text: str, code: str, maximum: int) -> list[Deduction]:
    """Read the deductions from a maximum (tenths): “2 缺一次支委会”, “缺一次支委会 扣2分”, “扣二分 缺一次支委会” or
    “得13分 …”, one a line; “满分” is none.

    DomainError: text_missing, deductions_too_many (most), deduction_unreadable (line), text_too_long (most),
    score_above_maximum, and as `scoring.remaining`.
    """
    lines = [" ".join(line.translate(WIDE).split()) for line in text.splitlines()]
    lines = [CHINESE.sub(_digits, line) for line in lines if line]
    if not lines:
        raise DomainError("text_missing")
    if len(lines) == 1 and lines[0].rstrip("。.!").lower() in FULL:
        return []
    if len(lines) > MOST_LINES:
        raise DomainError("deductions_too_many", most=MOST_LINES)
    if len(lines) == 1 and (whole := SCORE.fullmatch(lines[0])) and _tenths(whole[1], lines[0]) == maximum:
        return []
    found = [_line(line, code, maximum) for line in lines]
    remaining(code, maximum, found)
    return found


def _digits(found: re.Match[str]) -> str:
    return f"{found[1] or ''}{plain(found[2])}分"


def _line(line: str, code: str, maximum: int) -> Deduction:
    number, reason = _parts(line, code, maximum)
    require_length(reason, LONGEST)
    return Deduction(number, reason)


def _parts(line: str, code: str, maximum: int) -> tuple[int, str]:
    if found := SCORE.fullmatch(line):
        score = _tenths(found[1], line)
        if score > maximum:
            raise DomainError("score_above_maximum", indicator=code, score=found[1], maximum=points(maximum))
        return maximum - score, found[2].strip()
    if found := OFF.fullmatch(line):
        return _tenths(found[1], line), found[2].strip()
    if found := OFF_LAST.fullmatch(line):
        return _tenths(found[2], line), found[1].strip()
    raise DomainError("deduction_unreadable", line=line[:LONGEST])


def _tenths(text: str, line: str) -> int:
    """One decimal; finer points are not scored."""
    exact = Decimal(text)
    if exact * 10 != int(exact * 10):
        raise DomainError("deduction_unreadable", line=line[:LONGEST])
    return tenths(exact)
