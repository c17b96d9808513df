"""A form that is open at one of its steps: what those about meetings and rectification items share."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Generic, Self, TypeVar

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
class FormSession(ABC, Generic[G]):
    """One step of the form: `go` moves on and posts the next prompt, `stay` changes the tapped message."""

    name: ClassVar[str]
    """The conversation's."""
    work: Transaction
    request: Request
    installation: Installation
    asker: Actor
    form: Form
    given: G

    @classmethod
    @abstractmethod
    async def of(
        cls, work: Transaction, request: Request, installation: Installation, asker: Actor, form: Form
    ) -> Self:
        """With what was given before."""

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
        """The asker's form. DomainError("stale_form") for a button of another version or a text for another step."""
        async with uow.begin(request) as work:
            asker = await actor.load(work, request)
            form = await conversation.load(work, request, cls.name, version)
            if at and form.step not in at:
                raise DomainError("stale_form")
            yield await cls.of(work, request, installation, asker, form)

    @property
    def now(self) -> datetime:
        """In the unit's zone."""
        return self.request.now.astimezone(self.request.zone)

    async def go(self, step: StrEnum, **changes: object) -> Form:
        self.given = self.given.but(**changes)
        draft = self.given.model_dump(mode="json")
        self.form = await conversation.advance(self.work, self.request, self.name, step, draft)
        await self.work.commit()
        return self.form

    async def stay(self, **changes: object) -> Form:
        self.given = self.given.but(**changes)
        draft = self.given.model_dump(mode="json")
        self.form = await conversation.keep(self.work, self.request, self.form, draft)
        await self.work.commit()
        return self.form


async def finish(work: Transaction, request: Request, version: int, kind: str, made: int) -> None:
    """Leave the form, remembering what its last button made: pressed again, it gives the same answer."""
    await forms.put(work, request.account_id, "", "", {"version": version, kind: made}, work.now)


def finished(form: Form, version: int, kind: str) -> int | None:
    """The meeting, series or item, as `kind` says, that the button of that version has made or changed already."""
    if form.name == "" and form.draft.get("version") == version and kind in form.draft:
        return int(form.draft[kind])
    return None
