"""Links, of which only a hash is stored; wrong ones by account; the people who have an account, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.people.binding import Invite, InviteKind
from bot.domain.person import Person
from bot.domain.unit import Unit
from bot.storage.connection import Connection, marks, under
from bot.storage.person import PERSON, person_of
from bot.storage.unit import UNIT, unit_of

GET = "SELECT kind, person_id, expires_at, used_by, revoked_at FROM invite WHERE token_hash = $1"
ADD = """
INSERT INTO invite (token_hash, kind, person_id, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)"""
USE = """
UPDATE invite SET used_at = $2, used_by = $3
WHERE token_hash = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2"""
REVOKE = "UPDATE invite SET revoked_at = $2 WHERE person_id = $1 AND used_at IS NULL AND revoked_at IS NULL"
WRONG = "SELECT at FROM wrong_link WHERE account_id = $1 AND at > $2"
HERE = """FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN account ON account.person_id = person.id
WHERE (person.left_on IS NULL OR person.left_on > $1)"""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person with the name of their unit. `account_id` None: no account yet."""

    person: Person
    unit: str
    account_id: int | None


async def get(cx: Connection, token_hash: str) -> Invite | None:
    """Look up a link by the hash of its token."""
    row = await cx.fetchrow(GET, token_hash)
    if row is None:
        return None
    kind, revoked = InviteKind(row["kind"]), row["revoked_at"] is not None
    return Invite(kind, row["person_id"], from_ms(row["expires_at"]), row["used_by"], revoked)


async def add(cx: Connection, token_hash: str, invite: Invite, at: datetime, by: int | None) -> None:
    """Store a new link."""
    await cx.execute(ADD, token_hash, invite.kind.value, invite.person_id, to_ms(at), by, to_ms(invite.expires))


async def use(cx: Connection, token_hash: str, account_id: int, at: datetime) -> bool:
    """Mark a link as used; of several who try at once, one gets True."""
    return await cx.execute(USE, token_hash, to_ms(at), account_id) == 1


async def revoke(cx: Connection, person_id: int, at: datetime) -> int:
    """Revoke the person's unused links; how many."""
    return await cx.execute(REVOKE, person_id, to_ms(at))


async def wrong(cx: Connection, account_id: int, since: datetime) -> list[datetime]:
    """List the moments at which the account opened wrong links since then."""
    return [from_ms(row["at"]) for row in await cx.fetch(WRONG, account_id, to_ms(since))]


async def add_wrong(cx: Connection, account_id: int, at: datetime, forget: datetime) -> None:
    """Note a wrong link; those before `forget` no longer count and are deleted."""
    await cx.execute("DELETE FROM wrong_link WHERE account_id = $1 AND at <= $2", account_id, to_ms(forget))
    await cx.execute("INSERT INTO wrong_link (account_id, at) VALUES ($1, $2)", account_id, to_ms(at))


async def by_phone(cx: Connection, spellings: Sequence[str], today: date) -> list[Person]:
    """List the people on the roster now whose number is written in one of these ways."""
    if not spellings:
        return []
    sql = f"""SELECT {PERSON} FROM person
      WHERE phone IN ({marks(len(spellings), 1)}) AND (left_on IS NULL OR left_on > $1) ORDER BY person.id"""
    return [person_of(row) for row in await cx.fetch(sql, today.isoformat(), *spellings)]


async def people(
    cx: Connection, patterns: Sequence[str], today: date, *, bound: bool, limit: int, offset: int = 0
) -> list[ListedPerson]:
    """List people who have an account, or who have none, by unit and roster order.

    `patterns` of paths: `/1/3/` is that unit alone, `/1/3/%` it and all below.
    """
    sql = f"""SELECT {PERSON}, unit.name AS unit_name, account.id AS account_id {HERE} AND {_state(bound)}
      AND ({under(len(patterns), 3)}) ORDER BY unit.path, person.id LIMIT $2 OFFSET $3"""
    rows = await cx.fetch(sql, today.isoformat(), limit, offset, *patterns)
    return [ListedPerson(person_of(row), row["unit_name"], row["account_id"]) for row in rows]


async def units(
    cx: Connection, patterns: Sequence[str], today: date, *, bound: bool, limit: int, offset: int = 0
) -> list[tuple[Unit, int]]:
    """List the units that have such people, with how many."""
    sql = f"""SELECT {UNIT}, count(*) AS people {HERE} AND {_state(bound)} AND ({under(len(patterns), 3)})
      GROUP BY {UNIT} ORDER BY unit.path LIMIT $2 OFFSET $3"""
    rows = await cx.fetch(sql, today.isoformat(), limit, offset, *patterns)
    return [(unit_of(row), row["people"]) for row in rows]


def _state(bound: bool) -> str:
    return f"account.id IS {'NOT ' if bound else ''}NULL"
