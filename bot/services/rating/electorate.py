"""The electorate of a rating: gathered, checked and fixed at its opening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.electorate import doubt_of, entitled, looks_again, same_matter, too_alike
from bot.domain.rating.model import Rating, Role, Source, Subject, voters_of
from bot.domain.rating.officers import OfficerContext
from bot.domain.rating.rules import RatingRules
from bot.domain.unit import Unit
from bot.services.rating import grading_ballots
from bot.services.rating.officers import barred, require_officer
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.rating import elector
from bot.storage.rating import electorate as storage
from bot.storage.rating.elector import Elector
from bot.storage.rating.electorate import Candidate
from bot.storage.unit_of_work import Transaction

__all__ = [
    "RatingPeople",
    "Scope",
    "fix",
    "rating_people",
    "require_fit",
    "scope_of",
]


@dataclass(frozen=True, slots=True)
class RatingPeople:
    """The people whom a rating concerns. `own`: those of the unit, by id; `electors`: those of them who may vote;
    `barred`: the ids of those who can be neither supervisor nor teller (the person rated, the unit's committee)."""

    day: date
    rated: Unit
    own: dict[int, Candidate]
    electors: tuple[Elector, ...]
    barred: frozenset[int]

    def officer_context(self, fixed: frozenset[int] = frozenset()) -> OfficerContext:
        """Return the facts that decide who may be supervisor or teller. `fixed`: the electorate, once it is fixed."""
        electors = fixed or frozenset(one.person_id for one in self.electors)
        return OfficerContext(self.day, self.rated, frozenset(self.own), electors, self.barred)


@dataclass(frozen=True, slots=True)
class Scope:
    """What decides who is asked. `meeting_id` None: all of the unit in the groups."""

    subject: Subject
    groups: frozenset[Voters]
    meeting_id: int | None
    person_id: int | None


def scope_of(rating: Rating) -> Scope:
    """Return the scope of a stored rating."""
    return Scope(rating.subject, rating.groups, rating.meeting_id, rating.person_id)


async def rating_people(
    cx: Connection, scope: Scope, rated: Unit, rules: RatingRules, now: datetime, day: date
) -> RatingPeople:
    """Gather the people of a rating as if it opened now."""
    own = await storage.candidates(cx, rated, day)
    checked_in = await storage.present(cx, scope.meeting_id) if scope.meeting_id is not None else {}
    since = now - timedelta(days=rules.recent_days)
    source = Source.LIST if scope.meeting_id is None else Source.PRESENT
    electors = tuple(
        _elector(one, source, checked_in.get(one.person.id), since)
        for one in own
        if entitled(scope.subject, one.person.standing)
        and voters_of(one.person.standing) in scope.groups
        and (source is Source.LIST or one.person.id in checked_in)
    )
    unable = await barred(cx, rated, scope.person_id, day)
    return RatingPeople(day, rated, {one.person.id: one for one in own}, electors, unable)


def _elector(one: Candidate, source: Source, marked_at: datetime | None, since: datetime) -> Elector:
    """Make an elector of a candidate; a doubtful one gets an account when the supervisor confirms it."""
    standing = one.person.standing
    doubt = doubt_of(standing, one.bound_at, one.changed_at, marked_at, since)
    may_vote = one.account_id if doubt is None else None
    return Elector(one.person.id, voters_of(standing), source.value, doubt, may_vote, paper=False)


async def fix(work: Transaction, rating: Rating, rated: Unit, rules: RatingRules, zone: tzinfo) -> list[Elector]:
    """Store the electorate, in the transaction that opens the rating. DomainError: as `require_fit`."""
    day = work.now.astimezone(zone).date()
    found = await rating_people(work, scope_of(rating), rated, rules, work.now, day)
    await require_fit(work, rating, rated, rules, work.now, found)
    await elector.add(work, rating.id, found.electors)
    return list(found.electors)


async def require_fit(
    cx: Connection, rating: Rating, rated: Unit, rules: RatingRules, now: datetime, people: RatingPeople
) -> None:
    """Check what must hold for a rating to open.

    DomainError: rating_overdue, rating_roles_missing, electors_too_few (least, count), rating_group_absent (voters),
    rating_too_alike (days), rating_same_again (days), and as `officers.require_officer`.
    """
    if rating.closes_at <= now:
        raise DomainError("rating_overdue")
    if rating.supervisor_id is None or rating.teller_id is None:
        raise DomainError("rating_roles_missing")
    await require_officer(cx, people.officer_context(), Role.SUPERVISOR, rating.supervisor_id)
    await require_officer(cx, people.officer_context(), Role.TELLER, rating.teller_id)
    if len(people.electors) < rules.least:
        raise DomainError("electors_too_few", least=rules.least, count=len(people.electors))
    await _require_groups(cx, rating, people)
    await _require_apart(cx, rating, rated, rules, now, people.electors)


async def _require_groups(cx: Connection, rating: Rating, people: RatingPeople) -> None:
    """Check that somebody of each group that the grading round needs has checked in: its case has no other result."""
    case = await grading.get(cx, rating.case_id) if rating.case_id is not None else None
    if case is None or rating.meeting_id is None:
        return
    peopled = {voters_of(one.person.standing) for one in people.own.values()}
    needed = grading_ballots.wanted(await grading.scheme(cx, case.digest)) & peopled
    for voters in sorted(needed - {one.voters for one in people.electors}):
        raise DomainError("rating_group_absent", voters=voters.value)


async def _require_apart(
    cx: Connection, rating: Rating, rated: Unit, rules: RatingRules, now: datetime, electors: Sequence[Elector]
) -> None:
    """Check that no other rating asked nearly the same people, or the same ones. Two results whose voters differ by a
    few would show what those few answered; of two by the same people, one would be chosen."""
    people = {one.person_id for one in electors}
    for other in await storage.earlier(cx, rating, rated, now - timedelta(days=rules.rerun_days)):
        if not same_matter(rating, other):
            continue
        before = await elector.people(cx, other.id)
        if too_alike(people, before):
            raise DomainError("rating_too_alike", days=rules.rerun_days)
        if people == before and not looks_again(rating, other):
            raise DomainError("rating_same_again", days=rules.rerun_days)
