"""Who may guard a rating as supervisor or teller (product rules, section 4): the one rule, asked when somebody is
named, when it opens, and whenever one of the two acts. And who may not act above it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.permission import runs
from bot.domain.person import Person
from bot.domain.rating.model import Rating, Role, Subject
from bot.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class EligibilityContext:
    """What decides it on that day, people by id. `own`: of the rated unit; `electors`: as they are fixed, before that
    as they would be; `barred`: the unit's committee and the person rated."""

    day: date
    rated: Unit
    own: frozenset[int]
    electors: frozenset[int]
    barred: frozenset[int]


def ineligibility(context: EligibilityContext, role: Role, who: Person, home: str) -> str | None:
    """The code of the refusal; None: they may. `home`: the path of their own unit.

    A supervisor is sent from above; where nothing is above the unit, it is anybody without a vote.
    """
    if not who.here(context.day):
        return "not_found"
    if who.id in context.barred:
        return "role_barred"
    if role is Role.TELLER:
        return None if who.id in context.own else "teller_unfit"
    if not context.rated.on_top and not _sent(context, who, home):
        return "supervisor_unfit"
    return "role_taken" if who.id in context.electors else None


def _sent(context: EligibilityContext, who: Person, home: str) -> bool:
    """A member of a unit above, or of another one below that; not of the rated unit itself."""
    above = context.rated.path.rsplit("/", 2)[0] + "/"
    near = home.startswith(above) or context.rated.within(home)
    return near and who.id not in context.own and not who.standing.outside


def ineligibility_above(asker: Actor, rating: Rating, unit: Unit) -> str | None:
    """The code of the refusal to whoever acts above the unit: not about oneself, nor about a unit that one runs or
    somebody of it. A motion is no judgment of either."""
    if asker.person is not None and asker.person.id == rating.person_id:
        return "own_rating"
    if rating.subject is not Subject.MOTION and runs(asker, unit):
        return "own_unit_rating"
    return None
