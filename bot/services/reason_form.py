"""The last steps of a form that asks for a reason: the reason is typed, shown, and typed again or confirmed."""

from bot.domain.errors import DomainError, require_length
from bot.domain.request import Request
from bot.services import conversation
from bot.storage.unit_of_work import UnitOfWork

REASON, SURE = "reason", "sure"
MOST = 500
"""The most characters of a reason."""


def require_reason(text: str) -> None:
    """Check a reason. DomainError: reason_missing, text_too_long (most)."""
    if not text:
        raise DomainError("reason_missing")
    require_length(text, MOST)


async def enter_reason(uow: UnitOfWork, request: Request, name: str, version: int, reason: str) -> None:
    """Take the typed reason and show it for confirmation, in the form of that name.

    DomainError: stale_form, reason_missing, text_too_long (most).
    """
    require_reason(reason)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, name, version, step=REASON)
        await conversation.advance(work, request, name, SURE, form.draft | {"reason": reason})
        await work.commit()


async def rewrite(uow: UnitOfWork, request: Request, name: str, version: int) -> None:
    """Ask for the reason again. DomainError("stale_form")."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, name, version, step=SURE)
        kept = {key: value for key, value in form.draft.items() if key != "reason"}
        await conversation.advance(work, request, name, REASON, kept)
        await work.commit()
