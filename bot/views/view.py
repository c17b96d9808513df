"""What a person sees: text, buttons, a picture or a file. Views are pure functions from a result to this."""

from dataclasses import dataclass

from telegram import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

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
