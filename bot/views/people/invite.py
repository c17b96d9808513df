"""Making personal links: for whom, and the link itself as a picture to scan and a text to pass on."""

import io
from dataclasses import dataclass

import segno
from telegram import CopyTextButton, InlineKeyboardButton

from bot.services.people.invite import ListedPerson, NewLink, PeoplePage, UnitCounts
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import HOME, Open
from bot.views.view import View


class People(Callback, prefix="ip"):
    """List the people of one unit; `bound` 1: those with an account, 0: those without."""

    unit: int
    page: int
    bound: int


class Units(Callback, prefix="iu"):
    """List the units in which such people are."""

    page: int
    bound: int


class Make(Callback, prefix="im"):
    """Make a link for one person."""

    person: int


class Bound(Callback, prefix="ib"):
    """Show the card of someone who has an account."""

    person: int


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The text on a printed sheet of links, around its codes."""

    heading: str
    how: tuple[str, ...]
    until: str


def places(found: UnitCounts | PeoplePage, say: Speech) -> View:
    """List units with how many people have, or have not, an account; or show the people of the only one."""
    if isinstance(found, PeoplePage):
        return people(found, say)
    lines = [
        [button(say("invite-unit", unit=unit.name, count=str(count)), People(unit.id, 0, int(found.bound)))]
        for unit, count in found.units
    ]
    turn = pager(found.page, found.more, lambda page: Units(page, int(found.bound)), say)
    return View(say(f"invite-places-{_state(found.bound)}"), rows(*lines, turn, _other(found.bound, say)))


def people(found: PeoplePage, say: Speech) -> View:
    """List a unit's people, each a button."""
    unit = found.unit
    if not found.people or unit is None:
        return View(say(f"invite-nobody-{_state(found.bound)}"), rows(_other(found.bound, say)))
    turn = pager(found.page, found.more, lambda page: People(unit.id, page, int(found.bound)), say)
    lines = grid([_person(one) for one in found.people], 2)
    text = say(f"invite-people-{_state(found.bound)}", unit=unit.name)
    return View(text, rows(*lines, turn, _other(found.bound, say)))


def _person(one: ListedPerson) -> InlineKeyboardButton:
    kind = Make if one.account_id is None else Bound
    return button(one.person.name, kind(one.person.id))


def _other(bound: bool, say: Speech) -> list[InlineKeyboardButton]:
    other = button(say(f"invite-show-{_state(not bound)}"), Units(0, int(not bound)))
    return [other, button(say("menu-open-home"), Open(HOME))]


def _state(bound: bool) -> str:
    return "bound" if bound else "unbound"


def made(one: NewLink, link: str, say: Speech) -> View:
    """Show a new link: a picture to hold out to the person, and a button that copies it for those who are elsewhere."""
    copy = InlineKeyboardButton(say("invite-copy"), copy_text=CopyTextButton(link))
    text = say("invite-made", name=one.person.name, unit=one.unit.name, until=say.moment(one.expires), link=link)
    return View(text, rows([copy]), picture=png(link), fresh=True, protected=True)


def png(link: str) -> bytes:
    """Draw a link as a QR code, PNG."""
    file = io.BytesIO()
    segno.make(link, error="m").save(file, kind="png", scale=10, border=4)
    return file.getvalue()


def sheet_words(unit: str, first: NewLink, say: Speech) -> SheetWords:
    """Word a printed sheet of links."""
    how = tuple(say(f"invite-sheet-how-{number}") for number in (1, 2, 3))
    day = say.full_day(say.local(first.expires).date())
    until = say("invite-sheet-until", until=f"{day} {say.hour(first.expires)}")
    return SheetWords(say("invite-sheet-heading", unit=unit), how, until)
