"""The key-holder's recurring work: open, refresh, count, tell, tidy up. Each step can be repeated without harm."""

import asyncio
from datetime import datetime, timedelta, tzinfo

import structlog

from bot.domain.clock import to_ms
from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.rating.model import Rating, State, VoidReason
from bot.domain.rating.rules import RatingRules
from bot.domain.reminder.model import Subject
from bot.services.rating import count, notifications, recover
from bot.services.rating import open as rating_open
from bot.services.rating.voiding import CHECKPOINT, void
from bot.storage import outbox
from bot.storage.installation import state
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["StuckLog", "abandon", "refresh", "start", "turn"]

log = structlog.get_logger(__name__)
HOUR = timedelta(hours=1)


class StuckLog:
    """The errors of ratings that the log has heard of: each is logged once an hour, however often it occurs."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, str], datetime] = {}

    def tell(self, rating_id: int, state: State, error: str, now: datetime) -> None:
        """Log the kind of an error, without its text and stack, which could hold what was in a ballot."""
        self._told = {key: at for key, at in self._told.items() if now - at < HOUR}
        if (rating_id, error) not in self._told:
            self._told[(rating_id, error)] = now
            log.error("rating_stuck", rating=rating_id, state=state.value, error=error)


async def turn(
    uow: UnitOfWork, keys: KeyFolder, rules: RatingRules, zone: tzinfo, stuck: StuckLog | None = None
) -> None:
    """Take every rating one step on; one that fails stops no other. StorageUnavailable, CommitFailed: what is left is
    done at the next turn."""
    now, stuck = uow.clock.now(), stuck or StuckLog()
    async with uow.reading() as cx:
        waiting = await ratings.waiting(cx, now, now - timedelta(minutes=rules.refresh_minutes))
    for rating_id, reached in waiting:
        try:
            await _go_on(uow, keys, rules, zone, rating_id, reached)
        except (StorageUnavailable, CommitFailed):
            raise
        except Exception as error:
            stuck.tell(rating_id, reached, type(error).__name__, now)
    await abandon(uow, keys, rules)
    await recover.sweep(uow, keys)
    await recover.fold_log(uow)


async def start(uow: UnitOfWork, keys: KeyFolder | None, rules: RatingRules, zone: tzinfo) -> None:
    """Repair what a stop left, before serving: nobody votes in a rating of a restored database, and an interrupted
    closing is finished."""
    await recover.restored(uow, keys)
    if keys is not None:
        await turn(uow, keys, rules, zone)


async def _go_on(
    uow: UnitOfWork, keys: KeyFolder, rules: RatingRules, zone: tzinfo, rating_id: int, state: State
) -> None:
    match state:
        case State.OPENING:
            await rating_open.open_(uow, keys, rules, zone, rating_id)
        case State.CLOSING:
            await count.close(uow, keys, rules, zone, rating_id)
        case State.COUNTED:
            await count.finish(uow, keys, zone, rating_id)
        case _:
            await refresh(uow, rules, rating_id)


async def abandon(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules) -> None:
    """Void every rating whose voting ended `void_after_days` ago and that was never closed, and destroy its key."""
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


async def refresh(uow: UnitOfWork, rules: RatingRules, rating_id: int) -> None:
    """Count the returned ballots where the last number is old enough; end a rating past its time, or with all ballots
    in. Whether all are in is seen with the number alone, never in between: that would tell when the last one voted."""
    async with uow.begin() as work:
        rating = await ratings.lock(work, rating_id)
        if rating is None or rating.state not in (State.OPEN, State.ENDED):
            return
        every_one = await _shown(work, rating, timedelta(minutes=rules.refresh_minutes))
        if rating.state is State.OPEN and (every_one or work.now >= rating.closes_at):
            await ratings.ended(work, rating_id, work.now)
            await outbox.drop_queued(work, f"rating.invite:{rating_id}:")
            await reminder_plan.mark_stale(work, Subject.ALL)
            await notifications.tell_ended(work, rating)
        await work.commit()


async def _shown(work: Transaction, rating: Rating, age: timedelta) -> bool:
    """Refresh the number that is shown; True where it says that every elector has voted or has a paper."""
    if rating.refreshed_at is not None and work.now - rating.refreshed_at < age:
        return False
    numbers = await elector.numbers(work, rating.id)
    await ratings.refreshed(work, rating.id, numbers.voted, work.now)
    await state.put(work, CHECKPOINT, str(to_ms(work.now)))
    return numbers.voted + numbers.paper == numbers.electors
