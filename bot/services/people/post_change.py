"""Posts given, ended and handed over, by an administrator or the unit above."""

from datetime import date

from bot.domain.errors import DomainError
from bot.domain.people.message import PostEnded, PostGiven, PostMessage
from bot.domain.person import Person
from bot.domain.post import Post, PostKind
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import menu
from bot.services.people.post import PostChange, candidate, fitting_kind, held_post, holder_of, is_vacant, load_unit
from bot.storage import person
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account, post
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork


async def give(uow: UnitOfWork, request: Request, unit_id: int, person_id: int, kind: str) -> PostChange:
    """Give a post from today; a repetition answers the same.

    DomainError: not_allowed, not_found, post_unfit, post_taken.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        await post.lock_unit(work, unit_id)
        unit, today = await load_unit(work, request, unit_id), request.today
        owner, fitting = await candidate(work, unit, person_id, today), fitting_kind(unit, kind)
        if is_vacant(await post.held(work, unit.id, today), owner, fitting):
            number = await give_post(work, unit, owner, fitting, today)
            data = {"post": number, "person": owner.id, "unit": unit.id, "kind": fitting.value}
            await audit.add(work, work.now, "post.given", request.account_id, data)
            await work.commit()
        return PostChange(unit, owner, fitting)


async def end(uow: UnitOfWork, request: Request, post_id: int) -> PostChange:
    """End a post today. DomainError: not_allowed, not_found, post_over."""
    async with uow.begin(request) as work:
        held, unit = await held_post(work, request, post_id, over=work.is_redelivery)
        holder = await holder_of(work, held)
        if not work.is_redelivery:
            await end_post(work, held, unit, request.today)
            data = {"post": held.id, "person": holder.id, "unit": unit.id, "kind": held.kind.value}
            await audit.add(work, work.now, "post.ended", request.account_id, data)
            await work.commit()
        return PostChange(unit, holder, held.kind, post=held)


async def hand_over(uow: UnitOfWork, request: Request, post_id: int, person_id: int) -> PostChange:
    """End a post today and give it to the successor, for whom waits from now on what waits for its holder.

    DomainError: not_allowed, not_found, post_over, post_unfit, post_held_already.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        held, unit = await held_post(work, request, post_id, over=work.is_redelivery)
        await post.lock_unit(work, unit.id)
        today = request.today
        successor, holder = await candidate(work, unit, person_id, today), await holder_of(work, held)
        if not work.is_redelivery:
            number = await _move(work, held, unit, successor, today)
            data = {"post": held.id, "new": number, "from": holder.id, "to": successor.id, "unit": unit.id}
            await audit.add(work, work.now, "post.handed_over", request.account_id, data | {"kind": held.kind.value})
            await work.commit()
        return PostChange(unit, successor, held.kind, earlier=holder, post=held)


async def _move(work: Transaction, held: Post, unit: Unit, successor: Person, today: date) -> int:
    """End the post first: of two who hand over at once, the second finds it over."""
    await end_post(work, held, unit, today)
    if successor.id == held.person_id or not is_vacant(await post.held(work, unit.id, today), successor, held.kind):
        raise DomainError("post_held_already", name=successor.name)
    return await give_post(work, unit, successor, held.kind, today)


async def give_post(work: Transaction, unit: Unit, owner: Person, kind: PostKind, today: date) -> int:
    """Store a post and tell its holder; the caller has locked and checked, and writes the audit record. Its id."""
    number = await post.add(work, owner.id, unit.id, kind, today)
    await reminder_plan.mark_stale(work, Subject.ALL)
    await _tell(work, PostGiven(unit=unit.name, post_kind=kind), number, owner.id, today)
    return number


async def end_post(work: Transaction, held: Post, unit: Unit, today: date) -> None:
    """End a post and tell its holder, as `give_post`. DomainError("post_over") when it has ended by then."""
    if not await post.end(work, held.id, today):
        raise DomainError("post_over")
    await reminder_plan.mark_stale(work, Subject.ALL)
    await _tell(work, PostEnded(unit=unit.name, post_kind=held.kind), held.id, held.person_id, today)


async def _tell(work: Transaction, message: PostMessage, post_id: int, person_id: int, today: date) -> None:
    """Tell the holder, and send them the command menu that follows."""
    holder = await account.of_person(work, person_id)
    if holder is not None:
        key = f"{message.kind}:{post_id}"
        await work.post(OutboundMessage(key, holder.id, message))
        await menu.refresh(work, holder.id, today, key)
