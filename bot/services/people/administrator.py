"""Administrators, who run the installation: listed, and withdrawn by another one or from the command line."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.people.message import AccountUnbound, AdministratorEnded, AdministratorUnbound
from bot.domain.request import Request
from bot.services import actor, menu
from bot.storage import outbox
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

ID_BITS = 52
"""Telegram's account numbers have no more."""


@dataclass(frozen=True, slots=True)
class Administrator:
    """An administrator's account. `name` of the person on the roster; empty for an account that is bound to nobody."""

    account_id: int
    since: datetime
    name: str


async def list_all(uow: UnitOfWork) -> list[Administrator]:
    """List the administrators, the longest-serving first."""
    async with uow.reading() as cx:
        return [Administrator(*one) for one in await account.list_administrators(cx)]


async def withdraw(uow: UnitOfWork, request: Request, account_id: int) -> None:
    """Withdraw an administrator, by another one. A repetition does nothing.

    DomainError: not_allowed, own_administrator, not_found for an account that was never here.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        if not asker.administrator:
            raise DomainError("not_allowed", action="withdraw_administrator")
        if account_id == request.account_id:
            raise DomainError("own_administrator")
        if not await account.known(work, account_id):
            raise DomainError("not_found")
        if await _end(work, account_id, request.account_id, request.today):
            await work.commit()


async def revoke(uow: UnitOfWork, zone: tzinfo, account_id: int) -> None:
    """Withdraw an administrator from the command line. DomainError("no_such_administrator", account)."""
    async with uow.begin() as work:
        today = work.now.astimezone(zone).date()
        if account_id.bit_length() > ID_BITS or not await _end(work, account_id, None, today):
            raise DomainError("no_such_administrator", account=str(account_id))
        await work.commit()


async def tell_unbound(work: Transaction, account_id: int, whose: AccountUnbound, today: date) -> None:
    """Tell the other administrators that this one's account was unbound from its person."""
    message = AdministratorUnbound(account=account_id, name=whose.name, unit=whose.unit)
    others = await account.administrators(work, account_id, today)
    await work.tell(others, f"{account_id}:{to_ms(work.now)}", message)


async def _end(work: Transaction, account_id: int, by: int | None, today: date) -> bool:
    if not await account.end_administrator(work, account_id):
        return False
    stamp = to_ms(work.now)
    if (await account.get(work, account_id)).person_id is None:
        await outbox.drop_chat(work, account_id)
    key = f"{AdministratorEnded.kind}:{account_id}:{stamp}"
    await work.post(OutboundMessage(key, account_id, AdministratorEnded()))
    await menu.refresh(work, account_id, today, f"administrator_ended:{stamp}")
    await audit.add(work, work.now, "administrator.ended", by, {"account": account_id})
    return True
