"""The committee above names supervisor and teller, also while the rating runs, and has it opened (product rules,
section 4)."""

from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, Given, Named, page_of
from bot.domain.meeting.draft import one_line
from bot.domain.rating.eligibility import Ring, why_not
from bot.domain.rating.model import Role, State
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import conversation
from bot.services.conversation import Form
from bot.services.form_session import FormSession
from bot.services.rating import page as rating_page
from bot.services.rating.access import Bench
from bot.services.rating.electorate import Circle, circle, require_fit, scope_of
from bot.services.rating.eligibility import require_guard
from bot.services.rating.page import Card
from bot.services.rating.preparing import require_unrated
from bot.services.rating.replace import REPLACEABLE, other_of, replace
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rating import elector
from bot.storage.rating import electorate as storage
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME = "rating_appoint"
CALLED = 40
"""Most characters of a name that is searched for."""
ROLES = (Role.SUPERVISOR, Role.TELLER)
ON_ITS_WAY = frozenset({State.OPENING, State.OPEN})


class Appointing(Given):
    """The draft of the conversation as it is kept."""

    rating: int = 0
    unit: str = ""
    title: str = ""
    on_top: bool = False
    """Nothing is above the unit."""
    running: bool = False
    """It is open already: everyone is told of the change."""
    choices: Choices = Choices()


class Desk(FormSession[Appointing]):
    """A step of appointing: the form's steps are the two roles."""

    name = NAME

    @classmethod
    async def of(
        cls, work: Transaction, request: Request, installation: Installation, asker: Actor, form: Form
    ) -> Self:
        return cls(work, request, installation, asker, form, Appointing.model_validate(form.draft))

    @property
    def role(self) -> Role:
        return Role(self.form.step)

    async def bench(self) -> Bench:
        """DomainError: not_found, rating_not_now, as `Bench.require_above`."""
        return await _nameable(self.work, self.request, self.given.rating)


async def begin(uow: UnitOfWork, request: Request, installation: Installation, rating_id: int, role: str) -> Form:
    """Ask for one of the two. DomainError: not_found, not_allowed, rating_not_now, old_button, role_nobody."""
    async with uow.begin(request) as work:
        bench = await _nameable(work, request, rating_id)
        if work.is_redelivery:
            raise DomainError("stale_form")
        if role not in ROLES:
            raise DomainError("old_button")
        running = bench.rating.state in REPLACEABLE
        unit, title = bench.unit, bench.rating.title
        given = Appointing(rating=rating_id, unit=unit.name, title=title, on_top=unit.on_top, running=running)
        desk = Desk(work, request, installation, bench.asker, Form("", "", 0, {}), given)
        return await _ask(desk, bench, Role(role))


async def choose(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int
) -> Card | None:
    """Appointed; None where the other one is asked for next. DomainError: as `rating_fit.require_guard`."""
    async with Desk.opened(uow, request, installation, version, ROLES) as desk:
        return await _appoint(desk, await desk.bench(), person_id)


async def search(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Card | None:
    """A typed name: appointed where it is one person's whole name, else a shorter list.

    DomainError: nobody_called (name), and as `choose`.
    """
    async with Desk.opened(uow, request, installation, version, ROLES) as desk:
        bench, name = await desk.bench(), one_line(text, CALLED)
        found = await _listed(desk, bench, desk.role, 0, name)
        whole = [one for one in found.items if one.name == name]
        if len(whole) == 1 and found.pages == 1:
            return await _appoint(desk, bench, whole[0].id)
        await desk.go(desk.role, choices=found)
        return None


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Another page of the list, in place."""
    async with Desk.opened(uow, request, installation, version, ROLES) as desk:
        found = await _listed(desk, await desk.bench(), desk.role, number, desk.given.choices.search)
        return await desk.stay(choices=found)


async def open_(uow: UnitOfWork, request: Request, installation: Installation, rating_id: int, version: int) -> Card:
    """The key-holder opens it at once; opened already, the answer is how it stands. `version`: of the rating shown.

    DomainError: not_found, not_allowed, rating_not_now, rating_changed, rating_case_rated, and as `require_fit`.
    """
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, rating_id, lock=True)
        bench.require_above()
        if bench.rating.state in ON_ITS_WAY:
            return await rating_page.card(work, bench, installation.rating, request)
        bench.require_state(State.SUBMITTED)
        if bench.rating.version != version:
            raise DomainError("rating_changed")
        await require_unrated(work, bench.rating.case_id)
        around = await _around(work, request, installation, bench)
        await require_fit(work, bench.rating, bench.unit, installation.rating, request.now, around)
        await ratings.move(work, rating_id, State.SUBMITTED, State.OPENING)
        bench = await Bench.of(work, request, rating_id)
        found = await rating_page.card(work, bench, installation.rating, request)
        await work.commit()
        return found


async def _appoint(desk: Desk, bench: Bench, person_id: int) -> Card | None:
    await _require(desk, bench, person_id)
    if bench.rating.state in REPLACEABLE:
        more = await replace(desk.work, bench, desk.role, person_id)
        return await _done(desk, bench, person_id, more, said=bool(more))
    rating, role = bench.rating, desk.role
    supervisor = person_id if role is Role.SUPERVISOR else rating.supervisor_id
    teller = person_id if role is Role.TELLER else rating.teller_id
    await ratings.appoint(desk.work, rating.id, supervisor, teller)
    if supervisor is None or teller is None:
        await _record(desk, bench, person_id, {})
        await _ask(desk, bench, Role.TELLER if supervisor else Role.SUPERVISOR)
        return None
    return await _done(desk, bench, person_id, {})


async def _require(desk: Desk, bench: Bench, person_id: int) -> None:
    """DomainError: as `rating_fit.require_guard`."""
    who = await require_guard(desk.work, await _ring(desk, bench), desk.role, person_id)
    if who.id == other_of(bench.rating, desk.role):
        raise DomainError("role_taken", name=who.name)


async def _done(desk: Desk, bench: Bench, person_id: int, more: dict[str, object], *, said: bool = True) -> Card:
    """The form is over. `said` False: nothing has changed."""
    work, rules = desk.work, desk.installation.rating
    await conversation.end(work, desk.request)
    bench = await Bench.of(work, desk.request, bench.rating.id)
    found = await rating_page.card(work, bench, rules, desk.request)
    if said:
        await _record(desk, bench, person_id, more)
    await work.commit()
    return found


async def _record(desk: Desk, bench: Bench, person_id: int, more: dict[str, object]) -> None:
    facts = {"rating": bench.rating.id, "role": desk.role.value, "person": person_id} | more
    await audit.add(desk.work, desk.work.now, "rating.appointed", desk.request.account_id, facts)


async def _ask(desk: Desk, bench: Bench, role: Role) -> Form:
    return await desk.go(role, choices=await _listed(desk, bench, role))


async def _listed(desk: Desk, bench: Bench, role: Role, number: int = 0, name: str = "") -> Choices:
    """A page of those who can be appointed. DomainError: nobody_called (name), role_nobody."""
    fit, other = await _fit(desk.work, await _ring(desk, bench), role), other_of(bench.rating, role)
    found = [one for one in fit if one.id != other and name.casefold() in one.name.casefold()]
    if name and not found:
        raise DomainError("nobody_called", name=name)
    if not found:
        raise DomainError("role_nobody", role=role.value)
    return page_of(found, number, name)


async def _fit(cx: Connection, ring: Ring, role: Role) -> list[Named]:
    """For the teller members first, for the supervisor whoever holds a post above."""
    bound = await storage.bound(cx, ring.rated, ring.day)
    fit = [who for who, home in bound if why_not(ring, role, who, home) is None]
    if role is Role.TELLER:
        fit.sort(key=lambda one: (not one.standing.member, one.name))
    return [Named(id=one.id, name=one.name) for one in fit]


async def _ring(desk: Desk, bench: Bench) -> Ring:
    """The electorate as it is fixed, before that as it would be now."""
    around = await _around(desk.work, desk.request, desk.installation, bench)
    return around.ring(await elector.people(desk.work, bench.rating.id))


async def _around(cx: Connection, request: Request, installation: Installation, bench: Bench) -> Circle:
    return await circle(cx, scope_of(bench.rating), bench.unit, installation.rating, request.now, bench.today)


async def _nameable(work: Transaction, request: Request, rating_id: int) -> Bench:
    bench = await Bench.of(work, request, rating_id, lock=True)
    bench.require_above()
    bench.require_state(State.SUBMITTED, *REPLACEABLE)
    return bench
