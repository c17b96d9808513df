"""What the use cases of a rating share: the rating, its unit, and the roles of whoever asks."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.permission import Action, may, require, require_apart
from bot.domain.rating.message import RatingFacts
from bot.domain.rating.model import KEYED, Rating, Role, State
from bot.domain.rating.officers import ineligibility_above
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.people import committee
from bot.storage.rating import store as ratings


@dataclass(frozen=True, slots=True)
class RatingAccess:
    """A rating, and what the asker may do with it."""

    asker: Actor
    rating: Rating
    unit: Unit
    today: date

    @classmethod
    async def of(cls, cx: Connection, request: Request, rating_id: int, *, lock: bool = False) -> Self:
        """Load the rating and the asker; `lock`: nobody votes in it or changes it meanwhile. DomainError:
        unknown_account, not_found."""
        asker = await actor.load(cx, request)
        found = must_exist(await (ratings.lock if lock else ratings.get)(cx, rating_id))
        return cls(asker, found, await actor.unit(cx, found.unit_id), request.today)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles in which the asker may act now; while a key exists, only with the account that was fixed at
        opening."""
        found = {role for role in self.named_roles if self.rating.state not in KEYED or self._has_fixed_account(role)}
        if self._acts_above and self._bar is None:
            found.add(Role.COMMITTEE)
        return frozenset(found)

    @property
    def graded(self) -> bool:
        """Whether the result is part of the unit's grade."""
        return self.rating.case_id is not None

    @property
    def _acts_above(self) -> bool:
        return may(self.asker, Action.OPEN_RATING, self.unit)

    @property
    def _bar(self) -> str | None:
        return ineligibility_above(self.asker, self.rating, self.unit)

    def require_above(self) -> None:
        """Check that the asker acts for the committee above, and neither for the rated unit as well nor about
        themselves. DomainError: own_rating, own_unit_rating, own_unit_alone (unit), not_allowed."""
        self._require_unbarred()
        (require_apart if self.graded else require)(self.asker, Action.OPEN_RATING, self.unit)

    def _require_unbarred(self) -> None:
        if self._acts_above and self._bar is not None:
            raise DomainError(self._bar)

    @property
    def named_roles(self) -> frozenset[Role]:
        """The roles, of supervisor and teller, that the asker was named for, whatever the account."""
        people = {Role.SUPERVISOR: self.rating.supervisor_id, Role.TELLER: self.rating.teller_id}
        return frozenset(
            role
            for role, person_id in people.items()
            if self.asker.person_id is not None and self.asker.person_id == person_id
        )

    def _has_fixed_account(self, role: Role) -> bool:
        """Whether the asker uses the account that was fixed for the role: one bound since may be anybody's."""
        rating = self.rating
        fixed = rating.supervisor_account if role is Role.SUPERVISOR else rating.teller_account
        return self.asker.account_id == fixed

    def require_any(self, roles: frozenset[Role], action: str) -> None:
        """Check that the asker has one of these roles; `action` names what was refused. DomainError:
        role_account_changed (theirs by name, with an account bound since), own_rating, own_unit_rating, not_allowed."""
        if self.roles & roles:
            return
        if self.named_roles & roles:
            raise DomainError("role_account_changed")
        if Role.COMMITTEE in roles:
            self._require_unbarred()
        raise DomainError("not_allowed", action=f"rating_{action}")

    def require_role(self, role: Role) -> None:
        """Check that the asker has this role. DomainError: as `require_any`."""
        self.require_any(frozenset({role}), role.value)

    def require_state(self, *states: State) -> None:
        """Check that the rating is in one of these states. DomainError("rating_not_now")."""
        if self.rating.state not in states:
            raise DomainError("rating_not_now", state=self.rating.state.value)

    @property
    def facts(self) -> RatingFacts:
        """The facts with which every message about the rating begins."""
        return facts_of(self.rating, self.unit)


def facts_of(rating: Rating, unit: Unit) -> RatingFacts:
    """Return the facts with which every message about the rating begins."""
    return {"rating": rating.id, "unit": unit.name, "title": rating.title}


async def committee_accounts(cx: Connection, rating: Rating, unit: Unit, today: date) -> list[int]:
    """List the accounts of those who appoint, open and agree to void; of administrators only those who are not of the
    unit."""

    def barred(one: Actor) -> bool:
        return ineligibility_above(one, rating, unit) is not None

    return await committee.acting(cx, unit, today, barred)
