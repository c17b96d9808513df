"""Before it opens, the secretary who prepared a rating can take it back, and the committee above can send it back."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import DomainError
from bot.domain.permission import Action, may
from bot.domain.rating.model import Rating, Role, State, VoidReason
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.services.rating import notifications
from bot.services.rating.access import RatingAccess
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Withdrawal", "look", "withdraw", "yes"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A rating to be withdrawn. `back`: the committee sends it back; otherwise its secretary takes it back; `done`: it
    is withdrawn."""

    rating: Rating
    unit: str
    back: bool
    done: bool


async def look(uow: UnitOfWork, request: Request, rating_id: int) -> Withdrawal:
    """Return what would be withdrawn, before it is done. DomainError: not_found, not_allowed, rating_not_now."""
    async with uow.reading() as cx:
        return _withdrawal(await RatingAccess.of(cx, request, rating_id))


async def yes(uow: UnitOfWork, request: Request, rating_id: int) -> Withdrawal:
    """Withdraw the rating and tell the other side. Repeated, it gives the same answer. DomainError: as `look`."""
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        before = _withdrawal(access)
        if before.done:
            return before
        await withdraw(work, access.rating, access.today, request.account_id, back=before.back)
        done = _withdrawal(await RatingAccess.of(work, request, rating_id))
        await work.commit()
        return done


async def withdraw(work: Transaction, rating: Rating, today: date, account_id: int, *, back: bool) -> None:
    """Withdraw a submitted rating that the caller's transaction has locked, and tell the others."""
    await notifications.tell_withdrawn(work, rating, today, account_id, back=back)
    await ratings.voided(work, rating.id, work.now, VoidReason.WITHDRAWN)
    await reminder_plan.mark_stale(work, Subject.ALL)
    facts = {"rating": rating.id, "reason": VoidReason.WITHDRAWN.value}
    await audit.add(work, work.now, "rating.void", account_id, facts)


def _withdrawal(access: RatingAccess) -> Withdrawal:
    rating, own = access.rating, may(access.asker, Action.PREPARE_RATING, access.unit)
    if not own and Role.COMMITTEE not in access.roles:
        raise DomainError("not_allowed", action="rating_withdraw")
    done = rating.void_reason is VoidReason.WITHDRAWN
    if not done:
        access.require_state(State.SUBMITTED)
    return Withdrawal(rating, access.unit.name, not own, done)
