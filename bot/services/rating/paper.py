"""Paper ballots for those who could not vote by phone: issued before they are handed over, their totals approved by
both."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import DomainError, must_exist
from bot.domain.rating.count import Papers
from bot.domain.rating.message import PaperAgreed, PaperIssued
from bot.domain.rating.model import Doubt, Matter, Rating, Role, State
from bot.domain.rating.rules import LEAST
from bot.domain.request import Request
from bot.services.rating import approval, officers
from bot.services.rating.access import RatingAccess
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.meeting import people as meeting_people
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.rating import approval as approvals
from bot.storage.rating import elector, paper
from bot.storage.rating.elector import Listed
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Issue", "Page", "Waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An elector who may get a paper ballot. `doubt`: why the account waits for the supervisor's confirmation, None
    without an account."""

    person_id: int
    name: str
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class Page:
    """The paper ballots of a rating.

    `waiting` and `issued` (names) while voting is open; `papers`: how many were issued; `totals` as entered by `by`;
    `may`: the asker's approval is missing; `agreed`: both approve; `moved`: they were entered anew since; `number`: of
    the page of people, from 0.
    """

    rating: Rating
    unit: str
    waiting: tuple[Waiting, ...]
    issued: tuple[str, ...]
    papers: int
    totals: Papers | None
    by: str
    may: bool
    agreed: bool
    moved: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """One paper ballot. `done` False: it is still to be confirmed; `few`: so few that supervisor and teller may
    recognise whose is whose."""

    rating: Rating
    person_id: int
    name: str
    done: bool
    few: bool


async def look(uow: UnitOfWork, request: Request, rating_id: int, page: int = 0) -> Page:
    """Return the paper ballots of a rating. DomainError: not_found, not_allowed, paper_not_used, rating_not_now."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        _require_paper(access)
        return replace(await _page(cx, access), number=page)


async def ask(uow: UnitOfWork, request: Request, rating_id: int, person_id: int) -> Issue:
    """Return what would be issued, before it is done. DomainError: as `issue`."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        one = await _on_the_list(cx, access, person_id, request.now)
        return await _issue(cx, access, one)


async def issue(uow: UnitOfWork, request: Request, rating_id: int, person_id: int) -> Issue:
    """Let that person vote on paper alone from now on; with an account they hear of it.

    The record says who issued it to whom. Issued already, the answer is the same. DomainError: as `look`, voting_over,
    votes_by_phone, role_not_now.
    """
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        one = await _on_the_list(work, access, person_id, request.now)
        if not one.elector.paper:
            await officers.require_still(work, access)
            await elector.issue_paper(work, rating_id, person_id)
            await _tell(work, access, person_id)
            one = await _on_the_list(work, access, person_id, request.now)
            facts = {"rating": rating_id, "person": person_id}
            await audit.add(work, work.now, "rating.paper_issued", request.account_id, facts)
        answer = await _issue(work, access, one)
        await work.commit()
        return answer


async def yes(uow: UnitOfWork, request: Request, rating_id: int, version: int) -> Page:
    """Approve the totals that the other one has entered. DomainError: as `look`, paper_totals_missing, role_not_now."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        _require_paper(access, State.ENDED)
        totals = await paper.get(work, rating_id)
        if totals is None:
            raise DomainError("paper_totals_missing")
        if version != access.rating.version:
            return await _page(work, access, moved=True)
        await officers.require_still(work, access)
        before = await approvals.of(work, rating_id, Matter.PAPER)
        awaited = await approval.give(work, access, Matter.PAPER)
        page = await _page(work, access)
        if not awaited and approval.awaited(Matter.PAPER, before):
            both = frozenset({Role.SUPERVISOR, Role.TELLER})
            await approval.tell_roles(work, access, both, PaperAgreed(**access.facts))
            facts = {"rating": rating_id, "returned": totals.returned, "spoiled": totals.spoiled}
            await audit.add(work, work.now, "rating.paper_agreed", request.account_id, facts)
        await work.commit()
        return page


async def _page(cx: Connection, access: RatingAccess, *, moved: bool = False) -> Page:
    rating, known = access.rating, await elector.listed(cx, access.rating.id)
    issued = tuple(one.name for one in known if one.elector.paper)
    waiting = [one for one in known if not one.elector.paper and one.elector.account_id is None]
    totals, given = await paper.get(cx, rating.id), await approvals.of(cx, rating.id, Matter.PAPER)
    names = await meeting_people.names(cx, [totals.entered_by if totals else None])
    return Page(
        rating,
        access.unit.name,
        tuple(Waiting(one.elector.person_id, one.name, one.elector.doubt) for one in waiting),
        issued,
        len(issued),
        totals,
        names.get(totals.entered_by or 0, "") if totals else "",
        totals is not None and approval.free_role(access, Matter.PAPER, given) is not None,
        totals is not None and not approval.awaited(Matter.PAPER, given),
        moved,
    )


async def _on_the_list(cx: Connection, access: RatingAccess, person_id: int, now: datetime) -> Listed:
    """Return the elector, who may get a paper ballot. DomainError: as `issue`.

    Only electors without an account that may vote get one, and whether anybody voted is not looked at: were a paper
    refused because a ballot is in, the refusal would tell.
    """
    _require_paper(access)
    if not access.rating.takes_votes(now):
        raise DomainError("voting_over")
    listed = await elector.listed(cx, access.rating.id)
    one = must_exist(next((one for one in listed if one.elector.person_id == person_id), None))
    if not one.elector.paper and one.elector.account_id is not None:
        raise DomainError("votes_by_phone", name=one.name)
    return one


async def _issue(cx: Connection, access: RatingAccess, one: Listed) -> Issue:
    papers = sum(other.elector.paper for other in await elector.listed(cx, access.rating.id))
    coming = papers + (not one.elector.paper)
    return Issue(access.rating, one.elector.person_id, one.name, one.elector.paper, coming < LEAST)


async def _tell(work: Transaction, access: RatingAccess, person_id: int) -> None:
    bound = await account.of_person(work, person_id)
    if bound is not None:
        message = PaperIssued(**access.facts)
        await work.post(OutboundMessage(f"{message.kind}:{access.rating.id}:{bound.id}", bound.id, message))


def _require_paper(access: RatingAccess, *states: State) -> None:
    approval.require_part(access, Matter.PAPER)
    if not access.rating.paper:
        raise DomainError("paper_not_used")
    access.require_state(*(states or (State.OPEN, State.ENDED)))
