"""Exempts members from attending for some months, with a reason, and ends exemptions early."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.attendance.message import Exempted, ExemptionDraft, ExemptionReasonDraft
from bot.domain.errors import DomainError, must_exist, require_length
from bot.domain.period import months_from
from bot.domain.permission import Action, require
from bot.domain.person import Person
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.meeting.access import require_other
from bot.storage import person
from bot.storage.attendance import exemption as exemptions
from bot.storage.attendance.exemption import Exemption, Period
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import UnitOfWork

NAME, MONTHS, REASON = "exemption", "months", "reason"
LONGEST = 36
"""Months of one exemption; a longer one is given anew."""
MOST = 200
PAGE = 12
NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class UnitExemptions:
    """A unit's exemptions that have not run out, and a page of its members by id and name."""

    unit: Unit
    given: tuple[Exemption, ...]
    people: tuple[tuple[int, str], ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class GivenExemption:
    """An exemption that was just given."""

    name: str
    from_on: date
    until_on: date
    reason: str


async def of_unit(uow: UnitOfWork, request: Request, unit_id: int, page: int = 0) -> UnitExemptions:
    """The exemptions of a unit, and the members who can be exempted. DomainError: not_found, not_allowed."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        unit = await actor.unit(cx, unit_id)
        require(asker, Action.EXEMPT, unit)
        page = max(page, 0)
        given = await exemptions.of_unit(cx, unit_id, request.today)
        people = await exemptions.people(cx, unit_id, PAGE + 1, page * PAGE)
        return UnitExemptions(unit, tuple(given), tuple(people[:PAGE]), page, len(people) > PAGE)


async def begin(uow: UnitOfWork, request: Request, person_id: int) -> None:
    """Ask for how many months a person is exempt. DomainError: not_found, not_allowed, own_record."""
    async with uow.begin(request) as work:
        whom = await _allowed(work, request, person_id)
        draft = ExemptionDraft(person=person_id, name=whom.name)
        await conversation.advance(work, request, NAME, MONTHS, draft.data())
        await work.commit()


async def set_months(uow: UnitOfWork, request: Request, months: int, version: int) -> None:
    """Keep the number of months and ask for the reason. DomainError: months_between (most)."""
    if not 1 <= months <= LONGEST:
        raise DomainError("months_between", most=LONGEST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=MONTHS)
        draft = ExemptionReasonDraft.model_validate({**form.draft, "months": months})
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()


async def enter_months(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """Keep the number of months with which the text begins, as `set_months`. DomainError: months_between (most)."""
    found = NUMBER.match(text)
    if found is None:
        raise DomainError("months_between", most=LONGEST)
    await set_months(uow, request, int(found[0]), version)


async def give(uow: UnitOfWork, request: Request, version: int, reason: str) -> GivenExemption:
    """Exempt the person from today for the typed reason, and end the form. `version`: of the form that asked for it."""
    require_length(reason, MOST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=REASON)
        draft = ExemptionReasonDraft.model_validate(form.draft)
        whom = await _allowed(work, request, draft.person)
        giver = (await actor.load(work, request)).require_person()
        today = request.today
        period = Period(today, months_from(today, draft.months))
        given = await exemptions.add(work, whom.id, period, reason, giver.id, request.now)
        own = await account.of_person(work, whom.id)
        if own is not None and own.id != request.account_id:
            message = Exempted(until=period.until_on, reason=reason, by=giver.name)
            await work.post(OutboundMessage(f"{message.kind}:{given}", own.id, message))
        await reminder_plan.mark_stale(work, Subject.ALL)
        await conversation.end(work, request)
        facts = {"exemption": given, "person": whom.id, "until": period.until_on.isoformat()}
        await audit.add(work, request.now, "attendance.exempted", request.account_id, facts)
        await work.commit()
        return GivenExemption(whom.name, period.from_on, period.until_on, reason)


async def end(uow: UnitOfWork, request: Request, exemption_id: int) -> UnitExemptions:
    """End an exemption: from today the person is expected again. Ending it twice changes nothing. The unit's list."""
    async with uow.begin(request) as work:
        given = must_exist(await exemptions.get(work, exemption_id))
        await _allowed(work, request, given.person_id)
        if await exemptions.end(work, exemption_id, request.today - timedelta(days=1)):
            await reminder_plan.mark_stale(work, Subject.ALL)
            facts = {"exemption": exemption_id, "person": given.person_id}
            await audit.add(work, request.now, "attendance.exemption_ended", request.account_id, facts)
            await work.commit()
    return await of_unit(uow, request, given.unit_id)


async def _allowed(cx: Connection, request: Request, person_id: int) -> Person:
    """The person, if the asker may exempt them. DomainError: not_found, not_allowed, own_record."""
    asker = await actor.load(cx, request)
    whom = must_exist(await person.get(cx, person_id))
    require(asker, Action.EXEMPT, await actor.unit(cx, whom.unit_id))
    require_other(asker, whom.id)
    return whom
