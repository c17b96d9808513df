"""A rating's life in any order, with starts and lost keys in between: over the real services, with what must hold
after every step and at the end."""

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.errors import DomainError
from bot.domain.rating.model import Rating, State
from bot.domain.rating.result import Result
from bot.services.rating import recover, worker
from bot.storage.connection import Row
from bot.storage.rating import store
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.life import Life, live
from tests.services.rating import agreements
from tests.services.rating.agreements import agree_close
from tests.services.rating.counted import Cut
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import usual_branch
from tests.world.people import add_person

VOTERS = st.integers(0, 6)
ANSWER = st.integers(0, 2)
RUNS = st.sampled_from(["supervisor", "teller"])
WITHOUT = 6
"""So many have no phone."""
OVER = frozenset({State.CLOSED, State.VOID})


class RatingLife(Life):
    def __init__(self) -> None:
        super().__init__()
        self.ratings: Ratings = self.runner.run(self._found(self.place))
        self.world = self.ratings.world
        self.branch = self.ratings.branch
        self.id = 0
        self.ballots: dict[int, int] = {}
        """What each voter was told is recorded."""
        self.papers: set[int] = set()
        self.totals: tuple[int, int, int] | None = None
        self.over: State | None = None

    async def _found(self, place: Path) -> Ratings:
        world = World(self.database)
        branch = await usual_branch(world)
        self.without = [
            await add_person(world, f"老党员{number}", branch.id, account=False) for number in range(WITHOUT)
        ]
        return Ratings(world, branch, await recover.folder(world.uow, place / "keys"))

    @initialize(split=st.booleans(), answers=st.lists(ANSWER, min_size=7, max_size=7), first=st.sampled_from([0, 3, 7]))
    def begun(self, split: bool, answers: list[int], first: int) -> None:
        self.id = self.runner.run(self.ratings.opened(split=split))
        self.all_vote(answers, first)

    def teardown(self) -> None:
        """Whatever has happened, it comes to an end, and nothing that must not last is left."""
        try:
            if self.id:
                self._finish()
        finally:
            super().teardown()

    def _finish(self) -> None:
        self.key_returns()
        self.time_passes(6 * 60)
        for _ in range(2):
            if self.papers and self.totals is None:
                self.enter_totals(by="teller", share=1.0, answer=0)
            for who in ("supervisor", "teller"):
                self.agree_totals(who)
                self.close(who)
            self.starts()
        assert self._rating().state in OVER
        assert self.ratings.keys.ratings() == set()
        self.what_is_kept_is_what_was_given()

    def _run(self, who: str) -> int:
        return self.ratings.supervisor if who == "supervisor" else self.ratings.teller

    def _rating(self) -> Rating:
        return self.runner.run(self.ratings.get(self.id))

    @rule(voter=VOTERS, answer=ANSWER)
    def vote(self, voter: int, answer: int) -> None:
        person = self.branch.people[voter]
        if self.attempt(self.ratings.vote(self.id, person, answers=(answer,))):
            self.ballots.setdefault(person, answer)

    @rule(answers=st.lists(ANSWER, min_size=7, max_size=7), first=VOTERS)
    def all_vote(self, answers: list[int], first: int) -> None:
        """From the first on, so that there is often something to count."""
        for voter in range(first, 7):
            self.vote(voter, answers[voter])

    @rule(voter=VOTERS, answer=ANSWER)
    def tap_on_two_phones(self, voter: int, answer: int) -> None:
        person = self.branch.people[voter]
        taps = [self.ratings.vote(self.id, person, answers=(answer,)) for _ in range(2)]
        ends = self.at_once(taps)
        assert all(one is None or isinstance(one, DomainError) for one in ends), ends
        if None in ends:
            self.ballots.setdefault(person, answer)

    @rule(to=st.integers(0, WITHOUT - 1), by=RUNS, voter=st.none() | VOTERS)
    def hand_out_paper(self, to: int, by: str, voter: int | None) -> None:
        """`voter`: to someone who votes by phone, which is refused."""
        person = self.without[to] if voter is None else self.branch.people[voter]
        if self.attempt(agreements.issue(self.ratings, self.id, person, self._run(by))):
            assert voter is None
            self.papers.add(person)

    @rule(by=RUNS)
    def hand_out_all_papers(self, by: str) -> None:
        for to in range(WITHOUT):
            self.hand_out_paper(to, by, None)

    @rule(by=RUNS, share=st.sampled_from([1.0, 0.5]), answer=ANSWER)
    def enter_totals(self, by: str, share: float, answer: int) -> None:
        """One of those that came back is spoiled, the others agree."""
        back = max(int(len(self.papers) * share), 1)
        counts = [back - 1 if place == answer else 0 for place in range(3)]
        texts = [f"{back} 1", *([" ".join(map(str, counts))] if back > 1 else [])]
        if self.attempt(agreements.entered(self.ratings, self.id, *texts, by=self._run(by))):
            self.totals = (back, answer, back - 1)

    @rule(by=RUNS)
    def agree_totals(self, by: str) -> None:
        self.attempt(agreements.agree_totals(self.ratings, self.id, self._run(by)))

    @rule(by=RUNS)
    def close(self, by: str) -> None:
        self.attempt(agree_close(self.ratings, self.id, self._run(by)))

    @rule(by=st.sampled_from(["supervisor", "committee"]))
    def propose_void(self, by: str) -> None:
        self.attempt(agreements.propose_void(self.ratings, self.id, self._above(by)))

    @rule(by=st.sampled_from(["supervisor", "committee"]))
    def agree_void(self, by: str) -> None:
        self.attempt(agreements.agree_void(self.ratings, self.id, self._above(by)))

    def _above(self, by: str) -> int:
        return self.ratings.supervisor if by == "supervisor" else self.branch.above

    @rule(minutes=st.sampled_from([3, 10, 60, 6 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.forward(minutes=minutes)
        self.turn()

    @rule()
    def turn(self) -> None:
        self.runner.run(self.ratings.turn())

    @rule()
    def ends_where_the_key_is_destroyed(self) -> None:
        keys = Cut(self.ratings.keys.folder.parent, self.ratings.keys.folder.name)
        try:
            self.runner.run(worker.turn(self.world.uow, keys, INSTALLATION.rating, ZONE))
        except ConnectionResetError:
            assert self._rating().state in (State.COUNTED, State.VOID)

    @rule()
    def starts(self) -> None:
        """After whatever end, with the keys that are there."""
        keys = self.runner.run(recover.folder(self.world.uow, self.ratings.keys.folder.parent))
        assert keys.folder == self.ratings.keys.folder
        self.runner.run(worker.start(self.world.uow, keys, INSTALLATION.rating, ZONE))

    @rule()
    def key_goes_away(self) -> None:
        for file in self.ratings.keys.folder.glob("*.key"):
            file.rename(file.with_suffix(".away"))

    @rule()
    def closing_finds_no_key(self) -> None:
        """So that it often waits."""
        self.key_goes_away()
        self.time_passes(6 * 60)
        self.close("supervisor")
        self.close("teller")
        self.turn()

    @rule()
    def key_returns(self) -> None:
        for file in self.ratings.keys.folder.glob("*.away"):
            file.rename(file.with_suffix(".key"))

    def _rows(self, sql: str) -> list[Row]:
        return self.runner.run(self.world.rows(sql))

    @invariant()
    def every_recorded_ballot_is_there_once_until_it_is_counted(self) -> None:
        rating = self._rating() if self.id else None
        if rating is None:
            return
        boxes = len(self._rows("SELECT id FROM envelope"))
        flags = {row["person_id"] for row in self._rows("SELECT person_id FROM elector WHERE voted")}
        if rating.state in (State.OPEN, State.ENDED, State.CLOSING):
            assert boxes == len(self.ballots)
            assert flags == self.ballots.keys()
        else:
            assert (boxes, flags) == (0, set())
            assert self._rows("SELECT rating_id FROM rating_paper") == []

    @invariant()
    def only_a_key_is_ever_missing_and_the_end_is_the_end(self) -> None:
        rating = self._rating() if self.id else None
        if rating is None:
            return
        assert rating.fault in (None, "key_lost")
        assert self.over in (None, rating.state)
        self.over = rating.state if rating.state in OVER else None
        ends = self._rows("SELECT kind FROM audit WHERE kind IN ('rating.closed', 'rating.void')")
        assert len(ends) == (rating.state in (State.COUNTED, State.CLOSED, State.VOID))

    @invariant()
    def what_is_kept_is_what_was_given(self) -> None:
        rating = self._rating() if self.id else None
        if rating is None or rating.state not in (State.COUNTED, State.CLOSED):
            return
        back, choice, valid = self.totals if self.papers and self.totals else (0, 0, 0)
        assert rating.turnout is not None
        assert rating.turnout.issued == len(self.branch.people) + len(self.papers)
        assert rating.turnout.returned == len(self.ballots) + back
        assert rating.turnout.valid == len(self.ballots) + valid
        shown = rating.turnout.valid >= 5 and not (back and 0 < len(self.ballots) < 5)
        text = self.runner.run(self._result())
        assert (text is not None) is shown
        if text is not None:
            counts = [list(self.ballots.values()).count(place) for place in range(3)]
            counts[choice] += valid
            assert list(Result.read(text).counts[0].values()) == counts

    async def _result(self) -> str | None:
        async with self.world.uow.reading() as cx:
            return await store.result(cx, self.id)


def test_whatever_happens_to_a_rating(sqlite_template: Path, tmp_path: Path) -> None:
    live(RatingLife, sqlite_template, tmp_path, lives=15, steps=20)
