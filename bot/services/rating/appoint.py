"""The committee above names supervisor and teller, also while the rating runs, and has it opened."""

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, Given, Named, named, searched
from bot.domain.meeting.draft import one_line
from bot.domain.rating.model import Role, State
from bot.domain.rating.officers import OfficerContext, ineligibility
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import conversation
from bot.services.conversation import Form
from bot.services.form_session import FormSession
from bot.services.rating import page as rating_page
from bot.services.rating.access import RatingAccess
from bot.services.rating.electorate import RatingPeople, rating_people, require_fit, scope_of
from bot.services.rating.officers import require_officer
from bot.services.rating.page import Card
from bot.services.rating.prepare_session import require_unrated
from bot.services.rating.replace_officer import REPLACEABLE, other_of, replace_officer
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


class AppointmentDraft(Given):
    """The stored draft of the form that names supervisor and teller."""

    rating: int = 0
    unit: str = ""
    title: str = ""
    on_top: bool = False
    """Nothing is above the unit."""
    running: bool = False
    """It is open already: everyone is told of the change."""
    choices: Choices = Choices()


class AppointmentSession(FormSession[AppointmentDraft]):
    """One step of the form that names supervisor and teller; its steps are the two roles."""

    name = NAME
    draft = AppointmentDraft

    @property
    def role(self) -> Role:
        return Role(self.form.step)

    async def access(self) -> RatingAccess:
        """Load and lock the rating. DomainError: not_found, rating_not_now, as `RatingAccess.require_above`."""
        return await _nameable(self.work, self.request, self.given.rating)


async def begin(uow: UnitOfWork, request: Request, installation: Installation, rating_id: int, role: str) -> Form:
    """Ask who shall have the role. DomainError: not_found, not_allowed, rating_not_now, old_button, role_nobody."""
    async with uow.begin(request) as work:
        access = await _nameable(work, request, rating_id)
        conversation.require_first(work)
        if role not in ROLES:
            raise DomainError("old_button")
        running = access.rating.state in REPLACEABLE
        unit, title = access.unit, access.rating.title
        given = AppointmentDraft(rating=rating_id, unit=unit.name, title=title, on_top=unit.on_top, running=running)
        session = AppointmentSession(work, request, installation, access.asker, Form("", "", 0, {}), given)
        return await _ask(session, access, Role(role))


async def choose(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int
) -> Card | None:
    """Give the role to a person from the list, and return the card; None where the other role is asked for next.
    DomainError: as `officers.require_officer`."""
    async with AppointmentSession.opened(uow, request, installation, version, ROLES) as session:
        return await _appoint(session, await session.access(), person_id)


async def search(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Card | None:
    """Give the role to the person of that name, or shorten the list where the name is not the whole name of one person.
    DomainError: nobody_called (name), and as `choose`."""
    async with AppointmentSession.opened(uow, request, installation, version, ROLES) as session:
        access, name = await session.access(), one_line(text, CALLED)
        found = await _listed(session, access, session.role, 0, name)
        who = found.called(name)
        if who is not None:
            return await _appoint(session, access, who.id)
        await session.go(session.role, choices=found)
        return None


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the list in place."""
    async with AppointmentSession.opened(uow, request, installation, version, ROLES) as session:
        found = await _listed(session, await session.access(), session.role, number, session.given.choices.search)
        return await session.stay(choices=found)


async def open_(uow: UnitOfWork, request: Request, installation: Installation, rating_id: int, version: int) -> Card:
    """Let the key-holder open the rating, and return its card; `version`: of the rating that was shown.

    Where it is being opened or open already, the card shows that. DomainError: not_found, not_allowed, rating_not_now,
    rating_changed, rating_case_rated, and as `require_fit`.
    """
    async with uow.begin(request) as work:
        access = await RatingAccess.of(work, request, rating_id, lock=True)
        access.require_above()
        if access.rating.state in ON_ITS_WAY:
            return await rating_page.card(work, access, installation.rating, request)
        access.require_state(State.SUBMITTED)
        if access.rating.version != version:
            raise DomainError("rating_changed")
        await require_unrated(work, access.rating.case_id)
        people = await _rating_people(work, request, installation, access)
        await require_fit(work, access.rating, access.unit, installation.rating, request.now, people)
        await ratings.move(work, rating_id, State.SUBMITTED, State.OPENING)
        access = await RatingAccess.of(work, request, rating_id)
        found = await rating_page.card(work, access, installation.rating, request)
        await work.commit()
        return found


async def _appoint(session: AppointmentSession, access: RatingAccess, person_id: int) -> Card | None:
    await _require(session, access, person_id)
    if access.rating.state in REPLACEABLE:
        more = await replace_officer(session.work, access, session.role, person_id)
        return await _done(session, access, person_id, more, said=bool(more))
    rating, role = access.rating, session.role
    supervisor = person_id if role is Role.SUPERVISOR else rating.supervisor_id
    teller = person_id if role is Role.TELLER else rating.teller_id
    await ratings.appoint(session.work, rating.id, supervisor, teller)
    if supervisor is None or teller is None:
        await _record(session, access, person_id, {})
        await _ask(session, access, Role.TELLER if supervisor else Role.SUPERVISOR)
        return None
    return await _done(session, access, person_id, {})


async def _require(session: AppointmentSession, access: RatingAccess, person_id: int) -> None:
    """Check that the person may have the role and does not have the other one. DomainError: as
    `officers.require_officer`."""
    who = await require_officer(session.work, await _officer_context(session, access), session.role, person_id)
    if who.id == other_of(access.rating, session.role):
        raise DomainError("role_taken", name=who.name)


async def _done(
    session: AppointmentSession, access: RatingAccess, person_id: int, more: dict[str, object], *, said: bool = True
) -> Card:
    """End the form and return the rating's card; `said` False: nothing has changed, and nothing is recorded."""
    work, rules = session.work, session.installation.rating
    await conversation.end(work, session.request)
    access = await RatingAccess.of(work, session.request, access.rating.id)
    found = await rating_page.card(work, access, rules, session.request)
    if said:
        await _record(session, access, person_id, more)
    await work.commit()
    return found


async def _record(session: AppointmentSession, access: RatingAccess, person_id: int, more: dict[str, object]) -> None:
    facts = {"rating": access.rating.id, "role": session.role.value, "person": person_id} | more
    await audit.add(session.work, session.work.now, "rating.appointed", session.request.account_id, facts)


async def _ask(session: AppointmentSession, access: RatingAccess, role: Role) -> Form:
    return await session.go(role, choices=await _listed(session, access, role))


async def _listed(
    session: AppointmentSession, access: RatingAccess, role: Role, number: int = 0, name: str = ""
) -> Choices:
    """Return a page of those who can have the role. DomainError: nobody_called (name), role_nobody."""
    fit, other = await _fit(session.work, await _officer_context(session, access), role), other_of(access.rating, role)
    found = searched([one for one in fit if one.id != other], number, name)
    if not found.items:
        raise DomainError("role_nobody", role=role.value)
    return found


async def _fit(cx: Connection, context: OfficerContext, role: Role) -> list[Named]:
    """List those who may have the role: for the teller members first, for the supervisor office holders above first."""
    bound = await storage.bound(cx, context.rated, context.day)
    fit = [who for who, home in bound if ineligibility(context, role, who, home) is None]
    if role is Role.TELLER:
        fit.sort(key=lambda one: (not one.standing.member, one.name))
    return named(fit)


async def _officer_context(session: AppointmentSession, access: RatingAccess) -> OfficerContext:
    """Gather the facts that decide it, with the electorate as it is fixed, before that as it would be now."""
    people = await _rating_people(session.work, session.request, session.installation, access)
    return people.officer_context(await elector.people(session.work, access.rating.id))


async def _rating_people(
    cx: Connection, request: Request, installation: Installation, access: RatingAccess
) -> RatingPeople:
    return await rating_people(cx, scope_of(access.rating), access.unit, installation.rating, request.now, access.today)


async def _nameable(work: Transaction, request: Request, rating_id: int) -> RatingAccess:
    access = await RatingAccess.of(work, request, rating_id, lock=True)
    access.require_above()
    access.require_state(State.SUBMITTED, *REPLACEABLE)
    return access
