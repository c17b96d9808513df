"""What came of a closed rating, and who may see how much of it (product rules, section 4)."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.permission import Action, may
from bot.domain.post import PostKind
from bot.domain.rating.model import Rating, Role, State, Subject
from bot.domain.rating.result import Result
from bot.domain.request import Request
from bot.services import actor
from bot.services.rating.access import RatingAccess
from bot.storage.connection import Connection
from bot.storage.meeting import people as meeting_people
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Comments", "Latest", "Promise", "Result", "Shown", "comments", "latest", "show"]

PAGE = 10
"""Comments shown at once."""
OVER = frozenset({State.CLOSED, State.VOID})


@dataclass(frozen=True, slots=True)
class Shown:
    """`person`: whom it was about, empty for others; `result` None: too few valid ballots, or, with `hidden`, not for
    the asker's eyes; `comments`: whether there are some that the asker may read;
    `electors`: how many might vote."""

    rating: Rating
    unit: str
    person: str
    result: Result | None
    hidden: bool
    comments: bool
    electors: int


@dataclass(frozen=True, slots=True)
class Latest:
    """`shown` None: no rating that concerns the asker is over."""

    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What every rating promises and does not."""


@dataclass(frozen=True, slots=True)
class Comments:
    """A page of them, in their mixed order; `number` counts from 0."""

    rating: Rating
    unit: str
    words: tuple[str, ...]
    number: int
    more: bool


async def show(uow: UnitOfWork, request: Request, rating_id: int) -> Shown:
    """DomainError: not_found, not_allowed, rating_not_closed."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        inside = await _elector(cx, access)
        if not _concerned(access, inside=inside):
            raise DomainError("not_allowed", action="rating_result")
        if access.rating.state not in OVER:
            raise DomainError("rating_not_closed")
        return await _shown(cx, access, inside=inside)


async def comments(uow: UnitOfWork, request: Request, rating_id: int, number: int) -> Comments:
    """DomainError: not_found, not_allowed, rating_not_closed."""
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        if not _reads_comments(access):
            raise DomainError("not_allowed", action="rating_comments")
        if access.rating.state is not State.CLOSED:
            raise DomainError("rating_not_closed")
        found = await ratings.comments(cx, rating_id)
    number = max(0, min(number, (len(found) - 1) // PAGE))
    first = number * PAGE
    return Comments(
        access.rating, access.unit.name, tuple(found[first : first + PAGE]), number, len(found) > first + PAGE
    )


async def latest(uow: UnitOfWork, request: Request) -> Latest:
    """The newest one that is over and concerns the asker. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        own, unit = asker.require_person(), asker.require_unit()
        near = {one.id: one for one in [*await ratings.of_person(cx, own.id), *await ratings.of_unit(cx, unit.id)]}
        over = [one for one in near.values() if one.state in OVER]
        for one in sorted(over, key=lambda one: (one.closed_at or one.closes_at, one.id), reverse=True):
            access = await RatingAccess.of(cx, request, one.id)
            inside = await _elector(cx, access)
            if _concerned(access, inside=inside):
                return Latest(await _shown(cx, access, inside=inside))
    return Latest(None)


async def _shown(cx: Connection, access: RatingAccess, *, inside: bool) -> Shown:
    rating = access.rating
    text = await ratings.result(cx, rating.id)
    sees = _sees_counts(access, inside=inside)
    names = await meeting_people.names(cx, [rating.person_id])
    return Shown(
        rating,
        access.unit.name,
        names.get(rating.person_id or 0, ""),
        Result.read(text) if text and sees else None,
        bool(text) and not sees,
        _reads_comments(access) and bool(await ratings.comments(cx, rating.id)),
        len(await elector.people(cx, rating.id)),
    )


async def _elector(cx: Connection, access: RatingAccess) -> bool:
    return access.asker_id is not None and await elector.get(cx, access.rating.id, access.asker_id) is not None


def _concerned(access: RatingAccess, *, inside: bool) -> bool:
    """Those who voted or could have, who prepared, ran or ordered it, and whom it was about."""
    about = access.asker_id is not None and access.asker_id == access.rating.person_id
    return inside or about or bool(access.roles) or may(access.asker, Action.PREPARE_RATING, access.unit)


def _sees_counts(access: RatingAccess, *, inside: bool) -> bool:
    """Of those concerned. A person's result is for that person and the secretary alone, a motion's for the voters."""
    match access.rating.subject:
        case Subject.UNIT:
            return True
        case Subject.PERSON:
            return _is_person_or_secretary(access)
        case Subject.MOTION:
            ran = access.roles & {Role.SUPERVISOR, Role.TELLER}
            return inside or bool(ran) or may(access.asker, Action.PREPARE_RATING, access.unit)


def _reads_comments(access: RatingAccess) -> bool:
    """Those who have to act on them: words can betray their writer, so no more people than need be."""
    match access.rating.subject:
        case Subject.UNIT:
            return Role.COMMITTEE in access.roles or may(access.asker, Action.PREPARE_RATING, access.unit)
        case Subject.PERSON:
            return _is_person_or_secretary(access)
        case Subject.MOTION:
            return may(access.asker, Action.PREPARE_RATING, access.unit)


def _is_person_or_secretary(access: RatingAccess) -> bool:
    if access.asker_id is not None and access.asker_id == access.rating.person_id:
        return True
    return any(one.kind is PostKind.SECRETARY and one.unit_id == access.rating.unit_id for one in access.asker.posts)
