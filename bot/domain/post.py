"""Posts that people hold in a unit for a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.unit import UnitKind


class PostKind(StrEnum):
    """A kind of post."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    ORGANISATION = "organisation"
    PUBLICITY = "publicity"
    DISCIPLINE = "discipline"
    GROUP_LEADER = "group_leader"
    ORGANISER = "organiser"
    ATTACHED_LEADER = "attached_leader"
    LIAISON = "liaison"


SECRETARIAL = frozenset({PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORGANISATION})
DIRECTING = SECRETARIAL | {PostKind.ORGANISER}
"""Posts of a committee whose holders act for it towards the units below."""
COMMITTEE = SECRETARIAL | {PostKind.PUBLICITY, PostKind.DISCIPLINE}
"""Posts that make up a branch's committee (支委会)."""
SINGLE = frozenset({PostKind.SECRETARY, PostKind.GROUP_LEADER})
"""Posts that only one person of a unit holds at a time."""
ATTACHED = frozenset({PostKind.ATTACHED_LEADER, PostKind.LIAISON})
"""Posts of people sent from above, held in a committee for all its units, or in one unit for that alone; the latter
takes precedence."""
_BRANCH = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORGANISATION, PostKind.PUBLICITY, PostKind.DISCIPLINE)
_ABOVE = (*_BRANCH, PostKind.ORGANISER, PostKind.ATTACHED_LEADER, PostKind.LIAISON)
OF_UNIT = {
    UnitKind.GROUP: (PostKind.GROUP_LEADER,),
    UnitKind.BRANCH: _BRANCH,
    UnitKind.GENERAL_BRANCH: _ABOVE,
    UnitKind.COMMITTEE: _ABOVE,
}
"""The posts of each kind of unit, in the order of their rank."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds or held, from `started_on` until `ended_on`."""

    id: int
    person_id: int
    unit_id: int
    kind: PostKind
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A post that is held now, with the place of its unit in the tree."""

    kind: PostKind
    unit_id: int
    unit_kind: UnitKind
    unit_path: str
