"""A member's account in the secretary's hands: shown, unbound when a phone is lost, confirmed or refused."""

from dataclasses import dataclass

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError, must_exist
from bot.domain.people.binding import Account, PendingBinding
from bot.domain.people.message import AccountUnbound, BindingConfirmed, BindingDeclined
from bot.domain.permission import Action, require
from bot.domain.person import Person
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor, menu
from bot.services.people import administrator, binding_write
from bot.storage import person
from bot.storage.connection import Connection
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.rectification import ledger as rectification_ledger
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class AccountCard:
    """A person with the account that is bound to them; `account` None: none is."""

    person: Person
    unit: Unit
    account: Account | None


async def card(uow: UnitOfWork, request: Request, person_id: int) -> AccountCard:
    """Show whether and since when someone has an account. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        owner, unit = await _authorised(cx, request, person_id, Action.INVITE)
        return AccountCard(owner, unit, await account.of_person(cx, owner.id))


async def unbind(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """Unbind an account from its person; what the person did stays theirs, the old account is told.

    An administrator's account remains one: the other administrators are told, and can withdraw it. Administrators
    cannot unbind their own account: they would come to decide about what was theirs. A repetition answers the same.
    DomainError: not_allowed, not_found, own_unbinding.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, unit = await _authorised(work, request, person_id, Action.UNBIND)
        old = await account.get(work, account_id)
        if account_id == request.account_id and old.administrator and old.person_id == owner.id:
            raise DomainError("own_unbinding")
        stamp, today = to_ms(work.now), request.today
        if await binding_write.unbind(work, account_id, owner, request.account_id, today):
            message = AccountUnbound(name=owner.name, unit=unit.name)
            await work.post(OutboundMessage(f"{message.kind}:{account_id}:{stamp}", account_id, message))
            await menu.refresh(work, account_id, today, f"unbound:{stamp}")
            if (await account.get(work, account_id)).administrator:
                await administrator.tell_unbound(work, account_id, message, today)
            await work.commit()
        return owner


async def confirm(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """Bind an account that waits, by the secretary's yes.

    DomainError: not_allowed, not_waiting, person_taken, person_left, account_taken.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, unit = await _authorised(work, request, person_id, Action.INVITE)
        taken = await account.of_person(work, owner.id)
        if taken is not None and taken.id == account_id:
            return owner
        pending = await _pending(work, owner, account_id)
        if not owner.here(request.today):
            raise DomainError("person_left")
        if taken is not None:
            raise DomainError("person_taken")
        items = await rectification_ledger.count_pending(work, owner.id)
        message = BindingConfirmed(name=owner.name, unit=unit.name, items=items)
        await work.post(OutboundMessage(f"{message.kind}:{account_id}:{to_ms(work.now)}", account_id, message))
        await binding_write.bind(work, account_id, owner, pending.way, None, request.today)
        await work.commit()
        return owner


async def refuse(uow: UnitOfWork, request: Request, person_id: int, account_id: int) -> Person:
    """Refuse an account that waits, by the secretary's no. DomainError: not_allowed, not_waiting."""
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        owner, _ = await _authorised(work, request, person_id, Action.INVITE)
        await _pending(work, owner, account_id)
        await account.stop_waiting(work, account_id)
        key = f"{BindingDeclined.kind}:{account_id}:{to_ms(work.now)}"
        await work.post(OutboundMessage(key, account_id, BindingDeclined()))
        await work.commit()
        return owner


async def _pending(work: Transaction, owner: Person, account_id: int) -> PendingBinding:
    waiting = await account.waiting(work, account_id)
    if waiting is None or waiting.person_id != owner.id:
        raise DomainError("not_waiting")
    return waiting


async def _authorised(cx: Connection, request: Request, person_id: int, action: Action) -> tuple[Person, Unit]:
    """Load the person of an id that came in a button, with the unit; require that the asker may act there."""
    asker = await actor.load(cx, request)
    owner = must_exist(await person.get(cx, person_id))
    unit = await actor.unit(cx, owner.unit_id)
    require(asker, action, unit)
    return owner, unit


async def set_reachable(uow: UnitOfWork, request: Request, *, reachable: bool) -> None:
    """Record whether the asker's private chat can be written to; does nothing for an account nobody knows."""
    async with uow.begin(request) as work:
        if reachable:
            await account.reachable(work, request.account_id)
        else:
            await account.unreachable(work, request.account_id, request.now)
        await work.commit()
