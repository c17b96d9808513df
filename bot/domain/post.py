"""Posts held in a unit, for a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.unit import UnitKind


class PostKind(StrEnum):
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
"""In a committee: those who act for it towards the units below."""
COMMITTEE = SECRETARIAL | {PostKind.PUBLICITY, PostKind.DISCIPLINE}
"""A branch's committee (支委会)."""
SINGLE = frozenset({PostKind.SECRETARY, PostKind.GROUP_LEADER})
"""Held by one person of a unit at a time."""
ATTACHED = frozenset({PostKind.ATTACHED_LEADER, PostKind.LIAISON})
"""Sent from above: held in a committee for all its units, or in one of these for that alone, which goes first."""
_BRANCH = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORGANISATION, PostKind.PUBLICITY, PostKind.DISCIPLINE)
_ABOVE = (*_BRANCH, PostKind.ORGANISER, PostKind.ATTACHED_LEADER, PostKind.LIAISON)
OF_UNIT = {
    UnitKind.GROUP: (PostKind.GROUP_LEADER,),
    UnitKind.BRANCH: _BRANCH,
    UnitKind.GENERAL_BRANCH: _ABOVE,
    UnitKind.COMMITTEE: _ABOVE,
}
"""The posts that a unit of that kind has, in the order of their rank."""


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    person_id: int
    unit_id: int
    kind: PostKind
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A post that is held now, with where its unit stands in the tree."""

    kind: PostKind
    unit_id: int
    unit_kind: UnitKind
    unit_path: str
