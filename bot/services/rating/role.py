"""Who hears of a rating before votes are cast: the committee when it is prepared, supervisor and teller when it
opens."""

from datetime import date
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.rating.model import Rating, Role
from bot.domain.unit import Unit
from bot.services.rating import notifications
from bot.services.rating.above import above
from bot.storage.outbox import Parcel
from bot.storage.people import account
from bot.storage.rating import elector
from bot.storage.rating.elector import Listed
from bot.storage.unit_of_work import Work


async def tell_submitted(work: Work, rating: Rating, unit: Unit, today: date) -> None:
    data = _facts(rating, unit)
    told = await above(work, rating, unit, today)
    await work.post_many([Parcel(f"rating.submitted:{rating.id}:{id}", id, "rating.submitted", data) for id in told])


async def tell_opened(work: Work, rating: Rating, unit: Unit) -> None:
    """To supervisor and teller, with what is theirs to do."""
    for role in (Role.SUPERVISOR, Role.TELLER):
        await tell_role(work, rating, unit, role)


async def tell_role(work: Work, rating: Rating, unit: Unit, role: Role) -> None:
    """To one of them; to the supervisor also how many wait for a yes."""
    person_id = rating.supervisor_id if role is Role.SUPERVISOR else rating.teller_id
    bound = await account.of_person(work, person_id) if person_id is not None else None
    if bound is None:
        return
    found = await elector.listed(work, rating.id)
    counts = {"electors": len(found), "waiting": sum(waits(one) for one in found)}
    data = _facts(rating, unit) | counts | {"code": rating.code}
    key = f"rating.opened:{rating.id}:{rating.version}:{role.value}"
    await work.post(Parcel(key, bound.id, "rating.opened", data | {"role": role.value}))


def waits(one: Listed) -> bool:
    """The present account may vote by the supervisor's yes alone. Who has a paper has no need of one."""
    return one.bound is not None and one.bound != one.elector.account_id and not one.elector.paper


def _facts(rating: Rating, unit: Unit) -> dict[str, Any]:
    return notifications.facts(rating, unit) | {"closes": to_ms(rating.closes_at)}
