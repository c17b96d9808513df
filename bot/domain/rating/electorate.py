"""Rules of the electorate: who may vote, whom the supervisor has to confirm, and which electorates are too much
alike."""

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
    """Return the digest of the electors' ids for the audit record: 64 hexadecimal digits, independent of their
    order."""
    return hashlib.sha256(",".join(map(str, sorted(people))).encode()).hexdigest()


def entitled(subject: Subject, standing: Standing) -> bool:
    """Whether somebody of that standing may vote: on a motion full members alone, in any other rating everybody of the
    groups."""
    return standing.votes if subject is Subject.MOTION else True


def doubt_of(
    standing: Standing,
    bound_at: datetime | None,
    changed_at: datetime | None,
    marked_at: datetime | None,
    since: datetime,
) -> Doubt | None:
    """Return why the supervisor has to confirm an elector, None where nothing is doubtful. `changed_at`: the last
    change of standing or unit; `marked_at`: the attendance was marked by hand; all since `since`."""
    if standing.outside:
        return Doubt.OUTSIDE
    for at, doubt in ((bound_at, Doubt.NEW_ACCOUNT), (changed_at, Doubt.NEW_STANDING), (marked_at, Doubt.BY_HAND)):
        if at is not None and at >= since:
            return doubt
    return None


def too_alike(one: Collection[int], other: Collection[int]) -> bool:
    """Whether two electorates, by people's ids, differ by a few. Identical ones are not too much alike; those where a
    few people were exchanged for as many others are."""
    apart = max(len(set(one) - set(other)), len(set(other) - set(one)))
    return 1 <= apart <= ALIKE


def same_matter(one: Rating, other: Rating) -> bool:
    """Whether two ratings of the same unit or person, or two motions, ask about the same thing; motions are compared by
    their words."""
    return one.subject is not Subject.MOTION or plain(one.title) == plain(other.title)


def looks_again(one: Rating, earlier: Rating) -> bool:
    """Whether the rating belongs to another grading round, which may ask the same people once more."""
    return one.case_id is not None and one.case_id != earlier.case_id
