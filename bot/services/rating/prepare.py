"""The steps of preparing a rating: a card with usual values, each changed by a tap or in a question of its own."""

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices
from bot.domain.meeting.draft import one_line
from bot.domain.permission import Action
from bot.domain.rating.electorate import GROUPS
from bot.domain.rating.model import Subject
from bot.domain.rating.prepare import (
    TOGGLES,
    Field,
    Offer,
    Plan,
    Step,
    at_offer,
    default_close,
    offers,
    read_close,
    read_motion,
)
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.rating.prepare_session import (
    PreparationSession,
    preparable,
    prepared,
)
from bot.storage.unit_of_work import UnitOfWork

CALLED = 40
"""Most characters of a name that is searched for."""
STEPS = {Field.PERSON: Step.PERSON, Field.TITLE: Step.TITLE, Field.SOURCE: Step.MEETING, Field.CLOSES: Step.CLOSES}
"""What the card asks for in a question of its own."""


async def begin(uow: UnitOfWork, request: Request, installation: Installation, unit_id: int = 0) -> Form:
    """Begin the form; `unit_id` 0: the unit is asked for where there are several. DomainError: not_found,
    not_allowed."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        session = await PreparationSession.of(work, request, installation, asker, Form("", "", 0, {}))
        conversation.require_first(work)
        if unit_id:
            return await _first(session, await prepared(work, asker, unit_id))
        found = await preparable(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.PREPARE_RATING.value)
        if len(found) == 1:
            return await _first(session, found[0])
        return await session.go(Step.UNIT, choices=await session.listed(Step.UNIT))


async def choose_unit(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, unit_id: int
) -> Form:
    """Choose the unit. DomainError: not_found, not_allowed."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.UNIT,)) as session:
        return await _first(session, await prepared(session.work, session.asker, unit_id))


async def _first(session: PreparationSession, unit: Unit) -> Form:
    """Show the card with its usual values."""
    majority = session.installation.rating.majorities[0].code
    return await session.card(Plan(unit_id=unit.id, majority=majority, closes_at=default_close(session.now)))


async def edit(uow: UnitOfWork, request: Request, installation: Installation, version: int, field: str) -> Form:
    """Go from the card to the question of a field. DomainError("old_button") for a field without one."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.CARD,)) as session:
        if field not in set(Field) or Field(field) not in STEPS or Field(field) not in session.given.plan.fields:
            raise DomainError("old_button")
        step = STEPS[Field(field)]
        if step is Step.MEETING:
            return await session.go(step, choices=await session.meetings())
        if step is Step.CLOSES:
            return await session.go(step, choices=offers(session.now))
        return await session.go(step, choices=await session.listed(step) if step is Step.PERSON else Choices())


async def turn(uow: UnitOfWork, request: Request, installation: Installation, version: int, to: str) -> Form:
    """Change one of the card's switches in place; `to`: the switch and its new value, `paper.on`.

    DomainError("old_button") for a value that was not offered.
    """
    name, _, value = to.partition(".")
    async with PreparationSession.opened(uow, request, installation, version, (Step.CARD,)) as session:
        return await session.turned(_turned(session, name, value))


def _turned(session: PreparationSession, name: str, value: str) -> Plan:
    plan = session.given.plan
    if name == Field.SUBJECT and value in set(Subject):
        return plan.but(subject=Subject(value))
    if name in TOGGLES and value in ("on", "off"):
        return plan.but(**{name: value == "on"})
    if name == Field.GROUPS and value in GROUPS:
        return plan.but(groups=value)
    if name == Field.MAJORITY and session.installation.rating.majority(value) is not None:
        return plan.but(majority=value)
    raise DomainError("old_button")


async def person(uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int) -> Form:
    """Choose the person to be rated. DomainError("rated_unfit", unit)."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.PERSON,)) as session:
        return await _rated(session, person_id)


async def search(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Choose the person of that name, or shorten the list where the name is not the whole name of one person.
    DomainError("nobody_called", name)."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.PERSON, Step.UNIT)) as session:
        step, name = Step(session.form.step), one_line(text, CALLED)
        found = await session.listed(step, 0, name)
        who = found.called(name) if step is Step.PERSON else None
        if who is not None:
            return await _rated(session, who.id)
        return await session.go(step, choices=found)


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the list in place."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.PERSON, Step.UNIT)) as session:
        return await session.stay(
            choices=await session.listed(Step(session.form.step), number, session.given.choices.search)
        )


async def motion(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Enter the words of a motion. DomainError: as `read_motion`."""
    title = read_motion(text)
    async with PreparationSession.opened(uow, request, installation, version, (Step.TITLE,)) as session:
        return await session.card(session.given.plan.but(title=title))


async def present(uow: UnitOfWork, request: Request, installation: Installation, version: int, meeting_id: int) -> Form:
    """Let those vote who checked in to a meeting; 0: all of the unit. DomainError("rating_meeting_unfit")."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.MEETING,)) as session:
        unit = await session.unit()
        await session.require_meeting(unit, meeting_id)
        return await session.card(session.given.plan.but(meeting_id=meeting_id))


async def enter_close(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Enter the closing time. DomainError: as `read_close`."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.CLOSES,)) as session:
        return await session.card(session.given.plan.but(closes_at=read_close(text, session.now)))


async def pick_close(uow: UnitOfWork, request: Request, installation: Installation, version: int, offer: int) -> Form:
    """Choose one of the closing times on offer. DomainError: old_button, rating_too_late."""
    async with PreparationSession.opened(uow, request, installation, version, (Step.CLOSES,)) as session:
        if offer not in set(Offer):
            raise DomainError("old_button")
        return await session.card(session.given.plan.but(closes_at=at_offer(Offer(offer), session.now)))


async def back(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Go back to the card without a change."""
    async with PreparationSession.opened(uow, request, installation, version) as session:
        if session.given.facts is None:
            raise DomainError("stale_form")
        return await session.card(session.given.plan)


async def _rated(session: PreparationSession, person_id: int) -> Form:
    """Go back to the card with that person. DomainError("rated_unfit", unit)."""
    rated = await session.require_rated(await session.unit(), person_id)
    return await session.card(session.given.plan.but(person_id=rated.id))
