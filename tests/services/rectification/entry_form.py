"""The form in which items are entered, step by step."""

from dataclasses import dataclass
from typing import Any

from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import save as saving
from bot.services.rectification.card import Card
from bot.views.renderers import render
from tests.installation import EN, INSTALLATION, ZH
from tests.services.rectification.items import Items

TYPED = (enter.enter_text, enter.search, enter.enter_day, enter.milestones)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """`by`: who is in it."""

    items: Items
    by: int

    async def __call__(self, step: Any, *given: Any, **more: Any) -> Any:
        """A step of theirs, typed into the form as it is now; every prompt can be said in both languages."""
        world = self.items.world
        if step in TYPED:
            given = (await world.version(self.by), *given)
        result = await world.act(self.by, step, INSTALLATION, *given, **more)
        if isinstance(result, Form):
            data = {"step": result.step, "draft": result.draft, "version": result.version}
            assert all(render("form.rectify", data, say).text for say in (ZH, EN))
        return result

    async def to_owner(self) -> Form:
        now: Form = await self(enter.begin, self.items.branch.id)
        for text in ("党课少", "每季度一次", "到会率八成"):
            now = await self(enter.enter_text, text)
        return now

    async def to_card(self, due: str = "12月31日", owner: int | None = None) -> Form:
        now = await self.to_owner()
        await self(enter.owner, now.version, owner or self.items.owner)
        found: Form = await self(enter.enter_day, due)
        return found

    async def save(self, now: Form, *, publish: bool = True) -> Card:
        found: Card = await self(saving.save, now.version, publish=publish)
        return found
