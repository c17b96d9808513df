"""A branch whose secretary prepares ratings and whose committee opens them, for tests of what is before voting."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.rating.model import Rating
from bot.domain.rules import Installation
from bot.services.rating import appoint as rating_appoint
from bot.services.rating import open as rating_open
from bot.services.rating import prepare, recover, submit
from bot.services.rating.page import Card
from bot.storage.connection import Database
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.rating.elector import Elector
from tests.installation import INSTALLATION
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Rows, branch

RULES, SCHEMES = INSTALLATION.rating, INSTALLATION.schemes
SENT = "UPDATE rating SET state = 'submitted' WHERE id = $1 RETURNING id"


@dataclass(frozen=True, slots=True)
class Table:
    """`house` has 7 people with accounts of long ago; the supervisor is of the committee above."""

    house: Branch
    keys: KeyFolder
    supervisor: int

    @property
    def hall(self) -> Rows:
        return self.house.hall

    @property
    def installation(self) -> Installation:
        return INSTALLATION

    @property
    def teller(self) -> int:
        return self.house.members[0]

    async def version(self, person: int) -> int:
        """Of their form."""
        rows = await self.hall.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def draft(self, person: int) -> dict[str, Any]:
        [row] = await self.hall.rows("SELECT draft FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        found: dict[str, Any] = json.loads(row["draft"])
        return found

    async def begin(self, unit: int = 0, by: int | None = None) -> None:
        person = by or self.house.secretary
        await prepare.begin(self.hall.uow, self.hall.ask(person), self.installation, unit)

    async def turn(self, name: str, value: str, by: int | None = None) -> None:
        person = by or self.house.secretary
        version = await self.version(person)
        await prepare.turn(self.hall.uow, self.hall.ask(person), self.installation, version, name, value)

    async def field(self, name: str) -> int:
        """The version of the question that it leads to."""
        person = self.house.secretary
        await prepare.field(self.hall.uow, self.hall.ask(person), self.installation, await self.version(person), name)
        return await self.version(person)

    async def submit(self, by: int | None = None, version: int | None = None) -> submit.Prepared:
        person = by or self.house.secretary
        version = await self.version(person) if version is None else version
        return await submit.submit(self.hall.uow, self.hall.ask(person), self.installation, version)

    async def prepared(self, **switches: str) -> int:
        """As it usually is, but for those switches; its id."""
        await self.begin()
        for name, value in switches.items():
            await self.turn(name, value)
        return (await self.submit()).rating.id

    async def appoint(self, rating: int, role: str, whom: int, by: int | None = None) -> Card | None:
        person = by or self.house.above
        hall = self.hall
        await rating_appoint.begin(hall.uow, hall.ask(person), self.installation, rating, role)
        return await rating_appoint.choose(
            hall.uow, hall.ask(person), self.installation, await self.version(person), whom
        )

    async def appointed(self, **switches: str) -> int:
        made = await self.prepared(**switches)
        await self.appoint(made, "supervisor", self.supervisor)
        await self.appoint(made, "teller", self.teller)
        return made

    async def ask_open(self, rating: int, by: int | None = None, version: int | None = None) -> Card:
        version = (await self.rating(rating)).version if version is None else version
        hall = self.hall
        return await rating_appoint.open_(
            hall.uow, hall.ask(by or self.house.above), self.installation, rating, version
        )

    async def hold(self, rating: int) -> bool:
        """What the key-holder does."""
        return await rating_open.open_(self.hall.uow, self.keys, RULES, self.hall.zone, rating)

    async def opened(self, **switches: str) -> int:
        made = await self.appointed(**switches)
        await self.ask_open(made)
        assert await self.hold(made)
        return made

    async def rating(self, id: int) -> Rating:
        async with self.hall.uow.reading() as cx:
            found = await ratings.get(cx, id)
        assert found is not None
        return found

    async def electors(self, rating: int) -> dict[int, Elector]:
        async with self.hall.uow.reading() as cx:
            return {one.elector.person_id: one.elector for one in await elector.listed(cx, rating)}

    async def told(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        return [(row["chat_id"] - ACCOUNTS, json.loads(row["data"])) for row in await self.hall.messages(kind)]

    async def audited(self) -> list[tuple[str, dict[str, Any]]]:
        rows = await self.hall.rows("SELECT kind, data FROM audit ORDER BY sequence")
        return [(row["kind"], json.loads(row["data"])) for row in rows]

    async def bound(self, person: int, at: int) -> None:
        """Their account became theirs at that moment (ms)."""
        await self.hall.run("UPDATE account SET bound_at = $2 WHERE person_id = $1 RETURNING id", person, at)


async def table(database: Database, folder: Path) -> Table:
    house = await branch(database)
    return await table_of(house, folder, await house.hall.person("监督员", house.top))


async def table_of(house: Branch, folder: Path, supervisor: int) -> Table:
    return Table(house, await recover.folder(house.hall.uow, folder / "keys"), supervisor)
