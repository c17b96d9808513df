"""Rectification items as lists: a unit's plan, the units below, who owns what."""

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.rectification.model import PENDING, ItemState
from bot.services.rectification.ledger import (
    ITEMS,
    Counts,
    Ledger,
    LedgerFilter,
    LedgerLine,
    OwnersPage,
    OwnItems,
    UnitsPage,
)
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.rectification import importing, items, liaison
from bot.views.rectification.enter import Enter
from bot.views.rectification.items import LABEL, OpenLedger, attached, short
from bot.views.view import View

FIELD = 70
"""Characters of a measure or target in a list."""


class UnitList(Callback, prefix="zu"):
    """The units for which one acts."""

    page: int


class OwnerList(Callback, prefix="zw"):
    """Who owns items of the unit."""

    unit: int
    page: int


class MineList(Callback, prefix="zn"):
    """What one owns."""

    page: int


def overview(found: UnitsPage | Ledger, say: Speech) -> View:
    """The units, or the plan of one unit."""
    return ledger(found, say) if isinstance(found, Ledger) else units(found, say)


def ledger(found: Ledger, say: Speech) -> View:
    """A page of a unit's items, with filters and what the reader may do."""
    own = [one for one in found.lines if one.item.owner_id == found.asker and one.item.state in PENDING]
    rest = found.lines[len(own) :]
    parts, first = ["\n".join(_head(found, say))], found.part.page * ITEMS + 1
    if own:
        parts += [say("rectify-yours"), *_lines(own, found, first, say)]
    if rest:
        parts += [say("rectify-others") if own else "", *_lines(rest, found, first + len(own), say)]
    if not found.lines:
        parts.append(say("rectify-none" if found.part.shown is LedgerFilter.ALL else "rectify-none-such"))
    return View("\n\n".join(part for part in parts if part), rows(*_buttons(found, say)))


def _head(found: Ledger, say: Speech) -> list[str]:
    counts = found.counts
    lines = [say("rectify-ledger", unit=found.unit.name)]
    if counts.opened:
        lines.append(_counts(counts, say))
    lines += attached(found.attached, say) if found.enters or found.attaches else []
    lines += [say("rectify-all-done")] if found.all_done else []
    if found.part.shown is not LedgerFilter.ALL:
        lines.append(say("rectify-only", what=say(f"rectify-show-{found.part.shown.value}")))
    lines += [say("rectify-only", what=found.owner)] if found.owner else []
    return [*lines, *_page(found.part.page, say)]


def _page(number: int, say: Speech) -> list[str]:
    """Which page of the list, where it is not the first."""
    return [say("rectify-page", page=number + 1)] if number else []


def _counts(counts: Counts, say: Speech) -> str:
    return say(
        "rectify-counts",
        todo=counts.todo,
        overdue=counts.overdue,
        handed=counts.handed_in,
        done=counts.signed_off,
    )


def _lines(lines: Sequence[LedgerLine], found: Ledger, first: int, say: Speech) -> list[str]:
    return [
        line(number, one, found.today, say, unit="" if one.item.unit_id == found.unit.id else one.unit)
        for number, one in enumerate(lines, first)
    ]


def line(number: int, one: LedgerLine, today: date, say: Speech, *, unit: str = "") -> str:
    """Problem, measure, target, owner, due date, state; `unit` where it is another than the list's."""
    item = one.item
    late = items.overdue(item, today, say)
    head = say("rectify-item", number=str(number), problem=short(item.problem))
    facts = {"owner": one.owner, "due": items.due(item, say), "state": items.state(item, say)}
    lines = [
        f"{head} {late}" if late else head,
        say("rectify-item-measure", value=short(item.measure, FIELD)),
        say("rectify-item-target", value=short(item.target, FIELD)) if item.target else "",
        say("rectify-item-facts", **facts),
        say("rectify-item-number", number=items.number(item, say)) if item.state is ItemState.SIGNED_OFF else "",
        say("rectify-item-unit", unit=unit) if unit else "",
    ]
    return "\n".join(part for part in lines if part)


def _items(lines: Sequence[LedgerLine], page: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    return [
        [
            button(
                say("rectify-item", number=str(number), problem=short(one.item.problem, LABEL)),
                items.OpenItem(one.item.id),
            )
        ]
        for number, one in enumerate(lines, page * ITEMS + 1)
    ]


def _buttons(found: Ledger, say: Speech) -> list[list[InlineKeyboardButton]]:
    unit, owner = found.unit.id, found.part.owner_id
    turn = pager(found.part.page, found.more, lambda page: OpenLedger(unit, found.part.shown.value, owner, page), say)
    acts = found.enters or found.attaches
    enter = [button(say("rectify-enter"), Enter(unit)), button(say("rectify-import-begin"), importing.How())]
    back = [button(say("rectify-other-units"), UnitList(0))] if found.others else []
    return [
        *_items(found.lines, found.part.page, say),
        turn,
        *(_filters(found, say) if acts else []),
        enter if found.enters else [],
        liaison.choosing(unit, say) if found.attaches else [],
        [*back, *home(say)],
    ]


def _filters(found: Ledger, say: Speech) -> list[list[InlineKeyboardButton]]:
    """By state, and by owner."""
    unit, counts = found.unit.id, found.counts
    offered = [one for one in LedgerFilter if one is not LedgerFilter.DRAFTS or (found.enters and counts.drafts)]
    if not counts.opened and not counts.drafts:
        return []
    states = [
        button(
            say(
                "rectify-filter-now" if one is found.part.shown else "rectify-filter",
                what=say(f"rectify-show-{one.value}"),
            ),
            OpenLedger(unit, one.value, found.part.owner_id, 0),
        )
        for one in offered
    ]
    by = (
        button(say("rectify-of-everybody"), OpenLedger(unit, found.part.shown.value, 0, 0))
        if found.part.owner_id
        else button(say("rectify-by-owner"), OwnerList(unit, 0))
    )
    return [*grid(states, 2), [by]]


def units(found: UnitsPage, say: Speech) -> View:
    """The units with their counts."""
    lines = [
        say("rectify-unit-line", unit=unit.name, counts=_counts(counts, say))
        for unit, counts in found.units
        if counts.opened
    ]
    each = [[button(unit.name, OpenLedger(unit.id, LedgerFilter.ALL.value, 0, 0))] for unit, _ in found.units]
    own = [button(say("rectify-mine"), MineList(0))] if found.owns else []
    at_home = [button(found.home.name, OpenLedger(found.home.id, LedgerFilter.ALL.value, 0, 0))] if found.home else []
    enter = [button(say("rectify-enter"), Enter(0))] if found.enters else []
    turn = pager(found.number, found.more, UnitList, say)
    return View("\n".join([say("rectify-units"), *lines]), rows(*each, turn, at_home, own, enter, home(say)))


def mine(found: OwnItems, say: Speech) -> View:
    """A page of the items that the reader owns."""
    first = found.number * ITEMS + 1
    parts = [line(number, one, found.today, say, unit=one.unit) for number, one in enumerate(found.lines, first)]
    head = [say("rectify-yours" if parts else "rectify-yours-none"), *_page(found.number, say)]
    text = "\n\n".join([*head, *parts])
    turn = pager(found.number, found.more, MineList, say)
    return View(text, rows(*_items(found.lines, found.number, say), turn, home(say)))


def owners(found: OwnersPage, say: Speech) -> View:
    """A page of the people who own items of a unit."""
    each = [
        [
            button(
                say("rectify-owner", name=one.name, pending=one.pending, items=one.items),
                OpenLedger(found.unit.id, LedgerFilter.ALL.value, one.id, 0),
            )
        ]
        for one in found.owners
    ]
    turn = pager(found.number, found.more, lambda page: OwnerList(found.unit.id, page), say)
    back = [button(say("rectify-back-to-ledger"), OpenLedger(found.unit.id, LedgerFilter.ALL.value, 0, 0))]
    return View(say("rectify-owners", unit=found.unit.name), rows(*each, turn, back))
