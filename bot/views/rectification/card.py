"""One rectification item: everything about it, what the reader may do now, and its history."""

from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.rectification.model import ItemState
from bot.services.rectification.card import Card, Event, HistoryPage
from bot.services.rectification.ledger import LedgerFilter
from bot.texts.speech import Speech
from bot.views.callback import button, pager, rows
from bot.views.menu import Open, home
from bot.views.rectification import evidence, extension, items, liaison, sign_off
from bot.views.rectification.enter import Change, Delete, Publish
from bot.views.rectification.items import (
    LABEL,
    OpenHistory,
    OpenLedger,
    ReachMilestone,
    attached,
    field,
    horizon,
    milestones,
    short,
    text,
)
from bot.views.view import View

DAYS = ("until", "was", "due_on")
"""What is a date in a line of history."""
CORRECTED_FIELDS = {"was_measure": "measure", "was_target": "target"}
"""The key of an event's data that holds the old value, and the field in the name of its sentence."""
Rows = list[list[InlineKeyboardButton]]


def card(found: Card, say: Speech) -> View:
    """An item with everything that the reader may see and do."""
    item = found.item
    late = items.overdue(item, found.today, say)
    lines = [
        say("rectify-item-head", state=items.state(item, say)) + (f" {late}" if late else ""),
        "",
        *text("problem", item.problem, say),
        *text("measure", item.measure, say),
        *text("target", item.target, say),
        *field("owner", found.owner, say),
        say("rectify-line-due", value=items.due(item, say), horizon=horizon(item.horizon, say)),
        *field("start", say.full_day(item.starts_on), say),
        *field("unit", found.unit.name, say),
        *field("category", item.category, say),
        *field("source", item.source, say),
        *text("cause", item.cause, say),
        *attached(found.attached, say),
        *milestones(found.milestones, found.today, say),
        *_stands(found, say),
    ]
    return View("\n".join(lines), rows(*_buttons(found, say)))


def _stands(found: Card, say: Speech) -> list[str]:
    """What has become of it."""
    item, lines = found.item, []
    if found.pieces.handed_in or found.pieces.gathered:
        lines.append(say("rectify-pieces", count=found.pieces.handed_in, gathered=found.pieces.gathered))
    if found.reason:
        lines.append(say("rectify-returned", reason=found.reason))
    if found.extension is not None:
        lines.append(say("rectify-later", until=say.full_day(found.extension.until_on)))
    if found.extension is not None and found.extension.reason:
        lines.append(say("rectify-later-reason", reason=found.extension.reason))
    if item.signed_off is not None and item.state is ItemState.SIGNED_OFF:
        day = say.full_day(say.local(item.signed_off.at).date())
        signer = {"committee": found.committee, "name": found.signer or say("sign-off-administrator")}
        lines.append(say("rectify-signed-off", number=items.number(item, say), day=day, **signer))
    if found.all_done:
        lines.append(say("rectify-all-done"))
    return ["", *lines] if lines else []


def saved(found: Card, say: Speech) -> View:
    """The item after the form."""
    draft = found.item.state is ItemState.DRAFT
    lines = [say("rectify-saved-draft")] if draft else [say("rectify-saved"), *_heard(found, say)]
    return _after(lines, found, say, invites=not draft)


def opened(found: Card, say: Speech) -> View:
    """The draft that was opened."""
    return _after([say("rectify-is-open", name=found.owner), *_heard(found, say)], found, say, invites=True)


def _heard(found: Card, say: Speech) -> list[str]:
    """Whether the owner knows."""
    if not found.reached:
        return [say("rectify-owner-unbound", name=found.owner)]
    return [say("rectify-owner-told", name=found.owner)] if found.told else []


def _after(lines: list[str], found: Card, say: Speech, *, invites: bool) -> View:
    """The card below what was done; for an owner without an account also the way to invite them."""
    invite = [button(say("menu-open-invite"), Open("invite"))] if found.allowed.invite else []
    text = "\n".join(lines) + f"\n\n{card(found, say).text}"
    return View(text, rows(invite if invites else [], *_buttons(found, say)))


def _buttons(found: Card, say: Speech) -> Rows:
    item, allowed = found.item, found.allowed
    gather = "rectify-gather-on" if found.pieces.gathered else "rectify-gather"
    past = [button(say("rectify-history"), OpenHistory(item.id, 0))] if allowed.see_reasons else []
    back = button(say("rectify-back-to-ledger"), OpenLedger(found.unit.id, LedgerFilter.ALL.value, 0, 0))
    return [
        [button(say(gather), evidence.Begin(item.id))] if allowed.gather else [],
        [evidence.show_button(item.id, say)] if allowed.see_evidence else [],
        _deciding(found, say),
        _later(found, say),
        *([_reach(one.id, one.name, say)] for one in found.milestones if allowed.reach and one.reached_at is None),
        [button(say("rectify-open-draft"), Publish(item.id))] if allowed.open else [],
        _changing(found, say),
        liaison.choosing(found.unit.id, say) if allowed.attach and not found.attached.complete else [],
        [*past, *([back] if allowed.see_unit else [])],
        home(say),
    ]


def _deciding(found: Card, say: Speech) -> list[InlineKeyboardButton]:
    if not found.allowed.sign_off:
        return []
    id = found.item.id
    return [button(say("sign-off"), sign_off.SignOff(id)), button(say("sign-off-return"), sign_off.Return(id))]


def _later(found: Card, say: Speech) -> list[InlineKeyboardButton]:
    if found.allowed.ask_extension:
        return [button(say("rectify-ask-later"), extension.Ask(found.item.id))]
    if found.extension is None or not found.allowed.decide_extension:
        return []
    id = found.extension.id
    agree = button(say("extension-agree"), extension.Agree(id))
    return [agree, button(say("extension-refuse"), extension.Refuse(id))]


def _changing(found: Card, say: Speech) -> list[InlineKeyboardButton]:
    id, allowed = found.item.id, found.allowed
    change = [button(say("rectify-edit"), Change(id))] if allowed.edit else []
    correct = [button(say("rectify-correct"), Change(id))] if allowed.correct else []
    return [*change, *correct, *([button(say("rectify-delete"), Delete(id))] if allowed.delete else [])]


def _reach(id: int, name: str, say: Speech) -> InlineKeyboardButton:
    return button(say("rectify-reach", name=short(name, LABEL)), ReachMilestone(id))


def history(found: HistoryPage, say: Speech) -> View:
    """A page of an item's history."""
    lines = [say("rectify-history-of", problem=short(found.item.problem))]
    lines += [_event(one, found.names, say) for one in found.events]
    turn = pager(found.number, found.more, lambda page: OpenHistory(found.item.id, page), say)
    return View("\n\n".join(lines), rows(turn, [items.open_button(found.item.id, say)]))


def _event(event: Event, names: dict[int, str], say: Speech) -> str:
    by = event.by or say("sign-off-administrator")
    what = _corrected(event, names, say) if event.kind == "corrected" else _plain(event, names, say)
    return say("rectify-event", at=say.moment(event.at), by=by, what=what)


def _plain(event: Event, names: dict[int, str], say: Speech) -> str:
    values = {key: _shown(key, value, names, say) for key, value in event.data.items()}
    if event.kind == "signed_off":
        values = {"number": items.number_of(int(event.data["year"]), int(event.data["number"]), say)}
    return say(f"rectify-event-{event.kind.replace('_', '-')}", **values)


def _shown(key: str, value: str | int, names: dict[int, str], say: Speech) -> str:
    """A person by name, a day in words, anything else as it is."""
    if key in ("owner", "was_owner") and isinstance(value, int):
        return names.get(value, "")
    if key in DAYS and isinstance(value, str):
        return say.full_day(date.fromisoformat(value))
    return str(value)


def _corrected(event: Event, names: dict[int, str], say: Speech) -> str:
    """What was there before."""
    was = [
        say(f"rectify-event-was-{name}", value=str(event.data[key]))
        for key, name in CORRECTED_FIELDS.items()
        if key in event.data
    ]
    if "was_owner" in event.data:
        people = {key: _shown(key, event.data[key], names, say) for key in ("was_owner", "owner")}
        was.append(say("rectify-event-was-owner", was=people["was_owner"], name=people["owner"]))
    return "\n".join([say("rectify-event-corrected"), *was])
