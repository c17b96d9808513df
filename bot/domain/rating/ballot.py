"""One ballot: answers, comment, the voter's group; as bytes of one size, whatever it holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Question

MOST_COMMENT = 500
"""Characters."""
SIZE = 2560
"""Bytes of every plaintext: answers and the longest comment fit in any script."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """`answers`: the place of the chosen choice for each question, in the questions' order."""

    voters: Voters
    answers: tuple[int, ...]
    comment: str = ""


def filled(questions: Sequence[Question], answers: Sequence[int]) -> tuple[int, ...]:
    """The answers, one a question. DomainError: ballot_incomplete, ballot_choice_unknown."""
    if len(answers) < len(questions):
        raise DomainError("ballot_incomplete")
    if len(answers) > len(questions):
        raise DomainError("ballot_choice_unknown")
    for question, answer in zip(questions, answers, strict=True):
        if not 0 <= answer < len(question.choices):
            raise DomainError("ballot_choice_unknown")
    return tuple(answers)


def remark(text: str) -> str:
    """A comment as it is kept: control characters become spaces. DomainError("comment_too_long", most)."""
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).strip()
    if len(clean) > MOST_COMMENT:
        raise DomainError("comment_too_long", most=MOST_COMMENT)
    return clean


def packed(ballot: Ballot) -> bytes:
    """SIZE bytes; ValueError for what does not fit."""
    body = json.dumps([ballot.voters.value, list(ballot.answers), ballot.comment], ensure_ascii=False).encode()
    if len(body) >= SIZE:
        raise ValueError("a ballot larger than its size")
    return body + b"\x00" * (SIZE - len(body))


def unpacked(plain: bytes) -> Ballot:
    """ValueError for anything that `packed` does not make."""
    if len(plain) != SIZE:
        raise ValueError("a ballot of another size")
    voters, answers, comment = json.loads(plain.rstrip(b"\x00").decode())
    return Ballot(Voters(voters), tuple(int(one) for one in answers), str(comment))
