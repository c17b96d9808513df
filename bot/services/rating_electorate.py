"""Who may vote in a rating: gathered, checked and fixed at its opening (product rules, section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.domain.post import COMMITTEE
from bot.domain.rating import Rating, Source, Subject, voters_of
from bot.domain.rating_electorate import doubt_of, entitled, looks_again, same_matter, too_alike
from bot.domain.rating_rules import RatingRules
from bot.domain.scheme_part import Voters
from bot.domain.unit import Unit
from bot.storage import account, elector, person, post, unit
from bot.storage import rating_electorate as storage
from bot.storage.connection import Connection
from bot.storage.elector import Elector
from bot.storage.rating_electorate import Candidate
from bot.storage.unit_of_work import Work

__all__ = [
    "Circle",
    "Scope",
    "circle",
    "fix",
    "require_fit",
    "require_supervisor",
    "require_teller",
    "scope_of",
]


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around a rating, by id: those of the unit, the electors among them, and those who can be neither
    supervisor nor teller (the person rated, the unit's committee)."""

    day: date
    own: dict[int, Candidate]
    electors: tuple[Elector, ...]
    barred: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What decides who is asked. `meeting_id` None: all of the unit in the groups."""

    subject: Subject
    groups: frozenset[Voters]
    meeting_id: int | None
    person_id: int | None


def scope_of(rating: Rating) -> Scope:
    return Scope(rating.subject, rating.groups, rating.meeting_id, rating.person_id)


async def circle(cx: Connection, scope: Scope, rated: Unit, rules: RatingRules, now: datetime, day: date) -> Circle:
    """As it would be if it opened now."""
    own = await storage.candidates(cx, rated, day)
    there = await storage.present(cx, scope.meeting_id) if scope.meeting_id is not None else {}
    since = now - timedelta(days=rules.recent_days)
    source = Source.LIST if scope.meeting_id is None else Source.PRESENT
    electors = tuple(
        _elector(one, source, there.get(one.person.id), since)
        for one in own
        if entitled(scope.subject, one.person.standing)
        and voters_of(one.person.standing) in scope.groups
        and (source is Source.LIST or one.person.id in there)
    )
    held = await post.held(cx, rated.id, day)
    barred = {one.post.person_id for one in held if one.post.kind in COMMITTEE}
    return Circle(
        day,
        {one.person.id: one for one in own},
        electors,
        frozenset(barred | ({scope.person_id} if scope.person_id else set())),
    )


def _elector(one: Candidate, source: Source, marked_at: datetime | None, since: datetime) -> Elector:
    """Whoever is doubtful gets an account by the supervisor's yes."""
    standing = one.person.standing
    doubt = doubt_of(standing, one.bound_at, one.changed_at, marked_at, since)
    may_vote = one.account_id if doubt is None else None
    return Elector(one.person.id, voters_of(standing), source.value, doubt, may_vote, paper=False)


async def fix(work: Work, rating: Rating, rated: Unit, rules: RatingRules, zone: tzinfo) -> list[Elector]:
    """Write down the electorate, in the transaction that opens the rating. DomainError: as `require_fit`."""
    day = work.now.astimezone(zone).date()
    found = await circle(work, scope_of(rating), rated, rules, work.now, day)
    await require_fit(work, rating, rated, rules, work.now, found)
    await elector.add(work, rating.id, found.electors)
    return list(found.electors)


async def require_fit(
    cx: Connection, rating: Rating, rated: Unit, rules: RatingRules, now: datetime, around: Circle
) -> None:
    """What must hold for a rating to open.

    DomainError: rating_too_late, rating_roles_missing, electors_too_few (least, count), rating_too_alike (days),
    rating_same_again (days), and as `require_supervisor` and `require_teller`.
    """
    if rating.closes_at <= now:
        raise DomainError("rating_too_late")
    if rating.supervisor_id is None or rating.teller_id is None:
        raise DomainError("rating_roles_missing")
    await require_supervisor(cx, rated, around, rating.supervisor_id)
    await require_teller(cx, around, rating.teller_id)
    if len(around.electors) < rules.least:
        raise DomainError("electors_too_few", least=rules.least, count=len(around.electors))
    await _require_apart(cx, rating, rated, rules, now, around.electors)


async def _require_apart(
    cx: Connection, rating: Rating, rated: Unit, rules: RatingRules, now: datetime, electors: Sequence[Elector]
) -> None:
    """Two results whose voters differ by a few would show what those few answered; of two by the same people, one
    would be chosen."""
    people = {one.person_id for one in electors}
    for other in await storage.earlier(cx, rating, rated, now - timedelta(days=rules.rerun_days)):
        if not same_matter(rating, other):
            continue
        before = await elector.people(cx, other.id)
        if too_alike(people, before):
            raise DomainError("rating_too_alike", days=rules.rerun_days)
        if people == before and not looks_again(rating, other):
            raise DomainError("rating_same_again", days=rules.rerun_days)


async def require_supervisor(cx: Connection, rated: Unit, around: Circle, person_id: int) -> Person:
    """Sent from above: of a unit above or of another one below it. DomainError: not_found, supervisor_unfit (name),
    role_barred (name), role_unbound (name)."""
    who = await _on_the_roster(cx, around, person_id)
    home = await unit.get(cx, who.unit_id)
    near = home is not None and (home.within(above_of(rated)) or rated.within(home.path))
    if who.id in around.own or who.standing.outside or not near:
        raise DomainError("supervisor_unfit", name=who.name)
    return who


async def require_teller(cx: Connection, around: Circle, person_id: int) -> Person:
    """Of the unit, whether a voter or not. DomainError: not_found, teller_unfit (name), role_barred (name),
    role_unbound (name)."""
    who = await _on_the_roster(cx, around, person_id)
    if who.id not in around.own:
        raise DomainError("teller_unfit", name=who.name)
    return who


def above_of(rated: Unit) -> str:
    """The path of the unit above; a unit at the top is its own."""
    return rated.path.rsplit("/", 2)[0] + "/" if rated.parent_id is not None else rated.path


async def _on_the_roster(cx: Connection, around: Circle, person_id: int) -> Person:
    who = await person.get(cx, person_id)
    if who is None or not who.here(around.day):
        raise DomainError("not_found")
    if who.id in around.barred:
        raise DomainError("role_barred", name=who.name)
    if await account.of_person(cx, who.id) is None:
        raise DomainError("role_unbound", name=who.name)
    return who
