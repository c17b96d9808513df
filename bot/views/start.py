"""The first answer: to someone unknown, and to someone who has just been bound."""

from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.people.binding import Result
from bot.services.meeting.card import Listed
from bot.services.people.binding import Opened
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.meeting import card as meeting
from bot.views.menu import Open
from bot.views.view import View


def stranger(say: Speech) -> View:
    """How to be known: a personal link, or the own number."""
    share = KeyboardButton(say("start-share-contact"), request_contact=True)
    return View(say("start-stranger"), ReplyKeyboardMarkup([[share]], resize_keyboard=True))


def scanned(say: Speech) -> View:
    """A stranger who has scanned the code in the room: known first, then the same once more."""
    made = stranger(say)
    return replace(made, text=made.text + "\n" + say("start-scan-again"))


def unknown(standing: Result | None, say: Speech) -> View:
    """Nobody's account yet: a stranger, or one that waits for the secretary's yes."""
    return View(say("start-still-waiting")) if standing is Result.WAITING else stranger(say)


def opened(result: Opened, say: Speech) -> View:
    """What a link or a contact has led to; the button for sharing the number goes."""
    key = f"start-{result.result.value.replace('_', '-')}"
    return View(say(key, name=result.name, unit=result.unit), ReplyKeyboardRemove())


def ahead(found: Listed, say: Speech) -> View | None:
    """The meetings that were announced before the account was known, the running one first; None: there are none."""
    if not found.entries:
        return None
    shown = meeting.listed(found, say)
    return replace(shown, text=say("start-ahead") + "\n" + shown.text)


def owed(count: int, say: Speech) -> View | None:
    """The items that became theirs before the account was known; None: there are none."""
    if not count:
        return None
    return View(say("start-owed", count=count), rows([button(say("menu-open-rectify"), Open("rectify"))]))


def leads_to_menu(result: Opened) -> bool:
    """Whoever still waits for the secretary's yes has no menu yet."""
    return result.result is not Result.WAITING
