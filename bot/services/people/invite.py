"""Personal links: made, replaced, listed by unit. Only a hash of each is stored."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.people.binding import BindingTerms, Invite, InviteKind, token_hash
from bot.domain.permission import Action, require
from bot.domain.person import Person
from bot.domain.post import DIRECTING, SECRETARIAL
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import person
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.people import account, invite
from bot.storage.people.invite import ListedPerson
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = [
    "ListedPerson",
    "NewLink",
    "PeoplePage",
    "UnitCounts",
    "create_admin_link",
    "create_for_unit",
    "create_personal",
    "list_people",
    "list_units",
]

TOKEN_BYTES = 24
UNITS, PEOPLE = 8, 10
"""On one screen."""
SLICE = 100


@dataclass(frozen=True, slots=True)
class NewLink:
    """A new link; its token is kept nowhere else."""

    person: Person
    unit: Unit
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people who have an account (`bound`), or who have none; `unit` None: of all the asker's units."""

    people: list[ListedPerson]
    bound: bool
    page: int
    more: bool
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A page of units with how many of their people have, or have not, an account."""

    units: list[tuple[Unit, int]]
    bound: bool
    page: int
    more: bool


async def create_admin_link(uow: UnitOfWork, ttl: timedelta) -> str:
    """Make a link from the command line: who opens it becomes administrator, once, within `ttl`. Its token."""
    async with uow.begin() as work:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        made = Invite(InviteKind.ADMINISTRATOR, None, work.now + ttl)
        await invite.add(work, token_hash(token), made, work.now, None)
        await work.commit()
    return token


async def create_personal(uow: UnitOfWork, request: Request | None, person_id: int, terms: BindingTerms) -> NewLink:
    """Make a link for one person; their unused older ones open nothing any more. `request` None: the operator.

    DomainError: not_allowed, not_found, person_taken, person_left, link_made_already (the second delivery of a tap).
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        asker = await actor.load(work, request) if request is not None else None
        owner = must_exist(await person.get(work, person_id))
        unit = await actor.unit(work, owner.unit_id)
        if asker is not None:
            require(asker, Action.INVITE, unit)
        if not owner.here(work.now.astimezone(terms.zone).date()):
            raise DomainError("person_left")
        if await account.of_person(work, owner.id) is not None:
            raise DomainError("person_taken")
        if work.is_redelivery:
            raise DomainError("link_made_already")
        made = await _make(work, owner, unit, terms, asker)
        await work.commit()
        return made


async def create_for_number(uow: UnitOfWork, number: str, terms: BindingTerms) -> str:
    """Make a link from the command line for a roster number; its token. DomainError as `create_personal`."""
    async with uow.reading() as cx:
        owner = must_exist(await person.by_number(cx, number))
    return (await create_personal(uow, None, owner.id, terms)).token


async def _make(work: Transaction, owner: Person, unit: Unit, terms: BindingTerms, asker: Actor | None) -> NewLink:
    token, expires = secrets.token_urlsafe(TOKEN_BYTES), work.now + terms.link_for
    await invite.revoke(work, owner.id, work.now)
    by = asker.account_id if asker is not None else None
    await invite.add(work, token_hash(token), Invite(InviteKind.PERSON, owner.id, expires), work.now, by)
    return NewLink(owner, unit, token, expires)


async def create_for_unit(uow: UnitOfWork, place: str, terms: BindingTerms) -> list[NewLink]:
    """Make links from the command line for all of a unit and below who have no account, in roster order.

    DomainError("no_such_unit") for a place that is not in the tree.
    """
    async with uow.reading() as cx:
        unit = await units.at(cx, place)
        if unit is None:
            raise DomainError("no_such_unit", place=place)
        today = uow.clock.now().astimezone(terms.zone).date()
        without = await invite.people(cx, [unit.path + "%"], today, bound=False, limit=100_000)
    made: list[NewLink] = []
    for start in range(0, len(without), SLICE):
        made += await _make_all(uow, without[start : start + SLICE], terms)
    return made


async def _make_all(uow: UnitOfWork, without: Sequence[ListedPerson], terms: BindingTerms) -> list[NewLink]:
    async with uow.begin() as work:
        made = []
        for one in without:
            await person.lock(work, one.person.id)
            if await account.of_person(work, one.person.id) is None:
                unit = await actor.unit(work, one.person.unit_id)
                made.append(await _make(work, one.person, unit, terms, None))
        await work.commit()
    return made


async def list_units(
    uow: UnitOfWork, request: Request, page: int = 0, *, bound: bool = False
) -> UnitCounts | PeoplePage:
    """List the units for whose people the asker makes links; where it is one unit, its people at once.

    DomainError("not_allowed") for someone who makes no links.
    """
    page = max(page, 0)
    async with uow.reading() as cx:
        patterns, today = _scope(await actor.load(cx, request)), request.today
        found = await invite.units(cx, patterns, today, bound=bound, limit=UNITS + 1, offset=page * UNITS)
        if page == 0 and len(found) <= 1:
            return await _people(cx, patterns, today, 0, bound, found[0][0] if found else None)
    return UnitCounts(found[:UNITS], bound, page, len(found) > UNITS)


async def list_people(uow: UnitOfWork, request: Request, unit_id: int, page: int, *, bound: bool) -> PeoplePage:
    """List one unit's people, a page at a time. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await actor.unit(cx, unit_id)
        require(asker, Action.INVITE, unit)
        return await _people(cx, [unit.path], request.today, max(page, 0), bound, unit)


async def _people(
    cx: Connection, patterns: Sequence[str], today: date, page: int, bound: bool, unit: Unit | None
) -> PeoplePage:
    found = await invite.people(cx, patterns, today, bound=bound, limit=PEOPLE + 1, offset=page * PEOPLE)
    return PeoplePage(found[:PEOPLE], bound, page, len(found) > PEOPLE, unit)


def _scope(asker: Actor) -> list[str]:
    """List the path patterns of the units for whose people, and those below, the asker makes links."""
    if asker.administrator:
        return ["%"]
    patterns = [
        held.unit_path + "%"
        for held in asker.posts
        if held.kind in (DIRECTING if held.unit_kind.above_branches else SECRETARIAL)
    ]
    if not patterns:
        raise DomainError("not_allowed", action=Action.INVITE.value)
    return patterns
