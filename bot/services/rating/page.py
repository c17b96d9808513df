"""`/rating`: the ratings that concern the asker, and one of them with what the asker may do there."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import DomainError
from bot.domain.permission import Action, may
from bot.domain.post import DIRECTING, SECRETARIAL
from bot.domain.rating.model import Rating, Role, State, Subject
from bot.domain.rating.rules import RatingRules
from bot.domain.request import Request
from bot.services import actor
from bot.services.rating import prepare_session
from bot.services.rating.access import RatingAccess
from bot.services.rating.electorate import rating_people, scope_of
from bot.services.rating.notifications import waits
from bot.storage.connection import Connection
from bot.storage.meeting import people as meeting_people
from bot.storage.rating import elector
from bot.storage.rating import page as storage
from bot.storage.unit_of_work import UnitOfWork

LINES = 8
"""On one screen."""
KEPT = timedelta(days=400)
"""So long a closed rating is listed."""
EARLY = frozenset({State.SUBMITTED, State.OPENING})
"""The electorate is not fixed yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rating of the list, with its unit's name."""

    rating: Rating
    unit: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. `prepares`: the asker may prepare a rating."""

    lines: tuple[Line, ...]
    number: int
    more: bool
    prepares: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A rating, with what the asker may do there.

    `electors`: as fixed, before that as they would be now; `waiting`: accounts to be confirmed, shown to the supervisor
    alone; `rebound`: the asker is supervisor or teller, with another account than at the opening.
    """

    rating: Rating
    unit: str
    meeting: bool
    supervisor: str
    teller: str
    electors: int
    least: int
    waiting: int
    roles: frozenset[Role]
    elects: bool
    prepares: bool
    sees_result: bool
    rebound: bool


async def listing(uow: UnitOfWork, request: Request, number: int = 0) -> Listing:
    """Return a page of the ratings that concern the asker."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        by = asker.person.id if asker.person else 0
        paths = [held.unit_path for held in asker.posts if held.kind in SECRETARIAL | DIRECTING]
        since = request.now - KEPT
        found = await storage.concerning(cx, by, paths, since, top=asker.administrator)
        number = min(max(number, 0), max(0, len(found) - 1) // LINES)
        shown = found[number * LINES : (number + 1) * LINES]
        lines = [Line(one, (await actor.unit(cx, one.unit_id)).name) for one in shown]
        prepares = bool(await prepare_session.preparable(cx, asker))
    return Listing(tuple(lines), number, len(found) > (number + 1) * LINES, prepares)


async def show(uow: UnitOfWork, request: Request, rules: RatingRules, rating_id: int) -> Card:
    """Return the card of a rating. DomainError: not_found, not_allowed (it does not concern the asker)."""
    async with uow.reading() as cx:
        return await card(cx, await RatingAccess.of(cx, request, rating_id), rules, request)


async def card(cx: Connection, access: RatingAccess, rules: RatingRules, request: Request) -> Card:
    """Return the card of a rating that is loaded. DomainError("not_allowed")."""
    rating, unit = access.rating, access.unit
    elects = access.asker.person_id is not None and access.asker.person_id in await elector.people(cx, rating.id)
    prepares = may(access.asker, Action.PREPARE_RATING, unit)
    concerned = bool(access.named_roles) or (
        access.asker.person_id is not None and access.asker.person_id in (rating.person_id, rating.prepared_by)
    )
    if not (elects or prepares or concerned or access.roles):
        raise DomainError("not_allowed", action="see_rating")
    if rating.state in EARLY:
        electors = len((await rating_people(cx, scope_of(rating), unit, rules, request.now, access.today)).electors)
    else:
        electors = len(await elector.people(cx, rating.id))
    names = await meeting_people.names(cx, [rating.supervisor_id, rating.teller_id])
    return Card(
        rating,
        unit.name,
        rating.meeting_id is not None,
        names.get(rating.supervisor_id or 0, ""),
        names.get(rating.teller_id or 0, ""),
        electors,
        rules.least,
        await _waiting(cx, access),
        access.roles,
        elects,
        prepares,
        _sees_result(access, prepares),
        bool(access.named_roles - access.roles),
    )


async def _waiting(cx: Connection, access: RatingAccess) -> int:
    if Role.SUPERVISOR not in access.roles or access.rating.state is not State.OPEN:
        return 0
    return sum(waits(one) for one in await elector.listed(cx, access.rating.id))


def _sees_result(access: RatingAccess, prepares: bool) -> bool:
    """Whether the asker may open the result: a person's is for that person and the secretary."""
    return access.rating.subject is not Subject.PERSON or prepares or access.asker.person_id == access.rating.person_id
