"""The form in which items are entered, as its steps are taken in tests."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import open as rectify_open
from bot.services.rectification.card import Card
from bot.texts.speech import LANGUAGES, Texts
from bot.views.renderers import render
from tests.e2e import rows
from tests.installation import INSTALLATION
from tests.services.rectification.rectify_stage import Ledger

TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
TYPED = (enter.enter_text, enter.search, enter.enter_day, enter.milestones)
LEFT = "UPDATE person SET left_on = '2026-11-01' WHERE id = $1"


class Desk:
    """The secretary's form, step by step."""

    def __init__(self, book: Ledger, by: int | None = None) -> None:
        self.book, self.by = book, by or book.house.secretary

    async def __call__(self, step: Any, *args: Any, **more: Any) -> Any:
        """A wish of theirs, typed into the form as it is now; every prompt can be said in both languages."""
        hall = self.book.hall
        if step in TYPED:
            args = (await self.book.version(self.by), *args)
        result = await step(hall.uow, hall.ask(self.by), INSTALLATION, *args, **more)
        if isinstance(result, Form):
            data = {"step": result.step, "draft": result.draft, "version": result.version}
            assert all(render("form.rectify", data, TEXTS.speech(language)).text for language in LANGUAGES)
        return result

    async def refused(self, code: str, step: Any, *args: Any, **more: Any) -> None:
        """With that code, in words of both languages, and nothing is changed."""
        before = await rows.dump(self.book.hall.uow)
        with pytest.raises(DomainError) as error:
            await self(step, *args, **more)
        assert error.value.code == code
        assert rows.changes(before, await rows.dump(self.book.hall.uow)) == []
        assert all(TEXTS.speech(one).has(f"error-{code.replace('_', '-')}") for one in LANGUAGES)

    async def to_owner(self) -> Form:
        now: Form = await self(enter.begin, self.book.house.unit)
        for text in ("党课少", "每季度一次", "到会率八成"):
            now = await self(enter.enter_text, text)
        return now

    async def to_card(self, due: str = "12月31日", owner: int | None = None) -> Form:
        now = await self.to_owner()
        await self(enter.owner, now.version, owner or self.book.owner)
        found: Form = await self(enter.enter_day, due)
        return found

    async def save(self, now: Form, *, publish: bool = True) -> Card:
        found: Card = await self(rectify_open.save, now.version, publish=publish)
        return found


async def kinds(book: Ledger) -> list[str]:
    return [kind for kind, _ in await book.audited()]
