"""Forms: the step, the draft and the next prompt are stored in the same transaction as the effect of the step."""

from dataclasses import replace
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.message import prompt_kind
from bot.domain.request import Request
from bot.services import language
from bot.storage import conversation as forms
from bot.storage import outbox, seen_update
from bot.storage.conversation import Form
from bot.storage.outbox import SOON, OutboundMessage
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["Form"]


async def current(uow: UnitOfWork, request: Request) -> Form:
    """Return the form in which the person is now; without a name where they are in none."""
    async with uow.reading() as cx:
        await language.settle(cx, request)
        return await forms.get(cx, request.account_id)


async def had_effect(uow: UnitOfWork, request: Request) -> bool:
    """Tell whether this update is a redelivery, because of which the form has gone on, or ended, before."""
    if request.update_id is None:
        return False
    async with uow.reading() as cx:
        return await seen_update.known(cx, request.bot_id, request.update_id)


async def load(
    work: Transaction, request: Request, name: str, version: int | None = None, *, step: str | None = None
) -> Form:
    """Load and lock the person's form of that name, at that version and step where these are given.

    DomainError("stale_form") when the message or button belongs to another step, or when the update is a redelivery:
    the answer to both is the step as it is now.
    """
    form = await forms.get(work, request.account_id, lock=True)
    if form.name != name or work.is_redelivery or (version is not None and version != form.version):
        raise DomainError("stale_form")
    if step is not None and step != form.step:
        raise DomainError("stale_form")
    return form


def require_first(work: Transaction) -> None:
    """Check that the update that begins a form is no redelivery. DomainError("stale_form")."""
    if work.is_redelivery:
        raise DomainError("stale_form")


async def hold(work: Transaction, request: Request) -> Form:
    """Load and lock the person's form, whichever it is. Code that changes a grading case and a form locks the form
    first."""
    return await forms.get(work, request.account_id, lock=True)


async def advance(work: Transaction, request: Request, name: str, step: str, draft: dict[str, Any]) -> Form:
    """Begin a form or go on to a step of it: store the row and queue its prompt."""
    form = await forms.put(work, request.account_id, name, step, draft, work.now)
    key = f"form:{request.account_id}:{form.version}"
    await work.post(OutboundMessage(key, request.account_id, form.prompt, priority=SOON))
    return form


async def keep(work: Transaction, request: Request, form: Form, draft: dict[str, Any]) -> Form:
    """Stay at the step with another draft; the tapped message is edited and its buttons keep their version."""
    await forms.keep(work, request.account_id, draft, work.now)
    return replace(form, draft=draft)


async def end(work: Transaction, request: Request) -> None:
    """End the person's form."""
    await forms.put(work, request.account_id, "", "", {}, work.now)


async def before(work: Transaction, request: Request, name: str) -> int | None:
    """Return when the person's last form ended (ms, UTC), for `erase`; a form that is begun twice keeps the first
    value."""
    form = await forms.get(work, request.account_id, lock=True)
    if form.name == name:
        kept: int | None = form.draft.get("before")
        return kept
    return await forms.moment(work, request.account_id)


async def erase(work: Transaction, request: Request, form: Form) -> None:
    """End a form whose draft has `before`, so that neither its row nor its prompt tells when the person was in it."""
    await forms.erase(work, request.account_id, form.draft["before"])
    await outbox.erase(work, request.account_id, prompt_kind(form.name))


async def cancel(uow: UnitOfWork, request: Request) -> str:
    """End the form, whichever it is, and delete its draft; return its name, empty where there was none."""
    async with uow.begin(request) as work:
        await language.settle(work, request)
        form = await forms.get(work, request.account_id, lock=True)
        if form.name:
            await end(work, request)
            await work.commit()
        return form.name
