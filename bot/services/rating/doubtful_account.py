"""The supervisor confirms the accounts of doubtful electors, and never learns whether anyone has voted (decision
14)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import DomainError, must_exist
from bot.domain.rating.model import Doubt, Rating, Role, State
from bot.domain.request import Request
from bot.services.rating import notifications, officers
from bot.services.rating.access import RatingAccess
from bot.services.rating.notifications import waits
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.people import account
from bot.storage.rating import elector
from bot.storage.rating.elector import Elector, Listed
from bot.storage.unit_of_work import Transaction, UnitOfWork

PEOPLE = 10
"""On one screen."""


@dataclass(frozen=True, slots=True)
class Line:
    """An elector as the supervisor sees one. `doubt` None: nothing is doubtful; `waits`: the present account has to be
    confirmed."""

    person_id: int
    name: str
    voters: str
    source: str
    bound: int | None
    bound_at: datetime | None
    doubt: Doubt | None
    waits: bool
    paper: bool


@dataclass(frozen=True, slots=True)
class ElectorPage:
    """A page of the electorate, those who wait for a confirmation first. `confirmed`: whose account was just
    confirmed."""

    rating: Rating
    unit: str
    lines: tuple[Line, ...]
    electors: int
    waiting: int
    number: int
    more: bool
    confirmed: str = ""


async def elector_page(uow: UnitOfWork, request: Request, rating_id: int, number: int = 0) -> ElectorPage:
    """Return a page of the electorate for the supervisor, never who has voted. DomainError: not_found, not_allowed,
    rating_not_now."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        access.require_role(Role.SUPERVISOR)
        access.require_state(State.OPEN, State.ENDED)
        return await _elector_page(cx, access, number)


async def confirm(uow: UnitOfWork, request: Request, rating_id: int, person_id: int, account_id: int) -> ElectorPage:
    """Let that account vote for that elector from now on, and invite it.

    Repeated, it gives the same answer. DomainError: not_found, not_allowed, rating_not_now, role_not_now,
    rating_voting_over, elector_on_paper, elector_account_changed.
    """
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        access.require_role(Role.SUPERVISOR)
        access.require_state(State.OPEN)
        await officers.require_still(work, access)
        if not access.rating.takes_votes(request.now):
            raise DomainError("rating_voting_over")
        one = await _of_account(work, rating_id, person_id, account_id)
        fresh = one.account_id != account_id
        if fresh:
            await elector.confirm(work, rating_id, one, account_id)
        found = await elector.listed(work, rating_id)
        listed = next(line for line in found if line.elector.person_id == person_id)
        result = await _elector_page(work, access, 0, confirmed=listed.name)
        if fresh:
            invitation = await notifications.invitation_of(work, access.rating, len(found))
            await notifications.invite(work, invitation, [listed])
            facts = {"rating": rating_id, "person": person_id, "account": account_id}
            await audit.add(work, work.now, "rating.elector_confirmed", request.account_id, facts)
            await work.commit()
        return result


async def _of_account(work: Transaction, rating_id: int, person_id: int, account_id: int) -> Elector:
    """Return the elector, locked, who may vote with that account. DomainError: as `confirm`."""
    one = must_exist(await elector.get(work, rating_id, person_id, lock=True))
    if one.paper:
        raise DomainError("elector_on_paper")
    bound = await account.of_person(work, person_id)
    if bound is None or bound.id != account_id:
        raise DomainError("elector_account_changed")
    return one


async def _elector_page(cx: Connection, access: RatingAccess, number: int, confirmed: str = "") -> ElectorPage:
    found = sorted(await elector.listed(cx, access.rating.id), key=lambda one: not waits(one))
    number = min(max(number, 0), max(0, len(found) - 1) // PEOPLE)
    shown = found[number * PEOPLE : (number + 1) * PEOPLE]
    return ElectorPage(
        access.rating,
        access.unit.name,
        tuple(_line(one) for one in shown),
        len(found),
        sum(waits(one) for one in found),
        number,
        len(found) > (number + 1) * PEOPLE,
        confirmed,
    )


def _line(one: Listed) -> Line:
    who, waiting = one.elector, waits(one)
    return Line(
        who.person_id,
        one.name,
        who.voters.value,
        who.source,
        one.bound,
        one.bound_at,
        _doubt(one) if waiting else who.doubt,
        waiting,
        who.paper,
    )


def _doubt(one: Listed) -> Doubt:
    """Return why the account has to be confirmed: the doubt at the opening, or an account bound since."""
    if one.elector.account_id is not None:
        return Doubt.REBOUND
    return one.elector.doubt or Doubt.NEW_ACCOUNT
