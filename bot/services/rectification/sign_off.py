"""Sign-off: the committee above signs an item off with a number, or returns it with a reason."""

from dataclasses import dataclass

from bot.domain.errors import DomainError, must_exist
from bot.domain.rectification.message import AllSignedOff, ReturnDraft, SignOffDone, SignOffReturned
from bot.domain.rectification.model import Item, ItemState, SignOff
from bot.domain.request import Request
from bot.services import conversation
from bot.services.reason_form import REASON, SURE
from bot.services.rectification import card
from bot.services.rectification.access import ItemAccess
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.meeting import people as meeting_people
from bot.storage.people import post
from bot.storage.rectification import evidence, milestone
from bot.storage.rectification import sign_off as decisions
from bot.storage.rectification import store as items
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["NAME", "Asked", "Decision", "ask", "begin", "confirm", "return_"]

NAME = "return"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question whether an item is to be signed off. `open`: the names of milestones that are not reached yet."""

    item: Item
    owner: str
    unit: str
    pieces: int
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """How an item stands after a tap. `again`: it was not this tap that made it so. `by`: the name of whoever signed
    it off, empty for an administrator; `moved`: it is not what the asker was looking at any more. `all_done`: it was
    the unit's last."""

    item: Item
    again: bool = False
    by: str = ""
    moved: bool = False
    all_done: bool = False


async def ask(uow: UnitOfWork, request: Request, item_id: int) -> Asked | Decision:
    """Ask once more before an item is signed off. DomainError: not_found, own_item, not_allowed, item_not_handed_in."""
    async with uow.reading() as cx:
        access = await ItemAccess.of(cx, request, item_id)
        await access.require_committee(cx)
        if access.item.state is ItemState.SIGNED_OFF:
            return await _stands(cx, access.item)
        return await _asked(cx, access)


async def confirm(uow: UnitOfWork, request: Request, item_id: int, version: int) -> Asked | Decision:
    """Sign an item off under its number, unless it has changed since it was shown; a second tap gets the same answer.

    DomainError: as `ask`.
    """
    async with uow.begin(request) as work:
        access = await _locked(work, request, item_id)
        await access.require_committee(work)
        if access.item.state is ItemState.SIGNED_OFF:
            return await _stands(work, access.item)
        asked = await _asked(work, access)
        if version != access.item.version:
            return asked
        done = await decisions.sign_off(
            work, item_id, _committee(access), access.today.year, access.asker.person_id, work.now
        )
        await access.note(work, "signed_off", number=done.number, year=done.year)
        all_done = await _tell_done(work, access, done)
        facts = {"item": item_id, "committee": done.committee_id, "year": done.year, "number": done.number}
        await audit.add(work, work.now, "rectify.signed_off", request.account_id, facts)
        decision = await _stands(work, await _item(work, item_id), all_done=all_done)
        await work.commit()
        return decision


async def begin(uow: UnitOfWork, request: Request, item_id: int) -> Decision | None:
    """Begin to return an item: ask for the reason, or say how it stands where it is signed off.

    DomainError: not_found, own_item, not_allowed, item_not_handed_in.
    """
    async with uow.begin(request) as work:
        access = await ItemAccess.of(work, request, item_id)
        await access.require_committee(work)
        if access.item.state is ItemState.SIGNED_OFF:
            return await _stands(work, access.item)
        _require_handed_in(access.item)
        draft = ReturnDraft(item=item_id, version=access.item.version, problem=access.item.problem)
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()
        return None


async def return_(uow: UnitOfWork, request: Request, version: int) -> Decision:
    """Return the item and tell its owner the reason that was shown; where others were first, it stays as they left it.

    DomainError: stale_form, own_item, not_allowed.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = ReturnDraft.model_validate(form.draft)
        access = await ItemAccess.of(work, request, draft.item, lock=True)
        await access.require_committee(work)
        await conversation.end(work, request)
        if access.item.version != draft.version or not await decisions.return_(work, access.item.id):
            decision = await _stands(work, access.item, moved=True)
        else:
            await _tell_returned(work, access, draft.reason)
            await audit.add(work, work.now, "rectify.returned", request.account_id, {"item": access.item.id})
            decision = Decision(await _item(work, access.item.id))
        await work.commit()
        return decision


async def _locked(work: Transaction, request: Request, item_id: int) -> ItemAccess:
    """The committee's unit first, so that its numbers are given one after the other, then the item."""
    access = await ItemAccess.of(work, request, item_id)
    await post.lock_unit(work, _committee(access))
    return await ItemAccess.of(work, request, item_id, lock=True)


def _committee(access: ItemAccess) -> int:
    """The unit above; where nobody is above, the unit itself."""
    return access.unit.parent_id or access.unit.id


async def _asked(cx: Connection, access: ItemAccess) -> Asked:
    """DomainError("item_not_handed_in"): never without evidence."""
    _require_handed_in(access.item)
    pieces = (await evidence.count(cx, access.item.id)).handed_in
    if not pieces:
        raise DomainError("item_not_handed_in")
    names = await meeting_people.names(cx, [access.item.owner_id])
    found = await milestone.of_item(cx, access.item.id)
    waiting = tuple(one.name for one in found if one.reached_at is None)
    return Asked(access.item, names[access.item.owner_id], access.unit.name, pieces, waiting)


def _require_handed_in(item: Item) -> None:
    if item.state is not ItemState.HANDED_IN:
        raise DomainError("item_not_handed_in")


async def _stands(cx: Connection, item: Item, *, moved: bool = False, all_done: bool | None = None) -> Decision:
    """`all_done` None: the item stands so because of others."""
    by = item.signed_off.by if item.signed_off else None
    names = await meeting_people.names(cx, [by])
    return Decision(item, all_done is None, names.get(by or 0, ""), moved, bool(all_done))


async def _item(cx: Connection, item_id: int) -> Item:
    return must_exist(await items.get(cx, item_id))


async def _tell_done(work: Transaction, access: ItemAccess, done: SignOff) -> bool:
    """Owner and secretary hear of it, and with the unit's last item secretary and committee that it can be rated anew;
    whether it was the last."""
    last = await card.all_done(work, access.unit.id)
    message = SignOffDone(**access.facts, year=done.year, number=done.number, by=_name(access))
    await access.tell_owner(work, message)
    told = await access.tell_committee(work, AllSignedOff(**access.facts)) if last else []
    await access.tell_secretary(work, message.model_copy(update={"all_done": last}), told)
    return last


async def _tell_returned(work: Transaction, access: ItemAccess, reason: str) -> None:
    await access.note(work, "returned", reason=reason)
    message = SignOffReturned(**access.facts, reason=reason, by=_name(access))
    await access.tell_owner(work, message)
    await access.tell_secretary(work, message.model_copy(update={"secretary": True}))


def _name(access: ItemAccess) -> str:
    """Empty for an administrator who is on no roster."""
    return access.asker.person.name if access.asker.person else ""
