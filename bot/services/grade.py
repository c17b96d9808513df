"""What grade the asker's branch has."""

from dataclasses import dataclass
from datetime import tzinfo

from bot.domain.grade import Decided
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import grade as grades
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UnitGrades:
    """`history` newest first; the first is the current one."""

    unit: Unit
    history: list[Decided]


async def of_own_unit(uow: UnitOfWork, request: Request, zone: tzinfo) -> UnitGrades:
    """DomainError("no_person") for an administrator who is on no roster."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request, zone)
        unit = asker.require_unit()
        require(asker, Action.ASK, unit)
        return UnitGrades(unit, await grades.history(cx, unit.id))
