"""What a start of the bot has to repair: ratings of a restored database, keys that nothing needs, a log still to be
cleared."""

import asyncio
import secrets
from pathlib import Path

from bot.domain.rating.model import KEYED, State, VoidReason
from bot.services.rating.voiding import CHECKPOINT, void
from bot.storage.installation import state
from bot.storage.installation.backup import RESTORED
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import INSTALLATION, KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["INSTALLATION", "KeyFolder", "fold_log", "folder", "restored", "sweep"]

VOIDED = "voided"
"""What the mark of a restored database says once its ratings are void; the keys are the key-holder's to destroy."""


async def restored(uow: UnitOfWork, keys: KeyFolder | None) -> int:
    """After a restore, void every rating that was open in the backup or opened since, tell all concerned, and destroy
    all keys.

    The restored database lacks the votes that were given since. Without the key folder, the ratings that only its keys
    show, and the keys themselves, are left for the key-holder. Returns how many ratings this made void; nothing happens
    to a database that was not restored.
    """
    async with uow.reading() as cx:
        if await state.get(cx, RESTORED) is None:
            return 0
    voided = await _void_all(uow)
    if keys is None:
        return voided
    held = await asyncio.to_thread(keys.ratings)
    voided += await _void_early(uow, held)
    for rating_id in held:
        await asyncio.to_thread(keys.destroy, rating_id)
    async with uow.begin() as work:
        await state.remove(work, RESTORED)
        await work.commit()
    return voided


async def _void_all(uow: UnitOfWork) -> int:
    voided = 0
    async with uow.begin() as work:
        if await state.get(work, RESTORED) in (None, VOIDED):
            return 0
        for one in sorted(KEYED):
            for found in await ratings.in_state(work, one):
                rating = await ratings.lock(work, found.id)
                if rating is not None and rating.state in KEYED:
                    await void(work, rating, VoidReason.RESTORED)
                    voided += 1
        await state.put(work, RESTORED, VOIDED)
        await work.commit()
    return voided


async def _void_early(uow: UnitOfWork, held: set[int]) -> int:
    """Void those not yet open in the backup whose key exists: they were opened since, and people may have voted. The
    others wait for the committee to open them again."""
    voided = 0
    async with uow.begin() as work:
        for one in (State.SUBMITTED, State.OPENING):
            for found in await ratings.in_state(work, one):
                if found.id not in held:
                    await ratings.move(work, found.id, State.OPENING, State.SUBMITTED)
                elif (rating := await ratings.lock(work, found.id)) is not None and rating.state is one:
                    await void(work, rating, VoidReason.RESTORED)
                    voided += 1
        await work.commit()
    return voided


async def sweep(uow: UnitOfWork, keys: KeyFolder) -> None:
    """Destroy the keys of ratings that are over; keys of ratings that this database does not know are left alone."""
    held = await asyncio.to_thread(keys.ratings)
    if not held:
        return
    async with uow.reading() as cx:
        states = await ratings.states(cx)
    for rating_id in held:
        if states.get(rating_id) in (State.CLOSED, State.VOID):
            await asyncio.to_thread(keys.destroy, rating_id)


async def fold_log(uow: UnitOfWork) -> bool:
    """Clear earlier versions of boxes and flags from the database's log; False while a reader still needs them."""
    async with uow.reading() as cx:
        noted = await state.get(cx, CHECKPOINT)
    if noted is None:
        return True
    if not await uow.database.forget_deleted():
        return False
    async with uow.begin() as work:
        if await state.get(work, CHECKPOINT) == noted:
            await state.remove(work, CHECKPOINT)
        await work.commit()
    return True


async def folder(uow: UnitOfWork, root: Path) -> KeyFolder:
    """Return the key folder of this database, which gets its random name when it has none."""
    async with uow.begin() as work:
        name = await state.get(work, INSTALLATION) or secrets.token_hex(16)
        await state.put(work, INSTALLATION, name)
        await work.commit()
    return KeyFolder(root, name)
