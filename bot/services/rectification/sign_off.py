"""The committee above decides on what was handed in: signed off with a number, or returned with a reason."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.rectification.message import AllSignedOff, ReturnDraft, SignOffDone, SignOffReturned
from bot.domain.rectification.model import Item, ItemState, SignOff
from bot.domain.request import Request
from bot.services import conversation
from bot.services.reason_form import REASON, SURE
from bot.services.rectification import card
from bot.services.rectification.access import Bench
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.meeting import people as meeting_people
from bot.storage.people import post
from bot.storage.rectification import card as rectify_card
from bot.storage.rectification import evidence
from bot.storage.rectification import store as items
from bot.storage.rectification import write as decisions
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["NAME", "Asked", "Decision", "ask", "begin", "confirm", "return_"]

NAME = "return"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether this is to be signed off. `open`: the milestones that nobody has reached yet."""

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
    """Before it is done. DomainError: not_found, own_item, not_allowed, item_not_handed_in."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, item_id)
        await bench.require_committee(cx)
        if bench.item.state is ItemState.SIGNED_OFF:
            return await _stands(cx, bench.item)
        return await _asked(cx, bench)


async def confirm(uow: UnitOfWork, request: Request, item_id: int, version: int) -> Asked | Decision:
    """Signed off, unless it is another item by now than the one that was shown.

    DomainError: as `ask`.
    """
    async with uow.begin(request) as work:
        bench = await _locked(work, request, item_id)
        await bench.require_committee(work)
        if bench.item.state is ItemState.SIGNED_OFF:
            return await _stands(work, bench.item)
        asked = await _asked(work, bench)
        if version != bench.item.version:
            return asked
        done = await decisions.sign_off(work, item_id, _committee(bench), bench.today.year, bench.by, work.now)
        await bench.note(work, "signed_off", number=done.number, year=done.year)
        all_done = await _tell_done(work, bench, done)
        facts = {"item": item_id, "committee": done.committee_id, "year": done.year, "number": done.number}
        await audit.add(work, work.now, "rectify.signed_off", request.account_id, facts)
        decision = await _stands(work, await _item(work, item_id), all_done=all_done)
        await work.commit()
        return decision


async def begin(uow: UnitOfWork, request: Request, item_id: int) -> Decision | None:
    """Ask for the reason; or how it stands where it is signed off.

    DomainError: not_found, own_item, not_allowed, item_not_handed_in.
    """
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, item_id)
        await bench.require_committee(work)
        if bench.item.state is ItemState.SIGNED_OFF:
            return await _stands(work, bench.item)
        _require_handed_in(bench.item)
        draft = ReturnDraft(item=item_id, version=bench.item.version, problem=bench.item.problem)
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()
        return None


async def return_(uow: UnitOfWork, request: Request, version: int) -> Decision:
    """The yes ends the form of that version, also where others were first; then the item stays as they left it.

    DomainError: stale_form, own_item, not_allowed.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = ReturnDraft.model_validate(form.draft)
        bench = await Bench.of(work, request, draft.item, lock=True)
        await bench.require_committee(work)
        await conversation.end(work, request)
        if bench.item.version != draft.version or not await decisions.return_(work, bench.item.id):
            decision = await _stands(work, bench.item, moved=True)
        else:
            await _tell_returned(work, bench, draft.reason)
            await audit.add(work, work.now, "rectify.returned", request.account_id, {"item": bench.item.id})
            decision = Decision(await _item(work, bench.item.id))
        await work.commit()
        return decision


async def _locked(work: Transaction, request: Request, item_id: int) -> Bench:
    """The committee's unit first, so that its numbers are given one after the other, then the item."""
    bench = await Bench.of(work, request, item_id)
    await post.lock_unit(work, _committee(bench))
    return await Bench.of(work, request, item_id, lock=True)


def _committee(bench: Bench) -> int:
    """The unit above; where nobody is above, the unit itself."""
    return bench.unit.parent_id or bench.unit.id


async def _asked(cx: Connection, bench: Bench) -> Asked:
    """DomainError("item_not_handed_in"): never without evidence."""
    _require_handed_in(bench.item)
    pieces = await evidence.count(cx, bench.item.id)
    if not pieces:
        raise DomainError("item_not_handed_in")
    names = await meeting_people.names(cx, [bench.item.owner_id])
    found = await rectify_card.milestones(cx, bench.item.id)
    waiting = tuple(one.name for one in found if one.reached_at is None)
    return Asked(bench.item, names[bench.item.owner_id], bench.unit.name, pieces, waiting)


def _require_handed_in(item: Item) -> None:
    if item.state is not ItemState.HANDED_IN:
        raise DomainError("item_not_handed_in")


async def _stands(cx: Connection, item: Item, *, moved: bool = False, all_done: bool | None = None) -> Decision:
    """`all_done` None: the item stands so because of others."""
    by = item.signed_off.by if item.signed_off else None
    names = await meeting_people.names(cx, [by])
    return Decision(item, all_done is None, names.get(by or 0, ""), moved, bool(all_done))


async def _item(cx: Connection, item_id: int) -> Item:
    found = await items.get(cx, item_id)
    if found is None:
        raise DomainError("not_found")
    return found


async def _tell_done(work: Transaction, bench: Bench, done: SignOff) -> bool:
    """Owner and secretary hear of it, and with the unit's last item secretary and committee that it can be rated anew;
    whether it was the last."""
    last = await card.all_done(work, bench.unit.id)
    message = SignOffDone(**bench.facts, year=done.year, number=done.number, by=_name(bench))
    await bench.tell_owner(work, message)
    told = await bench.tell_committee(work, AllSignedOff(**bench.facts)) if last else []
    await bench.tell_secretary(work, message.model_copy(update={"all_done": last}), told)
    return last


async def _tell_returned(work: Transaction, bench: Bench, reason: str) -> None:
    await bench.note(work, "returned", reason=reason)
    message = SignOffReturned(**bench.facts, reason=reason, by=_name(bench))
    await bench.tell_owner(work, message)
    await bench.tell_secretary(work, message.model_copy(update={"secretary": True}))


def _name(bench: Bench) -> str:
    """Empty for an administrator who is on no roster."""
    return bench.asker.person.name if bench.asker.person else ""
