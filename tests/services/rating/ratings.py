"""Ratings of a branch and the people who run them, from what the committee opens to what is counted."""

import json
from datetime import timedelta

from bot.domain.clock import to_ms
from bot.domain.grading.scheme_part import Named
from bot.domain.rating.model import Question, Rating, Subject
from bot.domain.rating.vote import BallotDraft
from bot.services.rating import vote, worker
from bot.services.rating.open import open_
from bot.storage.connection import Value
from bot.storage.rating import store
from bot.storage.rating.ballot_box import KeyFolder
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.branch import Branch

LASTS = timedelta(hours=6)
OF_ALL: dict[str, Value] = {"source": "list", "groups": "masses,members,service_users", "comment": True, "paper": True}
USUAL = OF_ALL | {"title": "年度测评", "state": "submitted", "prepared_at": 0}
WORDS = (("good", "好", "Good"), ("fair", "较好", "Fairly good"), ("poor", "较差", "Poor"))
GRADES = tuple(Named(code=code, zh=zh, en=en) for code, zh, en in WORDS)


def questions(number: int, choices: tuple[Named, ...] = GRADES) -> tuple[Question, ...]:
    names = [("grade", "总体等级", "Overall grade"), ("leader", "带头人", "Leader"), ("venue", "活动阵地", "Venue")]
    names += [(f"more_{chr(97 + n // 26)}{chr(97 + n % 26)}", f"指标{n}", f"More {n}") for n in range(number)]
    return tuple(Question(code=code, zh=zh, en=en, choices=choices) for code, zh, en in names[:number])


class Ratings:
    """`keys` are the key-holder's; the `electors` vote by phone."""

    def __init__(self, world: World, branch: Branch, keys: KeyFolder) -> None:
        self.world, self.branch, self.keys = world, branch, keys
        self.supervisor, self.teller = branch.supervisor, branch.members[0]
        self.electors = [*branch.people]

    async def submitted(self, subject: Subject = Subject.UNIT, number: int = 1, **columns: Value) -> int:
        """It waits to be opened; so many questions. `columns`: what is not USUAL."""
        asked = json.dumps([one.model_dump() for one in questions(number)])
        people = {"prepared_by": self.branch.secretary, "supervisor_id": self.supervisor, "teller_id": self.teller}
        facts = {"unit_id": self.branch.id, "subject": subject.value, "questions": asked}
        ends = {"closes_at": to_ms(self.world.clock.now() + LASTS)}
        return await self.world.insert("rating", **USUAL | people | facts | ends | columns)

    async def opened(self, subject: Subject = Subject.UNIT, number: int = 1, **columns: Value) -> int:
        made = await self.submitted(subject, number, state="opening", **columns)
        assert await open_(self.world.uow, self.keys, INSTALLATION.rating, ZONE, made)
        return made

    async def turn(self, **later: float) -> None:
        """What the key-holder does every two seconds."""
        self.world.clock.forward(**later)
        await worker.turn(self.world.uow, self.keys, INSTALLATION.rating, ZONE)

    async def get(self, rating: int) -> Rating:
        [row] = await self.world.rows(store.GET, rating)
        return store.rating_of(row)

    async def vote(self, rating: int, *people: int, answers: tuple[int, ...] = (0,), words: str = "") -> None:
        for person in people:
            await self.world.act(person, vote.vote, await filled(self, rating, answers, words), self.keys)


async def filled(ratings: Ratings, rating: int, answers: tuple[int, ...] = (), words: str = "") -> BallotDraft:
    """As it comes back from a ballot of that rating."""
    return BallotDraft(rating, (await ratings.get(rating)).key_tag, answers, words)
