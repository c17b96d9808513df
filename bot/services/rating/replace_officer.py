"""Another supervisor or teller of a rating that runs, or the same one with another account; all concerned are told."""

from bot.domain.errors import DomainError, must_exist
from bot.domain.rating.model import Matter, Rating, Role, State
from bot.services.rating import notifications
from bot.services.rating.access import RatingAccess
from bot.storage.people import account
from bot.storage.rating import approval as approvals
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import Transaction

__all__ = ["REPLACEABLE", "other_of", "replace_officer"]

REPLACEABLE = frozenset({State.OPEN, State.ENDED})


def other_of(rating: Rating, role: Role) -> int | None:
    """Return the person who has the other one of the two roles: nobody has both."""
    return rating.teller_id if role is Role.SUPERVISOR else rating.supervisor_id


async def replace_officer(work: Transaction, access: RatingAccess, role: Role, person_id: int) -> dict[str, object]:
    """Give the role to the person with their present account, and ask for all approvals anew; `access` has locked the
    rating.

    Returns what the audit record says beside role and person, nothing where it was so already.
    DomainError("role_unbound").
    """
    before = access.rating
    bound = await account.of_person(work, person_id)
    if bound is None:
        raise DomainError("role_unbound", name="")
    old, fixed = _of(before, role)
    if (old, fixed) == (person_id, bound.id):
        return {}
    await ratings.replace(work, before.id, role, person_id, bound.id)
    await approvals.revoke(work, before.id, *Matter)
    rating = must_exist(await ratings.get(work, before.id))
    await notifications.tell_replaced(work, before, rating, role)
    if rating.state is State.OPEN:
        await notifications.tell_role(work, rating, access.unit, role)
    else:
        await notifications.tell_ended(work, rating)
    return {"account": bound.id, "instead": old}


def _of(rating: Rating, role: Role) -> tuple[int | None, int | None]:
    if role is Role.SUPERVISOR:
        return rating.supervisor_id, rating.supervisor_account
    return rating.teller_id, rating.teller_account
