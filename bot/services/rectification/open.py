"""Open and delete rectification items; a form's card is saved by `save`."""

from dataclasses import replace
from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.permission import Action, may, require
from bot.domain.rectification.enter import check_dates, plan_of
from bot.domain.rectification.message import ItemOpened, OwnerFacts, OwnerMessage
from bot.domain.rectification.model import Item, ItemState
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.rectification import card
from bot.services.rectification.card import Card
from bot.services.rectification.entry_session import owner_of
from bot.storage.connection import Connection
from bot.storage.grading import grade
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.rectification import liaison, milestone, write
from bot.storage.rectification import store as items
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork


async def open_(uow: UnitOfWork, request: Request, installation: Installation, item_id: int) -> Card:
    """Open a draft and tell its owner; the card of an item that is open already.

    DomainError: not_found, not_allowed, and as `opened`.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        today = request.today
        item, unit = await card.load_locked(work, asker, item_id, today)
        require(asker, Action.ENTER_ITEM, unit)
        if item.state is not ItemState.DRAFT:
            return await card.card_of(work, asker, item_id, today)
        return await open_draft(work, request, installation, asker, item_id)


async def deletable(uow: UnitOfWork, request: Request, item_id: int) -> Item:
    """A draft that the asker may delete. DomainError: not_found, not_allowed, item_at_rest."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        item, unit = await card.load_visible(cx, asker, item_id, request.today)
        require(asker, Action.ENTER_ITEM, unit)
        if item.state is not ItemState.DRAFT:
            raise DomainError("item_at_rest")
        return item


async def delete(uow: UnitOfWork, request: Request, item_id: int) -> None:
    """Delete a draft; deleted by this very update, the same answer.

    DomainError: not_found, not_allowed, item_at_rest.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        if work.is_redelivery and await items.get(work, item_id) is None:
            return
        _, unit = await card.load_locked(work, asker, item_id, request.today)
        require(asker, Action.ENTER_ITEM, unit)
        if not await write.delete(work, item_id):
            raise DomainError("item_at_rest")
        await reminder_plan.mark_stale(work, Subject.ITEM, item_id)
        await work.commit()


async def open_draft(work: Transaction, request: Request, installation: Installation, asker: Actor, id: int) -> Card:
    """Open a draft in the transaction of a use case, commit it, and return the card. DomainError: as `opened`."""
    today = request.today
    item, unit = await card.load_visible(work, asker, id, today)
    await opened(work, request, installation, asker, item, unit)
    shown = await card.card_of(work, asker, id, today)
    facts = {"item": id, "unit": unit.id, "owner": item.owner_id}
    await audit.add(work, request.now, "rectify.opened", request.account_id, facts)
    await work.commit()
    return heard(shown, asker)


def heard(shown: Card, asker: Actor) -> Card:
    """After a message to the owner, which nobody gets about what they did themselves."""
    return replace(shown, told=shown.reached and not card.owns(asker, shown.item))


async def opened(
    work: Transaction, request: Request, installation: Installation, asker: Actor, item: Item, unit: Unit
) -> None:
    """As `set_open`, and the owner hears of it."""
    await set_open(work, request, installation, asker, item, unit)
    await tell(work, request, item, item.owner_id, ItemOpened(**owner_facts(item, unit)))


async def set_open(
    work: Transaction, request: Request, installation: Installation, asker: Actor, item: Item, unit: Unit
) -> None:
    """Of one who may enter items there; what the owner is told and the audit record are the caller's.

    DomainError: owner_unfit, attached_missing, item_at_rest (no draft), and as `check_dates`.
    """
    today = request.today
    check_dates(plan_of(item, await milestone.of_item(work, item.id)), today)
    await owner_of(work, unit, item.owner_id, today)
    if not await may_open(work, installation, unit, today):
        raise DomainError("attached_missing", unit=unit.name, id=unit.id, may=may(asker, Action.ATTACH, unit))
    if not await write.open_(work, item.id, request.now):
        raise DomainError("item_at_rest")
    facts: dict[str, str | int] = {"owner": item.owner_id, "due_on": item.due_on.isoformat()}
    await items.note(work, item.id, "opened", facts, asker.person_id, request.now)
    await reminder_plan.mark_stale(work, Subject.ITEM, item.id)


async def may_open(cx: Connection, installation: Installation, unit: Unit, today: date) -> bool:
    """A unit that its latest grade puts low opens nothing without leader and liaison."""
    if (await liaison.of_unit(cx, unit, today)).complete:
        return True
    known = await grade.history(cx, unit.id)
    return not (known and known[0].grade in installation.rectification.attached_grades)


def owner_facts(item: Item, unit: Unit) -> OwnerFacts:
    """Return what every message to an owner says of the item."""
    return {"item": item.id, "problem": item.problem, "unit": unit.name, "due": item.due_on}


async def tell(work: Transaction, request: Request, item: Item, person_id: int, message: OwnerMessage) -> None:
    """Tell a person who has an account and does not do it themselves."""
    own = await account.of_person(work, person_id)
    if own is not None and own.id != request.account_id:
        key = f"{message.kind}:{item.id}:{item.version}:{person_id}"
        await work.post(OutboundMessage(key, own.id, message))
