"""Closing by the key-holder. The boxes are opened in memory and counted; one commit stores the counts and deletes the
envelopes; then the key is destroyed; only then is anyone told (decision 14)."""

import asyncio
import json
import secrets
from datetime import tzinfo

from bot.domain.rating.ballot import Ballot, packed, unpacked
from bot.domain.rating.count import Count, Fault, Roll, Stop, count, returned, unopened
from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import Rating, State, VoidReason
from bot.domain.rating.result import Result, record
from bot.domain.rating.rules import LEAST, RatingRules
from bot.services.rating import notifications
from bot.services.rating.voiding import forget, void
from bot.storage import outbox
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rating import ballot_box, elector, paper
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import BoxDamaged, KeyFolder, KeyLost
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["close", "finish"]

_mix = secrets.SystemRandom()


async def close(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules, zone: tzinfo, rating_id: int) -> None:
    """Count a rating that supervisor and teller have closed, destroy its key and tell.

    Where too few ballots are in, the rating is void; where something is wrong, the closing stops; without the key it
    waits and is tried again. Nothing happens to a rating in another state.
    """
    async with uow.begin() as work:
        rating = await ratings.lock(work, rating_id)
        if rating is None or rating.state is not State.CLOSING:
            return
        try:
            await _count(work, keys, rules, rating)
        except Stop as stop:
            await _stop(work, rating, zone, stop.fault)
        await work.commit()
    await finish(uow, keys, zone, rating_id)


async def _stop(work: Transaction, rating: Rating, zone: tzinfo, fault: Fault) -> None:
    """Store the fault and tell those who can void the rating; a lost key is told once, for the folder may be put
    back."""
    if fault is not Fault.KEY_LOST:
        await ratings.stopped(work, rating.id, fault.value)
    elif rating.fault is None:
        await ratings.waits(work, rating.id, fault.value)
    else:
        return
    await notifications.tell_stopped(work, rating, zone, fault)


async def finish(uow: UnitOfWork, keys: KeyFolder, zone: tzinfo, rating_id: int) -> None:
    """Destroy the key of a rating that is counted or void, then tell. Repeated, it does nothing."""
    async with uow.reading() as cx:
        rating = await ratings.get(cx, rating_id)
    if rating is None or rating.state not in (State.COUNTED, State.VOID):
        return
    await asyncio.to_thread(keys.destroy, rating_id)
    if rating.state is State.COUNTED:
        await _tell(uow, zone, rating)


async def _tell(uow: UnitOfWork, zone: tzinfo, rating: Rating) -> None:
    async with uow.begin() as work:
        if not await ratings.move(work, rating.id, State.COUNTED, State.CLOSED):
            return
        await outbox.drop_queued(work, f"rating.invite:{rating.id}:")
        if rating.turnout is not None:
            text = await ratings.result(work, rating.id)
            result = Result.read(text) if text is not None else None
            await notifications.tell_closed(work, rating, zone, rating.turnout, result)
        await work.commit()


async def _count(work: Transaction, keys: KeyFolder, rules: RatingRules, rating: Rating) -> None:
    """Count the ballots, or void the rating where too few are in. Stop where nothing may be counted."""
    await _require_roll(work, rating)
    roll, papers = await _roll(work, rating.id), await paper.get(work, rating.id)
    boxes = await ballot_box.boxes_of(work, rating.id)
    if returned(rating, roll, len(boxes), papers) < max(LEAST, rules.least):
        await void(work, rating, VoidReason.TOO_FEW)
        return
    few = unopened(roll, len(boxes), papers, rules)
    if few is not None:
        await _keep(work, rating, Count(few))
        return
    ballots = await asyncio.to_thread(_opened, keys, rating, boxes)
    await _keep(work, rating, count(rating, roll, ballots, papers, rules))


async def _require_roll(cx: Connection, rating: Rating) -> None:
    """Check the electorate against the digest in the record of the opening. Stop where anyone was added or taken
    away."""
    number = rating.opening_entry or 0
    entries = await audit.part(cx, number, number)
    people = await elector.people(cx, rating.id)
    if not entries or json.loads(entries[0].data).get("roll") != roll_digest(people):
        raise Stop(Fault.BALLOTS)


async def _roll(cx: Connection, rating_id: int) -> Roll:
    numbers, groups = await elector.numbers(cx, rating_id), await elector.by_group(cx, rating_id)
    electors = {voters: all_ for voters, (all_, _) in groups.items()}
    voted = {voters: in_ for voters, (_, in_) in groups.items()}
    return Roll(electors, voted, numbers.issued, numbers.paper)


def _opened(keys: KeyFolder, rating: Rating, boxes: list[bytes]) -> list[Ballot]:
    """Open all boxes, in random order. Stop, without anything of what was in a box."""
    try:
        return [_ballot(plain) for plain in keys.open(rating.id, rating.public_key or "", boxes)]
    except KeyLost:
        raise Stop(Fault.KEY_LOST) from None
    except (BoxDamaged, ValueError, TypeError, ArithmeticError, RecursionError):
        raise Stop(Fault.DAMAGED) from None


def _ballot(plain: bytes) -> Ballot:
    """Decode a ballot. ValueError and the like for anything but the one encoding of a ballot."""
    ballot = unpacked(plain)
    if packed(ballot) != plain:
        raise ValueError
    return ballot


async def _keep(work: Transaction, rating: Rating, counted: Count) -> None:
    """Store counts and mixed comments; no ballot, and no sign of who voted."""
    comments = list(counted.comments)
    _mix.shuffle(comments)
    salt = secrets.token_hex(16)
    result = counted.result.write() if counted.result else None
    await ratings.keep_comments(work, rating.id, comments)
    await forget(work, rating.id)
    if rating.fault is not None:
        await ratings.waits(work, rating.id, None)
    await ratings.counted(work, rating.id, work.now, counted.turnout, result, salt)
    facts = record(rating, counted.turnout, result, comments, salt)
    await audit.add(work, work.now, "rating.closed", None, facts)
