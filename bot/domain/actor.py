"""Say who acts: an account, the person bound to it, and the posts that person holds now."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.domain.post import Held
from bot.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Actor:
    """The account that asks, with the person bound to it, that person's unit and group, and the posts held today."""

    account_id: int
    language: str
    administrator: bool = False
    person: Person | None = None
    unit: Unit | None = None
    group_path: str | None = None
    posts: tuple[Held, ...] = ()

    @property
    def person_id(self) -> int | None:
        """The id of the person; None for an administrator who is on no roster."""
        return self.person.id if self.person else None

    def require_person(self) -> Person:
        """Return the person; DomainError("no_person") for an administrator who is on no roster."""
        if self.person is None:
            raise DomainError("no_person")
        return self.person

    def require_unit(self) -> Unit:
        """Return the person's unit; DomainError("no_person") for an administrator who is on no roster."""
        if self.unit is None:
            raise DomainError("no_person")
        return self.unit
