"""How a ballot that is being filled in is kept in its own Telegram message: answers in the buttons, a comment in the
text. The bot stores none of it (decision 14)."""

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
    """An unfinished ballot as it comes back from its message. `key_tag`: of the rating that its buttons were made
    for."""

    rating: int
    key_tag: str
    answers: tuple[int, ...] = ()
    comment: str = ""


def marked(answers: Sequence[int]) -> str:
    """Encode the places of the chosen choices, one sign each."""
    return "".join(SIGNS[answer] for answer in answers)


def answers_of(marks: str) -> tuple[int, ...]:
    """Decode what `marked` encoded. DomainError("ballot_choice_unknown") for any other sign."""
    if not set(marks) <= set(SIGNS):
        raise DomainError("ballot_choice_unknown")
    return tuple(SIGNS.index(sign) for sign in marks)


def begun(questions: Sequence[Question], answers: Sequence[int]) -> tuple[int, ...]:
    """Check the answers to the first questions, or to all, and return them. DomainError("ballot_choice_unknown")."""
    if len(answers) > len(questions):
        raise DomainError("ballot_choice_unknown")
    for question, answer in zip(questions, answers, strict=False):
        if not 0 <= answer < len(question.choices):
            raise DomainError("ballot_choice_unknown")
    return tuple(answers)


def replaced(answers: Sequence[int], place: int, answer: int) -> tuple[int, ...]:
    """Return the answers with another one at `place`, from 0; it is added where it is the next one."""
    return (*answers[:place], answer, *answers[place + 1 :])


def unmarked(text: str) -> str:
    """Return a name or title without the mark, as a ballot's message may show it."""
    return text.replace(MARK, "")


def commented(text: str, lead: str, comment: str) -> str:
    """Return a message's text with that comment at its end instead of an earlier one; `lead` introduces it."""
    said = _parts(text)[0]
    return f"{said}\n\n{MARK} {lead}\n{comment}" if comment else said


def comment_of(text: str) -> str:
    """Return the comment behind the mark; empty without a mark."""
    return _parts(text)[1]


def _parts(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(MARK):
            return "\n".join(lines[:number]).rstrip(), "\n".join(lines[number + 1 :]).strip()
    return text.rstrip(), ""
