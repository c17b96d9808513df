"""Erasing a person who has left, once the retention time is over."""

from datetime import date, timedelta

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.storage import person
from bot.storage.installation import audit
from bot.storage.people import forget as storage
from bot.storage.unit_of_work import UnitOfWork

LABEL = "#{id}"
"""The text that replaces the name, the same in every language."""


async def forget(uow: UnitOfWork, number: str, today: date, days: int) -> int:
    """Erase a person; their id. `days`: how long after leaving a person is kept.

    DomainError: no_such_number, still_here, kept_until (day). The audit record keeps ids, and never had names.
    """
    async with uow.begin() as work:
        found = await person.by_number(work, number)
        if found is None:
            raise DomainError("no_such_number", number=number)
        await person.lock(work, found.id)
        require_over(found, today, days)
        await storage.erase(work, found, LABEL.format(id=found.id))
        await audit.add(work, work.now, "person.forgotten", None, {"person": found.id})
        await work.commit()
    return found.id


def require_over(one: Person, today: date, days: int) -> None:
    """Require that the retention time is over. DomainError: still_here; kept_until within `days` days of leaving."""
    if one.left_on is None or one.here(today):
        raise DomainError("still_here", name=one.name)
    until = one.left_on + timedelta(days=days)
    if today < until:
        raise DomainError("kept_until", name=one.name, day=until)
