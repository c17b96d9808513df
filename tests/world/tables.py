"""Units, people, their accounts and posts, and any other rows, as they are written and read beside the use cases."""

from collections.abc import Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from bot.storage.connection import Connection, Row, Value
from bot.storage.unit_of_work import UnitOfWork

ACCOUNTS = 1_000
"""An account, and its private chat, is the person's id and this; whoever is on no roster has a number all the same."""


class Person(NamedTuple):
    """Somebody on the roster; `unit_id` and `group_id` are units."""

    name: str
    unit_id: int
    group_id: int | None = None
    standing: str = "full"
    number: str | None = None
    phone: str | None = None
    joined_on: str | None = None
    left_on: str | None = None
    retired: bool = False
    floating: bool = False


async def inserted(cx: Connection, table: str, columns: str, rows: Sequence[Sequence[Value]]) -> list[int]:
    """By one statement; their ids, in that order."""
    places = count(1)
    values = ", ".join(f"({', '.join(f'${next(places)}' for _ in row)})" for row in rows)
    sql = f"INSERT INTO {table} ({columns}) VALUES {values} RETURNING id"
    return sorted(row["id"] for row in await cx.fetch(sql, *chain.from_iterable(rows))) if rows else []


class Tables:
    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    async def units(self, kind: str, *names: str, above: int = 0) -> list[int]:
        """Their ids; all below the unit `above`, or at the top."""
        async with self.uow.begin() as work:
            parent = await work.fetchrow("SELECT place || '/' AS place, path FROM unit WHERE id = $1", above)
            place, path = parent.values() if parent else ("", "/")
            rows = [(above or None, name, kind, f"{place}{name}", 0) for name in names]
            ids = await inserted(work, "unit", "parent_id, name, kind, place, created_at", rows)
            await work.executemany("UPDATE unit SET path = $2 WHERE id = $1", [(id, f"{path}{id}/") for id in ids])
            await work.commit()
        return ids

    async def people(self, *people: Person, accounts: bool = True) -> list[int]:
        """Their ids, in that order; each has an account, unless said otherwise."""
        async with self.uow.begin() as work:
            ids = await inserted(work, "person", ", ".join(Person._fields), people)
            if accounts:
                await inserted(work, "account", "id, person_id, language", [(ACCOUNTS + id, id, "zh") for id in ids])
            await work.commit()
        return ids

    async def person(self, name: str, unit_id: int, *, account: bool = True, **more: Any) -> int:
        return (await self.people(Person(name, unit_id, **more), accounts=account))[0]

    async def posts(self, *held: tuple[int, int, str], since: str = "2020-01-01") -> None:
        """Each of a person, in a unit, of a kind."""
        await self.insert("post", "person_id, unit_id, kind, started_on", *((*one, since) for one in held))

    async def insert(self, table: str, columns: str, *rows: Sequence[Value]) -> list[int]:
        """Their ids, in that order."""
        async with self.uow.begin() as work:
            ids = await inserted(work, table, columns, rows)
            await work.commit()
        return ids

    async def run(self, sql: str, *args: Value) -> int:
        """What `RETURNING id` gives, else 0."""
        async with self.uow.begin() as work:
            row = await work.fetchrow(sql, *args)
            await work.commit()
        return int(row["id"]) if row else 0

    async def run_all(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        async with self.uow.begin() as work:
            await work.executemany(sql, rows)
            await work.commit()

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)
