"""Making a binding hold, and telling whoever is responsible: of every one, and of every attempt that was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.message import Untyped
from bot.domain.people.binding import Pending, Result, Terms, Way
from bot.domain.person import Person
from bot.domain.request import Request
from bot.services import menu
from bot.storage import conversation, outbox, unit
from bot.storage.attendance import live_count
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account, invite
from bot.storage.reminder import due as reminder_due
from bot.storage.unit_of_work import Transaction


@dataclass(frozen=True, slots=True)
class Opened:
    """`name` and `unit` of the person, empty for an administrator's link."""

    result: Result
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to bind (`called`: the name that Telegram shows), under which terms."""

    work: Transaction
    request: Request
    called: str
    terms: Terms

    @property
    def account_id(self) -> int:
        return self.request.account_id

    @property
    def today(self) -> date:
        return self.request.today


async def hold(one: Attempt, person: Person, way: Way) -> Opened:
    """The account becomes the person's, at once or after the secretary's yes. The person is locked and has none."""
    chats = await _responsible(one, person)
    unit_name = await _unit_name(one.work, person)
    data = {**_facts(one), "person": person.id, "name": person.name, "unit": unit_name, "way": way.value}
    if one.terms.confirm and chats:
        await account.wait(one.work, Pending(one.account_id, person.id, way, one.work.now))
        await _tell(one, chats, "binding.asked", f"{person.id}:{to_ms(one.work.now)}", data)
        return Opened(Result.WAITING, person.name, unit_name)
    await _tell(one, chats, "binding.bound", f"{person.id}:{to_ms(one.work.now)}", data)
    await bind(one.work, one.account_id, person, way, one.request.language, one.today)
    return Opened(Result.BOUND, person.name, unit_name)


async def bind(work: Transaction, account_id: int, person: Person, way: Way, language: str | None, today: date) -> None:
    """Write it down, last in its transaction. The person's other links open nothing any more.

    `language`: Telegram's guess, kept where neither the account nor the roster names one.
    """
    if not await account.bind(work, account_id, person.id, way, work.now, person.language or language):
        raise DomainError("account_taken")
    await account.stop_waiting(work, account_id)
    await invite.revoke(work, person.id, work.now)
    await menu.refresh(work, account_id, today, f"bound:{person.id}:{to_ms(work.now)}")
    data = {"account": account_id, "person": person.id, "way": way.value}
    await audit.add(work, work.now, "account.bound", account_id, data)


async def part(work: Transaction, account_id: int, owner: Person, by: int, today: date) -> bool:
    """Part an account from its person: its form, its live counts and whatever is on its way to it go too.

    False when it is not theirs. Someone who has left runs the installation no more: that ends here as well.
    """
    if not await account.unbind(work, account_id, owner.id):
        return False
    await conversation.put(work, account_id, "", "", {}, work.now)
    await reminder_due.taken_back(work, await outbox.drop_chat(work, account_id))
    await live_count.close_chat(work, account_id)
    ended = not owner.here(today) and await account.end_administrator(work, account_id)
    await audit.add(work, work.now, "account.unbound", by, {"account": account_id, "person": owner.id})
    if ended:
        await audit.add(work, work.now, "administrator.ended", by, {"account": account_id})
    return True


async def refused(one: Attempt, error: DomainError, concerned: Sequence[Person]) -> DomainError:
    """Tell those responsible for the people concerned, or the administrators; each at most once a day per account."""
    for person in concerned:
        data = {**_facts(one), "reason": error.code, "person": person.id, "name": person.name}
        await _tell(one, await _responsible(one, person), "binding.refused", str(one.today), data)
    if not concerned:
        data = {**_facts(one), "reason": error.code}
        administrators = await account.administrators(one.work, one.account_id, one.today)
        await _tell(one, administrators, "binding.refused", str(one.today), data)
    return error


async def opened(one: Attempt, result: Result, person: Person) -> Opened:
    return Opened(result, person.name, await _unit_name(one.work, person))


def _facts(one: Attempt) -> dict[str, Any]:
    return {"account": one.account_id, "called": one.called}


async def _tell(one: Attempt, chats: Sequence[int], kind: str, cause: str, data: dict[str, Any]) -> None:
    for chat in chats:
        await one.work.post(OutboundMessage(f"{kind}:{one.account_id}:{cause}:{chat}", chat, Untyped(kind, data)))


async def _responsible(one: Attempt, person: Person) -> list[int]:
    """Never the account that tries."""
    own = await unit.get(one.work, person.unit_id)
    return await account.responsible(one.work, own.path if own else "", one.today, one.account_id)


async def _unit_name(work: Transaction, person: Person) -> str:
    own = await unit.get(work, person.unit_id)
    return own.name if own else ""
