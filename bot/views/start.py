"""Views that answer /start: to a person who is not known, and to one who has just bound their account."""

from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.people.binding import BindingResult
from bot.services.meeting.card import Listed
from bot.services.people.binding import BindingOutcome
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.meeting import card as meeting
from bot.views.menu import Open
from bot.views.view import View


def stranger(say: Speech) -> View:
    """Explain how to bind an account: by a personal link, or by sharing one's own number."""
    share = KeyboardButton(say("start-share-contact"), request_contact=True)
    return View(say("start-stranger"), ReplyKeyboardMarkup([[share]], resize_keyboard=True))


def scanned(say: Speech) -> View:
    """Ask a stranger who has scanned a check-in code to bind their account first and to scan again."""
    made = stranger(say)
    return replace(made, text=made.text + "\n" + say("start-scan-again"))


def unknown(standing: BindingResult | None, say: Speech) -> View:
    """Answer an account that is not bound yet: a stranger's, or one that waits for the secretary's confirmation."""
    return View(say("start-still-waiting")) if standing is BindingResult.WAITING else stranger(say)


def opened(result: BindingOutcome, say: Speech) -> View:
    """Say what a link or a shared contact has led to, and remove the button for sharing the number."""
    key = f"start-{result.result.value.replace('_', '-')}"
    return View(say(key, name=result.name, unit=result.unit), ReplyKeyboardRemove())


def ahead(found: Listed, say: Speech) -> View | None:
    """List the meetings that were announced before the account was bound, the running one first; None where there are
    none."""
    if not found.entries:
        return None
    shown = meeting.listed(found, say)
    return replace(shown, text=say("start-ahead") + "\n" + shown.text)


def owed(count: int, say: Speech) -> View | None:
    """Say how many items were assigned to the person before the account was bound; None where there are none."""
    if not count:
        return None
    return View(say("start-owed", count=count), rows([button(say("menu-open-rectify"), Open("rectify"))]))


def leads_to_menu(result: BindingOutcome) -> bool:
    """Tell whether the account has a menu, as it has not while it waits for the secretary's confirmation."""
    return result.result is not BindingResult.WAITING
