"""What two people of a rating do together: who may say yes, in which role, and who is still awaited."""

from collections.abc import Sequence

from bot.domain.errors import DomainError
from bot.domain.message import Untyped
from bot.domain.rating.model import TOGETHER, Matter, Role
from bot.domain.request import Request
from bot.services.rating.access import Bench, above
from bot.storage import conversation
from bot.storage.connection import Connection
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.rating import approval
from bot.storage.rating.approval import Said
from bot.storage.unit_of_work import Transaction

ORDER = (Role.SUPERVISOR, Role.TELLER, Role.COMMITTEE)
"""Whoever is two of them at once says yes as the first, and another person as the other."""


def require_part(bench: Bench, matter: Matter) -> None:
    """DomainError: role_account_changed, not_allowed: none of the two roles is the asker's."""
    bench.require_any(TOGETHER[matter], matter.value)


async def of_form(work: Transaction, request: Request, name: str) -> Bench:
    """The rating that the asker's form is about, locked before the form is: its end ends the form. DomainError:
    stale_form, not_found."""
    form = await conversation.get(work, request.account_id)
    if form.name != name:
        raise DomainError("stale_form")
    return await Bench.of(work, request, form.draft["rating"], lock=True)


def free_role(bench: Bench, matter: Matter, said: Sequence[Said]) -> Role | None:
    """The role in which the asker can still say yes. DomainError("not_allowed")."""
    require_part(bench, matter)
    own = bench.roles & TOGETHER[matter]
    if any(one.role in own and one.person_id == bench.by for one in said):
        return None
    left = own - {one.role for one in said}
    return next((role for role in ORDER if role in left), None)


def awaited(matter: Matter, said: Sequence[Said]) -> frozenset[Role]:
    """Whose yes is missing."""
    return TOGETHER[matter] - {one.role for one in said}


async def say(work: Transaction, bench: Bench, matter: Matter, reason: str = "") -> frozenset[Role]:
    """The asker's yes; whose is missing still. DomainError("not_allowed")."""
    said = await approval.of(work, bench.rating.id, matter)
    role = free_role(bench, matter, said)
    if role is not None:
        await approval.say(work, bench.rating.id, matter, role, bench.by, work.now, reason)
        said = await approval.of(work, bench.rating.id, matter)
    return awaited(matter, said)


async def tell(work: Transaction, bench: Bench, roles: frozenset[Role], kind: str, data: dict[str, object]) -> None:
    """Those whose yes is awaited, once for each state of the rating; never whoever acts."""
    for chat_id in sorted(await _chats(work, bench, roles)):
        if chat_id != bench.asker.account_id:
            key = f"{kind}:{bench.rating.id}:{bench.rating.version}:{chat_id}"
            await work.post(OutboundMessage(key, chat_id, Untyped(kind, bench.facts | data)))


async def _chats(cx: Connection, bench: Bench, roles: frozenset[Role]) -> set[int]:
    rating, found = bench.rating, set[int]()
    if Role.COMMITTEE in roles:
        found |= set(await above(cx, rating, bench.unit, bench.today))
    people = [(Role.SUPERVISOR, rating.supervisor_id), (Role.TELLER, rating.teller_id)]
    for person_id in [id for role, id in people if role in roles and id is not None]:
        bound = await account.of_person(cx, person_id)
        found |= {bound.id} if bound else set()
    return found
