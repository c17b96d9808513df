"""Lists of rectification items: of a unit, of the units below with their counts, of an owner."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.permission import Action, may, require
from bot.domain.post import ATTACHED, DIRECTING, SECRETARIAL
from bot.domain.rectification.model import AT_WORK, ItemState
from bot.domain.request import Request
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.rectification import card
from bot.storage.connection import Connection
from bot.storage.rectification import ledger as ledgers
from bot.storage.rectification import liaison
from bot.storage.rectification.ledger import Counts, LedgerLine, Owner
from bot.storage.rectification.liaison import Attached
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Counts", "Ledger", "LedgerFilter", "LedgerLine", "OwnItems", "Owner", "OwnersPage", "UnitsPage"]

ITEMS, UNITS, OWNERS = 6, 8, 10
"""The numbers of items, units and owners on one screen."""


class LedgerFilter(StrEnum):
    """The filters of a unit's items."""

    ALL = "all"
    AT_WORK = "work"
    HANDED_IN = "handed"
    SIGNED_OFF = "done"
    DRAFTS = "draft"


STATES = {
    LedgerFilter.ALL: frozenset(ItemState) - {ItemState.DRAFT},
    LedgerFilter.AT_WORK: AT_WORK,
    LedgerFilter.HANDED_IN: frozenset({ItemState.HANDED_IN}),
    LedgerFilter.SIGNED_OFF: frozenset({ItemState.SIGNED_OFF}),
    LedgerFilter.DRAFTS: frozenset({ItemState.DRAFT}),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a unit's items that is shown. `owner_id` 0: of everybody."""

    shown: LedgerFilter = LedgerFilter.ALL
    owner_id: int = 0
    page: int = 0


FIRST = Part()
"""The first page of everybody's items."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of a unit's items; those that are the asker's own to do come first on the whole plan.

    `enters` and `attaches`: what the asker may do there; `others`: acts for several units.
    """

    unit: Unit
    today: date
    lines: tuple[LedgerLine, ...]
    counts: Counts
    attached: Attached
    asker: int = 0
    part: Part = FIRST
    owner: str = ""
    more: bool = False
    enters: bool = False
    attaches: bool = False
    others: bool = False
    all_done: bool = False


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """A page of the units for which the asker acts. `home`: the own unit where it is none of them."""

    units: tuple[tuple[Unit, Counts], ...]
    number: int
    more: bool
    enters: bool
    owns: bool
    home: Unit | None


@dataclass(frozen=True, slots=True)
class OwnItems:
    """A page of the items that the asker owns, in any unit."""

    today: date
    lines: tuple[LedgerLine, ...]
    number: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """A page of the people who own items of a unit."""

    unit: Unit
    owners: tuple[Owner, ...]
    number: int
    more: bool


async def overview(uow: UnitOfWork, request: Request, page: int = 0) -> UnitsPage | Ledger:
    """The units for which the asker acts; for others, and where it is one, its plan at once.

    DomainError("no_person") for an administrator who is on no roster, while there are no units.
    """
    page, today = max(page, 0), request.today
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        found = await _acted_for(cx, asker, today, UNITS + 1, page * UNITS)
        home = asker.unit if asker.unit is not None and not _covered(asker.unit, asker) else None
        if page == 0 and len(found) + (home is not None) <= 1:
            return await _ledger(cx, asker, found[0][0] if found else asker.require_unit(), today)
        enters = any(enterable(asker, unit) for unit, _ in found)
        owns = asker.person is not None and bool(await ledgers.of_owner(cx, asker.person.id, 1, 0))
    return UnitsPage(tuple(found[:UNITS]), page, len(found) > UNITS, enters, owns, home)


async def own_unit(uow: UnitOfWork, request: Request) -> Ledger:
    """The plan of the asker's own unit. DomainError("no_person") for an administrator who is on no roster."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        return await _ledger(cx, asker, asker.require_unit(), request.today)


async def of_unit(
    uow: UnitOfWork, request: Request, unit_id: int, shown: str, owner_id: int = 0, page: int = 0
) -> Ledger:
    """`owner_id` 0: of everybody. DomainError: not_found, not_allowed, old_button (no such filter,
    nobody who owns an opened item there)."""
    if shown not in set(LedgerFilter):
        raise DomainError("old_button")
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await actor.unit(cx, unit_id)
        require(asker, Action.SEE_PLAN, unit)
        return await _ledger(cx, asker, unit, request.today, Part(LedgerFilter(shown), owner_id, max(page, 0)))


async def mine(uow: UnitOfWork, request: Request, page: int = 0) -> OwnItems:
    """A page of the items that the asker owns. DomainError("no_person")."""
    page = max(page, 0)
    async with uow.reading() as cx:
        own = (await actor.load(cx, request)).require_person()
        lines = await ledgers.of_owner(cx, own.id, ITEMS + 1, page * ITEMS)
    return OwnItems(request.today, tuple(lines[:ITEMS]), page, len(lines) > ITEMS)


async def count_pending(uow: UnitOfWork, request: Request) -> int:
    """The number of items that the asker owns and that are not signed off. DomainError("no_person")."""
    async with uow.reading() as cx:
        own = (await actor.load(cx, request)).require_person()
        return await ledgers.count_pending(cx, own.id)


async def owners(uow: UnitOfWork, request: Request, unit_id: int, page: int = 0) -> OwnersPage:
    """The people who own items of the unit. DomainError: not_found, not_allowed."""
    page = max(page, 0)
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await actor.unit(cx, unit_id)
        require(asker, Action.SEE_PLAN, unit)
        found = await ledgers.owners(cx, unit.id, OWNERS + 1, page * OWNERS)
    return OwnersPage(unit, tuple(found[:OWNERS]), page, len(found) > OWNERS)


async def _ledger(cx: Connection, asker: Actor, unit: Unit, today: date, part: Part = FIRST) -> Ledger:
    if part.shown is LedgerFilter.DRAFTS:
        require(asker, Action.ENTER_ITEM, unit)
    own = asker.person.id if asker.person is not None and part.shown is LedgerFilter.ALL else 0
    owner = await _owner(cx, unit, part.owner_id)
    lines = await _lines(cx, unit, part, own)
    return Ledger(
        unit=unit,
        today=today,
        lines=tuple(lines[:ITEMS]),
        counts=await ledgers.counts(cx, unit.id, today),
        attached=await liaison.of_unit(cx, unit, today),
        asker=own,
        part=part,
        owner=owner,
        more=len(lines) > ITEMS,
        enters=enterable(asker, unit),
        attaches=may(asker, Action.ATTACH, unit) and unit.kind is not UnitKind.GROUP,
        others=len(await _acted_for(cx, asker, today, 2, 0)) > 1,
        all_done=await card.all_done(cx, unit.id),
    )


async def _lines(cx: Connection, unit: Unit, part: Part, own: int) -> list[LedgerLine]:
    """The lines of a screen and one more, where there is one; `own`: whose own items come first (0: nobody's)."""
    states, limit, offset = STATES[part.shown], ITEMS + 1, part.page * ITEMS
    if part.owner_id:
        return await ledgers.of_unit_and_owner(cx, unit.id, states, part.owner_id, limit, offset)
    return await ledgers.of_unit(cx, unit.id, states, own, limit, offset)


async def _owner(cx: Connection, unit: Unit, owner_id: int) -> str:
    """Empty for 0, everybody. DomainError("old_button") for one who owns no opened item of the unit."""
    if not owner_id:
        return ""
    name = await ledgers.owner_name(cx, unit.id, owner_id)
    if name is None:
        raise DomainError("old_button")
    return name


def enterable(asker: Actor, unit: Unit) -> bool:
    """Whether the asker may enter items there: a group has none, its branch has."""
    return unit.kind is not UnitKind.GROUP and may(asker, Action.ENTER_ITEM, unit)


async def _acted_for(cx: Connection, asker: Actor, today: date, limit: int, offset: int) -> list[tuple[Unit, Counts]]:
    """A page of the units for which the asker acts; an administrator for those that have nobody above them."""
    if not (paths := _paths(asker)) and not asker.administrator:
        return []
    return await ledgers.below(cx, paths, today, limit, offset, roots=asker.administrator)


def _covered(unit: Unit, asker: Actor) -> bool:
    in_reach = any(unit.within(path) for path in _paths(asker))
    return in_reach or (asker.administrator and unit.parent_id is None)


def _paths(asker: Actor) -> list[str]:
    """Of the units in which the asker holds a post that acts, or is attached."""
    paths = {
        held.unit_path
        for held in asker.posts
        if held.kind in ATTACHED or held.kind in (DIRECTING if held.unit_kind.above_branches else SECRETARIAL)
    }
    return sorted(paths)
