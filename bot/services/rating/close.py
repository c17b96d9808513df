"""Closing: once voting has ended, supervisor and teller each approve, and the ballots are counted (decision 14)."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.rating.message import CloseAwaitsApproval
from bot.domain.rating.model import Matter, Rating, Role, State
from bot.domain.request import Request
from bot.services.rating import approval, officers
from bot.services.rating.access import RatingAccess
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rating import approval as approvals
from bot.storage.rating import elector, paper
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["CLOSEABLE", "Closing", "look", "yes"]

AGREED = frozenset({State.CLOSING, State.COUNTED, State.CLOSED})
CLOSEABLE = frozenset({State.ENDED}) | AGREED


@dataclass(frozen=True, slots=True)
class Closing:
    """How far the closing is agreed.

    `may`: the asker's approval is missing; `awaited`: whose approvals are missing; `papers`: issued; `paper_agreed`:
    both approve the totals of the papers, or there are no papers; `moved`: the rating is not what the asker was shown
    any more, and nothing was done.
    """

    rating: Rating
    unit: str
    may: bool
    awaited: frozenset[Role]
    papers: int
    paper_agreed: bool
    moved: bool = False


async def look(uow: UnitOfWork, request: Request, rating_id: int) -> Closing:
    """Return how far the closing is agreed. DomainError: not_found, not_allowed, rating_still_open (closes),
    rating_not_now, rating_faulty."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        _require_closeable(access)
        return await _closing(cx, access)


async def yes(uow: UnitOfWork, request: Request, rating_id: int, version: int) -> Closing:
    """Approve the closing; with the second approval the rating is counted. Repeated, or after the other one, the answer
    is how it stands. DomainError: as `look`, role_not_now, paper_totals_missing."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        _require_closeable(access)
        if access.rating.state in AGREED:
            return await _closing(work, access)
        if version != access.rating.version:
            return await _closing(work, access, moved=True)
        await officers.require_still(work, access)
        if not await _paper_agreed(work, access.rating.id, await papers(work, access.rating)):
            raise DomainError("paper_totals_missing")
        awaited = await approval.give(work, access, Matter.CLOSE)
        message = CloseAwaitsApproval(**access.facts, by=access.asker.require_person().name)
        await approval.tell_roles(work, access, awaited, message)
        if not awaited:
            await ratings.move(work, rating_id, State.ENDED, State.CLOSING)
        access = await RatingAccess.of(work, request, rating_id)
        closing = await _closing(work, access)
        if not awaited:
            await audit.add(work, work.now, "rating.closing", request.account_id, {"rating": rating_id})
        await work.commit()
        return closing


async def papers(cx: Connection, rating: Rating) -> int:
    """Return how many papers were issued; 0 once the rating is closed."""
    if not rating.paper:
        return 0
    return sum(one.elector.paper for one in await elector.listed(cx, rating.id))


async def _paper_agreed(cx: Connection, rating_id: int, issued: int) -> bool:
    """Whether both approve the totals of the papers; True where no paper was issued."""
    if not issued:
        return True
    given = await approvals.of(cx, rating_id, Matter.PAPER)
    return await paper.get(cx, rating_id) is not None and not approval.awaited(Matter.PAPER, given)


async def _closing(cx: Connection, access: RatingAccess, *, moved: bool = False) -> Closing:
    given = await approvals.of(cx, access.rating.id, Matter.CLOSE)
    issued = await papers(cx, access.rating)
    return Closing(
        access.rating,
        access.unit.name,
        approval.free_role(access, Matter.CLOSE, given) is not None,
        approval.awaited(Matter.CLOSE, given),
        issued,
        await _paper_agreed(cx, access.rating.id, issued),
        moved,
    )


def _require_closeable(access: RatingAccess) -> None:
    rating = access.rating
    approval.require_part(access, Matter.CLOSE)
    if rating.state is State.OPEN:
        raise DomainError("rating_still_open", closes=rating.closes_at)
    access.require_state(*CLOSEABLE)
    if rating.fault is not None and rating.state is State.ENDED:
        raise DomainError("rating_faulty")
