"""How a ballot that is being filled in lies in its own message: answers in the buttons, a comment in the text.

Nothing of it is ever written down by us (decision 14).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.rating.model import Question

MARK = "✍"
"""A line that begins with it ends what the bot says; what follows is the voter's comment. Nobody else may use it."""
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""One for each answer, so that all of them fit into a button."""


@dataclass(frozen=True, slots=True)
class BallotDraft:
    """What comes back from a ballot's message. `key_tag`: of the rating for which its buttons were made."""

    rating: int
    key_tag: str
    answers: tuple[int, ...] = ()
    comment: str = ""


def marked(answers: Sequence[int]) -> str:
    """The places of the chosen choices, a sign each."""
    return "".join(SIGNS[answer] for answer in answers)


def answers_of(marks: str) -> tuple[int, ...]:
    """Back from `marked`. DomainError("ballot_choice_unknown") for signs that it never makes."""
    if not set(marks) <= set(SIGNS):
        raise DomainError("ballot_choice_unknown")
    return tuple(SIGNS.index(sign) for sign in marks)


def begun(questions: Sequence[Question], answers: Sequence[int]) -> tuple[int, ...]:
    """The answers to the first of the questions, or to all. DomainError("ballot_choice_unknown")."""
    if len(answers) > len(questions):
        raise DomainError("ballot_choice_unknown")
    for question, answer in zip(questions, answers, strict=False):
        if not 0 <= answer < len(question.choices):
            raise DomainError("ballot_choice_unknown")
    return tuple(answers)


def replaced(answers: Sequence[int], place: int, answer: int) -> tuple[int, ...]:
    """With that answer to the question at `place`, from 0; it is added where it is the next one."""
    return (*answers[:place], answer, *answers[place + 1 :])


def unmarked(text: str) -> str:
    """Names and titles as they may stand in a ballot's message."""
    return text.replace(MARK, "")


def commented(text: str, lead: str, comment: str) -> str:
    """A message's text with that comment at its end, in the place of an earlier one. `lead` is what introduces it."""
    said = _parts(text)[0]
    return f"{said}\n\n{MARK} {lead}\n{comment}" if comment else said


def comment_of(text: str) -> str:
    """What stands behind the mark; empty without one."""
    return _parts(text)[1]


def _parts(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(MARK):
            return "\n".join(lines[:number]).rstrip(), "\n".join(lines[number + 1 :]).strip()
    return text.rstrip(), ""
