"""Units, the nodes of the tree: committee > general branch > branch > group."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """A level of the tree of units."""

    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    GROUP = "group"

    @property
    def above_branches(self) -> bool:
        """Whether units of this kind have branches below them."""
        return self in (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)


ENDINGS: Mapping[str, UnitKind] = {
    "党总支": UnitKind.GENERAL_BRANCH,
    "党总支部": UnitKind.GENERAL_BRANCH,
    "党支部": UnitKind.BRANCH,
    "支部": UnitKind.BRANCH,
    "党小组": UnitKind.GROUP,
    "党委": UnitKind.COMMITTEE,
    "党工委": UnitKind.COMMITTEE,
    "委员会": UnitKind.COMMITTEE,
}


def kind_of(name: str, endings: Mapping[str, UnitKind] = ENDINGS) -> UnitKind | None:
    """Tell a unit's kind by the longest known ending of its name; None where it has none."""
    known = sorted((ending for ending in endings if name.endswith(ending)), key=len)
    return endings[known[-1]] if known else None


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the tree. `place` is the names from the top joined by `/`, `path` the ids as `/1/3/`."""

    id: int
    parent_id: int | None
    name: str
    kind: UnitKind
    sector: str
    place: str
    path: str

    @property
    def on_top(self) -> bool:
        """Whether no unit is above it."""
        return self.parent_id is None

    def within(self, path: str) -> bool:
        """Tell whether this unit has that path or stands somewhere below it."""
        return self.path.startswith(path)
