"""A member's account as the secretary sees it: undone when a phone is lost, confirmed where the configuration asks."""

from dataclasses import dataclass

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.message import Untyped
from bot.domain.people.binding import Account, Pending
from bot.domain.permission import Action, require
from bot.domain.person import Person
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor, menu
from bot.services.people import administrator, bound
from bot.storage import person
from bot.storage.connection import Connection
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.rectification import ledger as rectify_ledger
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Card:
    """`account` None: no account is bound."""

    person: Person
    unit: Unit
    account: Account | None


async def card(uow: UnitOfWork, request: Request, person_id: int) -> Card:
    """Whether and since when someone has an account. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        owner, unit = await _may(cx, request, person_id, Action.INVITE)
        return Card(owner, unit, await account.of_person(cx, owner.id))


async def unbind(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """Part an account from its person; what the person did stays theirs, the old account is told.

    One that runs the installation goes on doing so: the other administrators are told, and can withdraw it.
    Nobody parts their own account while it runs the installation: they would come to decide about what was theirs.
    The same answer when it is done already. DomainError: not_allowed, not_found, own_unbinding.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, unit = await _may(work, request, person_id, Action.UNBIND)
        bound_now = await account.get(work, account_id)
        if account_id == request.account_id and bound_now.administrator and bound_now.person_id == owner.id:
            raise DomainError("own_unbinding")
        stamp, today = to_ms(work.now), request.today
        if await bound.part(work, account_id, owner, request.account_id, today):
            data = {"name": owner.name, "unit": unit.name}
            await work.post(
                OutboundMessage(f"binding.unbound:{account_id}:{stamp}", account_id, Untyped("binding.unbound", data))
            )
            await menu.refresh(work, account_id, today, f"unbound:{stamp}")
            if (await account.get(work, account_id)).administrator:
                await administrator.warn(work, account_id, data, today)
            await work.commit()
        return owner


async def confirm(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """The secretary's yes to an account that waits.

    DomainError: not_allowed, not_waiting, person_taken, person_left, account_taken.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, unit = await _may(work, request, person_id, Action.INVITE)
        taken = await account.of_person(work, owner.id)
        if taken is not None and taken.id == account_id:
            return owner
        pending = await _pending(work, owner, account_id)
        if not owner.here(request.today):
            raise DomainError("person_left")
        if taken is not None:
            raise DomainError("person_taken")
        key = f"binding.confirmed:{account_id}:{to_ms(work.now)}"
        data = {"name": owner.name, "unit": unit.name, "items": await rectify_ledger.owed(work, owner.id)}
        await work.post(OutboundMessage(key, account_id, Untyped("binding.confirmed", data)))
        await bound.bind(work, account_id, owner, pending.way, None, request.today)
        await work.commit()
        return owner


async def refuse(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """The secretary's no: nothing is bound. DomainError: not_allowed, not_waiting."""
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, _ = await _may(work, request, person_id, Action.INVITE)
        await _pending(work, owner, account_id)
        await account.stop_waiting(work, account_id)
        key = f"binding.declined:{account_id}:{to_ms(work.now)}"
        await work.post(OutboundMessage(key, account_id, Untyped("binding.declined", {})))
        await work.commit()
        return owner


async def _pending(work: Transaction, owner: Person, account_id: int) -> Pending:
    waiting = await account.waiting(work, account_id)
    if waiting is None or waiting.person_id != owner.id:
        raise DomainError("not_waiting")
    return waiting


async def _may(cx: Connection, request: Request, person_id: int, action: Action) -> tuple[Person, Unit]:
    """The person and unit of an id that came in a button, once the asker may act there."""
    asker = await actor.load(cx, request)
    owner = await person.get(cx, person_id)
    if owner is None:
        raise DomainError("not_found")
    unit = await actor.unit(cx, owner.unit_id)
    require(asker, action, unit)
    return owner, unit


async def changed(uow: UnitOfWork, request: Request, *, reachable: bool) -> None:
    """What Telegram says of the asker's private chat; harmless for an account nobody knows."""
    async with uow.begin(request) as work:
        if reachable:
            await account.reachable(work, request.account_id)
        else:
            await account.unreachable(work, request.account_id, request.now)
        await work.commit()
