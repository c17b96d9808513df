"""Who hears what of a rating: of its end, its result, its being void. Of a vote nobody hears anything."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, tzinfo
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.message import Untyped
from bot.domain.post import SECRETARIAL, PostKind
from bot.domain.rating.count import Fault
from bot.domain.rating.model import Rating, Role, Subject, Turnout
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.rating.access import committee_accounts
from bot.storage.connection import Connection
from bot.storage.grading import store as grading
from bot.storage.meeting import people as meeting_people
from bot.storage.outbox import BULK, NORMAL, OutboundMessage
from bot.storage.people import account, post
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Listed
from bot.storage.unit_of_work import Transaction


def facts(rating: Rating, unit: Unit) -> dict[str, Any]:
    """What every message about the rating begins with."""
    return {"rating": rating.id, "unit": unit.name, "title": rating.title}


async def ended(work: Transaction, rating: Rating) -> None:
    """Voting is over: supervisor and teller can close."""
    unit = await actor.unit(work, rating.unit_id)
    data = facts(rating, unit) | {"paper": rating.paper}
    await _post(work, "rating.ended", rating, await _bound(work, rating.supervisor_id, rating.teller_id), data)


async def replaced(work: Transaction, before: Rating, rating: Rating, role: Role) -> None:
    """Another supervisor or teller, or the same one with another account: in the same words to the electorate, to both
    who act now and to whoever did."""
    unit = await actor.unit(work, rating.unit_id)
    acting = (rating.supervisor_id, rating.teller_id)
    told = await _electorate(work, rating.id) | await _bound(work, before.supervisor_id, before.teller_id, *acting)
    who = rating.supervisor_id if role is Role.SUPERVISOR else rating.teller_id
    names = await meeting_people.names(work, [who])
    same = (before.supervisor_id, before.teller_id) == acting
    data = facts(rating, unit) | {"role": role.value, "name": names.get(who or 0, ""), "same": same}
    await _post(work, "rating.replaced", rating, told, data)


async def withdrawn(work: Transaction, rating: Rating, today: date, but: int, *, back: bool) -> None:
    """To committee and secretary, except to the account `but`, which takes it back or sends it `back`."""
    unit = await actor.unit(work, rating.unit_id)
    told = set(await committee_accounts(work, rating, unit, today)) | await _secretary(work, unit, today)
    told |= await _bound(work, rating.prepared_by)
    await _post(work, "rating.withdrawn", rating, told - {but}, facts(rating, unit) | {"back": back})


async def stopped(work: Transaction, rating: Rating, zone: tzinfo, fault: Fault) -> None:
    """Closing found something wrong, or waits for the key: to those who can void it."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    told = await _bound(work, rating.supervisor_id, rating.teller_id) | set(
        await committee_accounts(work, rating, unit, today)
    )
    await _post(work, "rating.stopped", rating, told, facts(rating, unit) | {"fault": fault.value})


async def not_opened(work: Transaction, rating: Rating, zone: tzinfo, code: str, data: dict[str, Any]) -> None:
    """To the committee, which asked for it, with the sentence of that error."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    told = set(await committee_accounts(work, rating, unit, today))
    await _post(work, "rating.not_opened", rating, told, facts(rating, unit) | {"code": code, "data": data})


async def closed(work: Transaction, rating: Rating, zone: tzinfo, turnout: Turnout, result: str | None) -> None:
    """A unit's and a motion's counts to all concerned; a person's to that person and the secretary, and to the others
    how many ballots there were. `result`: the stored JSON, None where there are no counts."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(zone).date()
    secretary = await _secretary(work, unit, today)
    told = await _electorate(work, rating.id) | await _bound(work, rating.supervisor_id, rating.teller_id) | secretary
    if rating.subject is Subject.UNIT:
        told |= set(await committee_accounts(work, rating, unit, today))
    entitled = told
    if rating.subject is Subject.PERSON:
        entitled = secretary | await _bound(work, rating.person_id)
    electors = len(await elector.people(work, rating.id))
    needed = rating.majority.needed(electors) if rating.majority else None
    numbers = asdict(turnout) | {"electors": electors, "needed": needed, "comments": False}
    short = facts(rating, unit) | numbers | {"full": False, "result": None, "questions": []}
    questions = [question.model_dump(mode="json") for question in rating.questions]
    whole = short | {"full": True, "result": result, "questions": questions if result else []}
    readers = entitled & await _readers(work, rating, unit, today)
    await _post(work, "rating.closed", rating, entitled - readers, whole, BULK)
    await _post(work, "rating.closed", rating, readers, whole | {"comments": True}, BULK)
    await _post(work, "rating.closed", rating, told - entitled, short, BULK)


async def _readers(cx: Connection, rating: Rating, unit: Unit, today: date) -> set[int]:
    """Whom the comments are for, where there are any: see `services.rating_result`."""
    if not await ratings.comments(cx, rating.id):
        return set()
    if rating.subject is Subject.PERSON:
        return await _secretary(cx, unit, today) | await _bound(cx, rating.person_id)
    held = await post.held(cx, unit.id, today)
    found = await _bound(cx, *(one.post.person_id for one in held if one.post.kind in SECRETARIAL))
    return found | set(await committee_accounts(cx, rating, unit, today)) if rating.subject is Subject.UNIT else found


async def void(work: Transaction, rating: Rating, words: str, reason: str) -> None:
    """The same to the whole electorate and to all who had a part in it. `words`: what supervisor or committee said."""
    unit, today = await actor.unit(work, rating.unit_id), work.now.astimezone(UTC).date()
    told = await _electorate(work, rating.id) | await _bound(work, rating.supervisor_id, rating.teller_id)
    told |= set(await committee_accounts(work, rating, unit, today)) | await _secretary(work, unit, today)
    await _post(work, "rating.void", rating, told, facts(rating, unit) | {"reason": reason, "words": words}, BULK)


async def _post(
    work: Transaction, kind: str, rating: Rating, accounts: Iterable[int], data: dict[str, Any], priority: int = NORMAL
) -> None:
    await work.post_many(
        [
            OutboundMessage(f"{kind}:{rating.id}:{rating.version}:{id}", id, Untyped(kind, data), priority=priority)
            for id in sorted(accounts)
        ]
    )


async def _electorate(cx: Connection, rating_id: int) -> set[int]:
    """The present accounts of all who might vote."""
    return {one.bound for one in await elector.listed(cx, rating_id) if one.bound is not None}


async def _secretary(cx: Connection, unit: Unit, today: date) -> set[int]:
    held = await post.held(cx, unit.id, today)
    return await _bound(cx, *(one.post.person_id for one in held if one.post.kind is PostKind.SECRETARY))


async def _bound(cx: Connection, *people: int | None) -> set[int]:
    """The accounts of these people."""
    found = [await account.of_person(cx, id) for id in people if id is not None]
    return {one.id for one in found if one is not None}


async def content(cx: Connection, rating: Rating, electors: int) -> dict[str, Any]:
    """What it says, whoever gets it, but for `doubt`."""
    unit = await actor.unit(cx, rating.unit_id)
    proposed, proposed_en = await _proposed(cx, rating.case_id)
    names = await meeting_people.names(cx, [rating.supervisor_id, rating.teller_id])
    return {
        "rating": rating.id,
        "seal": rating.key_tag,
        "code": rating.code,
        "unit": unit.name,
        "title": rating.title,
        "subject": rating.subject.value,
        "closes": to_ms(rating.closes_at),
        "supervisor": names.get(rating.supervisor_id or 0, ""),
        "teller": names.get(rating.teller_id or 0, ""),
        "electors": electors,
        "proposed": proposed,
        "proposed_en": proposed_en,
    }


def message(rating: Rating, content: dict[str, Any], one: Listed) -> OutboundMessage | None:
    """None for whoever has no account. One for each account, and another when the supervisor has confirmed it."""
    if one.bound is None:
        return None
    doubt = one.elector.account_id != one.bound
    key = f"rating.invite:{rating.id}:{one.bound}{':doubt' if doubt else ''}"
    return OutboundMessage(key, one.bound, Untyped("rating.invite", content | {"doubt": doubt}), priority=BULK)


async def _proposed(cx: Connection, case_id: int | None) -> tuple[str, str]:
    """The grade that the unit proposes for itself, in Chinese and English; empty where there is none."""
    case = await grading.get(cx, case_id) if case_id is not None else None
    if case is None or case.proposed is None:
        return "", ""
    scheme = await grading.scheme(cx, case.digest)
    return scheme.grade_name(case.proposed, "zh"), scheme.grade_name(case.proposed, "en")


async def tell_submitted(work: Transaction, rating: Rating, unit: Unit, today: date) -> None:
    data = _facts(rating, unit)
    told = await committee_accounts(work, rating, unit, today)
    await work.post_many(
        [OutboundMessage(f"rating.submitted:{rating.id}:{id}", id, Untyped("rating.submitted", data)) for id in told]
    )


async def tell_opened(work: Transaction, rating: Rating, unit: Unit) -> None:
    """To supervisor and teller, with what is theirs to do."""
    for role in (Role.SUPERVISOR, Role.TELLER):
        await tell_role(work, rating, unit, role)


async def tell_role(work: Transaction, rating: Rating, unit: Unit, role: Role) -> None:
    """To one of them; to the supervisor also how many wait for a yes."""
    person_id = rating.supervisor_id if role is Role.SUPERVISOR else rating.teller_id
    bound = await account.of_person(work, person_id) if person_id is not None else None
    if bound is None:
        return
    found = await elector.listed(work, rating.id)
    counts = {"electors": len(found), "waiting": sum(waits(one) for one in found)}
    data = _facts(rating, unit) | counts | {"code": rating.code}
    key = f"rating.opened:{rating.id}:{rating.version}:{role.value}"
    await work.post(OutboundMessage(key, bound.id, Untyped("rating.opened", data | {"role": role.value})))


def waits(one: Listed) -> bool:
    """The present account may vote by the supervisor's yes alone. Who has a paper has no need of one."""
    return one.bound is not None and one.bound != one.elector.account_id and not one.elector.paper


def _facts(rating: Rating, unit: Unit) -> dict[str, Any]:
    return facts(rating, unit) | {"closes": to_ms(rating.closes_at)}
