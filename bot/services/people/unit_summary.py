"""A unit in figures and names: its people by standing, its committee; the tree of units."""

from dataclasses import dataclass
from datetime import date

from bot.domain.permission import Action, require
from bot.domain.person import Standing
from bot.domain.post import COMMITTEE, OF_UNIT, PostKind
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.people import unit_summary
from bot.storage.people.unit_summary import MemberFlags, PostHolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Committee", "MemberFlags", "Members", "PostHolder", "TreeLine", "committee", "members", "tree"]


@dataclass(frozen=True, slots=True)
class Members:
    """The people of a unit by standing; standings that nobody has are left out."""

    unit: Unit
    today: date
    standings: dict[Standing, int]
    flags: MemberFlags

    @property
    def total(self) -> int:
        """Members, probationary ones included."""
        return sum(count for standing, count in self.standings.items() if standing.member)


@dataclass(frozen=True, slots=True)
class Committee:
    """A unit's committee by rank; `leaders` are the leaders of its groups."""

    unit: Unit
    today: date
    posts: tuple[PostHolder, ...]
    leaders: tuple[PostHolder, ...]

    def secretary(self) -> str | None:
        return next((one.name for one in self.posts if one.kind is PostKind.SECRETARY), None)


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One unit of the tree; `people` are those directly in it."""

    depth: int
    name: str
    people: int


async def members(uow: UnitOfWork, request: Request) -> Members:
    """Count the people of the asker's own unit. DomainError("no_person") for an administrator on no roster."""
    async with uow.reading() as cx:
        unit, today = await _own(cx, request), request.today
        found = await unit_summary.standings(cx, unit.path, today)
        ordered = {standing: found[standing] for standing in Standing if standing in found}
        return Members(unit, today, ordered, await unit_summary.flags(cx, unit.path, today))


async def committee(uow: UnitOfWork, request: Request) -> Committee:
    """List the committee of the asker's own unit; names and posts, never phone numbers."""
    async with uow.reading() as cx:
        unit, today = await _own(cx, request), request.today
        holders = await unit_summary.posts(cx, unit.id, today)
    own = [one for one in holders if one.unit_id == unit.id and one.kind in COMMITTEE]
    rank = OF_UNIT[unit.kind]
    own.sort(key=lambda one: rank.index(one.kind) if one.kind in rank else len(rank))
    return Committee(unit, today, tuple(own), tuple(one for one in holders if one.kind is PostKind.GROUP_LEADER))


async def tree(uow: UnitOfWork) -> list[TreeLine]:
    """List every unit, parents before the units below them."""
    async with uow.reading() as cx:
        found = await unit_summary.tree(cx, uow.clock.now().date())
    return [TreeLine(unit.place.count("/"), unit.name, people) for unit, people in found]


async def _own(cx: Connection, request: Request) -> Unit:
    """The asker's own unit. DomainError("no_person") for an administrator on no roster."""
    asker = await actor.load(cx, request)
    unit = asker.require_unit()
    require(asker, Action.ASK, unit)
    return unit
