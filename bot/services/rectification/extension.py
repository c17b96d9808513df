"""Extensions: the owner asks for a later due date with a reason, the committee above agrees or refuses."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import DomainError, must_exist
from bot.domain.meeting.calling import Picker
from bot.domain.rectification.extension import require_later
from bot.domain.rectification.message import (
    ExtensionAgreed,
    ExtensionAsked,
    ExtensionDayDraft,
    ExtensionReasonDraft,
    ExtensionRefused,
)
from bot.domain.rectification.model import Item, ItemState
from bot.domain.request import Request
from bot.domain.when.due_day import read_day
from bot.services import conversation
from bot.services.conversation import Form
from bot.services.reason_form import require_reason
from bot.services.rectification.access import ItemAccess
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rectification import extension as extensions
from bot.storage.rectification.extension import Extension, ExtensionState
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["DAY", "NAME", "REASON", "Asked", "Decision", "Extension", "ExtensionState"]

NAME, DAY, REASON = "extension", "day", "reason"


@dataclass(frozen=True, slots=True)
class Asked:
    """An extension was asked for. `told`: the number of people of the committee who were asked."""

    item: Item
    until: date
    told: int


@dataclass(frozen=True, slots=True)
class Decision:
    """How an extension was decided. `again`: it was decided before."""

    item: Item
    extension: Extension
    again: bool


async def begin(uow: UnitOfWork, request: Request, item_id: int) -> None:
    """Begin to ask for an extension, as the item's owner.

    DomainError: not_found, item_of_another, item_not_open, item_handed_in, item_signed_off,
    extension_waiting (until).
    """
    async with uow.begin(request) as work:
        access = await ItemAccess.of(work, request, item_id)
        await _require_free(work, access)
        due, first = access.item.due_on, max(access.item.due_on, access.today).replace(day=1)
        picker = Picker(now=_local(request), month=first)
        draft = ExtensionDayDraft(item=item_id, problem=access.item.problem, due=due, picker=picker)
        await conversation.advance(work, request, NAME, DAY, draft.data())
        await work.commit()


async def turn_month(uow: UnitOfWork, request: Request, version: int, month: date) -> Form:
    """Show another month of the calendar. DomainError("stale_form")."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=DAY)
        picker = Picker(now=_local(request), month=month.replace(day=1))
        draft = ExtensionDayDraft.model_validate(form.draft).model_copy(update={"picker": picker})
        form = await conversation.keep(work, request, form, draft.data())
        await work.commit()
        return form


async def enter_day(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """Take the wished day in words. DomainError: day_unreadable, when_impossible, and as `pick_day`."""
    await _to(uow, request, version, read_day(text, _local(request)))


async def pick_day(uow: UnitOfWork, request: Request, version: int, day: date) -> date:
    """Take the wished day, return it, and ask for the reason.

    DomainError: stale_form, extension_not_later (due), extension_past (today), due_too_far, as
    `begin`.
    """
    await _to(uow, request, version, day)
    return day


async def _to(uow: UnitOfWork, request: Request, version: int, until: date) -> None:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=DAY)
        draft = ExtensionDayDraft.model_validate(form.draft)
        access = await ItemAccess.of(work, request, draft.item)
        await _require_free(work, access)
        require_later(until, access.item.due_on, access.today)
        chosen = ExtensionReasonDraft(item=draft.item, problem=draft.problem, due=draft.due, until=until)
        await conversation.advance(work, request, NAME, REASON, chosen.data())
        await work.commit()


async def ask(uow: UnitOfWork, request: Request, version: int, reason: str) -> Asked:
    """Take the reason, which ends the form, and ask the committee above.

    DomainError: as `pick_day`, reason_missing,
    text_too_long.
    """
    require_reason(reason)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=REASON)
        draft = ExtensionReasonDraft.model_validate(form.draft)
        access, until = await ItemAccess.of(work, request, draft.item, lock=True), draft.until
        await _require_free(work, access)
        require_later(until, access.item.due_on, access.today)
        owner = access.asker.require_person()
        asked = await extensions.add(work, access.item.id, until, reason, owner.id, work.now)
        await access.note(work, "extension_asked", until=until.isoformat(), reason=reason)
        message = ExtensionAsked(
            **access.facts, due=access.item.due_on, until=until, extension=asked, reason=reason, owner=owner.name
        )
        told = await access.tell_committee(work, message, f"x{asked}")
        await conversation.end(work, request)
        await work.commit()
        return Asked(access.item, until, len(told))


async def decide(uow: UnitOfWork, request: Request, extension_id: int, *, agree: bool) -> Decision:
    """Agree to an extension or refuse it; a second tap is told who decided.

    DomainError: not_found, own_item, not_allowed, item_signed_off, extension_not_later (due).
    """
    async with uow.begin(request) as work:
        asked = await _get(work, extension_id)
        access = await ItemAccess.of(work, request, asked.item_id, lock=True)
        await access.require_committee(work)
        asked = await _get(work, extension_id)
        if asked.state is not ExtensionState.ASKED:
            return Decision(access.item, asked, again=True)
        if access.item.state is ItemState.SIGNED_OFF:
            raise DomainError("item_signed_off")
        if agree:
            await _agree(work, access, asked)
        else:
            await extensions.decide(work, asked.id, ExtensionState.REFUSED, access.asker.person_id, work.now)
            await access.note(work, "extension_refused", until=asked.until_on.isoformat())
        decided = await _get(work, extension_id)
        kind, by = ExtensionAgreed if agree else ExtensionRefused, decided.decider or ""
        message = kind(**access.facts, due=access.item.due_on, until=asked.until_on, by=by)
        await access.tell_owner(work, message, f"x{asked.id}")
        if agree:
            facts = {"item": access.item.id, "extension": asked.id, "until": asked.until_on.isoformat()}
            await audit.add(work, work.now, "rectify.extended", request.account_id, facts)
        await work.commit()
        return Decision(access.item, decided, again=False)


async def _agree(work: Transaction, access: ItemAccess, asked: Extension) -> None:
    """A date that has passed is not agreed to."""
    require_later(asked.until_on, access.item.due_on, access.today)
    await extensions.decide(work, asked.id, ExtensionState.AGREED, access.asker.person_id, work.now)
    await extensions.move(work, access.item.id, asked.until_on)
    dates = {"was": access.item.due_on.isoformat(), "until": asked.until_on.isoformat()}
    await access.note(work, "extension_agreed", **dates)


async def _require_free(cx: Connection, access: ItemAccess) -> None:
    access.require_owner()
    access.require_turn()
    waiting = await extensions.waiting(cx, access.item.id)
    if waiting is not None:
        raise DomainError("extension_waiting", until=waiting.until_on)


async def _get(cx: Connection, id: int) -> Extension:
    return must_exist(await extensions.get(cx, id))


def _local(request: Request) -> datetime:
    return request.now.astimezone(request.zone)
