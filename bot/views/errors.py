"""The one place where a code becomes a sentence."""

from bot.domain.errors import DomainError
from bot.texts.speech import Speech, shown


def sentence(error: DomainError, say: Speech) -> str:
    """`errors.ftl` has `error-<code>`; every code that the code raises has one (a test)."""
    return say(f"error-{error.code.replace('_', '-')}", **shown(error.data, say))
