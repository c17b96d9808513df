"""Telegram accounts: the person, the language, administrators, and accounts that wait for the secretary's yes."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.people.binding import Account, PendingBinding, Way
from bot.domain.post import PostKind
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one

ACCOUNT = "id, person_id, language, bound_at, bound_by, administrator_since"
GET = f"SELECT {ACCOUNT} FROM account WHERE id = $1"
OF_PERSON = f"SELECT {ACCOUNT} FROM account WHERE person_id = $1"
BIND = """
INSERT INTO account (id, person_id, bound_at, bound_by, language) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, bound_at = excluded.bound_at,
  bound_by = excluded.bound_by, language = coalesce(account.language, excluded.language)
WHERE account.person_id IS NULL"""
UNBIND = """
UPDATE account SET person_id = NULL, bound_at = NULL, bound_by = NULL WHERE id = $1 AND person_id = $2"""
ADMINISTRATOR = """
INSERT INTO account (id, administrator_since, language) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET administrator_since = excluded.administrator_since,
  language = coalesce(account.language, excluded.language)
WHERE account.administrator_since IS NULL"""
UNREACHABLE = "UPDATE account SET unreachable_since = $2 WHERE id = $1 AND unreachable_since IS NULL"
REACHABLE = "UPDATE account SET unreachable_since = NULL WHERE id = $1"
SPEAK = "UPDATE account SET language = $2 WHERE id = $1"
END_ADMINISTRATOR = "UPDATE account SET administrator_since = NULL WHERE id = $1 AND administrator_since IS NOT NULL"
ADMINISTRATORS = """
SELECT account.id FROM account LEFT JOIN person ON person.id = account.person_id
WHERE account.administrator_since IS NOT NULL AND account.id <> $1 AND (person.left_on IS NULL OR person.left_on > $2)
ORDER BY account.id"""
LIST_ADMINISTRATORS = """
SELECT account.id, account.administrator_since, person.name FROM account
LEFT JOIN person ON person.id = account.person_id
WHERE account.administrator_since IS NOT NULL ORDER BY account.administrator_since, account.id"""
RESPONSIBLE = """
SELECT account.id, post.kind, unit.path FROM post JOIN unit ON unit.id = post.unit_id
JOIN account ON account.person_id = post.person_id JOIN person ON person.id = post.person_id
WHERE $1 LIKE unit.path || '%' AND post.kind IN ('secretary', 'deputy', 'organisation')
  AND post.started_on <= $2 AND (post.ended_on IS NULL OR post.ended_on > $2)
  AND (person.left_on IS NULL OR person.left_on > $2) AND account.id <> $3
ORDER BY length(unit.path) DESC, account.id"""
RANK = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.ORGANISATION)
WAIT = """
INSERT INTO pending_binding (account_id, person_id, way, asked_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id) DO UPDATE SET person_id = excluded.person_id, way = excluded.way,
  asked_at = excluded.asked_at"""
WAITING = "SELECT account_id, person_id, way, asked_at FROM pending_binding WHERE account_id = $1"
WAITING_FOR = "SELECT account_id, person_id, way, asked_at FROM pending_binding WHERE person_id = $1"
_read, _pending = Reader(Account), Reader(PendingBinding)


async def get(cx: Connection, account_id: int) -> Account:
    """Look up an account; one never seen is bound to nobody."""
    return await fetch_one(cx, _account, GET, account_id) or Account(account_id)


async def known(cx: Connection, account_id: int) -> bool:
    """Whether the account has ever been bound or an administrator's."""
    return await cx.fetchrow(GET, account_id) is not None


async def of_person(cx: Connection, person_id: int) -> Account | None:
    """Look up the account of a person; None where they have none."""
    return await fetch_one(cx, _account, OF_PERSON, person_id)


async def bind(cx: Connection, account_id: int, person_id: int, way: Way, at: datetime, language: str | None) -> bool:
    """Bind an account; False when it is bound already. The language is kept only where none was chosen before."""
    return await cx.execute(BIND, account_id, person_id, to_ms(at), way.value, language) == 1


async def unbind(cx: Connection, account_id: int, person_id: int) -> bool:
    """Unbind an account; False when it is not that person's."""
    return await cx.execute(UNBIND, account_id, person_id) == 1


async def make_administrator(cx: Connection, account_id: int, at: datetime, language: str) -> bool:
    """Make an account an administrator's; False when it is one already."""
    return await cx.execute(ADMINISTRATOR, account_id, to_ms(at), language) == 1


async def speak(cx: Connection, account_id: int, language: str) -> None:
    """Set the language of an account."""
    await cx.execute(SPEAK, account_id, language)


async def end_administrator(cx: Connection, account_id: int) -> bool:
    """Withdraw an administrator; False when the account is none."""
    return await cx.execute(END_ADMINISTRATOR, account_id) == 1


async def administrators(cx: Connection, but: int, today: date) -> list[int]:
    """List the accounts of administrators who have not left, but for the account `but`."""
    return [row["id"] for row in await cx.fetch(ADMINISTRATORS, but, today.isoformat())]


async def list_administrators(cx: Connection) -> list[tuple[int, datetime, str]]:
    """List administrators: account, since when, and the name of the person it is bound to, if any."""
    rows = await cx.fetch(LIST_ADMINISTRATORS)
    return [(row["id"], from_ms(row["administrator_since"]), row["name"] or "") for row in rows]


async def responsible(cx: Connection, path: str, today: date, but: int) -> list[int]:
    """List the accounts of those who answer for the people of the unit of that path.

    These are its secretary, else deputy, else organisation member; else those of the next unit above; else the
    administrators. Never the account `but`.
    """
    rows = await cx.fetch(RESPONSIBLE, path, today.isoformat(), but)
    nearest = [row for row in rows if row["path"] == rows[0]["path"]]
    for kind in RANK:
        found = [row["id"] for row in nearest if row["kind"] == kind]
        if found:
            return found
    return await administrators(cx, but, today)


async def wait(cx: Connection, pending: PendingBinding) -> None:
    """Store an account that waits for the secretary's yes."""
    values = (pending.account_id, pending.person_id, pending.way.value, to_ms(pending.asked_at))
    await cx.execute(WAIT, *values)


async def waiting(cx: Connection, account_id: int) -> PendingBinding | None:
    """Look up what an account waits for; None where it does not wait."""
    return await fetch_one(cx, _pending, WAITING, account_id)


async def waiting_for(cx: Connection, person_id: int) -> Sequence[PendingBinding]:
    """List the accounts that wait to become a person's."""
    return [_pending(row) for row in await cx.fetch(WAITING_FOR, person_id)]


async def stop_waiting(cx: Connection, account_id: int) -> None:
    """Delete the wait of an account, if there is one."""
    await cx.execute("DELETE FROM pending_binding WHERE account_id = $1", account_id)


async def unreachable(cx: Connection, account_id: int, at: datetime) -> None:
    """Record that the account has blocked the bot, since that moment unless it had before."""
    await cx.execute(UNREACHABLE, account_id, to_ms(at))


async def reachable(cx: Connection, account_id: int) -> None:
    """Record that the account can be written to."""
    await cx.execute(REACHABLE, account_id)


def _account(row: Row) -> Account:
    way = Way(row["bound_by"]) if row["bound_by"] else None
    return _read(row, way=way, administrator=row["administrator_since"] is not None)
