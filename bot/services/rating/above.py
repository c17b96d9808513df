"""Who acts above in a rating, as the accounts through which they are told: never somebody who would be refused."""

from datetime import date

from bot.domain.actor import Actor
from bot.domain.rating.eligibility import why_not_above
from bot.domain.rating.model import Rating
from bot.domain.unit import Unit
from bot.storage.connection import Connection
from bot.storage.people import committee


async def above(cx: Connection, rating: Rating, unit: Unit, today: date) -> list[int]:
    """Those who appoint, open and agree to void; of administrators only who is not of the unit."""

    def barred(one: Actor) -> bool:
        return why_not_above(one, rating, unit) is not None

    return await committee.acting(cx, unit, today, barred)
