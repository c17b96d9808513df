"""What the key-holder does again and again: open, refresh, count, tell, tidy up. All of it can be done twice."""

from datetime import datetime, timedelta, tzinfo

import structlog

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.rating.model import State
from bot.domain.rating.rules import RatingRules
from bot.services.rating import abandon, count, recover, refresh
from bot.services.rating import open as rating_open
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Stuck", "start", "turn"]

log = structlog.get_logger(__name__)
HOUR = timedelta(hours=1)


class Stuck:
    """Which errors of which ratings the log has heard of: each once an hour, however often it is tried."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, str], datetime] = {}

    def tell(self, rating_id: int, state: State, error: str, now: datetime) -> None:
        """No text of an error and no stack: they could hold what was in a ballot."""
        self._told = {key: at for key, at in self._told.items() if now - at < HOUR}
        if (rating_id, error) not in self._told:
            self._told[(rating_id, error)] = now
            log.error("rating_stuck", rating=rating_id, state=state.value, error=error)


async def turn(uow: UnitOfWork, keys: KeyFolder, rules: RatingRules, zone: tzinfo, stuck: Stuck | None = None) -> None:
    """Every rating that has to go on goes on; one that cannot stops no other. StorageUnavailable, CommitFailed: what
    is left is done at the next turn."""
    now, stuck = uow.clock.now(), stuck or Stuck()
    async with uow.reading() as cx:
        waiting = await ratings.waiting(cx, now, now - timedelta(minutes=rules.refresh_minutes))
    for rating_id, state in waiting:
        try:
            await _go_on(uow, keys, rules, zone, rating_id, state)
        except (StorageUnavailable, CommitFailed):
            raise
        except Exception as error:
            stuck.tell(rating_id, state, type(error).__name__, now)
    await abandon.abandon(uow, keys, rules)
    await recover.sweep(uow, keys)
    await recover.fold_log(uow)


async def start(uow: UnitOfWork, keys: KeyFolder | None, rules: RatingRules, zone: tzinfo) -> None:
    """Before serving: nobody votes in a rating of a restored database, and an interrupted closing is finished."""
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
            await refresh.refresh(uow, rules, rating_id)
