"""Lists and shows series, and ends what is left of one, with a reason."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import DomainError, must_exist
from bot.domain.meeting.draft import one_line
from bot.domain.meeting.message import GroupSeriesEnded, SeriesEndDraft, SeriesEnded
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.series_calling import Series
from bot.domain.permission import Action, may, require
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.meeting import group_chat
from bot.services.meeting.calling import callable_units
from bot.storage import conversation as forms
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.meeting import series as storage
from bot.storage.meeting import write
from bot.storage.meeting.series import Running
from bot.storage.outbox import BULK
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Card", "Ended", "Listed", "Running", "Step", "begin", "card", "enter_reason", "running"]

NAME = "series_end"
MOST = 10
"""Series in one list."""
REASON = 200
"""Characters."""


class Step(StrEnum):
    """A step of the form."""

    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Listed:
    """Series with meetings to come, soonest first."""

    series: list[Running]


@dataclass(frozen=True, slots=True)
class Card:
    """A series with its meetings to come. `manages`: the reader may end it."""

    series: Series
    unit: str
    meetings: list[Meeting]
    manages: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A series that was ended, how many meetings were cancelled, and how many people were told."""

    title: str
    unit: str
    cancelled: int
    told: int


async def running(uow: UnitOfWork, request: Request) -> Listed:
    """The series of the units where the asker may call meetings. DomainError("not_allowed") where there is no unit."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        units = await callable_units(cx, asker)
        if not units:
            raise DomainError("not_allowed", action=Action.CALL_MEETING.value)
        return Listed(await storage.running(cx, [one.id for one in units], request.now, MOST))


async def card(uow: UnitOfWork, request: Request, series_id: int) -> Card:
    """A series with its meetings to come. DomainError: not_found, not_allowed (another unit's, an outside person)."""
    async with uow.reading() as cx:
        return await _card(cx, request, series_id)


async def _card(cx: Connection, request: Request, series_id: int) -> Card:
    asker = await actor.load(cx, request)
    series, unit = await _existing(cx, series_id)
    require(asker, Action.ASK, unit)
    if asker.person is not None and asker.person.standing.outside:
        raise DomainError("not_allowed", action=Action.ASK.value)
    manages = may(asker, Action.CALL_MEETING, unit) and not series.ended
    return Card(series, unit.name, await storage.coming(cx, series_id, request.now), manages)


async def keep(uow: UnitOfWork, request: Request, version: int) -> Card:
    """Leave the form, with the series as it is. DomainError as `card`, and stale_form."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version)
        await conversation.end(work, request)
        found = await _card(work, request, SeriesEndDraft.model_validate(form.draft).series)
        await work.commit()
        return found


async def _existing(cx: Connection, series_id: int, *, lock: bool = False) -> tuple[Series, Unit]:
    series = must_exist(await storage.get(cx, series_id, lock=lock))
    return series, await actor.unit(cx, series.unit_id)


async def begin(uow: UnitOfWork, request: Request, series_id: int) -> Form:
    """Ask why the meetings to come of a series are cancelled.

    DomainError: stale_form, not_found, not_allowed, series_over.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        conversation.require_first(work)
        series, unit = await _existing(work, series_id)
        require(asker, Action.CALL_MEETING, unit)
        left = await storage.coming(work, series_id, request.now)
        if series.ended or not left:
            raise DomainError("series_over")
        told = len(await storage.reached(work, series_id, request.now))
        draft = SeriesEndDraft(series=series_id, title=series.draft.title, unit=unit.name, left=len(left), people=told)
        form = await conversation.advance(work, request, NAME, Step.REASON, draft.data())
        await work.commit()
        return form


async def enter_reason(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Ended:
    """Cancel the meetings to come, for that reason, and tell everyone invited; a second delivery gets the same answer.

    DomainError: stale_form, not_found, not_allowed, series_over, text_missing, text_too_long.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        before = await forms.get(work, request.account_id, lock=True)
        if work.is_redelivery and before.name == "" and "ended" in before.draft:
            return Ended(**before.draft["ended"])
        form = await conversation.load(work, request, NAME)
        series, unit = await _existing(work, SeriesEndDraft.model_validate(form.draft).series, lock=True)
        require(asker, Action.CALL_MEETING, unit)
        reason = one_line(text, REASON)
        left = await storage.coming(work, series.id, work.now)
        if series.ended or not left or not await storage.end(work, series.id, work.now):
            raise DomainError("series_over")
        ended = await _cancel(work, request, installation, series, left, reason)
        summary = {"title": ended.title, "unit": ended.unit, "cancelled": ended.cancelled, "told": ended.told}
        await forms.put(work, request.account_id, "", "", {"ended": summary}, work.now)
        text = await write.add_reason(work, "end", {"reason": reason}, work.now, series_id=series.id)
        data = {"series": series.id, "text": text, "meetings": [one.id for one in left]}
        await audit.add(work, work.now, "series.ended", request.account_id, data)
        await work.commit()
        return ended


async def _cancel(
    work: Transaction, request: Request, installation: Installation, series: Series, left: list[Meeting], reason: str
) -> Ended:
    """Cancel the meetings that are left, and tell everyone invited to one of them, and the group chats, once."""
    unit = await actor.unit(work, series.unit_id)
    accounts = await storage.reached(work, series.id, work.now)
    for meeting in left:
        await write.cancel(work, meeting, reason)
        await reminder_plan.mark_stale(work, Subject.MEETING, meeting.id)
    title, parts = series.draft.title, tuple((one.starts, one.ends) for one in left)
    due = installation.reminders.announce(work.now, left[0].starts, left[0].ends, request.zone)
    message = SeriesEnded(unit=unit.name, title=title, reason=reason, parts=parts)
    await work.tell(accounts, str(series.id), message, due, BULK)
    announced = GroupSeriesEnded(unit=unit.name, title=title, place=series.draft.place, parts=parts)
    await group_chat.post(work, announced, left[0].id, unit, request.zone, str(series.id), due)
    return Ended(title, unit.name, len(left), len(accounts))
