"""Binding an account to a person: by a personal link, or by a shared contact."""

from bot.domain.errors import DomainError
from bot.domain.people import binding
from bot.domain.people.binding import BindingResult, BindingTerms, Contact, Invite, InviteKind, Way
from bot.domain.people.message import AdministratorMade
from bot.domain.request import Request
from bot.services import menu
from bot.services.people import binding_attempt, binding_write
from bot.services.people.binding_attempt import BindingAttempt, BindingOutcome
from bot.storage import actor as actors
from bot.storage import person
from bot.storage.installation import audit
from bot.storage.people import account, invite
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["BindingOutcome", "by_contact", "by_link", "standing"]


async def by_link(uow: UnitOfWork, request: Request, token: str, called: str, terms: BindingTerms) -> BindingOutcome:
    """Open a link. A refusal is counted, told to those responsible and committed, then raised.

    DomainError: too_many_wrong_links (until), link_unknown, link_used, link_revoked, link_expired, person_left,
    person_taken, account_taken.
    """
    async with uow.begin(request) as work:
        outcome = await _by_link(BindingAttempt(work, request, called[:64], terms), token)
        await work.commit()
    return _raised_or(outcome)


async def by_contact(
    uow: UnitOfWork, request: Request, contact: Contact, called: str, terms: BindingTerms
) -> BindingOutcome:
    """Bind by a shared contact; refusals are treated as those of links.

    DomainError: foreign_contact, number_unknown, number_shared, person_taken, account_taken.
    """
    async with uow.begin(request) as work:
        outcome = await _by_contact(BindingAttempt(work, request, called[:64], terms), contact)
        await work.commit()
    return _raised_or(outcome)


async def standing(uow: UnitOfWork, request: Request) -> BindingResult | None:
    """Say how an account stands: ALREADY bound, WAITING for the secretary's yes, None for a stranger."""
    async with uow.reading() as cx:
        asker = await actors.load(cx, request.account_id, request.today)
        if asker is not None and (asker.person is not None or asker.administrator):
            request.language = asker.language or request.language
            return BindingResult.ALREADY
        return BindingResult.WAITING if await account.waiting(cx, request.account_id) is not None else None


def _raised_or(outcome: BindingOutcome | DomainError) -> BindingOutcome:
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


async def _by_link(attempt: BindingAttempt, token: str) -> BindingOutcome | DomainError:
    await _use_own_language(attempt)
    since = attempt.work.now - binding.WRONG_LINKS_COUNT_FOR
    wrong = await invite.wrong(attempt.work, attempt.account_id, since)
    if until := binding.wait_until(wrong, attempt.terms.wrong_links):
        return DomainError("too_many_wrong_links", until=until)
    found = await _locked(attempt.work, binding.token_hash(token))
    if found is not None and (answer := await _led_there_already(attempt, found)):
        return answer
    if refusal := binding.link_refusal(found, attempt.work.now):
        await invite.add_wrong(attempt.work, attempt.account_id, attempt.work.now, since)
        owner = await person.get(attempt.work, found.person_id) if found and found.person_id else None
        return await binding_attempt.refuse(attempt, refusal, [owner] if owner else [])
    if found is not None and found.person_id is not None:
        return await _bind_to(attempt, found.person_id, binding.token_hash(token))
    return await _administrator(attempt, binding.token_hash(token))


async def _use_own_language(attempt: BindingAttempt) -> None:
    """Put the language that the account has chosen, if any, into the request."""
    known = await account.get(attempt.work, attempt.account_id)
    attempt.request.language = known.language or attempt.request.language


async def _locked(work: Transaction, token_hash: str) -> Invite | None:
    """Read the link again once its person is locked."""
    found = await invite.get(work, token_hash)
    if found is None or found.person_id is None:
        return found
    await person.lock(work, found.person_id)
    return await invite.get(work, token_hash)


async def _led_there_already(attempt: BindingAttempt, found: Invite) -> BindingOutcome | None:
    """Answer a link that has already led this account where it leads; None otherwise."""
    mine = await account.get(attempt.work, attempt.account_id)
    if found.kind is InviteKind.ADMINISTRATOR:
        own = found.used_by == attempt.account_id and mine.administrator
        return BindingOutcome(BindingResult.ALREADY_ADMINISTRATOR) if own else None
    owner = await person.get(attempt.work, found.person_id or 0)
    if owner is None or not owner.here(attempt.today):
        return None
    if mine.person_id == owner.id:
        return await binding_attempt.outcome_for(attempt, BindingResult.ALREADY, owner)
    waiting = await account.waiting(attempt.work, attempt.account_id)
    if waiting is not None and waiting.person_id == owner.id:
        return await binding_attempt.outcome_for(attempt, BindingResult.WAITING, owner)
    return None


async def _administrator(attempt: BindingAttempt, token_hash: str) -> BindingOutcome | DomainError:
    work, account_id = attempt.work, attempt.account_id
    if not await invite.use(work, token_hash, account_id, work.now):
        return DomainError("link_used")
    if not await account.make_administrator(work, account_id, work.now, attempt.request.language):
        return BindingOutcome(BindingResult.ALREADY_ADMINISTRATOR)
    message = AdministratorMade(account=account_id, called=attempt.called)
    await work.tell(await account.administrators(work, account_id, attempt.today), token_hash[:16], message)
    await menu.refresh(work, account_id, attempt.today, f"administrator:{token_hash[:16]}")
    await audit.add(work, work.now, "administrator.made", account_id, {"account": account_id})
    return BindingOutcome(BindingResult.ADMINISTRATOR)


async def _by_contact(attempt: BindingAttempt, contact: Contact) -> BindingOutcome | DomainError:
    await _use_own_language(attempt)
    found = await invite.by_phone(attempt.work, binding.spellings(contact.phone), attempt.today)
    if contact.user_id != attempt.account_id:
        return await binding_attempt.refuse(attempt, DomainError("foreign_contact"), found)
    if len(found) > 1:
        return await binding_attempt.refuse(attempt, DomainError("number_shared"), found)
    if found:
        await person.lock(attempt.work, found[0].id)
        return await _bind_to(attempt, found[0].id, None)
    mine = await account.get(attempt.work, attempt.account_id)
    owner = await person.get(attempt.work, mine.person_id) if mine.person_id else None
    if owner is not None and owner.here(attempt.today):
        return await binding_attempt.outcome_for(attempt, BindingResult.ALREADY, owner)
    return await binding_attempt.refuse(attempt, DomainError("number_unknown"), [])


async def _bind_to(attempt: BindingAttempt, person_id: int, token_hash: str | None) -> BindingOutcome | DomainError:
    """Bind to the person, who is locked, or refuse; `token_hash` None for a contact."""
    owner = await person.get(attempt.work, person_id)
    if owner is None or not owner.here(attempt.today):
        return await binding_attempt.refuse(attempt, DomainError("person_left"), [owner] if owner else [])
    mine = await account.get(attempt.work, attempt.account_id)
    attempt.request.language = mine.language or owner.language or attempt.request.language
    if mine.person_id == owner.id:
        return await binding_attempt.outcome_for(attempt, BindingResult.ALREADY, owner)
    if await account.of_person(attempt.work, owner.id) is not None:
        return await binding_attempt.refuse(attempt, DomainError("person_taken"), [owner])
    earlier = await person.get(attempt.work, mine.person_id) if mine.person_id is not None else None
    if earlier is not None and earlier.here(attempt.today):
        return await binding_attempt.refuse(attempt, DomainError("account_taken"), [owner])
    waiting = await account.waiting(attempt.work, attempt.account_id)
    if waiting is not None and waiting.person_id == owner.id:
        return await binding_attempt.outcome_for(attempt, BindingResult.WAITING, owner)
    if token_hash is not None and not await invite.use(attempt.work, token_hash, attempt.account_id, attempt.work.now):
        return await binding_attempt.refuse(attempt, DomainError("link_used"), [owner])
    if earlier is not None:
        await binding_write.unbind(attempt.work, attempt.account_id, earlier, attempt.account_id, attempt.today)
    return await binding_attempt.complete(attempt, owner, Way.CONTACT if token_hash is None else Way.LINK)
