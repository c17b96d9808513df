"""Whether the bot still reaches someone: they may block it and come back."""

from bot.domain.request import Request
from bot.storage.people import account
from bot.storage.unit_of_work import UnitOfWork


async def changed(uow: UnitOfWork, request: Request, *, reachable: bool) -> None:
    """What Telegram says of the asker's private chat; harmless for an account nobody knows."""
    async with uow.begin(request) as work:
        if reachable:
            await account.reachable(work, request.account_id)
        else:
            await account.unreachable(work, request.account_id, request.now)
        await work.commit()
