"""Attaching a leader and a liaison from the committees above to a unit (挂点领导, 联络员)."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import DomainError, must_exist
from bot.domain.permission import Action, require
from bot.domain.person import Person
from bot.domain.post import ATTACHED, PostKind
from bot.domain.request import Request
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.people.post_change import end_post, give_post
from bot.storage import person
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.people import post
from bot.storage.rectification import liaison
from bot.storage.rectification.liaison import Attached
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Done", "Offered"]

PEOPLE = 10
"""The number of people on one screen."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A page of those who can be attached."""

    unit: Unit
    kind: PostKind
    attached: Attached
    people: tuple[Person, ...]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A person of that name is attached to the unit now."""

    unit: Unit
    kind: PostKind
    name: str
    attached: Attached


async def offered(uow: UnitOfWork, request: Request, unit_id: int, kind: str, page: int = 0) -> Offered:
    """A page of the people who can be attached. DomainError: not_found, not_allowed, old_button (no such post)."""
    page, fitting, today = max(page, 0), _kind(kind), request.today
    async with uow.reading() as cx:
        unit = await _attaching(cx, request, unit_id)
        found = await liaison.candidates(cx, unit, today)
        present = await liaison.of_unit(cx, unit, today)
    shown = found[page * PEOPLE : (page + 1) * PEOPLE]
    return Offered(unit, fitting, present, tuple(shown), page, len(found) > (page + 1) * PEOPLE)


async def attach(uow: UnitOfWork, request: Request, unit_id: int, kind: str, person_id: int) -> Done:
    """Attach a person from today on, in the place of the one who is attached to the unit itself.

    A person who is attached already stays so, with the same answer.

    DomainError: not_found, not_allowed, old_button, attached_left (name), attached_unfit.
    """
    async with uow.begin(request) as work:
        await person.lock(work, person_id)
        unit = await _attaching(work, request, unit_id)
        await post.lock_unit(work, unit.id)
        today, fitting = request.today, _kind(kind)
        who = await _candidate(work, unit, person_id, today)
        if await _replace(work, request, unit, fitting, who, today):
            await work.commit()
        return Done(unit, fitting, who.name, await liaison.of_unit(work, unit, today))


async def _replace(work: Transaction, request: Request, unit: Unit, kind: PostKind, who: Person, today: date) -> bool:
    """False when it is theirs already."""
    held = [one.post for one in await post.held(work, unit.id, today) if one.post.kind is kind]
    if any(one.person_id == who.id for one in held):
        return False
    for before in held:
        await end_post(work, before, unit, today)
    number = await give_post(work, unit, who, kind, today)
    about = {"unit": unit.id, "kind": kind.value}
    for before in held:
        ended = {"post": before.id, "person": before.person_id, **about}
        await audit.add(work, request.now, "post.ended", request.account_id, ended)
    await audit.add(work, request.now, "post.given", request.account_id, {"post": number, "person": who.id, **about})
    return True


async def _attaching(cx: Connection, request: Request, unit_id: int) -> Unit:
    """The unit of an id that came in a button, once the asker may attach people to it. A group has its branch's."""
    asker = await actor.load(cx, request)
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.ATTACH, unit)
    if unit.kind is UnitKind.GROUP:
        raise DomainError("not_allowed", action=Action.ATTACH.value)
    return unit


async def _candidate(cx: Connection, unit: Unit, person_id: int, today: date) -> Person:
    found = must_exist(await person.get(cx, person_id))
    if not found.here(today):
        raise DomainError("attached_left", name=found.name)
    if found.id not in {one.id for one in await liaison.candidates(cx, unit, today)}:
        raise DomainError("attached_unfit")
    return found


def _kind(kind: str) -> PostKind:
    if kind not in {one.value for one in ATTACHED}:
        raise DomainError("old_button")
    return PostKind(kind)
