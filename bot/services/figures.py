"""How much there is of what: numbers only, nothing about anyone."""

from bot.storage import figures
from bot.storage.unit_of_work import UnitOfWork


async def count(uow: UnitOfWork) -> dict[str, int]:
    """Name -> count; StorageUnavailable when the database does not answer."""
    async with uow.reading() as cx:
        return await figures.figures(cx)
