"""Callback data of buttons: one typed class for each, with a short prefix, checked to fit Telegram's 64 bytes."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import ClassVar, Self, dataclass_transform

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.texts.speech import Speech

LIMIT = 64
LARGEST = 2**52
"""All ids are below it, Telegram's by its documentation of User and Chat."""
KINDS: "dict[str, type[Callback]]" = {}


@dataclass_transform(frozen_default=True)
@dataclass(frozen=True)
class Callback:
    """The data of one kind of button. Each subclass is a frozen dataclass of int and str fields: `class
    CheckIn(Callback, prefix="ci")`."""

    prefix: ClassVar[str] = ""

    def __init_subclass__(cls, prefix: str) -> None:
        """Make the class a dataclass and register its prefix; TypeError for one that another class has."""
        dataclass(frozen=True)(cls)
        cls.prefix = prefix
        other = KINDS.setdefault(prefix, cls)
        if other is not cls:
            raise TypeError(f"{cls.__name__} and {other.__name__} share the prefix {prefix}")

    def pack(self) -> str:
        """Write the data. ValueError when it would not fit."""
        data = ":".join([self.prefix, *(str(getattr(self, field.name)) for field in fields(self))])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"callback data of {len(data.encode())} bytes: {self.prefix}")
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """Read the data. DomainError("old_button") for data that do not fit this class."""
        names = fields(cls)
        prefix, *parts = (data or "").split(":", len(names))
        if prefix != cls.prefix or len(parts) != len(names):
            raise DomainError("old_button")
        try:
            return cls(*(_read(field.type, part) for field, part in zip(names, parts, strict=True)))
        except ValueError:
            raise DomainError("old_button") from None

    @classmethod
    def is_of(cls, data: str) -> bool:
        """Tell whether the data of a button begin with this class's prefix."""
        return data.split(":")[0] == cls.prefix

    @classmethod
    def pattern(cls) -> str:
        """Return the pattern for PTB's CallbackQueryHandler."""
        return f"^{cls.prefix}(:|$)"


def _read(kind: object, text: str) -> int | str:
    if kind not in (int, "int"):
        return text
    value = int(text)
    if abs(value) >= LARGEST:
        raise ValueError(text)
    return value


def button(text: str, callback: Callback) -> InlineKeyboardButton:
    """Make a button."""
    return InlineKeyboardButton(text, callback_data=callback.pack())


def rows(*lines: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Make a keyboard, leaving out empty lines."""
    return InlineKeyboardMarkup([line for line in lines if line])


def grid(buttons: list[InlineKeyboardButton], across: int) -> list[list[InlineKeyboardButton]]:
    """Arrange buttons in lines of so many."""
    return [buttons[start : start + across] for start in range(0, len(buttons), across)]


def pager(number: int, more: bool, page: Callable[[int], Callback], say: Speech) -> list[InlineKeyboardButton]:
    """Make the line that leads to earlier and later pages; `number` counts from 0."""
    earlier = [button(say("menu-earlier"), page(number - 1))] if number > 0 else []
    return earlier + ([button(say("menu-later"), page(number + 1))] if more else [])
