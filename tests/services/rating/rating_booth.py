"""An open rating of a branch, put there by hand with a real key and record, for tests of voting."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.rating.ballot import Ballot, unpacked
from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import Doubt, NewRating, Question, Source, State, Subject, fingerprint, voters_of
from bot.domain.rating.vote import BallotDraft
from bot.services.rating import vote as rating_vote
from bot.storage import actor as actors
from bot.storage.connection import Database
from bot.storage.installation import audit
from bot.storage.rating import ballot_box
from bot.storage.rating import elector as electors
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.rating.elector import Elector
from bot.storage.unit_of_work import UnitOfWork
from tests.services.attendance.attendance_branch import Branch, Rows, branch

GRADES = tuple(
    Named(code=code, zh=zh, en=en)
    for code, zh, en in (("good", "好", "Good"), ("fairly_good", "较好", "Fairly good"), ("poor", "较差", "Poor"))
)
MOST_QUESTIONS = 40


def asked(count: int) -> tuple[Question, ...]:
    names = [("grade", "总体等级", "Overall grade"), ("leader", "带头人", "Leader"), ("venue", "活动阵地", "Venue")]
    names += [
        (f"more_{chr(97 + number // 26)}{chr(97 + number % 26)}", f"指标{number}", f"More {number}")
        for number in range(40)
    ]
    return tuple(Question(code=code, zh=zh, en=en, choices=GRADES) for code, zh, en in names[:count])


async def opened(
    uow: UnitOfWork,
    keys: KeyFolder,
    unit: int,
    people: list[Elector],
    *,
    questions: int = 1,
    comment: bool = True,
    days: int = 1,
) -> int:
    """Submitted, opened for `days`, recorded; its id."""
    async with uow.begin() as work:
        ends = work.now + timedelta(days=days)
        made = await ratings.add(
            work,
            NewRating(
                unit,
                Subject.UNIT,
                "2026年度等级测评",
                asked(questions),
                ends,
                source=Source.LIST,
                groups=frozenset(Voters),
                comment=comment,
            ),
            work.now,
        )
        public = keys.make(made)
        await electors.add(work, made, people)
        roll = roll_digest([one.person_id for one in people])
        facts = {"rating": made, "fingerprint": fingerprint(public), "electors": len(people), "roll": roll}
        entry = await audit.add(work, work.now, "rating.opened", None, facts)
        await ratings.opened(work, made, work.now, public, entry.sequence)
        await work.commit()
    return made


async def slip_of(uow: UnitOfWork, rating: int, answers: tuple[int, ...] = (), words: str = "") -> BallotDraft:
    """As it comes from a ballot of that rating; without a seal where there is none."""
    async with uow.reading() as cx:
        found = await ratings.get(cx, rating)
    return BallotDraft(rating, found.key_tag if found else "", answers, words)


async def elector_of(uow: UnitOfWork, account: int, doubt: Doubt | None = None) -> Elector:
    """That account's person, who waits for the supervisor where there is a doubt."""
    async with uow.reading() as cx:
        actor = await actors.load(cx, account, uow.clock.now().date())
    assert actor is not None
    assert actor.person is not None
    standing = actor.person.standing
    return Elector(actor.person.id, voters_of(standing), "list", doubt, None if doubt else account, paper=False)


@dataclass(frozen=True, slots=True)
class Booth:
    """A branch of seven whose rating is open; all may vote."""

    house: Branch
    keys: KeyFolder
    rating: int

    @property
    def hall(self) -> Rows:
        return self.house.hall

    async def vote(self, person: int, answers: tuple[int, ...] = (0,), words: str = "", rating: int = 0) -> None:
        hall, slip = self.hall, await self.slip(answers, words, rating)
        await rating_vote.vote(hall.uow, hall.ask(person), slip, self.keys)

    async def enter(self, person: int, answers: tuple[int, ...] = ()) -> rating_vote.BallotView:
        hall = self.hall
        return await rating_vote.enter(hall.uow, hall.ask(person), await self.slip(answers))

    async def comment(self, person: int, words: str) -> tuple[rating_vote.BallotView, str]:
        hall = self.hall
        return await rating_vote.comment(hall.uow, hall.ask(person), await self.slip((), words))

    async def slip(self, answers: tuple[int, ...] = (), words: str = "", rating: int = 0) -> BallotDraft:
        return await slip_of(self.hall.uow, rating or self.rating, answers, words)

    async def move(self, state: State) -> None:
        await self.run("UPDATE rating SET state = $2 WHERE id = $1", self.rating, state.value)

    async def run(self, sql: str, *args: int | str | None) -> None:
        async with self.hall.uow.begin() as work:
            await work.execute(sql, *args)
            await work.commit()

    async def ballots(self) -> list[Ballot]:
        """With the key, as closing does."""
        async with self.hall.uow.reading() as cx:
            rating = await ratings.get(cx, self.rating)
            boxes = await ballot_box.boxes_of(cx, self.rating)
        assert rating is not None
        assert rating.public_key is not None
        return [unpacked(plain) for plain in self.keys.open(self.rating, rating.public_key, boxes)]

    async def voted(self) -> int:
        async with self.hall.uow.reading() as cx:
            return (await electors.numbers(cx, self.rating)).voted


async def booth(database: Database, folder: Path, *, questions: int = 1, comment: bool = True) -> Booth:
    house, keys = await branch(database), KeyFolder(folder / "keys", "house")
    people = [await elector_of(house.hall.uow, 1000 + person) for person in house.people]
    made = await opened(house.hall.uow, keys, house.unit, people, questions=questions, comment=comment)
    return Booth(house, keys, made)
