"""The form in which a committee starts a round: all its branches are chosen, a tap takes one out."""

from collections.abc import Callable

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.grading.start import RoundDraft, StartStep, usual_year
from bot.domain.meeting.calling import Named, named
from bot.domain.permission import Action
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.grading.round import StartedRound, branches, choose_and_open, committees, require_year
from bot.storage.connection import Connection
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME = "round"


async def begin(uow: UnitOfWork, request: Request) -> None:
    """Show the card; ask for the committee first where the asker acts for several.

    DomainError: unknown_account, not_allowed, own_unit_alone (unit).
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        found = await committees(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.GRADE.value)
        if len(found) == 1:
            await _card(work, request, asker, found[0])
        else:
            draft = RoundDraft(committees=tuple(named(found)))
            await _go(work, request, StartStep.UNIT, draft)
        await work.commit()


async def choose_unit(uow: UnitOfWork, request: Request, version: int, unit_id: int) -> None:
    """Choose the committee and show the card. DomainError: stale_form, not_allowed."""
    async with uow.begin(request) as work:
        await conversation.load(work, request, NAME, version, step=StartStep.UNIT.value)
        asker = await actor.load(work, request)
        unit = next((one for one in await committees(work, asker) if one.id == unit_id), None)
        if unit is None:
            raise DomainError("not_allowed", action=Action.GRADE.value)
        await _card(work, request, asker, unit)
        await work.commit()


async def of_year(uow: UnitOfWork, request: Request, version: int, year: int) -> Form:
    """Change the year: this one or the last. DomainError: stale_form, grading_year, not_allowed."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=StartStep.CARD.value)
        require_year(year, request.today)
        asker = await actor.load(work, request)
        committee = await actor.unit(work, RoundDraft.model_validate(form.draft).committee)
        draft = await _draft(work, request, asker, committee, year)
        form = await conversation.keep(work, request, form, draft.model_dump(mode="json"))
        await work.commit()
        return form


async def tick(uow: UnitOfWork, request: Request, version: int, unit_id: int) -> Form:
    """Choose a branch, or no longer choose it. DomainError("stale_form")."""
    return await _changed(uow, request, version, lambda draft: draft.ticked(unit_id))


async def tick_all(uow: UnitOfWork, request: Request, version: int, *, chosen: bool) -> Form:
    """Choose all branches, or none. DomainError("stale_form")."""
    return await _changed(uow, request, version, lambda draft: draft.all(chosen))


async def page(uow: UnitOfWork, request: Request, version: int, number: int) -> Form:
    """Turn to a page of the list. DomainError("stale_form")."""
    return await _changed(uow, request, version, lambda draft: draft.but(page=number))


async def go(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> StartedRound:
    """Start the round and end the form; the branches' secretaries are told the steps and the dates.

    DomainError: stale_form, as `round.start`.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=StartStep.CARD.value)
        draft = RoundDraft.model_validate(form.draft)
        asker = await actor.load(work, request)
        committee = await actor.unit(work, draft.committee)
        await conversation.end(work, request)
        started = await choose_and_open(work, request, installation, asker, committee, draft.year, draft.chosen)
        await work.commit()
        return started


async def _changed(uow: UnitOfWork, request: Request, version: int, change: Callable[[RoundDraft], RoundDraft]) -> Form:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=StartStep.CARD.value)
        draft = change(RoundDraft.model_validate(form.draft))
        form = await conversation.keep(work, request, form, draft.model_dump(mode="json"))
        await work.commit()
        return form


async def _card(work: Transaction, request: Request, asker: Actor, committee: Unit) -> None:
    year = usual_year(request.today)
    await _go(work, request, StartStep.CARD, await _draft(work, request, asker, committee, year))


async def _draft(cx: Connection, request: Request, asker: Actor, committee: Unit, year: int) -> RoundDraft:
    found = await branches(cx, asker, committee, year)
    return RoundDraft(
        committee=committee.id,
        name=committee.name,
        this_year=request.today.year,
        year=year,
        free=tuple(Named(id=one.id, name=one.name, chosen=True) for one in found.free),
        busy=len(found.busy),
        own=tuple(one.name for one in found.own),
    )


async def _go(work: Transaction, request: Request, step: StartStep, draft: RoundDraft) -> None:
    await conversation.advance(work, request, NAME, step.value, draft.model_dump(mode="json"))
