"""Who may be supervisor or teller of a rating, and who may act above it. The same rule applies when somebody is
named, when the rating opens, and whenever one of the two acts."""

from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.permission import runs
from bot.domain.person import Person
from bot.domain.rating.model import Rating, Role, Subject
from bot.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class OfficerContext:
    """The facts that decide who may be supervisor or teller on a day; people by id.

    `own`: the people of the rated unit; `electors`: as fixed at the opening, before it as they would be; `barred`: the
    unit's committee and the person rated.
    """

    day: date
    rated: Unit
    own: frozenset[int]
    electors: frozenset[int]
    barred: frozenset[int]


def ineligibility(context: OfficerContext, role: Role, who: Person, home: str) -> str | None:
    """Return the code of the refusal, None for a person who may have the role. The supervisor comes from above; where
    nothing is above the unit, anybody without a vote may be supervisor. `home`: the path of the person's own unit."""
    if not who.here(context.day):
        return "not_found"
    if who.id in context.barred:
        return "role_barred"
    if role is Role.TELLER:
        return None if who.id in context.own else "teller_unfit"
    if not context.rated.on_top and not _sent(context, who, home):
        return "supervisor_unfit"
    return "role_taken" if who.id in context.electors else None


def _sent(context: OfficerContext, who: Person, home: str) -> bool:
    """Whether the person belongs to a unit above, or to another one below that, and not to the rated unit itself."""
    above = context.rated.path.rsplit("/", 2)[0] + "/"
    near = home.startswith(above) or context.rated.within(home)
    return near and who.id not in context.own and not who.standing.outside


def ineligibility_above(asker: Actor, rating: Rating, unit: Unit) -> str | None:
    """Return the code of the refusal to an actor of the committee above, None where the actor may act. Nobody acts
    about themselves, nor about a unit that they run or one of its people. A motion is no judgment of either."""
    if asker.person is not None and asker.person.id == rating.person_id:
        return "own_rating"
    if rating.subject is not Subject.MOTION and runs(asker, unit):
        return "own_unit_rating"
    return None
