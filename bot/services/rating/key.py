"""The folder of one house's ballot keys."""

import secrets
from pathlib import Path

from bot.storage.installation import state
from bot.storage.rating.ballot_box import HOUSE, KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["HOUSE", "KeyFolder", "folder"]


async def folder(uow: UnitOfWork, root: Path) -> KeyFolder:
    async with uow.begin() as work:
        name = await state.get(work, HOUSE) or secrets.token_hex(16)
        await state.put(work, HOUSE, name)
        await work.commit()
    return KeyFolder(root, name)
