"""Posts as they are held, and what giving, ending or handing one over would do."""

from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.permission import Action, may, require
from bot.domain.person import Person
from bot.domain.post import DIRECTING, OF_UNIT, SECRETARIAL, SINGLE, Post, PostKind
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import person
from bot.storage.connection import Connection
from bot.storage.people import post
from bot.storage.people.post import NamedPost
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["CandidatePage", "NamedPost", "PostChange", "UnitPage", "UnitPosts"]

UNITS, PEOPLE = 8, 10
"""On one screen."""


@dataclass(frozen=True, slots=True)
class UnitPosts:
    """The posts held in a unit. `giver`: the asker may change them."""

    unit: Unit
    held: list[NamedPost]
    giver: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A page of the units among which the asker chooses."""

    units: list[Unit]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """A page of party members who can hold a post of the unit. `post`: the one that is to be handed over."""

    unit: Unit
    people: list[Person]
    page: int
    more: bool
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class PostChange:
    """A change, proposed or done. `kind` None: still to choose among `kinds`. `earlier`: the former holder."""

    unit: Unit
    person: Person
    kind: PostKind | None
    kinds: tuple[PostKind, ...] = ()
    earlier: Person | None = None
    post: Post | None = None


async def overview(uow: UnitOfWork, request: Request, page: int = 0) -> UnitPage | UnitPosts:
    """List the units for which the asker acts and those below; for others, and where it is one, its posts at once."""
    page = max(page, 0)
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        paths = _scope(asker)
        if not paths:
            return await _posts(cx, asker, asker.require_unit(), request.today)
        found = await post.units(cx, paths, UNITS + 1, page * UNITS)
        if page == 0 and len(found) == 1:
            return await _posts(cx, asker, found[0], request.today)
    return UnitPage(found[:UNITS], page, len(found) > UNITS)


async def of_unit(uow: UnitOfWork, request: Request, unit_id: int) -> UnitPosts:
    """List a unit's posts. DomainError: not_allowed for a unit that is not the asker's own or below, not_found."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await actor.unit(cx, unit_id)
        if not may(asker, Action.GIVE_POST, unit):
            require(asker, Action.ASK, unit)
        return await _posts(cx, asker, unit, request.today)


async def candidates(uow: UnitOfWork, request: Request, unit_id: int, page: int) -> CandidatePage:
    """List those to whom a post of the unit can be given. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        unit = await load_unit(cx, request, unit_id)
        return await _candidates(cx, unit, request.today, page, None)


async def successors(uow: UnitOfWork, request: Request, post_id: int, page: int) -> CandidatePage:
    """List those to whom a post can be handed over. DomainError: not_allowed, not_found, post_over."""
    async with uow.reading() as cx:
        held, unit = await held_post(cx, request, post_id)
        return await _candidates(cx, unit, request.today, page, held)


async def proposal(uow: UnitOfWork, request: Request, unit_id: int, person_id: int, kind: str = "") -> PostChange:
    """Propose giving a post, before the yes. DomainError: not_allowed, not_found, post_unfit, post_taken."""
    async with uow.reading() as cx:
        unit = await load_unit(cx, request, unit_id)
        owner = await candidate(cx, unit, person_id, request.today)
        if not kind:
            return PostChange(unit, owner, None, OF_UNIT[unit.kind])
        held = await post.held(cx, unit.id, request.today)
        is_vacant(held, owner, fitting := fitting_kind(unit, kind))
        return PostChange(unit, owner, fitting)


async def proposed_end(uow: UnitOfWork, request: Request, post_id: int, person_id: int = 0) -> PostChange:
    """Propose ending a post, or handing it to `person_id`, before the yes. DomainError: as those of `post_change`."""
    async with uow.reading() as cx:
        held, unit = await held_post(cx, request, post_id)
        holder = await holder_of(cx, held)
        if not person_id:
            return PostChange(unit, holder, held.kind, post=held)
        successor = await candidate(cx, unit, person_id, request.today)
        return PostChange(unit, successor, held.kind, earlier=holder, post=held)


async def load_unit(cx: Connection, request: Request, unit_id: int) -> Unit:
    """Load the unit of an id that came in a button, once the asker may change its posts."""
    asker = await actor.load(cx, request)
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.GIVE_POST, unit)
    return unit


async def held_post(cx: Connection, request: Request, post_id: int, *, over: bool = False) -> tuple[Post, Unit]:
    """Load the post of an id that came in a button, with its unit.

    DomainError("post_over") once it has ended, unless `over` is fine.
    """
    held = must_exist(await post.get(cx, post_id))
    unit = await load_unit(cx, request, held.unit_id)
    if not over and held.ended_on is not None and held.ended_on <= request.today:
        raise DomainError("post_over")
    return held, unit


async def candidate(cx: Connection, unit: Unit, person_id: int, today: date) -> Person:
    """Load someone who can hold posts of the unit: a party member in it or below it.

    DomainError: not_found, post_unfit.
    """
    found = must_exist(await person.get(cx, person_id))
    places = [await actor.unit(cx, id) for id in (found.unit_id, found.group_id) if id is not None]
    if not found.here(today) or not found.standing.member or not any(one.within(unit.path) for one in places):
        raise DomainError("post_unfit")
    return found


async def holder_of(cx: Connection, held: Post) -> Person:
    """Load the person who holds a post. DomainError: not_found."""
    return must_exist(await person.get(cx, held.person_id))


def fitting_kind(unit: Unit, kind: str) -> PostKind:
    """Read the kind of a post. DomainError("post_unfit") for one that such a unit does not have."""
    if kind not in {one.value for one in OF_UNIT[unit.kind]}:
        raise DomainError("post_unfit")
    return PostKind(kind)


def is_vacant(held: list[NamedPost], owner: Person, kind: PostKind) -> bool:
    """Whether the post can be given; False when it is theirs already.

    DomainError("post_taken") where one person alone holds such a post and it is another.
    """
    same = [one for one in held if one.post.kind is kind]
    if any(one.post.person_id == owner.id for one in same):
        return False
    if same and kind in SINGLE:
        raise DomainError("post_taken", name=same[0].name)
    return True


async def _posts(cx: Connection, asker: Actor, unit: Unit, today: date) -> UnitPosts:
    return UnitPosts(unit, await post.held(cx, unit.id, today), may(asker, Action.GIVE_POST, unit))


async def _candidates(cx: Connection, unit: Unit, today: date, page: int, held: Post | None) -> CandidatePage:
    page = max(page, 0)
    found = await post.people(cx, unit.path, today, PEOPLE + 1, page * PEOPLE)
    return CandidatePage(unit, found[:PEOPLE], page, len(found) > PEOPLE, held)


def _scope(asker: Actor) -> list[str]:
    """List the paths of the units for which the asker acts."""
    if asker.administrator:
        return ["/"]
    return [
        held.unit_path
        for held in asker.posts
        if held.kind in (DIRECTING if held.unit_kind.above_branches else SECRETARIAL)
    ]
