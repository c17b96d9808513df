"""The form in which supervisor or teller enters the totals of the paper ballots, a question at a time."""

from collections.abc import Sequence

from bot.domain.errors import DomainError
from bot.domain.grading.words import Names
from bot.domain.rating.count import numbers
from bot.domain.rating.message import (
    PaperAwaitsApproval,
    PaperDraft,
    PaperQuestion,
    PaperTotalsDraft,
)
from bot.domain.rating.model import Matter, Rating, Role, State
from bot.domain.request import Request
from bot.services import conversation
from bot.services.rating import approval, close, officers
from bot.services.rating.access import RatingAccess
from bot.storage.connection import Connection
from bot.storage.rating import approval as approvals
from bot.storage.rating import paper
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["COUNTS", "NAME", "RETURNED", "SURE"]

NAME, RETURNED, COUNTS, SURE = "paper", "returned", "counts", "sure"


async def begin(uow: UnitOfWork, request: Request, rating_id: int) -> None:
    """Ask how many papers came back. DomainError: not_found, not_allowed, paper_not_used, rating_still_open (closes),
    rating_not_now, no_paper_issued, role_not_now."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id)
        issued = await _issued(work, access)
        await officers.require_still(work, access)
        draft = PaperDraft(**access.facts, questions=_questions(access.rating), issued=issued)
        await conversation.advance(work, request, NAME, RETURNED, draft.data())
        await work.commit()


async def enter_returned(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """Enter the numbers of papers returned and, among them, spoiled: "3 1". DomainError: stale_form, paper_two_numbers,
    paper_too_many (issued), paper_too_spoiled."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=RETURNED)
        kept, (returned, spoiled) = PaperDraft.model_validate(form.draft), _two(text)
        if returned > kept.issued:
            raise DomainError("paper_too_many", issued=kept.issued)
        if spoiled > returned:
            raise DomainError("paper_too_spoiled")
        none = tuple((0,) * len(one.choices) for one in kept.questions)
        counts = none if returned == spoiled else ()
        draft = PaperTotalsDraft(**dict(kept), returned=returned, spoiled=spoiled, counts=counts)
        await conversation.advance(work, request, NAME, COUNTS if returned > spoiled else SURE, draft.data())
        await work.commit()


async def enter_counts(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """Enter how many chose each answer of the next question, in order: "2 1 0 0"; a line each for several questions.
    DomainError: stale_form, paper_numbers (choices), paper_sum (sum, valid)."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=COUNTS)
        draft = PaperTotalsDraft.model_validate(form.draft)
        asked = [len(one.choices) for one in draft.questions[len(draft.counts) :]]
        counts = (*draft.counts, *_several(text, asked, draft.valid))
        step = COUNTS if len(counts) < len(draft.questions) else SURE
        await conversation.advance(work, request, NAME, step, draft.model_copy(update={"counts": counts}).data())
        await work.commit()


async def again(uow: UnitOfWork, request: Request, version: int) -> None:
    """Start again from the first number. DomainError("stale_form")."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        kept = {name: value for name, value in form.draft.items() if name in PaperDraft.model_fields}
        await conversation.advance(work, request, NAME, RETURNED, kept)
        await work.commit()


async def keep(uow: UnitOfWork, request: Request, version: int) -> int:
    """Store the totals, with the approval of whoever entered them, and ask for the other one's; returns the rating's
    id. Earlier approvals of totals or closing are void. DomainError: stale_form, as `begin`."""
    async with uow.begin(request) as work:
        access = await approval.access_of_form(work, request, NAME)
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = PaperTotalsDraft.model_validate(form.draft)
        if draft.returned > await _issued(work, access):
            raise DomainError("stale_form")
        await officers.require_still(work, access)
        by = access.asker.require_person()
        await approvals.revoke(work, access.rating.id, Matter.PAPER, Matter.CLOSE)
        await paper.put(work, access.rating.id, draft.returned, draft.spoiled, draft.counts, by.id)
        access = await RatingAccess.of(work, request, draft.rating)
        await approval.give(work, access, Matter.PAPER)
        both = frozenset({Role.SUPERVISOR, Role.TELLER})
        await approval.tell_roles(work, access, both, PaperAwaitsApproval(**access.facts, by=by.name))
        await conversation.end(work, request)
        await work.commit()
        return access.rating.id


async def _issued(cx: Connection, access: RatingAccess) -> int:
    """Return how many papers were issued. DomainError: as `begin`."""
    approval.require_part(access, Matter.PAPER)
    if not access.rating.paper:
        raise DomainError("paper_not_used")
    if access.rating.state is State.OPEN:
        raise DomainError("rating_still_open", closes=access.rating.closes_at)
    access.require_state(State.ENDED)
    issued = await close.papers(cx, access.rating)
    if not issued:
        raise DomainError("no_paper_issued")
    return issued


def _several(text: str, asked: Sequence[int], valid: int) -> list[tuple[int, ...]]:
    """Read the numbers of the next question, or of several, a line each; `asked`: how many choices each of them has."""
    whole = numbers(text)
    alone = whole is not None and len(whole) == asked[0]
    lines = [text] if alone else [line for line in text.splitlines() if line.strip()]
    if not 0 < len(lines) <= len(asked):
        raise DomainError("paper_numbers", choices=asked[0])
    return [_counted(line, choices, valid) for line, choices in zip(lines, asked, strict=False)]


def _counted(line: str, choices: int, valid: int) -> tuple[int, ...]:
    found = numbers(line)
    if found is None or len(found) != choices:
        raise DomainError("paper_numbers", choices=choices)
    if sum(found) != valid:
        raise DomainError("paper_sum", sum=sum(found), valid=valid)
    return found


def _two(text: str) -> tuple[int, int]:
    found = numbers(text)
    if found is None or len(found) not in (1, 2):
        raise DomainError("paper_two_numbers")
    return found[0], found[1] if len(found) == 2 else 0


def _questions(rating: Rating) -> tuple[PaperQuestion, ...]:
    """Return the questions as the prompts show them, in both languages."""
    return tuple(
        PaperQuestion(zh=one.zh, en=one.en, choices=tuple(Names(zh=each.zh, en=each.en) for each in one.choices))
        for one in rating.questions
    )
