"""The base of forms about meetings, ratings and rectification items: a form that is open at one of its steps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Given
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.storage import conversation as forms
from bot.storage.unit_of_work import Transaction, UnitOfWork

G = TypeVar("G", bound=Given)


@dataclass(slots=True)
class FormSession(Generic[G]):
    """A form at one of its steps, in one transaction. `go` moves on and posts the next prompt, `stay` edits the tapped
    message."""

    name: ClassVar[str]
    """The name of the form."""
    draft: ClassVar[Any]
    """The model of what was given, `G`."""
    work: Transaction
    request: Request
    installation: Installation
    asker: Actor
    form: Form
    given: G

    @classmethod
    async def of(
        cls, work: Transaction, request: Request, installation: Installation, asker: Actor, form: Form
    ) -> Self:
        """Make the session with what was given before."""
        return cls(work, request, installation, asker, form, cls.draft.model_validate(form.draft))

    @classmethod
    @asynccontextmanager
    async def opened(
        cls,
        uow: UnitOfWork,
        request: Request,
        installation: Installation,
        version: int | None = None,
        at: tuple[StrEnum, ...] = (),
    ) -> AsyncIterator[Self]:
        """Load the asker's form. DomainError("stale_form") for a button of another version or a message for another
        step."""
        async with uow.begin(request) as work:
            asker = await actor.load(work, request)
            form = await conversation.load(work, request, cls.name, version)
            if at and form.step not in at:
                raise DomainError("stale_form")
            yield await cls.of(work, request, installation, asker, form)

    @property
    def now(self) -> datetime:
        """The moment in the unit's zone."""
        return self.request.now.astimezone(self.request.zone)

    @property
    def today(self) -> date:
        """The day in the unit's zone."""
        return self.now.date()

    async def go(self, step: StrEnum, **changes: object) -> Form:
        """Change the draft, go on to that step, and commit."""
        self.given = self.given.but(**changes)
        draft = self.given.model_dump(mode="json")
        self.form = await conversation.advance(self.work, self.request, self.name, step, draft)
        await self.work.commit()
        return self.form

    async def stay(self, **changes: object) -> Form:
        """Change the draft, stay at the step, and commit."""
        self.given = self.given.but(**changes)
        draft = self.given.model_dump(mode="json")
        self.form = await conversation.keep(self.work, self.request, self.form, draft)
        await self.work.commit()
        return self.form


async def finish(work: Transaction, request: Request, version: int, kind: str, made: int) -> None:
    """End the form and store what its last button has made: when it is tapped again, the answer is the same."""
    await forms.put(work, request.account_id, "", "", {"version": version, kind: made}, work.now)


async def finished(work: Transaction, request: Request, version: int, kind: str) -> int | None:
    """Lock the form, and return the id of what that button has made already, a meeting, series or item as `kind` says;
    None where it has not."""
    form = await conversation.hold(work, request)
    if form.name == "" and form.draft.get("version") == version and kind in form.draft:
        return int(form.draft[kind])
    return None
