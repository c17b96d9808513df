"""Small words of the grading views: grades in the reader's language, points, refusals with the scheme's names."""

from collections.abc import Sequence

from bot.domain.errors import DomainError
from bot.domain.grading.grade import points
from bot.domain.grading.model import Deduction
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import name, with_names
from bot.texts.speech import Speech
from bot.views.view import sentence

REASON = 120
"""Most characters of a reason in a list."""


def former(scheme: Scheme, written: str | None, say: Speech) -> str:
    """The last grade, as it was written then or by its name now."""
    if written is None:
        return say("grading-former-none")
    code = scheme.grade_of(written)
    return name(scheme, code, say.language) if code else written


def step(one: Step, say: Speech) -> str:
    return say(f"grading-step-{one.value.replace('_', '-')}")


def refusal(error: DomainError, scheme: Scheme, say: Speech) -> str:
    return sentence(with_names(error, scheme, say.language), say)


def deductions(lines: Sequence[Deduction], say: Speech) -> list[str]:
    return [say("grading-deduction", points=points(one.tenths), reason=one.reason[:REASON]) for one in lines]
