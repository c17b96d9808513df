"""Many elections in the product and in the sealed plain design, and the orders in which their ballots can be found.

The attacker of these orders has been in the room and knows who voted before whom, and holds a key that has leaked:
what he lacks is which ballot is whose.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from nacl.public import PrivateKey, SealedBox

from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, Product, founded

ELECTIONS, VOTERS = 12, 16


@dataclass
class Elections:
    """`table` and `column` hold the ballots of `ratings`; `given`: for each, the words of its ballots in the order of
    voting; `keys`: what has leaked."""

    url: str
    table: str
    column: str
    given: dict[int, list[str]] = field(default_factory=dict)
    keys: dict[int, PrivateKey] = field(default_factory=dict)

    @property
    def sqlite(self) -> Path | None:
        return Path(self.url.removeprefix("sqlite+aiosqlite:///")) if self.url.startswith("sqlite") else None

    def query(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        """`?` parameters on both databases; nothing where the database knows no such thing."""
        try:
            if self.sqlite is not None:
                with closing(sqlite3.connect(self.sqlite)) as raw:
                    return raw.execute(sql, args).fetchall()
            with psycopg.connect(self.url.replace("+asyncpg", "")) as raw:
                return raw.execute(sql.replace("?", "%s").encode(), args).fetchall()
        except (sqlite3.OperationalError, psycopg.errors.UndefinedColumn):
            return []

    def contents(self, rating: int, order: str) -> list[bytes]:
        sql = f"SELECT {self.column} FROM {self.table} WHERE rating_id = ? {order}"
        return [bytes(row[0]) for row in self.query(sql, rating)]

    def words(self, rating: int, contents: Sequence[bytes]) -> list[str]:
        """What is in them, for whoever holds the key."""
        box = SealedBox(self.keys[rating])
        return [str(json.loads(box.decrypt(one).rstrip(b"\x00"))[2]) for one in contents]

    def orders(self, find: "Attack") -> list[tuple[list[str], list[str]]]:
        """For `chance.betrayal`; empty where the attack finds nothing to order by."""
        found = {rating: find(self, rating) for rating in self.given}
        return [(self.given[rating], self.words(rating, one)) for rating, one in found.items() if one]


Attack = Callable[[Elections, int], list[bytes]]
"""The ballots of a rating in some order that might be that of voting."""


async def product_elections(url: str, folder: Path) -> Elections:
    found = Elections(url, "envelope", "box")
    async with founded(url, folder, VOTERS) as product:
        for number in range(ELECTIONS):
            rating = await product.opened(title=f"第{number}次")
            await _vote(product, found, rating)
            found.keys[rating] = PrivateKey((product.keys.folder / f"{rating}.key").read_bytes())
    return found


async def _vote(product: Product, found: Elections, rating: int) -> None:
    found.given[rating] = [f"意见{number}" for number in range(VOTERS)]
    for person, words in zip(product.electors, found.given[rating], strict=True):
        product.clock.forward(seconds=40)
        await product.vote(rating, Cast(person, (0,), words))
    product.clock.forward(minutes=1)


def plain_elections(url: str, folder: Path) -> Elections:
    design = Plain(url, folder, sealed=True)
    path = f"sqlite+aiosqlite:///{design.path}" if url.startswith("sqlite") else url
    found = Elections(path, "plain_ballot", "content")
    assert design.key is not None
    for rating in range(1, ELECTIONS + 1):
        found.given[design.opened(rating)] = [f"意见{number}" for number in range(VOTERS)]
        found.keys[rating] = design.key
        for person, words in enumerate(found.given[rating]):
            design.vote(rating, Cast(person, (0,), words))
    design.close()
    return found
