"""The last resort: nobody has closed it for many days, and nothing may stay open for ever."""

import asyncio
from datetime import timedelta

from bot.domain.rating import State, VoidReason
from bot.domain.rating_rules import RatingRules
from bot.services.rating_void import void
from bot.storage import rating as ratings
from bot.storage.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["abandon"]

UNCLOSED = frozenset({State.ENDED, State.CLOSING})


async def abandon(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules) -> None:
    """Void every rating whose voting ended `void_after_days` ago and that is still not counted; its key goes."""
    before = uow.clock.now() - timedelta(days=rules.void_after_days)
    async with uow.reading() as cx:
        late = await ratings.unclosed(cx, before)
    for rating_id in late:
        async with uow.begin() as work:
            rating = await ratings.lock(work, rating_id)
            if rating is None or rating.state not in UNCLOSED:
                continue
            await void(work, rating, VoidReason.ABANDONED)
            await work.commit()
        await asyncio.to_thread(keys.destroy, rating_id)
