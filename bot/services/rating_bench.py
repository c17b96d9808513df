"""What the use cases of a rating share: which one, of which unit, and what the asker is to it."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.permission import Action, may
from bot.domain.rating import Rating, Role, State
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import rating as ratings
from bot.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Bench:
    """A rating, and who acts on it."""

    asker: Actor
    rating: Rating
    unit: Unit
    today: date

    @classmethod
    async def of(cls, cx: Connection, request: Request, zone: tzinfo, rating_id: int, *, lock: bool = False) -> Self:
        """DomainError: unknown_account, not_found. `lock`: nobody votes in it or changes it meanwhile."""
        asker = await actor.load(cx, request, zone)
        found = await (ratings.lock if lock else ratings.get)(cx, rating_id)
        if found is None:
            raise DomainError("not_found")
        return cls(asker, found, await actor.unit(cx, found.unit_id), actor.today(request, zone))

    @property
    def by(self) -> int | None:
        """Whoever acts; None for an administrator who is on no roster."""
        return self.asker.person.id if self.asker.person else None

    @property
    def roles(self) -> frozenset[Role]:
        found = set()
        if self.by is not None and self.by == self.rating.supervisor_id:
            found.add(Role.SUPERVISOR)
        if self.by is not None and self.by == self.rating.teller_id:
            found.add(Role.TELLER)
        if may(self.asker, Action.OPEN_RATING, self.unit):
            found.add(Role.COMMITTEE)
        return frozenset(found)

    def require_role(self, role: Role) -> None:
        """DomainError("not_allowed")."""
        if role not in self.roles:
            raise DomainError("not_allowed", action=f"rating_{role.value}")

    def require_state(self, *states: State) -> None:
        """DomainError("rating_not_now"): it is in another state."""
        if self.rating.state not in states:
            raise DomainError("rating_not_now", state=self.rating.state.value)

    @property
    def facts(self) -> dict[str, Any]:
        """What every message about the rating begins with."""
        return {"rating": self.rating.id, "unit": self.unit.name, "title": self.rating.title}
