"""The day until which a post is held: set by those who give posts, and taken back."""

from datetime import date, timedelta

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.people.message import PostTerm, TermDraft
from bot.domain.post import Post
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.domain.when.due_day import read_day
from bot.services import conversation
from bot.services.people.post import PostChange, held_post, holder_of
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account, post
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, UNTIL = "post_term", "until"
LONGEST = timedelta(days=3653)


async def begin(uow: UnitOfWork, request: Request, post_id: int) -> None:
    """Begin the form that asks for the day. DomainError: not_allowed, not_found, post_over."""
    async with uow.begin(request) as work:
        held, unit = await held_post(work, request, post_id)
        holder = await holder_of(work, held)
        conversation.require_first(work)
        ends = held.ended_on is not None
        draft = TermDraft(post=held.id, name=holder.name, unit=unit.name, post_kind=held.kind, ends=ends)
        await conversation.advance(work, request, NAME, UNTIL, draft.data())
        await work.commit()


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> PostChange:
    """Set the last day, as typed. DomainError: day_unreadable, when_impossible, term_past, term_too_far, as `begin`."""
    until, today = read_day(text, request.now.astimezone(request.zone)), request.today
    if until <= today:
        raise DomainError("term_past", until=until)
    if until - today > LONGEST:
        raise DomainError("term_too_far")
    return await _set(uow, request, version, until)


async def clear(uow: UnitOfWork, request: Request, version: int) -> PostChange:
    """Take the end back. DomainError as `begin`."""
    return await _set(uow, request, version, None)


async def _set(uow: UnitOfWork, request: Request, version: int, until: date | None) -> PostChange:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=UNTIL)
        held, unit = await held_post(work, request, TermDraft.model_validate(form.draft).post)
        if not await post.set_end(work, held.id, _first_without(until), request.today):
            raise DomainError("post_over")
        await reminder_plan.mark_stale(work, Subject.ALL)
        await conversation.end(work, request)
        facts = {"post": held.id, "until": until.isoformat() if until is not None else None}
        await audit.add(work, work.now, "post.term_set", request.account_id, facts)
        if held.ended_on != _first_without(until):
            await _tell(work, request, held, unit, until)
        change = PostChange(unit, await holder_of(work, held), held.kind, post=await post.get(work, held.id))
        await work.commit()
        return change


async def _tell(work: Transaction, request: Request, held: Post, unit: Unit, until: date | None) -> None:
    """Tell the holder, unless they have set it themselves."""
    holder = await account.of_person(work, held.person_id)
    if holder is not None and holder.id != request.account_id:
        message = PostTerm(unit=unit.name, post_kind=held.kind, until=until)
        await work.post(OutboundMessage(f"{PostTerm.kind}:{held.id}:{to_ms(work.now)}", holder.id, message))


def _first_without(until: date | None) -> date | None:
    """The day after the last one: a post is held until the day before its end."""
    return until + timedelta(days=1) if until is not None else None
