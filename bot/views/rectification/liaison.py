"""Attaching a leader and a liaison to a unit: whom, and that it is done."""

from collections.abc import Mapping

from telegram import InlineKeyboardButton

from bot.services.rectification.ledger import LedgerFilter
from bot.services.rectification.liaison import Done, Offered
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.people.post import kind_name
from bot.views.rectification.items import KINDS, OpenLedger, attached
from bot.views.view import View


class AttachWho(Callback, prefix="za"):
    """Choose whom."""

    unit: int
    kind: str
    page: int


class AttachTo(Callback, prefix="zt"):
    """Attach that person."""

    unit: int
    kind: str
    person: int


def choosing(unit: int, say: Speech) -> list[InlineKeyboardButton]:
    """A button for each of the two."""
    return [button(say("rectify-attach", kind=kind_name(kind, say)), AttachWho(unit, kind.value, 0)) for kind in KINDS]


def offered(found: Offered, say: Speech) -> View:
    """The people who can be attached, with those who are."""
    kind = kind_name(found.kind, say)
    key = "rectify-attach-whom" if found.people else "rectify-attach-nobody"
    lines = [say(key, kind=kind, unit=found.unit.name), *attached(found.attached, say, wanted=True)]
    people = [button(one.name, AttachTo(found.unit.id, found.kind.value, one.id)) for one in found.people]
    turn = pager(found.number, found.more, lambda page: AttachWho(found.unit.id, found.kind.value, page), say)
    return View("\n\n".join(lines), rows(*grid(people, 2), turn, [_back(found.unit.id, say)]))


def done(result: Done, say: Speech) -> View:
    """With the other of the two, where nobody is yet."""
    said = say("rectify-attach-done", name=result.name, unit=result.unit.name, kind=kind_name(result.kind, say))
    missing = [kind for kind in KINDS if not result.attached.of(kind)]
    next_ = [
        button(say("rectify-attach", kind=kind_name(kind, say)), AttachWho(result.unit.id, kind.value, 0))
        for kind in missing
    ]
    return View(said, rows(next_, [_back(result.unit.id, say)], home(say)))


def missing(data: Mapping[str, object], say: Speech) -> View:
    """Why a unit's items cannot be opened yet, from the refusal `attached_missing`; beside the form, which stays."""
    text = say("error-attached-missing", unit=data["unit"])
    unit = data["id"]
    if not data["may"] or not isinstance(unit, int):
        return View(text, fresh=True)
    return View(text, rows(choosing(unit, say)), fresh=True)


def _back(unit: int, say: Speech) -> InlineKeyboardButton:
    return button(say("rectify-back-to-ledger"), OpenLedger(unit, LedgerFilter.ALL.value, 0, 0))
