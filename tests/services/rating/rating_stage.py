"""A branch whose rating goes from opening to its end by the real use cases, for tests of closing, paper and results."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating import rules
from bot.domain.rating.model import NewRating, Question, Rating, Source, State, Subject
from bot.domain.request import Request
from bot.installation import rules_of
from bot.services import reason_form
from bot.services.rating import close as rating_close
from bot.services.rating import count as rating_count
from bot.services.rating import open as rating_open
from bot.services.rating import paper as rating_paper
from bot.services.rating import recover, result, totals, voiding, worker
from bot.services.rating import vote as rating_vote
from bot.storage.connection import Database
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.texts.speech import Texts
from bot.views.renderers import render
from bot.views.view import View
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT, Branch, Rows, branch
from tests.services.rating.rating_booth import slip_of

RULES = rules_of(ROOT / "config", "rating", rules.read)
GRADES = tuple(
    Named(code=code, zh=zh, en=en)
    for code, zh, en in (("good", "好", "Good"), ("fair", "较好", "Fairly good"), ("poor", "较差", "Poor"))
)
YES_NO = (
    Named(code="yes", zh="赞成", en="For"),
    Named(code="no", zh="不赞成", en="Against"),
    Named(code="abstain", zh="弃权", en="Abstain"),
)


def asked(count: int, choices: tuple[Named, ...] = GRADES) -> tuple[Question, ...]:
    names = (("grade", "总体等级", "Overall"), ("leader", "带头人", "Leader"), ("venue", "活动阵地", "Venue"))
    return tuple(Question(code=code, zh=zh, en=en, choices=choices) for code, zh, en in names[:count])


@dataclass(frozen=True, slots=True)
class Poll:
    """`house` has 7 people with accounts; `without`: more of the branch, who have none."""

    house: Branch
    keys: KeyFolder
    supervisor: int
    without: tuple[int, ...]

    @property
    def hall(self) -> Rows:
        return self.house.hall

    @property
    def teller(self) -> int:
        return self.house.members[0]

    def ask(self, person: int) -> Request:
        return self.hall.ask(person)

    async def opened(
        self,
        subject: Subject = Subject.UNIT,
        *,
        questions: int = 1,
        person: int | None = None,
        split: bool = False,
        paper: bool = True,
    ) -> int:
        motion = subject is Subject.MOTION
        async with self.hall.uow.begin() as work:
            made = await ratings.add(
                work,
                NewRating(
                    self.house.unit,
                    subject,
                    "年度测评",
                    asked(questions, YES_NO if motion else GRADES),
                    work.now + timedelta(hours=5),
                    source=Source.LIST,
                    groups=frozenset(Voters),
                    person_id=person,
                    majority=RULES.majority("half") if motion else None,
                    comment=True,
                    split=split,
                    paper=paper,
                    prepared_by=self.house.secretary,
                ),
                work.now,
            )
            await ratings.appoint(work, made, self.supervisor, self.teller)
            await ratings.move(work, made, State.SUBMITTED, State.OPENING)
            await work.commit()
        assert await rating_open.open_(self.hall.uow, self.keys, RULES, self.hall.zone, made)
        return made

    async def vote(self, rating: int, *people: int, answers: tuple[int, ...] = (0,), words: str = "") -> None:
        for person in people:
            slip = await slip_of(self.hall.uow, rating, answers, words)
            await rating_vote.vote(self.hall.uow, self.ask(person), slip, self.keys)

    async def ended(self, rating: int) -> None:
        self.hall.clock.forward(hours=6)
        await worker.refresh(self.hall.uow, RULES, rating)

    async def rating(self, id: int) -> Rating:
        async with self.hall.uow.reading() as cx:
            found = await ratings.get(cx, id)
        assert found is not None
        return found

    async def close(self, rating: int, person: int, version: int | None = None) -> rating_close.Closing:
        version = (await self.rating(rating)).version if version is None else version
        return await rating_close.yes(self.hall.uow, self.ask(person), rating, version)

    async def count(self, rating: int) -> None:
        """What the key-holder does."""
        await rating_count.close(self.hall.uow, self.keys, RULES, self.hall.zone, rating)

    async def closed(self, rating: int) -> None:
        await self.ended(rating)
        for person in (self.supervisor, self.teller):
            await self.close(rating, person)
        await self.count(rating)

    async def issue(self, rating: int, to: int, by: int | None = None) -> rating_paper.Issue:
        hall = self.hall
        return await rating_paper.issue(hall.uow, self.ask(by or self.teller), rating, to)

    async def form(self, person: int) -> int:
        """The version of their form."""
        rows = await self.hall.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def typed(self, person: int, *texts: str) -> None:
        """The totals: those that came back first."""
        for number, text in enumerate(texts):
            step = totals.enter_counts if number else totals.enter_returned
            await step(self.hall.uow, self.ask(person), await self.form(person), text)

    async def begin_totals(self, rating: int, by: int | None = None) -> None:
        await totals.begin(self.hall.uow, self.ask(by or self.teller), rating)

    async def entered(self, rating: int, *texts: str, by: int | None = None) -> None:
        person = by or self.teller
        await self.begin_totals(rating, person)
        await self.typed(person, *texts)
        await totals.keep(self.hall.uow, self.ask(person), await self.form(person))

    async def agree_totals(self, rating: int, by: int, version: int | None = None) -> rating_paper.Page:
        version = (await self.rating(rating)).version if version is None else version
        return await rating_paper.yes(self.hall.uow, self.ask(by), rating, version)

    async def propose_void(self, rating: int, by: int, reason: str = "名单有错") -> voiding.Voiding:
        hall = self.hall
        await voiding.begin(hall.uow, self.ask(by), rating)
        await reason_form.enter_reason(hall.uow, self.ask(by), voiding.NAME, await self.form(by), reason)
        return await voiding.propose(hall.uow, self.ask(by), await self.form(by))

    async def agree_void(self, rating: int, by: int, version: int | None = None) -> voiding.Voiding:
        version = (await self.rating(rating)).version if version is None else version
        return await voiding.yes(self.hall.uow, self.ask(by), rating, version)

    async def shown(self, rating: int, to: int) -> result.Shown:
        return await result.show(self.hall.uow, self.ask(to), rating)

    async def told(self, kind: str) -> dict[int, View]:
        """By person, in Chinese; each can be said in English too."""
        texts, found = Texts(self.hall.settings.zone), {}
        for row in await self.hall.messages(kind):
            data = json.loads(row["data"])
            assert render(kind, data, texts.speech("en")).text
            found[row["chat_id"] - ACCOUNTS] = render(kind, data, texts.speech("zh"))
        return found


async def poll(database: Database, folder: Path, *, without: int = 2) -> Poll:
    house = await branch(database)
    hall = house.hall
    supervisor = await hall.person("监督员", house.top)
    some = [await hall.person(f"老党员{number}", house.unit, account=False) for number in range(without)]
    return Poll(house, await recover.folder(hall.uow, folder / "keys"), supervisor, tuple(some))
