"""Ratings of a branch and the people who run them, from what the committee opens to what is counted."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating.model import NewRating, Question, Rating, Source, State, Subject
from bot.domain.rating.vote import BallotDraft
from bot.services.rating import close, count, recover, vote, worker
from bot.services.rating import open as opening
from bot.storage.rating import store
from bot.storage.rating.ballot_box import KeyFolder
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch

GRADES = (
    Named(code="good", zh="好", en="Good"),
    Named(code="fair", zh="较好", en="Fairly good"),
    Named(code="poor", zh="较差", en="Poor"),
)
YES_NO = (
    Named(code="yes", zh="赞成", en="For"),
    Named(code="no", zh="不赞成", en="Against"),
    Named(code="abstain", zh="弃权", en="Abstain"),
)


TITLE = "年度测评"
LASTS = timedelta(hours=6)
CONFIRMED = """
UPDATE elector SET account_id = (SELECT id FROM account WHERE account.person_id = elector.person_id)
WHERE rating_id = $1 AND doubt = 'outside'"""


def questions(number: int, choices: tuple[Named, ...] = GRADES) -> tuple[Question, ...]:
    names = [("grade", "总体等级", "Overall grade"), ("leader", "带头人", "Leader"), ("venue", "活动阵地", "Venue")]
    names += [(f"more_{chr(97 + n // 26)}{chr(97 + n % 26)}", f"指标{n}", f"More {n}") for n in range(number)]
    return tuple(Question(code=code, zh=zh, en=en, choices=choices) for code, zh, en in names[:number])


@dataclass(frozen=True, slots=True)
class Ratings:
    """The branch and its `masses` vote; `without`: its people without accounts; the supervisor is the committee's."""

    world: World
    branch: Branch
    keys: KeyFolder
    supervisor: int
    without: tuple[int, ...]
    masses: tuple[int, ...]

    @property
    def teller(self) -> int:
        return self.branch.members[0]

    @property
    def electors(self) -> list[int]:
        """Those who vote by phone."""
        return [*self.branch.people, *self.masses]

    async def submitted(
        self,
        subject: Subject = Subject.UNIT,
        *,
        number: int = 1,
        person: int | None = None,
        comment: bool = True,
        split: bool = False,
        paper: bool = True,
        title: str = TITLE,
        lasts: timedelta = LASTS,
    ) -> int:
        """It has so many questions, supervisor and teller; the committee has asked to open it."""
        motion = subject is Subject.MOTION
        asked, majority = questions(number, YES_NO if motion else GRADES), INSTALLATION.rating.majority("half")
        async with self.world.uow.begin() as work:
            made = await store.add(
                work,
                NewRating(
                    self.branch.id,
                    subject,
                    title,
                    asked,
                    work.now + lasts,
                    source=Source.LIST,
                    groups=frozenset(Voters),
                    person_id=person,
                    majority=majority if motion else None,
                    comment=comment,
                    split=split,
                    paper=paper,
                    prepared_by=self.branch.secretary,
                ),
                work.now,
            )
            await store.appoint(work, made, self.supervisor, self.teller)
            await store.move(work, made, State.SUBMITTED, State.OPENING)
            await work.commit()
        return made

    async def opened(self, subject: Subject = Subject.UNIT, **more: Any) -> int:
        made = await self.submitted(subject, **more)
        assert await self.open(made)
        await self.world.run(CONFIRMED, made)
        return made

    async def open(self, rating: int) -> bool:
        """What the key-holder does."""
        return await opening.open_(self.world.uow, self.keys, INSTALLATION.rating, ZONE, rating)

    async def turn(self, **later: float) -> None:
        """What the key-holder does every two seconds."""
        self.world.clock.forward(**later)
        await worker.turn(self.world.uow, self.keys, INSTALLATION.rating, ZONE)

    async def get(self, rating: int) -> Rating:
        async with self.world.uow.reading() as cx:
            found = await store.get(cx, rating)
        assert found is not None
        return found

    async def version(self, rating: int) -> int:
        return (await self.get(rating)).version

    async def slip(self, rating: int, answers: tuple[int, ...] = (), words: str = "") -> BallotDraft:
        """As it comes back from a ballot of that rating."""
        return BallotDraft(rating, (await self.get(rating)).key_tag, answers, words)

    async def vote(self, rating: int, *people: int, answers: tuple[int, ...] = (0,), words: str = "") -> None:
        for person in people:
            slip = await self.slip(rating, answers, words)
            await self.world.act(person, vote.vote, slip, self.keys)

    async def ended(self, rating: int) -> None:
        self.world.clock.forward(seconds=LASTS.total_seconds())
        await worker.refresh(self.world.uow, INSTALLATION.rating, rating)

    async def close(self, rating: int, person: int, version: int | None = None) -> close.Closing:
        version = await self.version(rating) if version is None else version
        return await self.world.act(person, close.yes, rating, version)

    async def count(self, rating: int) -> None:
        """What the key-holder does."""
        await count.close(self.world.uow, self.keys, INSTALLATION.rating, ZONE, rating)

    async def closing(self, rating: int) -> None:
        """Supervisor and teller have said yes; the key-holder has not had its turn."""
        for person in (self.supervisor, self.teller):
            await self.close(rating, person)

    async def closed(self, rating: int) -> None:
        await self.ended(rating)
        await self.closing(rating)
        await self.count(rating)


async def ratings_of(world: World, branch: Branch, root: Path, *, without: int = 0, masses: int = 0) -> Ratings:
    """`root`: of all folders of keys."""
    supervisor = await world.person("监督员", branch.committee)
    voices = [
        await world.person(f"群众{number}", branch.id, standing="mass_representative") for number in range(masses)
    ]
    unbound = [await world.person(f"老党员{number}", branch.id, account=False) for number in range(without)]
    return Ratings(world, branch, await recover.folder(world.uow, root), supervisor, tuple(unbound), tuple(voices))
