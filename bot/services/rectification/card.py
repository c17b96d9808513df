"""One rectification item: who may see it, its card with what the asker may do now, its history, its milestones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.permission import Action, may, require
from bot.domain.rectification.model import AT_WORK, PENDING, Item, ItemState, Milestone
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.rectification import access
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.meeting import people
from bot.storage.people import account
from bot.storage.rectification import evidence, extension, ledger, liaison, milestone
from bot.storage.rectification import store as items
from bot.storage.rectification.evidence import PieceCounts
from bot.storage.rectification.extension import Extension
from bot.storage.rectification.liaison import Attached
from bot.storage.rectification.store import Event
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Allowed", "Attached", "Card", "Event", "Extension", "HistoryPage", "PieceCounts"]

EVENTS = 10
"""The number of lines of history on one screen."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the asker may do with the item now; each becomes a button."""

    see_unit: bool = False
    edit: bool = False
    open: bool = False
    delete: bool = False
    correct: bool = False
    reach: bool = False
    attach: bool = False
    gather: bool = False
    see_evidence: bool = False
    sign_off: bool = False
    see_reasons: bool = False
    ask_extension: bool = False
    decide_extension: bool = False
    invite: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """`signer` and `committee`: who signed off, and for which unit. `reason`: of the return that stands.

    Reasons are empty for whoever sees the plan alone. `reached`: the owner has an account; `told`: and has just been
    told of what was done.
    """

    item: Item
    unit: Unit
    owner: str
    today: date
    allowed: Allowed
    attached: Attached
    milestones: tuple[Milestone, ...]
    pieces: PieceCounts
    extension: Extension | None
    reason: str
    signer: str
    committee: str
    all_done: bool
    reached: bool = True
    told: bool = False


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of an item's history, newest first. `names`: of the people that its lines name by id."""

    item: Item
    events: tuple[Event, ...]
    names: dict[int, str]
    number: int
    more: bool


async def load_visible(cx: Connection, asker: Actor, id: int, today: date) -> tuple[Item, Unit]:
    """The item of an id that came in a button. DomainError: not_found, not_allowed.

    The plan is for the unit's members and outside participants, those above and whoever stands in for them; a draft
    only for those who enter it.
    """
    item = must_exist(await items.get(cx, id))
    unit = await actor.unit(cx, item.unit_id)
    if item.state is ItemState.DRAFT:
        require(asker, Action.ENTER_ITEM, unit)
    elif not owns(asker, item) and not await access.decides(cx, asker, item, unit, today):
        require(asker, Action.SEE_PLAN, unit)
    return item, unit


async def load_locked(cx: Connection, asker: Actor, id: int, today: date) -> tuple[Item, Unit]:
    """As `load_visible`, and nobody else changes the item before this transaction ends."""
    await items.lock(cx, id)
    return await load_visible(cx, asker, id, today)


def owns(asker: Actor, item: Item) -> bool:
    """Whether the asker owns the item."""
    return asker.person_id == item.owner_id


async def names(cx: Connection, ids: Sequence[int | None]) -> dict[int, str]:
    """The names of people by id, including those who have left."""
    return await people.names(cx, ids)


async def all_done(cx: Connection, unit_id: int) -> bool:
    """Whether something of the unit was opened, and all of it is signed off."""
    counts = await ledger.counts(cx, unit_id, date.min)
    return counts.signed_off > 0 and counts.opened == counts.signed_off


async def card(uow: UnitOfWork, request: Request, item_id: int) -> Card:
    """An item's card. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        return await card_of(cx, asker, item_id, request.today)


async def card_of(cx: Connection, asker: Actor, id: int, today: date) -> Card:
    """As `card`, with a connection that is open already. DomainError: not_found, not_allowed."""
    item, unit = await load_visible(cx, asker, id, today)
    pieces, asked = await evidence.count(cx, id), await extension.waiting(cx, id)
    decides = await access.decides(cx, asker, item, unit, today)
    reached = await account.of_person(cx, item.owner_id) is not None
    allowed = _allowed(asker, item, unit, pieces, asked, decides=decides)
    allowed = replace(allowed, invite=not reached and may(asker, Action.INVITE, unit))
    done, returned = item.signed_off, item.state is ItemState.RETURNED
    above = await units.get(cx, done.committee_id) if done is not None else None
    named = await names(cx, [item.owner_id, done.by if done is not None else None])
    return Card(
        item=item,
        unit=unit,
        owner=named[item.owner_id],
        today=today,
        allowed=allowed,
        attached=await liaison.of_unit(cx, unit, today),
        milestones=tuple(await milestone.of_item(cx, id)),
        pieces=pieces,
        extension=asked if asked is None or allowed.see_reasons else replace(asked, reason=""),
        reason=await items.return_reason(cx, id) if returned and allowed.see_reasons else "",
        signer=named.get(done.by or 0, "") if done is not None else "",
        committee=above.name if above is not None else "",
        all_done=item.state is ItemState.SIGNED_OFF and await all_done(cx, unit.id),
        reached=reached,
    )


def _allowed(
    asker: Actor, item: Item, unit: Unit, pieces: PieceCounts, asked: Extension | None, *, decides: bool
) -> Allowed:
    own, draft, at_work = owns(asker, item), item.state is ItemState.DRAFT, item.state in AT_WORK
    enter, pending = may(asker, Action.ENTER_ITEM, unit), item.state in PENDING
    informed = own or decides or may(asker, Action.SEE_EVIDENCE, unit)
    return Allowed(
        see_unit=may(asker, Action.SEE_PLAN, unit),
        edit=draft and enter,
        open=draft and enter,
        delete=draft and enter,
        correct=at_work and enter,
        reach=pending and (own or enter),
        attach=item.state is not ItemState.SIGNED_OFF and may(asker, Action.ATTACH, unit),
        gather=own and at_work,
        see_evidence=pieces.handed_in > 0 and informed,
        see_reasons=informed,
        sign_off=decides and item.state is ItemState.HANDED_IN,
        ask_extension=own and at_work and asked is None,
        decide_extension=decides and pending and asked is not None,
    )


async def history(uow: UnitOfWork, request: Request, item_id: int, page: int = 0) -> HistoryPage:
    """A page of an item's history, for people who may see the reasons in it. DomainError: not_found, not_allowed."""
    page, today = max(page, 0), request.today
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        item, unit = await load_visible(cx, asker, item_id, today)
        if not (owns(asker, item) or await access.decides(cx, asker, item, unit, today)):
            require(asker, Action.SEE_EVIDENCE, unit)
        events = (await items.history(cx, item_id))[::-1]
        shown = events[page * EVENTS : (page + 1) * EVENTS]
        named = await names(cx, [one for event in shown for one in _people(event)])
    return HistoryPage(item, tuple(shown), named, page, len(events) > (page + 1) * EVENTS)


def _people(event: Event) -> list[int]:
    """The people that a line of history names by id, so that whoever is erased has no name there."""
    return [one for key in ("owner", "was_owner") if isinstance(one := event.data.get(key), int)]


async def reached(uow: UnitOfWork, request: Request, milestone_id: int) -> Card:
    """Mark a milestone as reached, by the owner or the secretary; a second time changes nothing.

    DomainError: not_found, not_allowed, item_at_rest (a draft, or signed off).
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        one = must_exist(await milestone.get(work, milestone_id))
        today = request.today
        item, unit = await load_locked(work, asker, one.item_id, today)
        if not owns(asker, item):
            require(asker, Action.ENTER_ITEM, unit)
        if item.state not in PENDING:
            raise DomainError("item_at_rest")
        if await milestone.reach(work, one.id, request.now):
            await items.note(work, item.id, "milestone", {"name": one.name}, asker.person_id, request.now)
            await reminder_plan.mark_stale(work, Subject.ITEM, item.id)
        shown = await card_of(work, asker, item.id, today)
        await work.commit()
        return shown
