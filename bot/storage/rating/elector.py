"""The electorate of a rating as its opening fixed it (before: `electorate`), with a flag for each ballot that is in: no
time, no ballot (decision 14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Doubt
from bot.storage.connection import Connection
from bot.storage.rows import Reader, fetch_one, for_update

GET = """
SELECT person_id, voters, source, doubt, account_id, voted, paper FROM elector
WHERE rating_id = $1 AND person_id = $2"""
LIST = """
SELECT elector.person_id, elector.voters, elector.source, elector.doubt, elector.account_id, elector.paper,
  person.name, account.id AS bound, account.bound_at
FROM elector JOIN person ON person.id = elector.person_id LEFT JOIN account ON account.person_id = person.id
WHERE elector.rating_id = $1 ORDER BY person.name, person.id"""
ADD = """
INSERT INTO elector (rating_id, person_id, voters, source, doubt, account_id, voted, paper)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
# Every row of the rating is written in each vote's transaction, so that none of them can be told by its xmin.
VOTED = "UPDATE elector SET voted = (voted OR person_id = $2) WHERE rating_id = $1"
ISSUE = "UPDATE elector SET paper = $3, account_id = NULL WHERE rating_id = $1 AND person_id = $2"
CONFIRM = "UPDATE elector SET account_id = $3, doubt = $4 WHERE rating_id = $1 AND person_id = $2"
NUMBERS = """
SELECT COUNT(*) AS electors, COALESCE(SUM(CASE WHEN account_id IS NOT NULL OR paper THEN 1 ELSE 0 END), 0) AS issued,
  COALESCE(SUM(CASE WHEN voted THEN 1 ELSE 0 END), 0) AS voted,
  COALESCE(SUM(CASE WHEN paper THEN 1 ELSE 0 END), 0) AS paper
FROM elector WHERE rating_id = $1"""
BY_GROUP = """
SELECT voters, COUNT(*) AS electors, SUM(CASE WHEN voted THEN 1 ELSE 0 END) AS voted FROM elector
WHERE rating_id = $1 GROUP BY voters"""
FORGET = "UPDATE elector SET voted = NULL, paper = NULL, account_id = NULL WHERE rating_id = $1"
PEOPLE = "SELECT person_id FROM elector WHERE rating_id = $1"


@dataclass(frozen=True, slots=True)
class Elector:
    """Somebody who may vote in a rating. `account_id`: the only account that may vote; None before the supervisor's
    confirmation, without an account, and with a paper ballot."""

    person_id: int
    voters: Voters
    source: str
    doubt: Doubt | None
    account_id: int | None
    paper: bool
    voted: bool = False

    @property
    def recorded(self) -> bool:
        """Whether the ballot is in, as far as the voter may know. An account that took the place of another one, which
        may have voted, learns nothing."""
        return self.voted and self.doubt is not Doubt.REBOUND


@dataclass(frozen=True, slots=True)
class Listed:
    """What supervisor and voters see of an elector, never whether the ballot is in. `bound`: the present account."""

    elector: Elector
    name: str
    bound: int | None
    bound_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many electors there are. `issued`: those who can vote by phone or have a paper; `voted`: by phone."""

    electors: int
    issued: int
    voted: int
    paper: int


_elector, _listed = Reader(Elector), Reader(Listed)


async def get(cx: Connection, rating_id: int, person_id: int, *, lock: bool = False) -> Elector | None:
    """Return an elector; `lock` the row, only after the rating's own."""
    return await fetch_one(cx, _elector, for_update(cx, GET) if lock else GET, rating_id, person_id)


async def listed(cx: Connection, rating_id: int) -> list[Listed]:
    """List the electorate by name."""
    return [_listed(row, elector=_elector(row, voted=False)) for row in await cx.fetch(LIST, rating_id)]


async def people(cx: Connection, rating_id: int) -> frozenset[int]:
    """Return the ids of the electors."""
    return frozenset(int(row["person_id"]) for row in await cx.fetch(PEOPLE, rating_id))


async def add(cx: Connection, rating_id: int, electors: Sequence[Elector]) -> None:
    """Store the whole electorate, once."""
    rows = [
        (rating_id, one.person_id, one.voters.value, one.source, one.doubt.value if one.doubt else None, one.account_id)
        for one in electors
    ]
    await cx.executemany(ADD, [(*row, False, False) for row in rows])


async def voted(cx: Connection, rating_id: int, person_id: int) -> None:
    """Flag an elector's ballot as in; every row of the rating is written (decision 14)."""
    await cx.execute(VOTED, rating_id, person_id)


async def issue_paper(cx: Connection, rating_id: int, person_id: int) -> None:
    """Let an elector vote on paper alone from now on."""
    await cx.execute(ISSUE, rating_id, person_id, True)


async def confirm(cx: Connection, rating_id: int, one: Elector, account_id: int) -> None:
    """Let that account vote from now on; where it replaces another one, the elector is REBOUND for good."""
    doubt = one.doubt if one.account_id is None else Doubt.REBOUND
    await cx.execute(CONFIRM, rating_id, one.person_id, account_id, doubt.value if doubt else None)


async def numbers(cx: Connection, rating_id: int) -> Numbers:
    """Count the electors, for the ten-minute refresh and for closing only: shown at once, it would tell who votes
    when."""
    row = await cx.fetchrow(NUMBERS, rating_id)
    if row is None:
        raise RuntimeError("no row came back")
    return Numbers(int(row["electors"]), int(row["issued"]), int(row["voted"]), int(row["paper"]))


async def by_group(cx: Connection, rating_id: int) -> dict[Voters, tuple[int, int]]:
    """Count the electors of each voter group and those who voted by phone, for closing only."""
    rows = await cx.fetch(BY_GROUP, rating_id)
    return {Voters(row["voters"]): (int(row["electors"]), int(row["voted"])) for row in rows}


async def forget(cx: Connection, rating_id: int) -> None:
    """Delete who voted of a closed or void rating; who could have voted stays."""
    await cx.execute(FORGET, rating_id)
