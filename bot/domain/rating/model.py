"""The model of secret ratings: their subject, roles, states and questions."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.person import Standing
from bot.domain.rating.rules import Majority

KEY_TAG, CODE = 6, 8
"""Hexadecimal digits of a fingerprint: in each button of a ballot, and for people to compare."""


def fingerprint(public: str) -> str:
    """Return the fingerprint of a public key (hexadecimal) as the audit record holds it: 64 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


class Subject(StrEnum):
    """What is rated: a unit's grade, a person, or a motion."""

    UNIT = "unit"
    PERSON = "person"
    MOTION = "motion"


class State(StrEnum):
    """Where a rating stands. `submitted` waits for the committee above, `opening` and `closing` for the key-holder;
    `counted`: the counts are stored, the key is still to be destroyed and nobody is told yet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPENING = "opening"
    OPEN = "open"
    ENDED = "ended"
    CLOSING = "closing"
    COUNTED = "counted"
    CLOSED = "closed"
    VOID = "void"


KEYED = frozenset({State.OPEN, State.ENDED, State.CLOSING})
"""A key exists and must not be lost."""


RUNNING = KEYED | {State.OPENING, State.COUNTED}
"""It has begun, and its result is still to come."""


def voters_of(standing: Standing) -> Voters:
    """Return the voter group of a standing. A group is never picked by hand; delegates, applicants and the like are
    masses."""
    if standing.member:
        return Voters.MEMBERS
    return Voters.SERVICE_USERS if standing is Standing.SERVICE_USER else Voters.MASSES


class Source(StrEnum):
    """Where the electorate comes from: all of the unit in the groups, or those of them who checked in to the rating
    meeting."""

    LIST = "list"
    PRESENT = "present"


class Doubt(StrEnum):
    """Why the supervisor has to confirm an elector's account."""

    NEW_ACCOUNT = "new_account"
    NEW_STANDING = "new_standing"
    BY_HAND = "by_hand"
    OUTSIDE = "outside"
    REBOUND = "rebound"


class Role(StrEnum):
    """The roles in a rating; COMMITTEE is anybody who acts for the committee above."""

    SUPERVISOR = "supervisor"
    TELLER = "teller"
    COMMITTEE = "committee"


class Matter(StrEnum):
    """What two roles have to approve together."""

    CLOSE = "close"
    VOID = "void"
    PAPER = "paper"


TOGETHER = {
    Matter.CLOSE: frozenset({Role.SUPERVISOR, Role.TELLER}),
    Matter.PAPER: frozenset({Role.SUPERVISOR, Role.TELLER}),
    Matter.VOID: frozenset({Role.SUPERVISOR, Role.COMMITTEE}),
}


class VoidReason(StrEnum):
    """Why a rating is void."""

    TOO_FEW = "too_few"
    KEY_LOST = "key_lost"
    DAMAGED = "damaged"
    RESTORED = "restored"
    COMMITTEE = "committee"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"


class Question(Named):
    """A question of the ballot, with its choices in the order in which they are offered."""

    choices: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """Numbers of ballots: issued = returned + not returned, returned = valid + spoiled."""

    issued: int
    returned: int
    valid: int
    spoiled: int


@dataclass(frozen=True, slots=True)
class NewRating:
    """A rating as its secretary submits it."""

    unit_id: int
    subject: Subject
    title: str
    questions: tuple[Question, ...]
    closes_at: datetime
    source: Source
    groups: frozenset[Voters]
    case_id: int | None = None
    meeting_id: int | None = None
    person_id: int | None = None
    majority: Majority | None = None
    comment: bool = False
    split: bool = False
    paper: bool = False
    prepared_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(NewRating):
    """A secret ballot on a unit, a person or a motion: what was submitted, and what became of it.

    Ids of units and people; moments aware, UTC. `public_key`: hexadecimal, from opening on; `turnout`: from closing on;
    `returned_shown`: as of `refreshed_at`, at most every ten minutes; `fault`: why closing stopped, or waits;
    `supervisor_account` and `teller_account`: fixed at opening, None before.
    """

    id: int
    state: State
    version: int
    supervisor_id: int | None
    teller_id: int | None
    supervisor_account: int | None
    teller_account: int | None
    opened_at: datetime | None
    ended_at: datetime | None
    closed_at: datetime | None
    void_reason: VoidReason | None
    fault: str | None
    public_key: str | None
    opening_entry: int | None
    returned_shown: int | None
    refreshed_at: datetime | None
    turnout: Turnout | None

    @property
    def over(self) -> bool:
        """Whether it was held and nothing more comes of it; one that was taken back before it opened was never held."""
        return self.state is State.CLOSED or (self.state is State.VOID and self.void_reason is not VoidReason.WITHDRAWN)

    def takes_votes(self, now: datetime) -> bool:
        """Whether it is open and its time is not over."""
        return self.state is State.OPEN and now < self.closes_at

    @property
    def key_tag(self) -> str:
        """The beginning of the key's fingerprint, which ties buttons to this rating, whatever other rating once had its
        id. Empty before opening."""
        return fingerprint(self.public_key)[:KEY_TAG] if self.public_key else ""

    @property
    def code(self) -> str:
        """The part of the key's fingerprint that everybody sees; empty before opening."""
        return fingerprint(self.public_key)[:CODE] if self.public_key else ""
