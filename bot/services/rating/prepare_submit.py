"""Submitting a prepared rating to the committee above."""

from dataclasses import dataclass

from bot.domain.errors import DomainError, must_exist
from bot.domain.rating.model import NewRating, Rating, Subject
from bot.domain.rating.prepare import (
    UNIT_TITLE,
    Step,
    person_title,
    questions,
    require_whole,
)
from bot.domain.rating.rules import Majority
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.form_session import finish, finished
from bot.services.rating import notifications
from bot.services.rating.access import committee_accounts
from bot.services.rating.prepare_session import (
    NAME,
    PreparationSession,
    case_of,
    fitted,
    peopled,
    require_unrated,
    scheme_of,
)
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submitted rating. `told`: how many of the committee above heard of it."""

    rating: Rating
    unit: str
    told: int


async def submit(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Prepared:
    """Submit the rating to the committee above, once however often the button is pressed. DomainError: stale_form,
    not_allowed, rated_unfit (unit), rating_meeting_unfit, rating_case_rated, and as `require_whole`."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        before = await finished(work, request, version, NAME)
        if before is not None:
            return await _prepared(work, request, before)
        form = await conversation.load(work, request, NAME, version, step=Step.CARD)
        session = await PreparationSession.of(work, request, installation, asker, form)
        id = await ratings.add(work, await _new_rating(session, await session.unit()), work.now)
        await finish(work, request, version, NAME, id)
        result = await _prepared(work, request, id)
        await notifications.tell_submitted(work, result.rating, await session.unit(), session.today)
        facts = {"rating": id, "unit": session.given.plan.unit_id, "subject": session.given.plan.subject.value}
        await audit.add(work, work.now, "rating.prepared", request.account_id, facts)
        await work.commit()
        return result


async def _new_rating(session: PreparationSession, unit: Unit) -> NewRating:
    """Return the rating that the plan describes, after checking once more everybody and everything that the plan
    names."""
    plan, work = session.given.plan, session.work
    closes_at = require_whole(plan, session.now)
    by_motion = plan.subject is Subject.MOTION
    rated = await session.require_rated(unit, plan.person_id) if plan.subject is Subject.PERSON else None
    await session.require_meeting(unit, plan.meeting_id)
    case = await case_of(work, unit) if plan.subject is Subject.UNIT else None
    scheme = await scheme_of(work, session.installation.schemes, unit, case)
    await require_unrated(work, case.id if case else None)
    plan = await fitted(work, plan, unit, case, scheme, session.today)
    return NewRating(
        unit.id,
        plan.subject,
        person_title(rated.name) if rated else plan.title if by_motion else UNIT_TITLE,
        questions(plan, scheme, session.installation.rating),
        closes_at,
        source=plan.source,
        groups=plan.voters & await peopled(work, unit, session.today) if case else plan.voters,
        case_id=case.id if case else None,
        meeting_id=plan.meeting_id or None,
        person_id=rated.id if rated else None,
        majority=_majority(session) if by_motion else None,
        comment=plan.comment,
        split=plan.split and plan.may_split,
        paper=plan.paper,
        prepared_by=session.asker.person_id,
    )


def _majority(session: PreparationSession) -> Majority:
    """Return the majority as it is today, which the rating keeps. DomainError("old_button"): the committee's file does
    not have it any more."""
    found = session.installation.rating.majority(session.given.plan.majority)
    if found is None:
        raise DomainError("old_button")
    return found


async def _prepared(cx: Connection, request: Request, rating_id: int) -> Prepared:
    rating = must_exist(await ratings.get(cx, rating_id))
    unit = await actor.unit(cx, rating.unit_id)
    return Prepared(rating, unit.name, len(await committee_accounts(cx, rating, unit, request.today)))
