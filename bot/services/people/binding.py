"""Binding an account to a person: by a personal link, or by the own contact."""

from bot.domain.errors import DomainError
from bot.domain.message import Untyped
from bot.domain.people import binding
from bot.domain.people.binding import Contact, Invite, InviteKind, Result, Terms, Way
from bot.domain.request import Request
from bot.services import menu
from bot.services.people import bound
from bot.services.people.bound import Attempt, Opened
from bot.storage import actor as actors
from bot.storage import person
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account, invite
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Opened", "by_contact", "by_link", "standing"]


async def by_link(uow: UnitOfWork, request: Request, token: str, called: str, terms: Terms) -> Opened:
    """Open a link. A refusal is counted, told to whoever is responsible and committed, then raised.

    DomainError: too_many_wrong_links (until), link_unknown, link_used, link_revoked, link_expired, person_left,
    person_taken, account_taken.
    """
    async with uow.begin(request) as work:
        outcome = await _by_link(Attempt(work, request, called[:64], terms), token)
        await work.commit()
    return _answer(outcome)


async def by_contact(uow: UnitOfWork, request: Request, contact: Contact, called: str, terms: Terms) -> Opened:
    """Share a contact; refusals as for links.

    DomainError: foreign_contact, number_unknown, number_shared, person_taken, account_taken.
    """
    async with uow.begin(request) as work:
        outcome = await _by_contact(Attempt(work, request, called[:64], terms), contact)
        await work.commit()
    return _answer(outcome)


async def standing(uow: UnitOfWork, request: Request) -> Result | None:
    """ALREADY for someone who is known, WAITING for the secretary's yes, None for a stranger."""
    async with uow.reading() as cx:
        asker = await actors.load(cx, request.account_id, request.today)
        if asker is not None and (asker.person is not None or asker.administrator):
            request.language = asker.language or request.language
            return Result.ALREADY
        return Result.WAITING if await account.waiting(cx, request.account_id) is not None else None


def _answer(outcome: Opened | DomainError) -> Opened:
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


async def _by_link(one: Attempt, token: str) -> Opened | DomainError:
    await _listen(one)
    since = one.work.now - binding.WRONG_LINKS_COUNT_FOR
    wrong = await invite.wrong(one.work, one.account_id, since)
    if until := binding.wait_until(wrong, one.terms.wrong_links):
        return DomainError("too_many_wrong_links", until=until)
    found = await _locked(one.work, binding.kept(token))
    if found is not None and (again := await _again(one, found)):
        return again
    if refusal := binding.refusal(found, one.work.now):
        await invite.add_wrong(one.work, one.account_id, one.work.now, since)
        owner = await person.get(one.work, found.person_id) if found and found.person_id else None
        return await bound.refused(one, refusal, [owner] if owner else [])
    if found is not None and found.person_id is not None:
        return await _join(one, found.person_id, binding.kept(token))
    return await _administrator(one, binding.kept(token))


async def _listen(one: Attempt) -> None:
    """Answer in the language that the account has chosen, if it has."""
    known = await account.get(one.work, one.account_id)
    one.request.language = known.language or one.request.language


async def _locked(work: Transaction, token_hash: str) -> Invite | None:
    """The link as it stands once its person is ours to change."""
    found = await invite.get(work, token_hash)
    if found is None or found.person_id is None:
        return found
    await person.lock(work, found.person_id)
    return await invite.get(work, token_hash)


async def _again(one: Attempt, found: Invite) -> Opened | None:
    """The friendly answer to a link whose end is reached already; None otherwise."""
    mine = await account.get(one.work, one.account_id)
    if found.kind is InviteKind.ADMINISTRATOR:
        own = found.used_by == one.account_id and mine.administrator
        return Opened(Result.ALREADY_ADMINISTRATOR) if own else None
    owner = await person.get(one.work, found.person_id or 0)
    if owner is None or not owner.here(one.today):
        return None
    if mine.person_id == owner.id:
        return await bound.opened(one, Result.ALREADY, owner)
    waiting = await account.waiting(one.work, one.account_id)
    if waiting is not None and waiting.person_id == owner.id:
        return await bound.opened(one, Result.WAITING, owner)
    return None


async def _administrator(one: Attempt, token_hash: str) -> Opened | DomainError:
    if not await invite.use(one.work, token_hash, one.account_id, one.work.now):
        return DomainError("link_used")
    if not await account.make_administrator(one.work, one.account_id, one.work.now, one.request.language):
        return Opened(Result.ALREADY_ADMINISTRATOR)
    data = {"called": one.called, "account": one.account_id}
    for other in await account.administrators(one.work, one.account_id, one.today):
        key = f"administrator.made:{token_hash[:16]}:{other}"
        await one.work.post(OutboundMessage(key, other, Untyped("administrator.made", data)))
    await menu.refresh(one.work, one.account_id, one.today, f"administrator:{token_hash[:16]}")
    await audit.add(one.work, one.work.now, "administrator.made", one.account_id, {"account": one.account_id})
    return Opened(Result.ADMINISTRATOR)


async def _by_contact(one: Attempt, contact: Contact) -> Opened | DomainError:
    await _listen(one)
    found = await invite.by_phone(one.work, binding.spellings(contact.phone), one.today)
    if contact.user_id != one.account_id:
        return await bound.refused(one, DomainError("foreign_contact"), found)
    if len(found) > 1:
        return await bound.refused(one, DomainError("number_shared"), found)
    if found:
        await person.lock(one.work, found[0].id)
        return await _join(one, found[0].id, None)
    mine = await account.get(one.work, one.account_id)
    owner = await person.get(one.work, mine.person_id) if mine.person_id else None
    if owner is not None and owner.here(one.today):
        return await bound.opened(one, Result.ALREADY, owner)
    return await bound.refused(one, DomainError("number_unknown"), [])


async def _join(one: Attempt, person_id: int, token_hash: str | None) -> Opened | DomainError:
    """The person is locked; `token_hash` None for a contact."""
    owner = await person.get(one.work, person_id)
    if owner is None or not owner.here(one.today):
        return await bound.refused(one, DomainError("person_left"), [owner] if owner else [])
    mine = await account.get(one.work, one.account_id)
    one.request.language = mine.language or owner.language or one.request.language
    if mine.person_id == owner.id:
        return await bound.opened(one, Result.ALREADY, owner)
    if await account.of_person(one.work, owner.id) is not None:
        return await bound.refused(one, DomainError("person_taken"), [owner])
    earlier = await person.get(one.work, mine.person_id) if mine.person_id is not None else None
    if earlier is not None and earlier.here(one.today):
        return await bound.refused(one, DomainError("account_taken"), [owner])
    waiting = await account.waiting(one.work, one.account_id)
    if waiting is not None and waiting.person_id == owner.id:
        return await bound.opened(one, Result.WAITING, owner)
    if token_hash is not None and not await invite.use(one.work, token_hash, one.account_id, one.work.now):
        return await bound.refused(one, DomainError("link_used"), [owner])
    if earlier is not None:
        await bound.part(one.work, one.account_id, earlier, one.account_id, one.today)
    return await bound.hold(one, owner, Way.CONTACT if token_hash is None else Way.LINK)
