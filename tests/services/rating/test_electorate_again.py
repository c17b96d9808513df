"""No second rating on the same matter soon: not by nearly the same people, nor by the same until the result pleases."""

from collections.abc import Sequence

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.rating.model import State, Subject, Turnout
from bot.domain.rating.result import Result
from bot.storage.connection import Value
from bot.storage.rating import elector
from bot.storage.rating.elector import Elector
from tests.installation import INSTALLATION
from tests.services.rating.preparation import ask_open, case_of, open_
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import Branch
from tests.world.people import add_person

OVER = "UPDATE rating SET state = $2, closed_at = $3, result = $4 WHERE id = $1"
KEPT = Result(5, Turnout(5, 5, 5, 0), ({"good": 5, "fairly_good": 0, "average": 0, "poor": 0},)).write()
LATER = "UPDATE rating SET closes_at = $2 WHERE id = $1"
WORDS = "同意组长转正"


async def over(ratings: Ratings, rating: int, state: State = State.CLOSED, kept: str | None = KEPT) -> None:
    await ratings.world.run(OVER, rating, state.value, to_ms(ratings.world.clock.now()), kept)


async def more(ratings: Ratings, count: int) -> None:
    for number in range(count):
        await add_person(ratings.world, f"新{number}", ratings.branch.id)


async def refused(ratings: Ratings, made: int) -> str:
    """The code; empty where it opens."""
    try:
        await ask_open(ratings, made)
    except DomainError as error:
        code = error.code
    else:
        assert await open_(ratings, made)
        return ""
    assert (await ratings.get(made)).state is State.SUBMITTED
    return code


async def elsewhere(ratings: Ratings, unit: int, subject: Subject, people: Sequence[int], whom: int = 0) -> None:
    """One that is open in another unit."""
    row: dict[str, Value] = {"unit_id": unit, "title": WORDS, "person_id": whom or None}
    made = await ratings.submitted(subject, 1, state="open", opened_at=to_ms(ratings.world.clock.now()), **row)
    electors = [Elector(one, Voters.MEMBERS, "list", None, None, paper=False) for one in people]
    async with ratings.world.uow.begin() as work:
        await elector.add(work, made, electors)
        await work.commit()


@pytest.mark.parametrize(
    ("apart", "code"), [(0, "rating_same_again"), (1, "rating_too_alike"), (4, "rating_too_alike"), (5, "")]
)
async def test_with_counts_kept_not_for_ninety_days(world: World, ratings: Ratings, apart: int, code: str) -> None:
    await over(ratings, await ratings.opened())
    await more(ratings, apart)
    made = await ratings.submitted()
    assert await refused(ratings, made) == code
    if not code:
        return
    world.clock.forward(days=91)
    await world.run(LATER, made, to_ms(world.clock.now()) + 9_000_000)
    assert await refused(ratings, made) == ""


@pytest.mark.parametrize("apart", [0, 1])
@pytest.mark.parametrize("state", [State.VOID, State.CLOSED])
async def test_one_without_counts_stands_in_nobodys_way(ratings: Ratings, state: State, apart: int) -> None:
    await over(ratings, await ratings.opened(), state, None)
    await more(ratings, apart)
    assert await refused(ratings, await ratings.submitted()) == ""


async def test_the_days_are_counted_from_its_closing(world: World, ratings: Ratings) -> None:
    first = await ratings.opened()
    world.clock.forward(days=80)
    await over(ratings, first)
    world.clock.forward(days=80)
    assert await refused(ratings, await ratings.submitted()) == "rating_same_again"


@pytest.mark.parametrize("state", [State.OPEN, State.ENDED, State.CLOSING])
async def test_one_under_way_counts_however_old_it_is(world: World, ratings: Ratings, state: State) -> None:
    first = await ratings.opened()
    await world.run("UPDATE rating SET state = $2 WHERE id = $1", first, state.value)
    world.clock.forward(days=120)
    await more(ratings, 1)
    assert await refused(ratings, await ratings.submitted()) == "rating_too_alike"


async def test_a_person_is_the_same_in_every_unit(branch: Branch, ratings: Ratings) -> None:
    await elsewhere(ratings, branch.other, Subject.PERSON, branch.people[1:], branch.deputy)
    assert await refused(ratings, await ratings.submitted(Subject.PERSON, person_id=branch.members[1])) == ""
    assert (
        await refused(ratings, await ratings.submitted(Subject.PERSON, person_id=branch.deputy)) == "rating_too_alike"
    )


async def test_a_motion_is_the_same_above_and_below_but_not_beside(branch: Branch, ratings: Ratings) -> None:
    await elsewhere(ratings, branch.other, Subject.MOTION, branch.people[1:])
    beside = await ratings.submitted(Subject.MOTION, title=WORDS)
    assert await refused(ratings, beside) == ""
    await over(ratings, beside, State.VOID, None)
    await elsewhere(ratings, branch.committee, Subject.MOTION, branch.people[1:])
    assert await refused(ratings, await ratings.submitted(Subject.MOTION, title="同意 组长转正")) == "rating_too_alike"
    assert await refused(ratings, await ratings.submitted(Subject.MOTION, title="不同意组长转正")) == ""


async def test_the_unit_above_and_another_subject_are_other_matters(branch: Branch, ratings: Ratings) -> None:
    await elsewhere(ratings, branch.committee, Subject.UNIT, branch.people)
    await elsewhere(ratings, branch.id, Subject.MOTION, branch.people)
    assert await refused(ratings, await ratings.submitted()) == ""


async def test_a_second_look_asks_the_same_people_again(world: World, ratings: Ratings) -> None:
    of = "UPDATE rating SET case_id = $2 WHERE id = $1"
    first, second = [
        await case_of(ratings, INSTALLATION.schemes.of("村"), kind, Step.SURVEY)
        for kind in (RoundKind.ROUND, RoundKind.SECOND_REVIEW)
    ]
    before = await ratings.opened()
    await world.run(of, before, first)
    await over(ratings, before)
    made = await ratings.submitted()
    await world.run(of, made, first)
    assert await refused(ratings, made) == "rating_case_rated"
    await world.run(of, made, second)
    await more(ratings, 1)
    assert await refused(ratings, made) == "rating_too_alike"
    await world.run("UPDATE person SET left_on = '2020-01-01' WHERE name = '新0'")
    assert await refused(ratings, made) == ""
