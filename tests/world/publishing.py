"""A meeting called in one step, without the form."""

from bot.domain.meeting.draft import Draft
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.rules import MeetingRules
from bot.domain.request import Request
from bot.services import actor
from bot.services.meeting import publish
from bot.storage.unit_of_work import UnitOfWork


async def publish_draft(uow: UnitOfWork, request: Request, rules: MeetingRules, draft: Draft) -> Meeting:
    """DomainError as `publish.write`."""
    async with uow.begin(request) as work:
        meeting = await publish.write(work, await actor.load(work, request), rules, request.zone, draft)
        await work.commit()
    return meeting
