"""The number of ballots in, at most every ten minutes; and the end of voting."""

from datetime import timedelta

from bot.domain.clock import to_ms
from bot.domain.rating.model import Rating, State
from bot.domain.rating.rules import RatingRules
from bot.domain.reminder.model import Subject
from bot.services.rating import notifications
from bot.services.rating.void import CHECKPOINT
from bot.storage import outbox
from bot.storage.installation import state
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.reminder import store as reminder
from bot.storage.unit_of_work import UnitOfWork, Work

__all__ = ["refresh"]


async def refresh(uow: UnitOfWork, rules: RatingRules, rating_id: int) -> None:
    """Count those in where the last number is old enough; end a rating past its time, or with all ballots in.

    Whether all are in is seen with the number alone, never in between: that would tell when the last one voted.
    """
    async with uow.begin() as work:
        rating = await ratings.lock(work, rating_id)
        if rating is None or rating.state not in (State.OPEN, State.ENDED):
            return
        every_one = await _shown(work, rating, timedelta(minutes=rules.refresh_minutes))
        if rating.state is State.OPEN and (every_one or work.now >= rating.closes_at):
            await ratings.ended(work, rating_id, work.now)
            await outbox.drop_queued(work, f"rating.invite:{rating_id}:")
            await reminder.touch(work, Subject.ALL)
            await notifications.ended(work, rating)
        await work.commit()


async def _shown(work: Work, rating: Rating, age: timedelta) -> bool:
    """Whether every elector has voted or has a paper, as far as the number now shown says."""
    if rating.refreshed_at is not None and work.now - rating.refreshed_at < age:
        return False
    numbers = await elector.numbers(work, rating.id)
    await ratings.refreshed(work, rating.id, numbers.voted, work.now)
    await state.put(work, CHECKPOINT, str(to_ms(work.now)))
    return numbers.voted + numbers.paper == numbers.electors
