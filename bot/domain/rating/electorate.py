"""Who may vote in a rating: whom a supervisor has to confirm first, and which electorates are too much alike."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from bot.domain.grading.scheme_part import Voters
from bot.domain.person import Standing
from bot.domain.rating.model import Doubt, Rating, Subject
from bot.domain.sheet.cell import plain

ALIKE = 4
"""By as many people two electorates may not differ: the difference of two results would show their answers."""
GROUPS = {
    "members": frozenset({Voters.MEMBERS}),
    "masses": frozenset({Voters.MEMBERS, Voters.MASSES}),
    "all": frozenset({Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS}),
}
"""What can be asked: the members alone, masses too, or service users as well."""


def roll_digest(people: Collection[int]) -> str:
    """Of who may vote, for the audit record: 64 hexadecimal digits, whatever their order."""
    return hashlib.sha256(",".join(map(str, sorted(people))).encode()).hexdigest()


def entitled(subject: Subject, standing: Standing) -> bool:
    """On a motion full members alone; in any other rating all of the groups."""
    return standing.votes if subject is Subject.MOTION else True


def doubt_of(
    standing: Standing,
    bound_at: datetime | None,
    changed_at: datetime | None,
    marked_at: datetime | None,
    since: datetime,
) -> Doubt | None:
    """Why the supervisor has to confirm someone. `changed_at`: of standing or unit; `marked_at`: of a mark by hand."""
    if standing.outside:
        return Doubt.OUTSIDE
    for at, doubt in ((bound_at, Doubt.NEW_ACCOUNT), (changed_at, Doubt.NEW_STANDING), (marked_at, Doubt.BY_HAND)):
        if at is not None and at >= since:
            return doubt
    return None


def too_alike(one: Collection[int], other: Collection[int]) -> bool:
    """People's ids. The same people are not too much alike; a few exchanged for as many others are."""
    apart = max(len(set(one) - set(other)), len(set(other) - set(one)))
    return 1 <= apart <= ALIKE


def same_matter(one: Rating, other: Rating) -> bool:
    """Of two ratings on the same unit or person, or of two motions: these are the same by their words."""
    return one.subject is not Subject.MOTION or plain(one.title) == plain(other.title)


def looks_again(one: Rating, earlier: Rating) -> bool:
    """A grading round of its own, as a second look is, may ask the same people once more."""
    return one.case_id is not None and one.case_id != earlier.case_id
