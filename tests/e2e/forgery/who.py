"""Who is who to the eastern branch, and what a case of a forged button says."""

from dataclasses import dataclass, field

from tests.e2e.forgery.town import ADMINISTRATOR, EVERYONE, STRANGER, VOTERS

NOBODY: frozenset[str] = frozenset()
BOUND = EVERYONE - {STRANGER, "gone"}
ON_THE_ROSTER = BOUND - {ADMINISTRATOR}
OWN = frozenset({"secretary", "recorder", "leader", "member", "probationary"})
RUNS = frozenset({"committee", "secretary", "recorder"})
MARKS = frozenset({"secretary", "recorder"})
LEADS = frozenset({"committee", "secretary"})
COUNTS = frozenset({"liaison", "leader"})
"""Supervisor and teller of the ratings that are run."""
VOIDS = frozenset({"liaison", "committee"})
COMMITTEE = frozenset({"committee"})
SECRETARY = frozenset({"secretary"})
PEOPLE = frozenset({"committee", "secretary", ADMINISTRATOR})
POSTS = frozenset({"committee", ADMINISTRATOR})
SEES_THE_PLAN = OWN | {"committee", "outside", "liaison"}
ENTERS = PEOPLE | {"neighbour"}
VOTES = frozenset(VOTERS)
CALLERS = frozenset({"committee", "secretary", "leader", "neighbour", ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Case:
    """`words`: values of fields that are no ids. `ids`: the name of the fact that a field holds."""

    who: frozenset[str]
    words: dict[str, int | str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


OF_A_FORM = Case(NOBODY)
"""Steps of a form lead nowhere for whoever is in none; inside a form they have a test of their own."""
