"""Messages about a rating to those it concerns. Of a vote nobody hears anything."""

from collections.abc import Iterable
from datetime import UTC, date, tzinfo

from bot.domain.errors import DomainError
from bot.domain.post import SECRETARIAL, PostKind
from bot.domain.rating.count import Fault
from bot.domain.rating.message import (
    ClosingStopped,
    ErrorCode,
    RatingClosed,
    RatingEnded,
    RatingInvitation,
    RatingMessage,
    RatingNotOpened,
    RatingOpened,
    RatingReplaced,
    RatingSubmitted,
    RatingVoid,
    RatingWithdrawn,
)
from bot.domain.rating.model import Rating, Role, Subject, Turnout, VoidReason
from bot.domain.rating.result import Result
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.rating.access import committee_accounts, facts_of
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.meeting import people as meeting_people
from bot.storage.outbox import BULK, NORMAL, OutboundMessage
from bot.storage.people import account, post
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Listed
from bot.storage.unit_of_work import Transaction


async def tell_ended(work: Transaction, rating: Rating) -> None:
    """Tell supervisor and teller that voting is over and that they can close."""
    unit = await actor.unit(work, rating.unit_id)
    message = RatingEnded(**facts_of(rating, unit), paper=rating.paper)
    await _post(work, rating, await _accounts(work, rating.supervisor_id, rating.teller_id), message)


async def tell_replaced(work: Transaction, before: Rating, rating: Rating, role: Role) -> None:
    """Tell the electorate, both who act now and whoever acted before, in the same words, who is supervisor or teller
    now."""
    unit = await actor.unit(work, rating.unit_id)
    acting = (rating.supervisor_id, rating.teller_id)
    people = (before.supervisor_id, before.teller_id, *acting)
    recipients = await _electorate(work, rating.id) | await _accounts(work, *people)
    who = rating.supervisor_id if role is Role.SUPERVISOR else rating.teller_id
    names = await meeting_people.names(work, [who])
    same = (before.supervisor_id, before.teller_id) == acting
    message = RatingReplaced(**facts_of(rating, unit), role=role, name=names.get(who or 0, ""), same=same)
    await _post(work, rating, recipients, message)


async def tell_withdrawn(work: Transaction, rating: Rating, today: date, but: int, *, back: bool) -> None:
    """Tell committee and secretary that the rating is taken back or sent `back`, except the account `but`, which does
    it."""
    unit = await actor.unit(work, rating.unit_id)
    recipients = set(await committee_accounts(work, rating, unit, today)) | await _secretary(work, unit, today)
    recipients |= await _accounts(work, rating.prepared_by)
    await _post(work, rating, recipients - {but}, RatingWithdrawn(**facts_of(rating, unit), back=back))


async def tell_stopped(work: Transaction, rating: Rating, zone: tzinfo, fault: Fault) -> None:
    """Tell those who can void the rating that closing found something wrong, or waits for the key."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    recipients = await _accounts(work, rating.supervisor_id, rating.teller_id)
    recipients |= set(await committee_accounts(work, rating, unit, today))
    await _post(work, rating, recipients, ClosingStopped(**facts_of(rating, unit), fault=fault))


async def tell_not_opened(work: Transaction, rating: Rating, zone: tzinfo, error: DomainError) -> None:
    """Tell the committee, which asked for it, why the rating did not open."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    data = {name: value for name, value in error.data.items() if isinstance(value, str | int)}
    message = RatingNotOpened(**facts_of(rating, unit), code=ErrorCode(error.code), error_data=data)
    await _post(work, rating, await committee_accounts(work, rating, unit, today), message)


async def tell_closed(work: Transaction, rating: Rating, zone: tzinfo, turnout: Turnout, result: Result | None) -> None:
    """Tell everybody concerned that the rating is closed.

    A unit's and a motion's counts go to all of them; a person's to that person and the secretary, and to the others
    only how many ballots there were. `result` None: there are no counts.
    """
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    secretary = await _secretary(work, unit, today)
    recipients = await _electorate(work, rating.id) | secretary
    recipients |= await _accounts(work, rating.supervisor_id, rating.teller_id)
    if rating.subject is Subject.UNIT:
        recipients |= set(await committee_accounts(work, rating, unit, today))
    entitled = recipients
    if rating.subject is Subject.PERSON:
        entitled = secretary | await _accounts(work, rating.person_id)
    short = await _turnout_alone(work, rating, unit, turnout)
    questions = rating.questions if result else ()
    whole = short.model_copy(update={"full": True, "result": result, "questions": questions})
    readers = entitled & await _readers(work, rating, unit, today)
    await _post(work, rating, entitled - readers, whole, BULK)
    await _post(work, rating, readers, whole.model_copy(update={"comments": True}), BULK)
    await _post(work, rating, recipients - entitled, short, BULK)


async def _turnout_alone(cx: Connection, rating: Rating, unit: Unit, turnout: Turnout) -> RatingClosed:
    """Make the message for those who may see how many voted, not what."""
    electors = len(await elector.people(cx, rating.id))
    return RatingClosed(
        **facts_of(rating, unit),
        issued=turnout.issued,
        returned=turnout.returned,
        valid=turnout.valid,
        spoiled=turnout.spoiled,
        electors=electors,
        needed=rating.majority.needed(electors) if rating.majority else None,
        comments=False,
        full=False,
        result=None,
        questions=(),
    )


async def _readers(cx: Connection, rating: Rating, unit: Unit, today: date) -> set[int]:
    """Return the accounts of those whom the comments are for, where there are any: see `services.rating.result`."""
    if not await ratings.comments(cx, rating.id):
        return set()
    if rating.subject is Subject.PERSON:
        return await _secretary(cx, unit, today) | await _accounts(cx, rating.person_id)
    held = await post.held(cx, unit.id, today)
    found = await _accounts(cx, *(one.post.person_id for one in held if one.post.kind in SECRETARIAL))
    return found | set(await committee_accounts(cx, rating, unit, today)) if rating.subject is Subject.UNIT else found


async def tell_void(work: Transaction, rating: Rating, words: str, reason: VoidReason) -> None:
    """Tell the whole electorate and all who had a part in it, in the same words, that the rating is void. `words`: the
    reason that supervisor or committee gave."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(UTC).date()
    recipients = await _electorate(work, rating.id) | await _accounts(work, rating.supervisor_id, rating.teller_id)
    recipients |= set(await committee_accounts(work, rating, unit, today)) | await _secretary(work, unit, today)
    await _post(work, rating, recipients, RatingVoid(**facts_of(rating, unit), reason=reason, words=words), BULK)


async def _post(
    work: Transaction, rating: Rating, accounts: Iterable[int], message: RatingMessage, priority: int = NORMAL
) -> None:
    await work.tell(sorted(accounts), f"{rating.id}:{rating.version}", message, priority=priority)


async def _electorate(cx: Connection, rating_id: int) -> set[int]:
    """Return the present accounts of the whole electorate."""
    return {one.bound for one in await elector.listed(cx, rating_id) if one.bound is not None}


async def _secretary(cx: Connection, unit: Unit, today: date) -> set[int]:
    held = await post.held(cx, unit.id, today)
    return await _accounts(cx, *(one.post.person_id for one in held if one.post.kind is PostKind.SECRETARY))


async def _accounts(cx: Connection, *people: int | None) -> set[int]:
    """Return the accounts of these people."""
    found = [await account.of_person(cx, id) for id in people if id is not None]
    return {one.id for one in found if one is not None}


async def invitation_of(cx: Connection, rating: Rating, electors: int) -> RatingInvitation:
    """Make the invitation that every elector gets whose account may vote; the rating has its public key."""
    unit = await actor.unit(cx, rating.unit_id)
    proposed, proposed_en = await _proposed(cx, rating.case_id)
    names = await meeting_people.names(cx, [rating.supervisor_id, rating.teller_id])
    return RatingInvitation(
        **facts_of(rating, unit),
        key_tag=rating.key_tag,
        code=rating.code,
        subject=rating.subject,
        closes=rating.closes_at,
        supervisor=names.get(rating.supervisor_id or 0, ""),
        teller=names.get(rating.teller_id or 0, ""),
        electors=electors,
        proposed=proposed,
        proposed_en=proposed_en,
        doubt=False,
    )


async def invite(work: Transaction, invitation: RatingInvitation, electors: Iterable[Listed]) -> None:
    """Invite every elector with an account, once for each account, and once more when the supervisor has confirmed
    it."""
    doubtful = invitation.model_copy(update={"doubt": True})
    messages = []
    for one in electors:
        if one.bound is not None:
            message = doubtful if one.elector.account_id != one.bound else invitation
            key = f"{message.kind}:{invitation.rating}:{one.bound}{':doubt' if message.doubt else ''}"
            messages.append(OutboundMessage(key, one.bound, message, priority=BULK))
    await work.post_many(messages)


async def _proposed(cx: Connection, case_id: int | None) -> tuple[str, str]:
    """Return the grade that the unit proposes for itself, in Chinese and English; empty where there is none."""
    case = await grading.get(cx, case_id) if case_id is not None else None
    if case is None or case.proposed is None:
        return "", ""
    scheme = await grading.scheme(cx, case.digest)
    return scheme.grade_name(case.proposed, "zh"), scheme.grade_name(case.proposed, "en")


async def tell_submitted(work: Transaction, rating: Rating, unit: Unit, today: date) -> None:
    """Tell the committee above, which names supervisor and teller and opens."""
    message = RatingSubmitted(**facts_of(rating, unit), closes=rating.closes_at)
    recipients = await committee_accounts(work, rating, unit, today)
    await work.tell(recipients, str(rating.id), message)


async def tell_opened(work: Transaction, rating: Rating, unit: Unit) -> None:
    """Tell supervisor and teller what they have to do."""
    for role in (Role.SUPERVISOR, Role.TELLER):
        await tell_role(work, rating, unit, role)


async def tell_role(work: Transaction, rating: Rating, unit: Unit, role: Role) -> None:
    """Tell one of the two that voting has begun; the supervisor also how many accounts wait for a confirmation."""
    person_id = rating.supervisor_id if role is Role.SUPERVISOR else rating.teller_id
    bound = await account.of_person(work, person_id) if person_id is not None else None
    if bound is None:
        return
    found = await elector.listed(work, rating.id)
    message = RatingOpened(
        **facts_of(rating, unit),
        closes=rating.closes_at,
        electors=len(found),
        waiting=sum(waits(one) for one in found),
        code=rating.code,
        role=role,
    )
    await work.post(OutboundMessage(f"{message.kind}:{rating.id}:{rating.version}:{role.value}", bound.id, message))


def waits(one: Listed) -> bool:
    """Whether the present account may vote only once the supervisor confirms it; an elector with a paper needs no
    confirmation."""
    return one.bound is not None and one.bound != one.elector.account_id and not one.elector.paper
