"""Voiding a rating: supervisor and committee agree on it, or a rule demands it; no count at all is kept, never a
partial one."""

from dataclasses import dataclass

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rating.count import Fault
from bot.domain.rating.message import VoidAwaitsApproval, VoidDraft
from bot.domain.rating.model import Matter, Rating, Role, State, VoidReason
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.services import conversation
from bot.services.rating import approval, notifications
from bot.services.rating.access import RatingAccess
from bot.services.reason_form import REASON, SURE
from bot.storage import conversation as forms
from bot.storage import outbox
from bot.storage.connection import Connection
from bot.storage.installation import audit, state
from bot.storage.rating import approval as approvals
from bot.storage.rating import ballot_box, elector, paper
from bot.storage.rating import store as ratings
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["CHECKPOINT", "NAME", "Voiding", "forget", "void"]

NAME = "void"
CHECKPOINT = "rating.checkpoint"
"""Noted while rows of ballots as they were before may still be in the write-ahead log or in dead rows."""
FORMS = (Matter.PAPER, Matter.VOID)
"""Whose drafts say something about one rating: totals of papers, a reason; a form has its matter's name."""
REASONS = {Fault.KEY_LOST.value: VoidReason.KEY_LOST, Fault.DAMAGED.value: VoidReason.DAMAGED}


@dataclass(frozen=True, slots=True)
class Voiding:
    """How far voiding is agreed.

    `reason` empty: nobody has asked for it; `may`: the asker's approval is missing; `awaited`: whose approvals are
    missing; `moved`: the rating is not what the asker was shown any more, and nothing was done.
    """

    rating: Rating
    unit: str
    reason: str
    may: bool
    awaited: frozenset[Role]
    moved: bool = False


async def look(uow: UnitOfWork, request: Request, rating_id: int) -> Voiding:
    """Return how far voiding is agreed. DomainError: not_found, not_allowed, rating_not_now."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        _require_voidable(access)
        return await _voiding(cx, access)


async def begin(uow: UnitOfWork, request: Request, rating_id: int) -> None:
    """Ask for the reason, or for another one; everyone who may vote will read it. DomainError: as `look`."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id)
        _require_voidable(access, over=False)
        await conversation.advance(work, request, NAME, REASON, VoidDraft(**access.facts).data())
        await work.commit()


async def propose(uow: UnitOfWork, request: Request, version: int) -> Voiding:
    """Store the reason with the approval of whoever gave it, and ask for the other one's. DomainError: stale_form, as
    `look`."""
    async with uow.begin(request) as work:
        access = await approval.access_of_form(work, request, NAME)
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = VoidDraft.model_validate(form.draft)
        _require_voidable(access, over=False)
        await approvals.revoke(work, access.rating.id, Matter.VOID)
        access = await RatingAccess.of(work, request, access.rating.id)
        awaited = await approval.give(work, access, Matter.VOID, draft.reason)
        message = VoidAwaitsApproval(**access.facts, reason=draft.reason, by=_name(access))
        await approval.tell_roles(work, access, awaited, message)
        await conversation.end(work, request)
        answer = await _voiding(work, access)
        await work.commit()
        return answer


async def yes(uow: UnitOfWork, request: Request, rating_id: int, version: int) -> Voiding:
    """Approve the reason that was shown; with the second approval the rating is void. DomainError: as `look`,
    reason_missing."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        _require_voidable(access)
        before = await _voiding(work, access)
        if access.rating.state is State.VOID:
            return before
        if not before.reason:
            raise DomainError("reason_missing")
        if version != access.rating.version:
            return await _voiding(work, access, moved=True)
        if not await approval.give(work, access, Matter.VOID, before.reason):
            await _void_agreed(work, access, before.reason)
            access = await RatingAccess.of(work, request, rating_id)
        answer = await _voiding(work, access)
        await work.commit()
        return answer


async def _void_agreed(work: Transaction, access: RatingAccess, reason: str) -> None:
    kind = REASONS.get(access.rating.fault or "", VoidReason.COMMITTEE)
    await void(work, access.rating, kind, access.asker.account_id, reason)


async def _voiding(cx: Connection, access: RatingAccess, *, moved: bool = False) -> Voiding:
    given = await approvals.of(cx, access.rating.id, Matter.VOID)
    return Voiding(
        access.rating,
        access.unit.name,
        given[0].reason if given else "",
        approval.free_role(access, Matter.VOID, given) is not None,
        approval.awaited(Matter.VOID, given),
        moved,
    )


def _name(access: RatingAccess) -> str:
    """Return the asker's name; empty for an administrator who is on no roster."""
    return access.asker.person.name if access.asker.person else ""


def _require_voidable(access: RatingAccess, *, over: bool = True) -> None:
    """Check that the asker may void the rating; `over`: also where it is void already."""
    approval.require_part(access, Matter.VOID)
    access.require_state(State.OPEN, State.ENDED, State.CLOSING, *((State.VOID,) if over else ()))


async def void(
    work: Transaction, rating: Rating, reason: VoidReason, account_id: int | None = None, words: str = ""
) -> None:
    """Void a rating that the caller's transaction has locked, as its last step; the key-holder destroys the key after
    the commit. `words`: the reason that supervisor or committee gave; `account_id`: who voids it."""
    await outbox.drop_queued(work, f"rating.invite:{rating.id}:")
    await notifications.tell_void(work, rating, words, reason)
    await forget(work, rating.id)
    await ratings.voided(work, rating.id, work.now, reason)
    await reminder_plan.mark_stale(work, Subject.ALL)
    facts = {"rating": rating.id, "reason": reason.value}
    await audit.add(work, work.now, "rating.void", account_id, facts)


async def forget(work: Transaction, rating_id: int) -> None:
    """Delete the envelopes, the totals of papers, entered or half typed, and who voted."""
    await ballot_box.empty(work, rating_id)
    await paper.forget(work, rating_id)
    for form in FORMS:
        for account_id in await forms.end_of_rating(work, form.value, rating_id, work.now):
            await outbox.drop_queued(work, f"form:{account_id}:")
    await elector.forget(work, rating_id)
    await state.put(work, CHECKPOINT, str(to_ms(work.now)))
