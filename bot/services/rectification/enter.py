"""Enter a rectification item step by step, or change one on its card."""

from datetime import date

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices
from bot.domain.meeting.draft import one_line
from bot.domain.paging import at_number
from bot.domain.permission import Action, require
from bot.domain.rectification.enter import (
    LONGEST_SEARCH,
    OPTIONAL_FIELDS,
    WORD,
    Entering,
    ItemPlan,
    Step,
    check_dates,
    paragraph,
    plan_of,
    read_milestones,
)
from bot.domain.rectification.model import AT_WORK, ItemState
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.when.due_day import read_day, read_start
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.meeting.calling import picker
from bot.services.rectification import card
from bot.services.rectification.entry_session import EntrySession, enterable_units, entered, owner_of
from bot.storage.rectification import milestone
from bot.storage.unit_of_work import UnitOfWork

NEXT = {Step.PROBLEM: Step.MEASURE, Step.MEASURE: Step.TARGET, Step.TARGET: Step.OWNER, Step.OWNER: Step.DUE}
"""The way to the card; from there each step leads back to it."""
PARAGRAPH_STEPS = (Step.PROBLEM, Step.MEASURE, Step.TARGET, Step.CAUSE)
WORD_STEPS = (Step.CATEGORY, Step.SOURCE)
DAYS = {Step.DUE: "due_on", Step.START: "starts_on"}
LISTS = (Step.UNIT, Step.OWNER)


async def begin(uow: UnitOfWork, request: Request, installation: Installation, unit_id: int = 0) -> Form:
    """Begin to enter an item. `unit_id` 0: asked for where there are several. DomainError: not_found, not_allowed."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        conversation.require_first(work)
        session = EntrySession(work, request, installation, asker, Form("", "", 0, {}), Entering())
        if unit_id:
            unit = await entered(work, asker, unit_id)
            return await session.go(Step.PROBLEM, plan=ItemPlan(unit_id=unit.id))
        found = await enterable_units(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.ENTER_ITEM.value)
        if len(found) == 1:
            return await session.go(Step.PROBLEM, plan=ItemPlan(unit_id=found[0].id))
        return await session.go(Step.UNIT, choices=await session.listed(Step.UNIT))


async def change(uow: UnitOfWork, request: Request, installation: Installation, item_id: int) -> Form:
    """Begin to change a draft, or to correct an open item, on its card.

    DomainError: not_found, not_allowed, item_at_rest (handed in or signed off).
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        item, unit = await card.load_locked(work, asker, item_id, request.today)
        require(asker, Action.ENTER_ITEM, unit)
        conversation.require_first(work)
        if item.state is not ItemState.DRAFT and item.state not in AT_WORK:
            raise DomainError("item_at_rest")
        plan = plan_of(item, await milestone.of_item(work, item.id))
        is_open = item.state is not ItemState.DRAFT
        given = Entering(plan=plan, item=item.id, item_version=item.version, open=is_open)
        return await EntrySession(work, request, installation, asker, Form("", "", 0, {}), given).card(plan)


async def choose_unit(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, unit_id: int
) -> Form:
    """Choose the unit of the item. DomainError: not_found, not_allowed."""
    async with EntrySession.opened(uow, request, installation, version, (Step.UNIT,)) as session:
        unit = await entered(session.work, session.asker, unit_id)
        return await session.go(Step.PROBLEM, plan=ItemPlan(unit_id=unit.id), choices=Choices())


async def field(uow: UnitOfWork, request: Request, installation: Installation, version: int, field: str) -> Form:
    """Go from the card to one of its fields. DomainError("old_button") for one that cannot be changed."""
    async with EntrySession.opened(uow, request, installation, version, (Step.CARD,)) as session:
        if field not in set(Step) or Step(field) not in session.given.fields:
            raise DomainError("old_button")
        return await _ask(session, Step(field))


async def enter_text(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Take a text as typed, for the step that asks for one. DomainError: text_missing, text_too_long (most)."""
    async with EntrySession.opened(uow, request, installation, version, (*PARAGRAPH_STEPS, *WORD_STEPS)) as session:
        step = Step(session.form.step)
        value = paragraph(text) if step in PARAGRAPH_STEPS else one_line(text, WORD)
        return await _next_question_or_card(session, session.given.plan.but(**{step.value: value}))


async def word(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Choose one of the categories or sources offered. DomainError("old_button") for a number that was not."""
    async with EntrySession.opened(uow, request, installation, version, WORD_STEPS) as session:
        chosen = at_number(session.given.words, number)
        return await _next_question_or_card(session, session.given.plan.but(**{session.form.step: chosen}))


async def leave_out(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Leave the field empty that is asked for."""
    async with EntrySession.opened(uow, request, installation, version, tuple(OPTIONAL_FIELDS)) as session:
        empty = () if session.form.step == Step.MILESTONES else ""
        return await _next_question_or_card(session, session.given.plan.but(**{session.form.step: empty}))


async def owner(uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int) -> Form:
    """Choose the owner. DomainError("owner_unfit")."""
    async with EntrySession.opened(uow, request, installation, version, (Step.OWNER,)) as session:
        return await _owned(session, person_id)


async def search(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Search a typed name: the owner where it is one person's whole name, else a shorter list.

    DomainError: owner_unknown (name), nobody_called (name).
    """
    async with EntrySession.opened(uow, request, installation, version, LISTS) as session:
        step, name = Step(session.form.step), one_line(text, LONGEST_SEARCH)
        found = await session.listed(step, 0, name)
        who = found.called(name) if step is Step.OWNER else None
        if who is not None:
            return await _owned(session, who.id)
        return await session.go(step, choices=found)


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the list, in place."""
    async with EntrySession.opened(uow, request, installation, version, LISTS) as session:
        listed = await session.listed(Step(session.form.step), number, session.given.choices.search)
        return await session.stay(choices=listed)


async def enter_day(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """What is due lies ahead, a start is the nearest such day. DomainError: day_unreadable, when_impossible, and as
    `check_dates`."""
    async with EntrySession.opened(uow, request, installation, version, tuple(DAYS)) as session:
        read = read_start if session.form.step == Step.START else read_day
        return await _dated(session, read(text, session.now))


async def pick_day(uow: UnitOfWork, request: Request, installation: Installation, version: int, day: date) -> Form:
    """Take a day from the calendar. DomainError: as `check_dates`."""
    async with EntrySession.opened(uow, request, installation, version, tuple(DAYS)) as session:
        return await _dated(session, day)


async def turn_month(uow: UnitOfWork, request: Request, installation: Installation, version: int, month: date) -> Form:
    """Show another month of the calendar, in place."""
    async with EntrySession.opened(uow, request, installation, version, tuple(DAYS)) as session:
        return await session.stay(picker=picker(session.now, month=month))


async def milestones(uow: UnitOfWork, request: Request, installation: Installation, version: int, text: str) -> Form:
    """Take the milestones as typed. DomainError: as `read_milestones` and `check_dates`."""
    async with EntrySession.opened(uow, request, installation, version, (Step.MILESTONES,)) as session:
        plan = session.given.plan.but(milestones=read_milestones(text, session.now))
        check_dates(plan, session.today)
        return await _next_question_or_card(session, plan)


async def back(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Go back to the card as it was."""
    async with EntrySession.opened(uow, request, installation, version) as session:
        if session.given.facts is None:
            raise DomainError("stale_form")
        return await session.card(session.given.plan)


async def _owned(session: EntrySession, person_id: int) -> Form:
    fit = await owner_of(session.work, await session.unit(), person_id, session.today)
    return await _next_question_or_card(session, session.given.plan.but(owner_id=fit.id))


async def _dated(session: EntrySession, day: date) -> Form:
    plan = session.given.plan.but(**{DAYS[Step(session.form.step)]: day})
    check_dates(plan, session.today)
    return await _next_question_or_card(session, plan)


async def _next_question_or_card(session: EntrySession, plan: ItemPlan) -> Form:
    """To the next question on the way to the card, or back to the card."""
    step = Step(session.form.step)
    if session.given.facts is not None or step not in NEXT:
        return await session.card(plan)
    session.given = session.given.but(plan=plan)
    return await _ask(session, NEXT[step])


async def _ask(session: EntrySession, step: Step) -> Form:
    """The question, with what can be tapped instead of typed."""
    rules = session.installation.rectification
    return await session.go(
        step,
        choices=await session.listed(step) if step in LISTS else Choices(),
        picker=picker(session.now) if step in DAYS else None,
        words={Step.CATEGORY: rules.categories, Step.SOURCE: rules.sources}.get(step, ()),
    )
