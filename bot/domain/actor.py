"""Who acts: an account, the person bound to it, the posts that person holds now."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.person import Person
from bot.domain.post import Held
from bot.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class Actor:
    account_id: int
    language: str
    administrator: bool = False
    person: Person | None = None
    unit: Unit | None = None
    group_path: str | None = None
    posts: tuple[Held, ...] = ()

    def require_person(self) -> Person:
        """The person on the roster; DomainError("no_person") for an administrator who is on none."""
        if self.person is None:
            raise DomainError("no_person")
        return self.person

    def require_unit(self) -> Unit:
        if self.unit is None:
            raise DomainError("no_person")
        return self.unit
