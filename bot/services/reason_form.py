"""The end of a form that wants a reason: it is typed, looked at, written anew or confirmed."""

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.services import conversation
from bot.storage.unit_of_work import UnitOfWork

REASON, SURE = "reason", "sure"
MOST = 500
"""Characters of a reason."""


def require_reason(text: str) -> None:
    """DomainError: reason_missing, text_too_long (most)."""
    if not text:
        raise DomainError("reason_missing")
    if len(text) > MOST:
        raise DomainError("text_too_long", most=MOST)


async def enter_reason(uow: UnitOfWork, request: Request, name: str, version: int, reason: str) -> None:
    """The reason as typed, to be looked at before it counts. `name`: the form's.

    DomainError: stale_form, reason_missing, text_too_long (most).
    """
    require_reason(reason)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, name, version, step=REASON)
        await conversation.advance(work, request, name, SURE, form.draft | {"reason": reason})
        await work.commit()


async def rewrite(uow: UnitOfWork, request: Request, name: str, version: int) -> None:
    """The reason is asked for once more. DomainError("stale_form")."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, name, version, step=SURE)
        kept = {key: value for key, value in form.draft.items() if key != "reason"}
        await conversation.advance(work, request, name, REASON, kept)
        await work.commit()
