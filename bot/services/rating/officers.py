"""Check supervisor and teller against the present facts: when they are named and when they act. A post or a move since
may have made them part of what they guard."""

from datetime import date

from bot.domain.errors import DomainError, must_exist
from bot.domain.person import Person
from bot.domain.post import COMMITTEE
from bot.domain.rating.model import Role
from bot.domain.rating.officers import OfficerContext, ineligibility
from bot.domain.unit import Unit
from bot.services.rating.access import RatingAccess
from bot.storage import person, unit
from bot.storage.connection import Connection
from bot.storage.people import account, post
from bot.storage.rating import elector, electorate

__all__ = ["barred", "require_officer", "require_still"]


async def barred(cx: Connection, rated: Unit, person_id: int | None, day: date) -> frozenset[int]:
    """Return the ids of the unit's committee and of the person rated, who can be neither supervisor nor teller."""
    held = await post.held(cx, rated.id, day)
    found = {one.post.person_id for one in held if one.post.kind in COMMITTEE}
    return frozenset(found | ({person_id} if person_id else set()))


async def require_officer(cx: Connection, context: OfficerContext, role: Role, person_id: int) -> Person:
    """Return the person, who may have the role. DomainError: not_found, and with `name` role_barred, supervisor_unfit,
    teller_unfit, role_taken, role_unbound."""
    who = must_exist(await person.get(cx, person_id))
    home = await unit.get(cx, who.unit_id)
    code = ineligibility(context, role, who, home.path if home else "")
    if code is not None:
        raise DomainError(code, name=who.name)
    if await account.of_person(cx, who.id) is None:
        raise DomainError("role_unbound", name=who.name)
    return who


async def require_still(cx: Connection, access: RatingAccess) -> None:
    """Check that the acting supervisor or teller could still be named; otherwise somebody else has to be.
    DomainError("role_not_now")."""
    if access.asker.person_id is None or not access.named_roles:
        return
    own = await electorate.candidates(cx, access.unit, access.today)
    context = OfficerContext(
        access.today,
        access.unit,
        frozenset(one.person.id for one in own),
        await elector.people(cx, access.rating.id),
        await barred(cx, access.unit, access.rating.person_id, access.today),
    )
    try:
        for role in access.named_roles:
            await require_officer(cx, context, role, access.asker.person_id)
    except DomainError:
        raise DomainError("role_not_now") from None
