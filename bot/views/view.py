"""What a person sees: text, buttons, a picture or a file. Views are pure functions from a result to this."""

from dataclasses import dataclass

from telegram import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.errors import DomainError
from bot.texts.speech import Speech, shown

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


@dataclass(frozen=True, slots=True)
class File:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class View:
    """`text` empty: nothing but the toast. `fresh`: a message of its own even as the answer to a tap."""

    text: str = ""
    keyboard: Keyboard | None = None
    toast: str | None = None
    alert: bool = False
    picture: bytes | None = None
    file: File | None = None
    fresh: bool = False
    protected: bool = False


def sentence(error: DomainError, say: Speech) -> str:
    """`errors.ftl` has `error-<code>`; every code that the code raises has one (a test)."""
    return say(f"error-{error.code.replace('_', '-')}", **shown(error.data, say))
