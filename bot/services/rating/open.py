"""Opening by the key-holder: make the key, fix the electorate, record both, and invite the electors."""

import asyncio
from dataclasses import replace
from datetime import tzinfo

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import Rating, State, fingerprint
from bot.domain.rating.rules import RatingRules
from bot.domain.reminder.model import Subject
from bot.services import actor
from bot.services.rating import electorate, notifications
from bot.storage.installation import audit
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["open_"]


async def open_(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules, zone: tzinfo, rating_id: int) -> bool:
    """Open a rating and return whether it is open now. Where something stands against it, it goes back to the
    committee, which is told why. Nothing happens to a rating in another state."""
    try:
        async with uow.begin() as work:
            rating = await ratings.lock(work, rating_id)
            if rating is None or rating.state is not State.OPENING:
                return False
            await _open(work, keys, rules, zone, rating)
            await work.commit()
            return True
    except DomainError as error:
        await _put_back(uow, keys, zone, rating_id, error)
        return False


async def _open(work: Transaction, keys: KeyFolder, rules: RatingRules, zone: tzinfo, rating: Rating) -> None:
    """Open the rating in the caller's transaction. DomainError: as `electorate.fix`."""
    unit = await actor.unit(work, rating.unit_id)
    electors = await electorate.fix(work, rating, unit, rules, zone)
    # The key comes after everything that can refuse; one that no commit follows is made anew at the next turn.
    public = await asyncio.to_thread(keys.make, rating.id)
    rating = replace(rating, public_key=public)
    invitation = await notifications.invitation_of(work, rating, len(electors))
    await notifications.invite(work, invitation, await elector.listed(work, rating.id))
    await notifications.tell_opened(work, rating, unit)
    facts = {
        "rating": rating.id,
        "fingerprint": fingerprint(public),
        "electors": len(electors),
        "roll": roll_digest([one.person_id for one in electors]),
        "closes": to_ms(rating.closes_at),
    }
    await reminder_plan.mark_stale(work, Subject.ALL)
    entry = await audit.add(work, work.now, "rating.opened", None, facts)
    await ratings.opened(work, rating.id, work.now, public, entry.sequence)


async def _put_back(uow: UnitOfWork, keys: KeyFolder, zone: tzinfo, rating_id: int, error: DomainError) -> None:
    async with uow.begin() as work:
        rating = await ratings.lock(work, rating_id)
        if rating is None or not await ratings.move(work, rating_id, State.OPENING, State.SUBMITTED):
            return
        await notifications.tell_not_opened(work, rating, zone, error)
        await work.commit()
    await asyncio.to_thread(keys.destroy, rating_id)
