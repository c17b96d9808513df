"""The access that evidence, sign-off and extensions share: an item, the person who acts, who decides, who is told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.message import Message
from bot.domain.permission import Action, may
from bot.domain.rectification.message import ItemFacts
from bot.domain.rectification.model import AT_WORK, Item, ItemState
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.people import account, committee
from bot.storage.rectification import store as items
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction

NOT_OWNERS_TURN = {
    ItemState.DRAFT: "item_not_open",
    ItemState.HANDED_IN: "item_handed_in",
    ItemState.SIGNED_OFF: "item_signed_off",
}
"""Why it is not the owner's turn."""


@dataclass(frozen=True, slots=True)
class ItemAccess:
    """An item, its unit, and the person who acts on it."""

    asker: Actor
    item: Item
    unit: Unit
    today: date

    @classmethod
    async def of(cls, cx: Connection, request: Request, item_id: int, *, lock: bool = False) -> Self:
        """Load the access. `lock`: nobody else changes the item meanwhile. DomainError: unknown_account, not_found."""
        asker = await actor.load(cx, request)
        found = must_exist(await (items.lock if lock else items.get)(cx, item_id))
        return cls(asker, found, await actor.unit(cx, found.unit_id), request.today)

    @property
    def owns(self) -> bool:
        return self.asker.person_id == self.item.owner_id

    def require_owner(self) -> None:
        """Refuse everybody but the owner. DomainError("item_of_another")."""
        if not self.owns:
            raise DomainError("item_of_another")

    def require_turn(self) -> None:
        """Check that it is the owner's turn. DomainError: item_not_open, item_handed_in, item_signed_off."""
        if self.item.state not in AT_WORK:
            raise DomainError(NOT_OWNERS_TURN[self.item.state])

    async def decides(self, cx: Connection) -> bool:
        """Whether the asker acts for the committee above; never about what is or was their own."""
        return await decides(cx, self.asker, self.item, self.unit, self.today)

    async def require_committee(self, cx: Connection) -> None:
        """Refuse everybody who does not decide. DomainError: own_item, not_allowed."""
        if await concerns(cx, self.asker, self.item):
            raise DomainError("own_item")
        if not await self.decides(cx):
            raise DomainError("not_allowed", action=Action.SIGN_OFF.value)

    async def committee(self, cx: Connection) -> list[int]:
        """The accounts of the people who decide."""
        return await committee.above(cx, self.unit, self.today, await items.participants(cx, self.item))

    async def tell_committee(self, work: Transaction, message: Message, mark: str = "") -> list[int]:
        """Tell the people who decide; their accounts. `mark` tells one message of a kind from the next, by default the
        version of the item."""
        return await self._tell(work, message, await self.committee(work), mark)

    async def tell_secretary(self, work: Transaction, message: Message, told: Collection[int] = ()) -> None:
        """Tell the secretary, unless they were `told` already, own the item, or act themselves."""
        owner = await account.of_person(work, self.item.owner_id)
        secretary = await account.responsible(work, self.unit.path, self.today, owner.id if owner else 0)
        await self._tell(work, message, [id for id in secretary if id not in told])

    async def tell_owner(self, work: Transaction, message: Message, mark: str = "") -> None:
        owner = await account.of_person(work, self.item.owner_id)
        await self._tell(work, message, [owner.id] if owner else [], mark)

    async def _tell(self, work: Transaction, message: Message, accounts: Collection[int], mark: str = "") -> list[int]:
        told = [id for id in accounts if id != self.asker.account_id]
        await work.tell(told, f"{self.item.id}:{mark or self.item.version}", message)
        return told

    @property
    def facts(self) -> ItemFacts:
        """The facts that every message about the item begins with."""
        return {"item": self.item.id, "problem": self.item.problem, "unit": self.unit.name}

    async def note(self, work: Transaction, kind: str, **data: str | int) -> None:
        """Write a change to the item's history, and have its reminders planned anew."""
        await items.note(work, self.item.id, kind, data, self.asker.person_id, work.now)
        await reminder_plan.mark_stale(work, Subject.ITEM, self.item.id)


async def concerns(cx: Connection, asker: Actor, item: Item) -> bool:
    """Whether the item is or was the asker's own, also where the account was unbound from its person since."""
    return bool(await items.accounts_of(cx, [asker.account_id], await items.participants(cx, item)))


async def decides(cx: Connection, asker: Actor, item: Item, unit: Unit, today: date) -> bool:
    """Whether the asker acts for the committee above, or for whoever stands in for it; never about their own item."""
    participants = await items.participants(cx, item)
    if await items.accounts_of(cx, [asker.account_id], participants):
        return False
    return await acts_above(cx, asker, unit, today, participants)


async def acts_above(cx: Connection, asker: Actor, unit: Unit, today: date, but: Collection[int] = ()) -> bool:
    """Whether the asker acts for the committee above the unit where the people `but` cannot, whoever's the item is."""
    return may(asker, Action.SIGN_OFF, unit) or asker.account_id in await committee.above(cx, unit, today, but)
