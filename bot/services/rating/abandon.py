"""The last resort: nobody has closed it for many days. What both have closed waits for its key, however long."""

import asyncio
from datetime import timedelta

from bot.domain.rating.model import State, VoidReason
from bot.domain.rating.rules import RatingRules
from bot.services.rating.void import void
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["abandon"]


async def abandon(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules) -> None:
    """Void every rating whose voting ended `void_after_days` ago and that was never closed; its key goes."""
    before = uow.clock.now() - timedelta(days=rules.void_after_days)
    async with uow.reading() as cx:
        late = await ratings.unclosed(cx, before)
    for rating_id in late:
        async with uow.begin() as work:
            rating = await ratings.lock(work, rating_id)
            if rating is None or rating.state is not State.ENDED:
                continue
            await void(work, rating, VoidReason.ABANDONED)
            await work.commit()
        await asyncio.to_thread(keys.destroy, rating_id)
