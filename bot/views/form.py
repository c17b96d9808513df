"""Views that all forms share: leaving one, a stale button, input that does not fit."""

from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View

KEEPS = {"evidence": "form-left-evidence", "score": "form-left-score"}
"""Forms that store each answer at once, with the sentence that says so when they are left."""


class Cancel(Callback, prefix="x"):
    """Leave the form, whichever it is."""


def cancel_button(say: Speech) -> InlineKeyboardButton:
    """Make the button that leaves the form."""
    return button(say("form-cancel"), Cancel())


def ask(text: str, say: Speech, *lines: list[InlineKeyboardButton]) -> View:
    """Ask for what a step wants, with these lines of buttons and below them the one that leaves the form."""
    return View(text, rows(*lines, [cancel_button(say)]))


def chosen(label: str, say: Speech) -> View:
    """Say which button was tapped, in place of the buttons."""
    return View(say("meeting-chosen", choice=label) if label else "")


def cancelled(name: str, say: Speech) -> View:
    """Say that the form of that name was left; `name` is empty where there was none."""
    key = KEEPS.get(name, "form-cancelled") if name else "form-nothing-to-cancel"
    return View(say(key), rows(home(say)))


def over(say: Speech) -> View:
    """Say that the form of a tapped button has ended."""
    return View(toast=say("form-over"), alert=True)


def taken(say: Speech, *, tap: bool) -> View:
    """Say that the message was processed before, for its answer may have been lost."""
    return View(toast=say("form-taken"), alert=True) if tap else View(say("form-taken"))


def refused(prompt: View, sentence: str) -> View:
    """Say why the message cannot be accepted, and show the step with its buttons."""
    return replace(prompt, text=f"{sentence}\n\n{prompt.text}", fresh=True)


def again(prompt: View, say: Speech, *, unfit: bool) -> View:
    """Show the step as it is now; `unfit`: the message or button cannot be used at it."""
    lead = say("form-unfit" if unfit else "form-as-it-is-now")
    return replace(prompt, text=f"{lead}\n\n{prompt.text}", fresh=True)
