"""Ratings of the product as attacks find them: a branch below a committee, its people, real use cases, real files."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating import rules as rating_rules
from bot.domain.rating.model import Matter, NewRating, Question, Role, Source, State, Subject
from bot.services.rating import close as rating_close
from bot.services.rating import count as rating_count
from bot.services.rating import open as rating_open
from bot.services.rating import paper as rating_paper
from bot.services.rating import recover as rating_key
from bot.services.rating import vote as rating_vote
from bot.services.rating import worker as rating_turn
from bot.storage.connection import Database
from bot.storage.rating import approval as rating_yes
from bot.storage.rating import paper as papers
from bot.storage.rating import store as ratings
from tests.conftest import open_database
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT, Rows
from tests.services.rating.rating_booth import slip_of

RULES = rating_rules.read((ROOT / "config" / "rating.toml").read_text(encoding="utf-8"))
CHOICES = tuple(Named(code=code, zh=zh, en=code) for code, zh in (("good", "好"), ("fair", "较好"), ("poor", "较差")))
EVERYBODY = frozenset(Voters)


def asked(questions: int) -> tuple[Question, ...]:
    return tuple(
        Question(code=f"question_{chr(97 + n)}", zh=f"第{n}题", en=f"Question {n}", choices=CHOICES)
        for n in range(questions)
    )


USUAL = "年度测评"


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that somebody means to give. `person`: its voter."""

    person: int
    answers: tuple[int, ...]
    comment: str = ""


class Ours(Rows):
    """`electors`: the branch's people, in the order in which they will vote; `keys`: the folder that attackers lack."""

    def __init__(self, database: Database, url: str, folder: Path) -> None:
        super().__init__(database)
        self.url, self.folder = url, folder
        self.electors: list[int] = []
        self.open_for = timedelta(hours=6)

    @property
    def embedded(self) -> bool:
        """On SQLite, in the file `path`."""
        return self.url.startswith("sqlite")

    @property
    def path(self) -> Path:
        return Path(self.url.removeprefix("sqlite+aiosqlite:///"))

    async def found(self, members: int, masses: int = 0) -> None:
        """Everyone has had an account for long."""
        self.keys = await rating_key.folder(self.uow, self.folder.parent / f"{self.folder.name}-keys")
        self.above = await self.unit("镇党委", "committee")
        self.branch = await self.unit("一村党支部", "branch", self.above)
        self.chief = await self.person("镇书记", self.above)
        await self.post(self.chief, self.above, "secretary")
        self.supervisor = await self.person("监督员", self.above)
        self.secretary = await self.person("村书记", self.branch)
        await self.post(self.secretary, self.branch, "secretary")
        others = [await self.person(f"党员{n}", self.branch) for n in range(1, members)]
        others += [await self.person(f"群众{n}", self.branch, standing="mass_representative") for n in range(masses)]
        self.electors, self.teller = [self.secretary, *others], others[0]

    async def prepared(self, questions: int = 1, *, split: bool = False, title: str = USUAL) -> int:
        """A rating with supervisor and teller that the committee has asked to open; under another title than the usual
        one it is a motion, for two on the same matter are refused."""
        async with self.uow.begin() as work:
            made = await ratings.add(
                work,
                NewRating(
                    self.branch,
                    Subject.UNIT if title == USUAL else Subject.MOTION,
                    title,
                    asked(questions),
                    self.now + self.open_for,
                    source=Source.LIST,
                    groups=EVERYBODY,
                    comment=True,
                    split=split,
                    paper=True,
                    prepared_by=self.secretary,
                ),
                self.now,
            )
            await ratings.appoint(work, made, self.supervisor, self.teller)
            await ratings.move(work, made, State.SUBMITTED, State.OPENING)
            await work.commit()
        return made

    async def opened(self, questions: int = 1, *, split: bool = False, title: str = USUAL) -> int:
        """One that takes votes of everybody in the branch."""
        made = await self.prepared(questions, split=split, title=title)
        await rating_open.open_(self.uow, self.keys, RULES, self.zone, made)
        await self._confirmed(made)
        return made

    async def _confirmed(self, rating: int) -> None:
        """The supervisor has confirmed whoever is not a member."""
        await self.run(
            "UPDATE elector SET account_id = $2 + person_id WHERE rating_id = $1 AND account_id IS NULL",
            rating,
            ACCOUNTS,
        )

    async def vote(self, rating: int, cast: Cast) -> None:
        await self.vote_by(rating, ACCOUNTS + cast.person, cast)

    async def vote_by(self, rating: int, account: int, cast: Cast) -> None:
        """From that account, whosever it is."""
        request = replace(self.ask(cast.person), account_id=account)
        slip = await slip_of(self.uow, rating, cast.answers, cast.comment)
        await rating_vote.vote(self.uow, request, slip, self.keys)

    async def all_vote(self, rating: int, casts: Sequence[Cast]) -> None:
        for cast in casts:
            await self.vote(rating, cast)

    async def ended(self, rating: int) -> None:
        """Its time is over, and the refresh has seen it."""
        self.clock.forward(seconds=self.open_for.total_seconds())
        await rating_turn.refresh(self.uow, RULES, rating)

    async def closed(self, rating: int, on_paper: Sequence[Sequence[int]] = ()) -> None:
        """By supervisor and teller, counted by the key-holder. `on_paper`: counts by question."""
        await self.ended(rating)
        if on_paper:
            await self.paper_in(rating, on_paper)
        for person in (self.supervisor, self.teller):
            await self.enter_close(rating, person)
        await self.counted(rating)

    async def enter_close(self, rating: int, person: int) -> None:
        (row,) = await self.rows("SELECT version FROM rating WHERE id = $1", rating)
        await rating_close.yes(self.uow, self.ask(person), rating, row["version"])

    async def counted(self, rating: int) -> None:
        """What the key-holder's job does."""
        await rating_count.close(self.uow, self.keys, RULES, self.zone, rating)

    async def issue_paper(self, rating: int, person: int) -> None:
        """To someone whose account may not vote."""
        await self.run("UPDATE elector SET account_id = NULL WHERE rating_id = $1 AND person_id = $2", rating, person)
        await rating_paper.issue(self.uow, self.ask(self.teller), rating, person)

    async def paper_in(self, rating: int, counts: Sequence[Sequence[int]]) -> None:
        """Supervisor and teller agree on the totals of the papers that came back, none of them spoiled."""
        async with self.uow.begin() as work:
            await papers.put(work, rating, sum(counts[0]), 0, counts, self.teller)
            await rating_yes.add(work, rating, Matter.PAPER, Role.TELLER, self.teller, work.now)
            await work.commit()
        (row,) = await self.rows("SELECT version FROM rating WHERE id = $1", rating)
        await rating_paper.yes(self.uow, self.ask(self.supervisor), rating, row["version"])

    def next_update(self, number: int) -> None:
        """What Telegram numbers next."""
        self._updates = number

    async def turn(self) -> None:
        """What the key-holder does every two seconds."""
        await rating_turn.turn(self.uow, self.keys, RULES, self.zone)

    async def result(self, rating: int) -> str:
        """As it is kept and published."""
        async with self.uow.reading() as cx:
            return await ratings.result(cx, rating) or ""

    async def state(self, rating: int) -> State:
        (row,) = await self.rows("SELECT state FROM rating WHERE id = $1", rating)
        return State(row["state"])


@asynccontextmanager
async def raised(url: str, folder: Path, members: int, masses: int = 0) -> AsyncIterator[Ours]:
    database = open_database(url)
    await database.open()
    try:
        ours = Ours(database, url, folder)
        await ours.found(members, masses)
        yield ours
    finally:
        await database.close()
