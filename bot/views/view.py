"""What is shown to a person: text, buttons, a picture or a file. Views are pure functions that return this."""

from dataclasses import dataclass

from telegram import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.errors import DomainError
from bot.texts.speech import Speech, shown

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class View:
    """One answer or message. Without `text` there is only the toast; `fresh` sends a new message even as the answer to
    a tap."""

    text: str = ""
    keyboard: Keyboard | None = None
    toast: str | None = None
    alert: bool = False
    picture: bytes | None = None
    file: File | None = None
    fresh: bool = False
    protected: bool = False


def sentence(error: DomainError, say: Speech) -> str:
    """Word a refusal. The texts have `error-<code>` for every code that the bot raises (checked by a test): in
    `errors.ftl` what several features share, in a feature's own files the others."""
    return say(f"error-{error.code.replace('_', '-')}", **shown(error.data, say))
