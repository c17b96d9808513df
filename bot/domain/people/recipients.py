"""The people who are told of what concerns a unit, by the posts held in it and in the units above."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.post import COMMITTEE, DIRECTING, PostKind
from bot.domain.unit import Unit, UnitKind

RANK = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORGANISATION)
"""Who stands in for the secretary where there is none."""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held today by someone on the roster. `bound`: the person has an account; `home_id`: their branch."""

    unit_id: int
    kind: PostKind
    person_id: int
    bound: bool
    home_id: int


class HeldPosts:
    """The posts held in some units and in all units above them."""

    def __init__(self, held: Iterable[HeldPost]) -> None:
        self._held: dict[int, list[HeldPost]] = defaultdict(list)
        self._bound: set[int] = set()
        self._homes: dict[int, int] = {}
        for one in held:
            self._held[one.unit_id].append(one)
            self._homes[one.person_id] = one.home_id
            self._bound |= {one.person_id} if one.bound else set()

    def of(self, unit_id: int, kinds: Collection[PostKind]) -> list[int]:
        """List the people who hold one of these posts in the unit, each once."""
        return list(dict.fromkeys(one.person_id for one in self._held.get(unit_id, ()) if one.kind in kinds))

    def secretary(self, unit: Unit) -> list[int]:
        """Find who acts as secretary: of the unit, or of a group's branch, by `RANK` where there is no secretary."""
        found = (self.of(id, {kind}) for id in _home(unit) for kind in RANK)
        return next((people for people in found if people), [])

    def organisation(self, unit: Unit) -> list[int]:
        """List the organisation members who have an account, of a group's branch for a group; else as `secretary`."""
        found = ([one for one in self.of(id, {PostKind.ORGANISATION}) if one in self._bound] for id in _home(unit))
        return next((people for people in found if people), self.secretary(unit))

    def above(self, unit: Unit) -> tuple[int, list[int]] | None:
        """Find the nearest unit above in which somebody directs, and who does."""
        return self._nearest(lineage(unit)[-2::-1], DIRECTING)

    def judges(self, unit: Unit, *, outside: bool) -> list[int]:
        """List those who direct in the nearest unit above and are not of the unit's own committee.

        `outside`: nor members of the unit.
        """
        own = frozenset(self.committee(unit.id))
        if outside:
            own |= {person for person, home in self._homes.items() if home == unit.id}
        found = self._nearest(lineage(unit)[-2::-1], DIRECTING, own)
        return found[1] if found is not None else []

    def attached(self, unit: Unit, kind: PostKind) -> list[int]:
        """List the leaders or liaisons of the unit, else those of the nearest unit above that has any."""
        found = self._nearest(lineage(unit)[::-1], {kind})
        return found[1] if found else []

    def committee(self, unit_id: int) -> list[int]:
        """List the committee of a branch."""
        return self.of(unit_id, COMMITTEE)

    def _nearest(
        self, ids: Iterable[int], kinds: Collection[PostKind], but: Collection[int] = ()
    ) -> tuple[int, list[int]] | None:
        fit = ((id, [one for one in self.of(id, kinds) if one not in but]) for id in ids)
        return next(((id, people) for id, people in fit if people), None)


def lineage(unit: Unit) -> list[int]:
    """List the ids of the units from the top down to this one."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def _home(unit: Unit) -> list[int]:
    return [unit.id, unit.parent_id] if unit.kind is UnitKind.GROUP and unit.parent_id is not None else [unit.id]
