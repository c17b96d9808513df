"""Rectification items in words, and the buttons that lead to them."""

from collections.abc import Collection
from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.post import PostKind
from bot.domain.rectification.message import ItemCorrected, ItemOpened, ItemRelieved, OwnerMessage
from bot.domain.rectification.model import Horizon, Item, ItemState, Milestone
from bot.services.rectification.card import Attached
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.people.post import kind_name
from bot.views.renderer import renders
from bot.views.view import View

SHORT, LABEL = 60, 18
"""Characters of a problem in a message about its item, and on a button."""

MOST_OF_FIELD = 300
"""Characters of one field on a card, which has to fit into a message."""

KINDS = (PostKind.ATTACHED_LEADER, PostKind.LIAISON)


class OpenItem(Callback, prefix="zi"):
    """One item's card."""

    item: int


class OpenLedger(Callback, prefix="zl"):
    """A unit's items: which (`shown` as in `services.rectification.ledger.LedgerFilter`), of whom (0: everybody)."""

    unit: int
    shown: str
    owner: int
    page: int


class OpenHistory(Callback, prefix="zh"):
    """A page of an item's history."""

    item: int
    page: int


class ReachMilestone(Callback, prefix="zm"):
    """A milestone is done."""

    milestone: int


def short(text: str, most: int = SHORT) -> str:
    """On one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def open_button(item: int, say: Speech) -> InlineKeyboardButton:
    """The way from a message about an item to the item."""
    return button(say("rectify-open-item"), OpenItem(item))


def state(item: Item, say: Speech) -> str:
    """The name of an item's state."""
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


def field(name: str, value: str, say: Speech) -> list[str]:
    """Nothing where there is nothing to say."""
    return [say(f"rectify-line-{name}", value=value)] if value else []


def text(name: str, value: str, say: Speech) -> list[str]:
    """What was typed, with its lines."""
    whole = value if len(value) <= MOST_OF_FIELD else value[: MOST_OF_FIELD - 1] + "…"
    return field(name, whole, say)


def horizon(of: Horizon | None, say: Speech) -> str:
    """The name of a horizon; empty for None."""
    return say(f"rectify-horizon-{of.value}") if of is not None else ""


def milestones(found: Collection[Milestone], today: date, say: Speech) -> list[str]:
    """Each with its date, and whether it is reached or late."""
    if not found:
        return []
    return [say("rectify-milestones"), *(_milestone(one, today, say) for one in found)]


def _milestone(one: Milestone, today: date, say: Speech) -> str:
    about = {"name": one.name, "due": say.full_day(one.due_on)}
    if one.reached_at is not None:
        return say("rectify-milestone-reached", **about, day=say.day(say.local(one.reached_at).date()))
    return say("rectify-milestone-late" if one.due_on < today else "rectify-milestone", **about)


def attached(found: Attached, say: Speech, *, wanted: bool = False) -> list[str]:
    """Who is attached; `wanted`: also that nobody is."""
    parts = []
    for kind in KINDS:
        names = [one.name for one in found.of(kind)]
        if names or wanted:
            name = say.list(names) if names else say("rectify-nobody")
            parts.append(say("rectify-attached", kind=kind_name(kind, say), name=name))
    return [say("rectify-gap").join(parts)] if parts else []


def opened(message: ItemOpened, say: Speech) -> View:
    """To the owner: the item is theirs from now on. Also when an open item comes to them from someone else."""
    return _to_owner("rectify-told-opened", message, say)


def relieved(message: ItemRelieved, say: Speech) -> View:
    """To the owner before: the item is another's now."""
    text = say("rectify-told-relieved", problem=short(message.problem), unit=message.unit, name=message.name)
    return View(text)


def corrected(message: ItemCorrected, say: Speech) -> View:
    """To the owner: measure or target are others than before."""
    return _to_owner("rectify-told-corrected", message, say)


def _to_owner(key: str, message: OwnerMessage, say: Speech) -> View:
    text = say(key, problem=short(message.problem), unit=message.unit, due=say.full_day(message.due))
    return View(text, rows([open_button(message.item, say)]))


RENDERERS = (renders(ItemOpened, opened), renders(ItemRelieved, relieved), renders(ItemCorrected, corrected))
