"""The result of a closed rating, and who may see how much of it."""

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
from bot.storage.rating import elector, page
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Comments", "Latest", "Promise", "Result", "Shown", "comments", "latest", "show"]

PAGE = 10
"""Comments shown at once."""
OVER = frozenset({State.CLOSED, State.VOID})


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as the asker may see it.

    `person`: the person rated, empty for other subjects; `result` None: too few valid ballots, or, with `hidden`, not
    for the asker; `comments`: there are comments that the asker may read; `electors`: the size of the electorate.
    """

    rating: Rating
    unit: str
    person: str
    result: Result | None
    hidden: bool
    comments: bool
    electors: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest result. `shown` None: no rating that concerns the asker is over."""

    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Promise:
    """Asks for what every rating promises and what it does not."""


@dataclass(frozen=True, slots=True)
class Comments:
    """A page of the comments in their random order; `number` counts from 0."""

    rating: Rating
    unit: str
    words: tuple[str, ...]
    number: int
    more: bool


async def show(uow: UnitOfWork, request: Request, rating_id: int) -> Shown:
    """Return the result, with counts where the reader may see them.

    DomainError: not_found, not_allowed, rating_not_closed.
    """
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        inside = await _elector(cx, access)
        if not _concerned(access, inside=inside):
            raise DomainError("not_allowed", action="rating_result")
        if access.rating.state not in OVER:
            raise DomainError("rating_not_closed")
        return await _shown(cx, access, inside=inside)


async def comments(uow: UnitOfWork, request: Request, rating_id: int, page: int) -> Comments:
    """Return a page of the comments, in mixed order, for those alone who have to act on them.

    DomainError: not_found, not_allowed, rating_not_closed.
    """
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, rating_id)
        if not _reads_comments(access):
            raise DomainError("not_allowed", action="rating_comments")
        if access.rating.state is not State.CLOSED:
            raise DomainError("rating_not_closed")
        found = await ratings.comments(cx, rating_id)
    page = max(0, min(page, (len(found) - 1) // PAGE))
    first = page * PAGE
    return Comments(
        access.rating, access.unit.name, tuple(found[first : first + PAGE]), page, len(found) > first + PAGE
    )


async def latest(uow: UnitOfWork, request: Request) -> Latest:
    """Return the newest result that concerns the asker. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        own, unit = asker.require_person(), asker.require_unit()
        found = [*await page.of_person(cx, own.id), *await ratings.of_unit(cx, unit.id)]
        near = {one.id: one for one in found}
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
    return (
        access.asker.person_id is not None
        and await elector.get(cx, access.rating.id, access.asker.person_id) is not None
    )


def _concerned(access: RatingAccess, *, inside: bool) -> bool:
    """Whether the asker could vote, prepared, ran or ordered the rating, or was rated."""
    about = access.asker.person_id is not None and access.asker.person_id == access.rating.person_id
    return inside or about or bool(access.roles) or may(access.asker, Action.PREPARE_RATING, access.unit)


def _sees_counts(access: RatingAccess, *, inside: bool) -> bool:
    """Whether one of those concerned may see the counts. A person's are for that person and the secretary alone, a
    motion's for the voters and those who ran it."""
    match access.rating.subject:
        case Subject.UNIT:
            return True
        case Subject.PERSON:
            return _is_person_or_secretary(access)
        case Subject.MOTION:
            ran = access.roles & {Role.SUPERVISOR, Role.TELLER}
            return inside or bool(ran) or may(access.asker, Action.PREPARE_RATING, access.unit)


def _reads_comments(access: RatingAccess) -> bool:
    """Whether the asker has to act on the comments; nobody else reads them, for words can betray their writer."""
    match access.rating.subject:
        case Subject.UNIT:
            return Role.COMMITTEE in access.roles or may(access.asker, Action.PREPARE_RATING, access.unit)
        case Subject.PERSON:
            return _is_person_or_secretary(access)
        case Subject.MOTION:
            return may(access.asker, Action.PREPARE_RATING, access.unit)


def _is_person_or_secretary(access: RatingAccess) -> bool:
    if access.asker.person_id is not None and access.asker.person_id == access.rating.person_id:
        return True
    return any(one.kind is PostKind.SECRETARY and one.unit_id == access.rating.unit_id for one in access.asker.posts)
