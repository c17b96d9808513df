"""A committee starts a round: its branches, all or some, each get a case under the scheme of their sector."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind
from bot.domain.grading.message import RoundStarted
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.schemes import Schemes
from bot.domain.grading.step_date import due
from bot.domain.grading.words import Names, names
from bot.domain.permission import Action, may, require_apart, runs
from bot.domain.post import DIRECTING
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.grading import grade as results
from bot.storage.grading import rounds
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to be started. `first_id`: the round that a second review looks at again."""

    committee: Unit
    year: int
    units: Sequence[Unit]
    kind: RoundKind = RoundKind.ROUND
    first_id: int | None = None


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches of a committee: `free` to begin, `busy` as graded or in a round, `own` as run by the asker, so that
    somebody else has to start theirs."""

    free: tuple[Unit, ...]
    busy: tuple[Unit, ...]
    own: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class StartedRound:
    """A round that has started. `notified`: to how many secretaries it went."""

    round_id: int
    committee: str
    year: int
    units: int
    notified: int
    last_day: date


async def start(
    uow: UnitOfWork,
    request: Request,
    installation: Installation,
    committee_id: int,
    year: int,
    chosen: Collection[int] | None = None,
) -> StartedRound:
    """Start a round for all branches that can begin, or for the chosen ones.

    DomainError: unknown_account, not_found, grading_nobody, grading_taken (unit), grading_year, own_unit_grade, as
    `branches`.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        committee = await actor.unit(work, committee_id)
        started = await choose_and_open(work, request, installation, asker, committee, year, chosen)
        await work.commit()
        return started


async def choose_and_open(
    work: Transaction,
    request: Request,
    installation: Installation,
    asker: Actor,
    committee: Unit,
    year: int,
    chosen: Collection[int] | None,
) -> StartedRound:
    """Start a round as `start` does, without commit."""
    require_year(year, request.today)
    found = await branches(work, asker, committee, year)
    # Another committee in the line may be starting a round for the same branches: what it took counts, and what became
    # free meanwhile is not locked.
    locked = {one.id for one in found.free if chosen is None}
    locked |= {one.id for one in (*found.free, *found.busy) if chosen is not None and one.id in chosen}
    await units.lock(work, locked)
    found = await branches(work, asker, committee, year)
    if chosen is not None:
        _require_known(chosen, found)
    wanted = [one for one in found.free if one.id in locked]
    if not wanted:
        raise DomainError("grading_nobody")
    return await open_(work, request, installation, asker, NewRound(committee, year, wanted))


async def branches(cx: Connection, asker: Actor, committee: Unit, year: int) -> Branches:
    """Sort the branches of this committee that the asker grades.

    DomainError: not_allowed where there is none; own_unit_alone (unit) where the only one is an administrator's.
    """
    every = [one for one in await units.below(cx, committee.path) if one.kind is UnitKind.BRANCH]
    below = [one for one in every if may(asker, Action.GRADE, one)]
    if not below and every:
        require_apart(asker, Action.GRADE, every[0])
    if not below:
        raise DomainError("not_allowed", action=Action.GRADE.value)
    own = [one for one in below if runs(asker, one)]
    taken = await rounds.taken(cx, committee.path, year)
    others = [one for one in below if one not in own]
    free, busy = ([one for one in others if (one.id in taken) is there] for there in (False, True))
    return Branches(tuple(free), tuple(busy), tuple(own))


async def committees(cx: Connection, asker: Actor) -> list[Unit]:
    """List the units for which the asker can start rounds: those that the asker directs.

    For an administrator branches with nobody above, also the asker's own, so that the refusal says who starts that one.
    """
    found = [await actor.unit(cx, held.unit_id) for held in asker.posts if _directs(held.kind, held.unit_kind)]
    if asker.administrator:
        tops = [one for one in await units.every(cx) if one.parent_id is None and one.kind is UnitKind.BRANCH]
        found += tops
    return list({one.id: one for one in found}.values())


def _directs(kind: object, unit_kind: UnitKind) -> bool:
    return kind in DIRECTING and unit_kind.above_branches


def require_year(year: int, today: date) -> None:
    """Require this year or the last. DomainError("grading_year")."""
    if year not in (today.year, today.year - 1):
        raise DomainError("grading_year")


def _require_known(chosen: Collection[int], found: Branches) -> None:
    taken = next((one for one in found.busy if one.id in chosen), None)
    if taken is not None:
        raise DomainError("grading_taken", unit=taken.name)
    if any(one.id in chosen for one in found.own):
        raise DomainError("own_unit_grade")
    if not frozenset(chosen) <= {one.id for one in found.free}:
        raise DomainError("not_allowed", action=Action.GRADE.value)


async def open_(
    work: Transaction, request: Request, installation: Installation, asker: Actor, wanted: NewRound
) -> StartedRound:
    """Store the round, tell the secretaries and add to the audit record; the caller has checked that the units may
    begin."""
    today, by = request.today, asker.person_id
    round_id = await grading.add_round(
        work, wanted.committee.id, wanted.year, wanted.kind, work.now, by, wanted.first_id
    )
    cases, notified, last = [], 0, today
    for unit in wanted.units:
        scheme = installation.schemes.of(unit.sector)
        dates = due(scheme.days, today, installation.is_working_day)
        former = await _former(work, unit, scheme, installation.schemes, wanted.year)
        await grading.keep_scheme(work, scheme)
        case_id = await grading.add_case(work, round_id, unit.id, scheme.digest, former, dates, work.now)
        cases.append({"case": case_id, "unit": unit.id, "scheme": scheme.digest, "former": former})
        notified += await _tell(work, request, wanted, unit, scheme, case_id, dates)
        last = max(last, dates[Step.FINAL])
    data = {"round": round_id, "committee": wanted.committee.id, "year": wanted.year, "kind": wanted.kind.value}
    await audit.add(work, work.now, "grade.round", request.account_id, data | {"cases": cases})
    return StartedRound(round_id, wanted.committee.name, wanted.year, len(cases), notified, last)


async def _former(cx: Connection, unit: Unit, scheme: Scheme, schemes: Schemes, year: int) -> str | None:
    """Return the last grade before that year, as it is written.

    Where the schemes differ about it, it is both names, which no scheme takes for one of its own.
    """
    earlier = [one for one in await results.history(cx, unit.id) if one.year < year]
    if not earlier:
        return None
    grade, cases = earlier[0].grade, await results.from_rounds(cx, unit.id)
    case = await grading.get(cx, cases[earlier[0].year]) if earlier[0].year in cases else None
    other = await grading.scheme(cx, case.digest) if case else scheme
    same = other.graded_alike(scheme) if case else schemes.agree(grade)
    code = other.grade_of(grade)
    if same or code is None:
        return grade
    found = names(other, code)
    return f"{found.zh} / {found.en}"


async def _tell(
    work: Transaction,
    request: Request,
    wanted: NewRound,
    unit: Unit,
    scheme: Scheme,
    case_id: int,
    dates: dict[Step, date],
) -> int:
    """Tell the unit's secretary, or whoever stands in, also where that is who starts it; count the others."""
    recipients = await account.responsible(work, unit.path, request.today, 0)
    message = RoundStarted(
        case=case_id,
        unit=unit.name,
        year=wanted.year,
        committee=wanted.committee.name,
        scheme=Names(zh=scheme.zh, en=scheme.en),
        second=wanted.kind is RoundKind.SECOND_REVIEW,
        due=dates,
    )
    await work.tell(recipients, str(case_id), message)
    return len([chat_id for chat_id in recipients if chat_id != request.account_id])
