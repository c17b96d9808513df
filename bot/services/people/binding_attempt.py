"""An attempt to bind an account: completed or refused, and those responsible for the person told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.message import Message
from bot.domain.people.binding import BindingRefusal, BindingResult, BindingTerms, PendingBinding, Way
from bot.domain.people.message import AccountBound, BindingAsked, BindingRefused
from bot.domain.person import Person
from bot.domain.request import Request
from bot.services.people import binding_write
from bot.storage import unit
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction


@dataclass(frozen=True, slots=True)
class BindingOutcome:
    """What an attempt has led to. `name` and `unit` of the person, empty for an administrator's link."""

    result: BindingResult
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BindingAttempt:
    """Who tries to bind (`called`: the name that Telegram shows), in which transaction and under which terms."""

    work: Transaction
    request: Request
    called: str
    terms: BindingTerms

    @property
    def account_id(self) -> int:
        return self.request.account_id

    @property
    def today(self) -> date:
        return self.request.today


async def complete(attempt: BindingAttempt, person: Person, way: Way) -> BindingOutcome:
    """Bind the account, at once or after the secretary's yes. The person is locked and has no account."""
    chats = await _responsible(attempt, person)
    work, account_id, unit_name = attempt.work, attempt.account_id, await _unit_name(attempt.work, person)
    kind = BindingAsked if attempt.terms.confirm and chats else AccountBound
    message = kind(
        account=account_id, called=attempt.called, person=person.id, name=person.name, unit=unit_name, way=way
    )
    await _tell(attempt, chats, f"{person.id}:{to_ms(work.now)}", message)
    if kind is BindingAsked:
        await account.wait(work, PendingBinding(account_id, person.id, way, work.now))
        return BindingOutcome(BindingResult.WAITING, person.name, unit_name)
    await binding_write.bind(work, account_id, person, way, attempt.request.language, attempt.today)
    return BindingOutcome(BindingResult.BOUND, person.name, unit_name)


async def refuse(attempt: BindingAttempt, error: DomainError, concerned: Sequence[Person]) -> DomainError:
    """Tell those responsible for the people concerned, or the administrators; each at most once a day per account.

    Returns the error, for the use case to raise once this is committed.
    """
    account_id, day = attempt.account_id, str(attempt.today)
    message = BindingRefused(account=account_id, called=attempt.called, reason=BindingRefusal(error.code))
    for person in concerned:
        named = message.model_copy(update={"person": person.id, "name": person.name})
        await _tell(attempt, await _responsible(attempt, person), day, named)
    if not concerned:
        await _tell(attempt, await account.administrators(attempt.work, account_id, attempt.today), day, message)
    return error


async def outcome_for(attempt: BindingAttempt, result: BindingResult, person: Person) -> BindingOutcome:
    """Give a result with the person's name and unit."""
    return BindingOutcome(result, person.name, await _unit_name(attempt.work, person))


async def _tell(attempt: BindingAttempt, chats: Sequence[int], cause: str, message: Message) -> None:
    await attempt.work.tell(chats, f"{attempt.account_id}:{cause}", message)


async def _responsible(attempt: BindingAttempt, person: Person) -> list[int]:
    """Find the accounts of those who answer for the person, never the account that tries."""
    own = await unit.get(attempt.work, person.unit_id)
    path = own.path if own else ""
    return await account.responsible(attempt.work, path, attempt.today, attempt.account_id)


async def _unit_name(work: Transaction, person: Person) -> str:
    own = await unit.get(work, person.unit_id)
    return own.name if own else ""
