"""One ballot and its encoding: every ballot becomes the same number of bytes, whatever it holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Question
from bot.domain.rating.vote import begun

MOST_COMMENT = 500
"""Characters."""
SIZE = 2560
"""Bytes of every plaintext: answers and the longest comment fit in any script."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one elector answered. `answers`: for each question, in order, the place of the chosen choice, from 0;
    `voters`: the elector's group."""

    voters: Voters
    answers: tuple[int, ...]
    comment: str = ""


def filled(questions: Sequence[Question], answers: Sequence[int]) -> tuple[int, ...]:
    """Check that every question has one valid answer, and return the answers. DomainError: ballot_incomplete,
    ballot_choice_unknown."""
    if len(answers) < len(questions):
        raise DomainError("ballot_incomplete")
    return begun(questions, answers)


def remark(text: str) -> str:
    """Return a comment as it is stored, with control characters replaced by spaces. DomainError("comment_too_long",
    most)."""
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text).strip()
    if len(clean) > MOST_COMMENT:
        raise DomainError("comment_too_long", most=MOST_COMMENT)
    return clean


def packed(ballot: Ballot) -> bytes:
    """Encode a ballot as SIZE bytes. ValueError for a ballot that is too large."""
    body = json.dumps([ballot.voters.value, list(ballot.answers), ballot.comment], ensure_ascii=False).encode()
    if len(body) >= SIZE:
        raise ValueError("a ballot larger than its size")
    return body + b"\x00" * (SIZE - len(body))


def unpacked(plain: bytes) -> Ballot:
    """Decode what `packed` encoded. ValueError for any other bytes."""
    if len(plain) != SIZE:
        raise ValueError("a ballot of another size")
    voters, answers, comment = json.loads(plain.rstrip(b"\x00").decode())
    return Ballot(Voters(voters), tuple(int(one) for one in answers), str(comment))
