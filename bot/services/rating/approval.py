"""Approvals that two people of a rating give together: who may give one, in which role, and whose is missing."""

from collections.abc import Sequence

from bot.domain.errors import DomainError
from bot.domain.rating.message import RatingMessage
from bot.domain.rating.model import TOGETHER, Matter, Role
from bot.domain.request import Request
from bot.services.rating.access import RatingAccess, committee_accounts
from bot.storage import conversation
from bot.storage.connection import Connection
from bot.storage.people import account
from bot.storage.rating import approval as approvals
from bot.storage.rating.approval import Approval
from bot.storage.unit_of_work import Transaction

ORDER = (Role.SUPERVISOR, Role.TELLER, Role.COMMITTEE)
"""Whoever is two of them at once says yes as the first, and another person as the other."""


def require_part(access: RatingAccess, matter: Matter) -> None:
    """Check that one of the two roles is the asker's. DomainError: role_account_changed, not_allowed."""
    access.require_any(TOGETHER[matter], matter.value)


async def access_of_form(work: Transaction, request: Request, name: str) -> RatingAccess:
    """Load and lock the rating of the asker's form before the form: the end of a rating ends its forms. DomainError:
    stale_form, not_found."""
    form = await conversation.get(work, request.account_id)
    if form.name != name:
        raise DomainError("stale_form")
    return await RatingAccess.of(work, request, form.draft["rating"], lock=True)


def free_role(access: RatingAccess, matter: Matter, given: Sequence[Approval]) -> Role | None:
    """Return the role in which the asker can still approve, None where there is none. DomainError("not_allowed")."""
    require_part(access, matter)
    own = access.roles & TOGETHER[matter]
    if any(one.role in own and one.person_id == access.asker.person_id for one in given):
        return None
    left = own - {one.role for one in given}
    return next((role for role in ORDER if role in left), None)


def awaited(matter: Matter, given: Sequence[Approval]) -> frozenset[Role]:
    """Return the roles whose approval is missing."""
    return TOGETHER[matter] - {one.role for one in given}


async def give(work: Transaction, access: RatingAccess, matter: Matter, reason: str = "") -> frozenset[Role]:
    """Store the asker's approval, and return the roles whose approval is missing. DomainError("not_allowed")."""
    given = await approvals.of(work, access.rating.id, matter)
    role = free_role(access, matter, given)
    if role is not None:
        await approvals.add(work, access.rating.id, matter, role, access.asker.person_id, work.now, reason)
        given = await approvals.of(work, access.rating.id, matter)
    return awaited(matter, given)


async def tell_roles(work: Transaction, access: RatingAccess, roles: frozenset[Role], message: RatingMessage) -> None:
    """Post the message to those who have the roles, once for each version of the rating, but not to the asker."""
    chats = sorted(await _chats(work, access, roles) - {access.asker.account_id})
    await work.tell(chats, f"{access.rating.id}:{access.rating.version}", message)


async def _chats(cx: Connection, access: RatingAccess, roles: frozenset[Role]) -> set[int]:
    rating, found = access.rating, set[int]()
    if Role.COMMITTEE in roles:
        found |= set(await committee_accounts(cx, rating, access.unit, access.today))
    people = [(Role.SUPERVISOR, rating.supervisor_id), (Role.TELLER, rating.teller_id)]
    for person_id in [id for role, id in people if role in roles and id is not None]:
        bound = await account.of_person(cx, person_id)
        found |= {bound.id} if bound else set()
    return found
