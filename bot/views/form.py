"""What every conversation shares: leaving it, a stale button, input that does not fit."""

from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton

from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View

KEEPS = {"evidence": "form-left-evidence", "score": "form-left-score"}
"""Forms that write each answer down as it comes, and what is said of it when they are left."""


@dataclass(frozen=True, slots=True)
class Cancel(Callback, prefix="x"):
    """Leave whichever form this is."""


def cancel_button(say: Speech) -> InlineKeyboardButton:
    return button(say("form-cancel"), Cancel())


def chosen(label: str, say: Speech) -> View:
    """In place of the buttons: which one was tapped."""
    return View(say("meeting-chosen", choice=label) if label else "")


def cancelled(name: str, say: Speech) -> View:
    """`name`: of the form that was left; empty where there was none."""
    key = KEEPS.get(name, "form-cancelled") if name else "form-nothing-to-cancel"
    return View(say(key), rows(home(say)))


def over(say: Speech) -> View:
    """A button of a form that has ended."""
    return View(toast=say("form-over"), alert=True)


def taken(say: Speech, *, tap: bool) -> View:
    """What was sent is done already, and its answer may have been lost."""
    return View(toast=say("form-taken"), alert=True) if tap else View(say("form-taken"))


def refused(prompt: View, sentence: str) -> View:
    """Why what was sent cannot be, and the step with its buttons."""
    return replace(prompt, text=f"{sentence}\n\n{prompt.text}", fresh=True)


def again(prompt: View, say: Speech, *, unfit: bool) -> View:
    """The step as it is now; `unfit`: what came cannot be used here."""
    lead = say("form-unfit" if unfit else "form-as-it-is-now")
    return replace(prompt, text=f"{lead}\n\n{prompt.text}", fresh=True)
