"""Choose the language in which a person is addressed."""

from contextlib import suppress

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError, StorageUnavailable
from bot.domain.request import Request
from bot.services import actor, menu
from bot.storage.connection import Connection
from bot.storage.people import account
from bot.storage.unit_of_work import UnitOfWork

LANGUAGES = ("zh", "en")


async def settle(cx: Connection, request: Request) -> None:
    """Put the account's own language into the request, where it has chosen one."""
    request.language = (await account.get(cx, request.account_id)).language or request.language


async def reader(uow: UnitOfWork, request: Request) -> None:
    """Put the account's language into the request, for a refusal. While the database is away it stays the one that
    Telegram names."""
    with suppress(StorageUnavailable):
        async with uow.reading() as cx:
            await settle(cx, request)


async def choose(uow: UnitOfWork, request: Request, code: str) -> None:
    """Change the account's language, beginning with the answer. DomainError: unknown_account, old_button for a language
    that the bot does not have."""
    if code not in LANGUAGES:
        raise DomainError("old_button")
    async with uow.begin(request) as work:
        await actor.load(work, request)
        await account.speak(work, request.account_id, code)
        request.language = code
        cause = f"language:{code}:{request.update_id or to_ms(work.now)}"
        await menu.refresh(work, request.account_id, request.today, cause)
        await work.commit()
