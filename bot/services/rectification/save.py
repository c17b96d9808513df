"""Save what the form's card says: a new or changed draft, or the correction of an open item."""

from bot.domain.errors import DomainError
from bot.domain.permission import Action, require
from bot.domain.rectification.enter import ItemPlan, Step, check_dates
from bot.domain.rectification.message import ItemCorrected, ItemOpened, ItemRelieved
from bot.domain.rectification.model import AT_WORK, Item, ItemFields, ItemState
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.form_session import finish, finished
from bot.services.rectification import card
from bot.services.rectification import open as opening
from bot.services.rectification.access import acts_above
from bot.services.rectification.card import Card
from bot.services.rectification.entry_session import NAME, EntrySession, owner_of
from bot.storage.people import account
from bot.storage.rectification import milestone, write
from bot.storage.rectification import store as items
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import UnitOfWork


async def save(uow: UnitOfWork, request: Request, installation: Installation, version: int, *, publish: bool) -> Card:
    """Save what the form's card says, once however often its buttons are pressed; `publish`: and open it.

    DomainError: as `opened` and `check_dates`; owner_unfit, item_changed, item_at_rest, item_not_given_away,
    stale_form.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        today = request.today
        before = await finished(work, request, version, NAME)
        if before is not None:
            return await card.card_of(work, asker, before, today)
        form = await conversation.load(work, request, NAME, version, step=Step.CARD)
        session = await EntrySession.of(work, request, installation, asker, form)
        id = await (_correct(session) if session.given.open else _draft(session))
        await finish(work, request, version, NAME, id)
        if publish and not session.given.open:
            return await opening.open_draft(work, request, installation, asker, id)
        shown = await card.card_of(work, asker, id, today)
        await work.commit()
        changed = session.given.open and shown.item.version != session.given.item_version
        return opening.heard(shown, asker) if changed else shown


async def _draft(session: EntrySession) -> int:
    """A new one, or the one that is being changed."""
    work, given = session.work, session.given
    unit, plan = await session.unit(), given.plan.but(starts_on=given.plan.starts_on or session.today)
    entry = _entry(session, unit, plan)
    check_dates(plan, session.today)
    await owner_of(work, unit, plan.owner_id, session.today)
    if given.item:
        await _unchanged(session, (ItemState.DRAFT,))
        await write.redraft(work, given.item, entry)
    id = given.item or await items.add(work, entry, session.asker.person_id, session.request.now)
    await milestone.replace(work, id, [(one.name, one.due_on) for one in plan.milestones])
    await items.note(work, id, "edited" if given.item else "entered", {}, session.asker.person_id, session.request.now)
    await reminder_plan.mark_stale(work, Subject.ITEM, id)
    return id


def _entry(session: EntrySession, unit: Unit, plan: ItemPlan) -> ItemFields:
    if plan.starts_on is None or plan.due_on is None or not (plan.problem and plan.measure and plan.owner_id):
        raise DomainError("stale_form")
    return ItemFields(
        unit_id=unit.id,
        problem=plan.problem,
        category=plan.category,
        source=plan.source,
        cause=plan.cause,
        measure=plan.measure,
        target=plan.target,
        owner_id=plan.owner_id,
        horizon=session.installation.rectification.horizon(plan.starts_on, plan.due_on),
        starts_on=plan.starts_on,
        due_on=plan.due_on,
    )


async def _unchanged(session: EntrySession, states: tuple[ItemState, ...]) -> Item:
    """The item that the form is about, as it was when it was opened. DomainError: item_changed, item_at_rest."""
    item, unit = await card.load_locked(session.work, session.asker, session.given.item, session.today)
    require(session.asker, Action.ENTER_ITEM, unit)
    if item.state not in states:
        raise DomainError("item_at_rest")
    if item.version != session.given.item_version:
        raise DomainError("item_changed")
    return item


async def _correct(session: EntrySession) -> int:
    """Measure, target and owner of an open item; what was there stays in its history."""
    work, plan = session.work, session.given.plan
    item, unit = await _unchanged(session, tuple(AT_WORK)), await session.unit()
    if (was := _differences(item, plan)) == {}:
        return item.id
    if plan.owner_id != item.owner_id:
        await _hand_on(session, item, unit)
    elif (own := await account.of_person(work, item.owner_id)) is not None and own.id != session.request.account_id:
        await opening.tell(work, session.request, item, item.owner_id, ItemCorrected(**opening.owner_facts(item, unit)))
    await write.correct(work, item.id, plan.measure, plan.target, plan.owner_id)
    await items.note(work, item.id, "corrected", was, session.asker.person_id, session.request.now)
    await reminder_plan.mark_stale(work, Subject.ITEM, item.id)
    return item.id


def _differences(item: Item, plan: ItemPlan) -> dict[str, str | int]:
    """What was there before, by the names of history."""
    was: dict[str, str | int] = {}
    if plan.measure != item.measure:
        was["was_measure"] = item.measure
    if plan.target != item.target:
        was["was_target"] = item.target
    if plan.owner_id != item.owner_id:
        was |= {"was_owner": item.owner_id, "owner": plan.owner_id}
    return was


async def _hand_on(session: EntrySession, item: Item, unit: Unit) -> None:
    """To another owner; both hear of it. DomainError: owner_unfit, item_not_given_away.

    Whoever could sign it off then does not give their own item away: so nobody comes to sign off what was theirs.
    """
    if card.owns(session.asker, item) and await acts_above(session.work, session.asker, unit, session.today):
        raise DomainError("item_not_given_away")
    new = await owner_of(session.work, unit, session.given.plan.owner_id, session.today)
    facts = opening.owner_facts(item, unit)
    await opening.tell(session.work, session.request, item, new.id, ItemOpened(**facts))
    await opening.tell(session.work, session.request, item, item.owner_id, ItemRelieved(**facts, name=new.name))
