"""Who decides about a rectification item: the committee above it, never somebody whose own it is or was."""

from collections.abc import Collection
from datetime import date

from bot.domain.actor import Actor
from bot.domain.permission import Action, may
from bot.domain.rectification.model import Item
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.people import committee
from bot.storage.rectification import own as rectify_own


async def concerns(cx: Connection, asker: Actor, item: Item) -> bool:
    """Whether it is or was the asker's own; also through an account that was parted from its person since."""
    return bool(await rectify_own.accounts(cx, [asker.account_id], await rectify_own.people(cx, item)))


async def decides(cx: Connection, asker: Actor, item: Item, unit: Unit, today: date) -> bool:
    """Whether the asker acts for the committee above, or for whoever stands in for it; never about their own item."""
    own = await rectify_own.people(cx, item)
    if await rectify_own.accounts(cx, [asker.account_id], own):
        return False
    return await acts_above(cx, asker, unit, today, own)


async def acts_above(cx: Connection, asker: Actor, unit: Unit, today: date, but: Collection[int] = ()) -> bool:
    """Whether the asker acts for the committee above the unit where the people `but` cannot, whoever's the item is."""
    return may(asker, Action.SIGN_OFF, unit) or asker.account_id in await committee.above(cx, unit, today, but)
