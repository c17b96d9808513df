"""The product as attacks find it: ratings of the usual branch, by the real use cases, in real files."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.clock import to_ms
from bot.domain.rating.model import State, Subject
from bot.services.rating import vote
from bot.services.rating.recover import folder
from bot.storage.connection import Database, Value
from bot.storage.rating import store
from bot.storage.rating.ballot_box import KeyFolder
from tests.conftest import open_database
from tests.services.rating.counted import CONFIRMED, add_masses
from tests.services.rating.preparation import open_
from tests.services.rating.ratings import LASTS, Ratings, filled
from tests.world import World
from tests.world.branch import Branch, usual_branch


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that somebody means to give. `person`: its voter."""

    person: int
    answers: tuple[int, ...]
    comment: str = ""


class Product(World):
    """`folder` holds what attackers get; it has no keys."""

    branch: Branch
    ratings: Ratings

    def __init__(self, database: Database, url: str, folder: Path) -> None:
        super().__init__(database)
        self.url, self.folder = url, folder

    @property
    def embedded(self) -> bool:
        """On SQLite, in the file `path`."""
        return self.url.startswith("sqlite")

    @property
    def path(self) -> Path:
        return Path(self.url.removeprefix("sqlite+aiosqlite:///"))

    @property
    def keys(self) -> KeyFolder:
        return self.ratings.keys

    @property
    def electors(self) -> list[int]:
        return self.ratings.electors

    async def found(self, members: int, masses: int) -> None:
        self.branch = await usual_branch(self, members - 3)
        root = self.folder.parent / "keys" / self.folder.name
        self.ratings = Ratings(self, self.branch, await folder(self.uow, root))
        await add_masses(self.ratings, masses)

    async def opened(
        self, questions: int = 1, *, split: bool = False, title: str = "", lasts: timedelta = LASTS
    ) -> int:
        """One that takes votes of everybody in the branch, if nothing is against it; under another title than the usual
        one it is a motion, for two on the same matter are refused."""
        subject, closes = Subject.MOTION if title else Subject.UNIT, to_ms(self.clock.now() + lasts)
        row: dict[str, Value] = {"title": title or "年度测评", "split": split, "closes_at": closes, "state": "opening"}
        made = await self.ratings.submitted(subject, questions, **row)
        await open_(self.ratings, made)
        await self.run(CONFIRMED)
        return made

    async def vote(self, rating: int, cast: Cast, by: int | None = None) -> None:
        """`by`: whose account gives it, where it is not the voter's."""
        slip = await filled(self.ratings, rating, cast.answers, cast.comment)
        await self.act(by or cast.person, vote.vote, slip, self.keys)

    async def all_vote(self, rating: int, casts: Sequence[Cast]) -> None:
        for cast in casts:
            await self.vote(rating, cast)

    def next_update(self, number: int) -> None:
        """What Telegram numbers next."""
        self._updates = number

    async def result(self, rating: int) -> str:
        """As it is kept and published."""
        async with self.uow.reading() as cx:
            return await store.result(cx, rating) or ""

    async def state(self, rating: int) -> State:
        return (await self.ratings.get(rating)).state


@asynccontextmanager
async def founded(url: str, folder: Path, members: int, masses: int = 0) -> AsyncIterator[Product]:
    database = open_database(url)
    await database.open()
    try:
        product = Product(database, url, folder)
        await product.found(members, masses)
        yield product
    finally:
        await database.close()
