"""The folder of one house's ballot keys."""

import secrets
from pathlib import Path

from bot.storage import state
from bot.storage.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["HOUSE", "KeyFolder", "folder"]

HOUSE = "house"
"""A random name that goes with the database, also into its backups: two houses never share keys."""


async def folder(uow: UnitOfWork, root: Path) -> KeyFolder:
    async with uow.begin() as work:
        name = await state.get(work, HOUSE) or secrets.token_hex(16)
        await state.put(work, HOUSE, name)
        await work.commit()
    return KeyFolder(root, name)
