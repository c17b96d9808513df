"""Rectification items in words, and the buttons that lead to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.rectification.model import Item, ItemState
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.view import View

SHORT, LABEL = 60, 18
"""Characters of a problem in a message about its item, and on a button."""


@dataclass(frozen=True, slots=True)
class Open(Callback, prefix="zi"):
    """One item's card."""

    item: int


@dataclass(frozen=True, slots=True)
class OfUnit(Callback, prefix="zl"):
    """A unit's items: which (`shown` as in `services.rectify_ledger.Shown`), of whom (0: everybody)."""

    unit: int
    shown: str
    owner: int
    page: int


@dataclass(frozen=True, slots=True)
class History(Callback, prefix="zh"):
    item: int
    page: int


@dataclass(frozen=True, slots=True)
class Reached(Callback, prefix="zm"):
    """A milestone is done."""

    milestone: int


def short(text: str, most: int = SHORT) -> str:
    """On one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def open_button(item: int, say: Speech) -> InlineKeyboardButton:
    """The way from a message about an item to the item."""
    return button(say("rectify-open-item"), Open(item))


def state(item: Item, say: Speech) -> str:
    return say(f"rectify-state-{item.state.value.replace('_', '-')}")


def due(item: Item, say: Speech) -> str:
    """The date that counts, with the first one where it was moved."""
    if item.extended:
        return say("rectify-due-extended", first=say.full_day(item.first_due_on), due=say.full_day(item.due_on))
    return say.full_day(item.due_on)


def overdue(item: Item, today: date, say: Speech) -> str:
    """Empty while it is not."""
    days = item.overdue(today)
    return say("rectify-overdue", days=days) if days else ""


def number(item: Item, say: Speech) -> str:
    """Empty before the sign-off."""
    done = item.signed_off
    return number_of(done.year, done.number, say) if done is not None and item.state is ItemState.SIGNED_OFF else ""


def number_of(year: int, count: int, say: Speech) -> str:
    """〔2026〕3号 / 2026-003."""
    return say("sign-off-number", year=str(year), number=count)


def opened(data: dict[str, Any], say: Speech) -> View:
    """To the owner: the item is theirs from now on. Also when an open item comes to them from someone else."""
    return _told("rectify-told-opened", data, say)


def relieved(data: dict[str, Any], say: Speech) -> View:
    """To the owner before: the item is another's now."""
    return View(say("rectify-told-relieved", problem=short(data["problem"]), unit=data["unit"], name=data["name"]))


def corrected(data: dict[str, Any], say: Speech) -> View:
    """To the owner: measure or target are others than before."""
    return _told("rectify-told-corrected", data, say)


def _told(key: str, data: dict[str, Any], say: Speech) -> View:
    day = say.full_day(date.fromisoformat(data["due"]))
    text = say(key, problem=short(data["problem"]), unit=data["unit"], due=day)
    return View(text, rows([open_button(data["item"], say)]))


RENDERERS = {"rectify.opened": opened, "rectify.relieved": relieved, "rectify.corrected": corrected}
