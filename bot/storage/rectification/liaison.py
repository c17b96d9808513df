"""Who is attached to a unit: leader and liaison, at the unit itself or at the nearest unit above that has one."""

from dataclasses import dataclass
from datetime import date

from bot.domain.person import Person
from bot.domain.post import ATTACHED, PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection, literals, marks
from bot.storage.person import PERSON, person_of

KINDS = literals(ATTACHED)
HELD = f"""
SELECT post.id, post.kind, post.unit_id, person.id AS person_id, person.name FROM post
JOIN person ON person.id = post.person_id JOIN unit ON unit.id = post.unit_id
WHERE post.kind IN ({KINDS}) AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)
  AND (person.left_on IS NULL OR person.left_on > $1) AND unit.id IN ({{ids}})
ORDER BY length(unit.path) DESC, post.started_on, post.id"""
ABOVE = f"""
SELECT {PERSON} FROM person JOIN unit ON unit.id = person.unit_id
WHERE (person.left_on IS NULL OR person.left_on > $1) AND person.standing IN ('full', 'probationary')
  AND (person.unit_id IN ({{ids}}) OR EXISTS (SELECT 1 FROM post WHERE post.person_id = person.id
    AND post.unit_id IN ({{ids}}) AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)))
ORDER BY length(unit.path) DESC, person.id"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who is attached. `post_id` is held at `unit_id`, which may stand above the unit that was asked about."""

    post_id: int
    unit_id: int
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Attached:
    """The attached leaders and liaisons of a unit; empty where there are none."""

    leaders: tuple[Holder, ...] = ()
    liaisons: tuple[Holder, ...] = ()

    def of(self, kind: PostKind) -> tuple[Holder, ...]:
        return self.leaders if kind is PostKind.ATTACHED_LEADER else self.liaisons

    @property
    def complete(self) -> bool:
        return bool(self.leaders and self.liaisons)


async def of_unit(cx: Connection, unit: Unit, today: date) -> Attached:
    """Leaders and liaisons of the unit on that day, without people who have left."""
    ids = lineage(unit)
    rows = await cx.fetch(HELD.format(ids=marks(len(ids), 1)), today.isoformat(), *ids)
    found: dict[PostKind, list[Holder]] = {kind: [] for kind in ATTACHED}
    for row in rows:
        own = found[PostKind(row["kind"])]
        if not own or own[0].unit_id == row["unit_id"]:
            own.append(Holder(row["id"], row["unit_id"], row["person_id"], row["name"]))
    return Attached(tuple(found[PostKind.ATTACHED_LEADER]), tuple(found[PostKind.LIAISON]))


async def candidates(cx: Connection, unit: Unit, today: date) -> list[Person]:
    """People who can be attached: party members of the committees above, the nearest first; where nobody is above,
    those of the unit itself."""
    ids = lineage(unit)[:-1] or [unit.id]
    return [person_of(row) for row in await cx.fetch(ABOVE.format(ids=marks(len(ids), 1)), today.isoformat(), *ids)]


def lineage(unit: Unit) -> list[int]:
    """The ids of the units from the top down to the unit."""
    return [int(part) for part in unit.path.strip("/").split("/")]
