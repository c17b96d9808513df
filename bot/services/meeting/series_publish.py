"""Publishes a series: a meeting for every date on the card, in one transaction, told to everyone once."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.meeting.message import GroupSeries, Hours, SeriesCalled
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.series_calling import Series, SeriesCalling, Step
from bot.domain.permission import Action, may
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import actor, conversation
from bot.services.form_session import finish, finished
from bot.services.meeting import group_chat
from bot.services.meeting import publish as meeting_publish
from bot.services.meeting.series_calling import NAME, SeriesFormSession, spanned
from bot.storage.installation import audit
from bot.storage.meeting import series as storage
from bot.storage.outbox import BULK
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Called:
    """A series that was called, with its meetings to come.

    `told`: how many besides the asker were told; `own`: the asker is invited too; `unbound`: invited people without an
    account; `invites`: the asker may make personal links for the unit; `told_at`: when they hear, if not at once.
    """

    series: Series
    unit: str
    meetings: list[Meeting]
    told: int
    own: bool
    unbound: int
    invites: bool
    told_at: datetime | None = None


async def publish(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Called | None:
    """Publish the series, once however often the button is pressed; None where its first date has passed.

    The card comes anew then. DomainError: stale_form, and as `publish.record`.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        before = await finished(work, request, version, "series")
        if before is not None:
            return await _as_called(work, asker, before)
        form = await conversation.load(work, request, NAME, version)
        session = await SeriesFormSession.of(work, request, installation, asker, form)
        if form.step != Step.CARD or session.given.plan is None:
            raise DomainError("stale_form")
        if session.given.plan.held[0].starts <= request.now:
            await session.proceed()
            return None
        called = await _write(session)
        due = await _tell(session, called)
        await finish(work, request, version, "series", called.series.id)
        data = {"series": called.series.id, "unit": called.series.unit_id, "meetings": len(called.meetings)}
        await audit.add(work, work.now, "series.called", request.account_id, data)
        await work.commit()
        return replace(called, told_at=due)


async def _as_called(work: Transaction, asker: Actor, series_id: int) -> Called:
    series = must_exist(await storage.get(work, series_id))
    unit = await actor.unit(work, series.unit_id)
    accounts = await storage.reached(work, series_id, work.now)
    own = asker.account_id in accounts
    unbound = await storage.unbound(work, series_id, work.now)
    meetings = await storage.coming(work, series_id, work.now)
    return Called(series, unit.name, meetings, len(accounts) - own, own, unbound, may(asker, Action.INVITE, unit))


async def _write(session: SeriesFormSession) -> Called:
    """Store a meeting for every date that the card showed."""
    calling, work = session.given, session.work
    if calling.plan is None or calling.rule is None or calling.holidays is None:
        raise DomainError("stale_form")
    draft, planned = calling.draft, calling.plan
    series = Series(0, draft.unit_id, draft, calling.rule, calling.holidays, planned.first, planned.last, False)
    own = session.asker.person_id
    series_id = await storage.add(work, series, own, work.now)
    for one in planned.held:
        await meeting_publish.record(
            work, session.asker, session.installation.meetings, session.request.zone, spanned(draft, one), series_id
        )
    return await _as_called(work, session.asker, series_id)


async def _tell(session: SeriesFormSession, called: Called) -> datetime | None:
    """Tell everyone invited but the asker, who sees the card, and each linked group; returns when they hear."""
    work, zone, id = session.work, session.request.zone, called.series.id
    message = _message(called, session.given)
    first = called.meetings[0]
    due = session.installation.reminders.announce(work.now, first.starts, first.ends, zone)
    accounts = [one for one in await storage.reached(work, id, work.now) if one != session.asker.account_id]
    await work.tell(accounts, str(id), message, due, BULK)
    unit = await actor.unit(work, called.series.unit_id)
    draft = called.series.draft
    announced = GroupSeries(unit=unit.name, title=draft.title, place=draft.place, parts=_hours(called))
    await group_chat.post(work, announced, first.id, unit, zone, str(id), due)
    return due


def _message(called: Called, calling: SeriesCalling) -> SeriesCalled:
    if calling.facts is None:
        raise DomainError("stale_form")
    draft = called.series.draft
    return SeriesCalled(
        unit=called.unit,
        title=draft.title,
        place=draft.place,
        host=calling.facts.host,
        rule=called.series.rule,
        parts=_hours(called),
    )


def _hours(called: Called) -> tuple[Hours, ...]:
    return tuple((one.starts, one.ends) for one in called.meetings)
