"""Erase a person who has left, once the retention time is over."""

from datetime import date, timedelta

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.storage import person
from bot.storage.installation import audit
from bot.storage.people import forget as rows
from bot.storage.unit_of_work import UnitOfWork

LABEL = "#{id}"
"""What stands where the name stood: nothing that a language or a person would own."""


async def forget(uow: UnitOfWork, number: str, today: date, days: int) -> int:
    """The erased person's id. `days`: how long after leaving a person is kept.

    DomainError: no_such_number, still_here, kept_until (day). The audit record keeps ids, and never had names.
    """
    async with uow.begin() as work:
        found = await rows.by_number(work, number)
        if found is None:
            raise DomainError("no_such_number", number=number)
        await person.lock(work, found.id)
        require_over(found, today, days)
        await rows.erase(work, found, LABEL.format(id=found.id))
        await audit.add(work, work.now, "person.forgotten", None, {"person": found.id})
        await work.commit()
    return found.id


def require_over(one: Person, today: date, days: int) -> None:
    """DomainError when the person is here, or left less than `days` days ago."""
    if one.left_on is None or one.here(today):
        raise DomainError("still_here", name=one.name)
    until = one.left_on + timedelta(days=days)
    if today < until:
        raise DomainError("kept_until", name=one.name, day=until)
