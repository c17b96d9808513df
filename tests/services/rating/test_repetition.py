"""No second rating on the same matter soon: not by nearly the same people, nor by the same until the result pleases."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.rating.model import NewRating, Source, State, Subject, Turnout
from bot.domain.rating.result import Result
from bot.services.rating import prepare
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from bot.storage.rating import elector
from bot.storage.rating import store as ratings
from bot.storage.rating.elector import Elector
from tests.services.rating.rating_table import SCHEMES, Table, table

OVER = "UPDATE rating SET state = $2, closed_at = $3, result = $4 WHERE id = $1 RETURNING id"
KEPT = Result(5, Turnout(5, 5, 5, 0), ({"good": 5, "fairly_good": 0, "average": 0, "poor": 0},)).write()
OPENED = "UPDATE rating SET state = 'open', opened_at = $2 WHERE id = $1 RETURNING id"
LATER = "UPDATE rating SET closes_at = $2 WHERE id = $1 RETURNING id"
WORDS = "同意组长转正"


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


async def over(desk: Table, rating: int, state: State = State.CLOSED, kept: str | None = KEPT) -> None:
    await desk.hall.run(OVER, rating, state.value, to_ms(desk.hall.now), kept)


async def more(desk: Table, count: int) -> None:
    for number in range(count):
        await desk.hall.person(f"新{number}", desk.house.unit)


async def refused(desk: Table, made: int) -> str:
    """The code; empty where it opens."""
    try:
        await desk.ask_open(made)
    except DomainError as error:
        code = error.code
    else:
        assert await desk.hold(made)
        return ""
    assert (await desk.rating(made)).state is State.SUBMITTED
    return code


async def roles(desk: Table, made: int) -> int:
    await desk.appoint(made, "supervisor", desk.supervisor)
    await desk.appoint(made, "teller", desk.teller)
    return made


async def on_a_person(desk: Table, whom: int) -> int:
    await desk.begin()
    await desk.turn("subject", "person")
    hall = desk.hall
    version = await desk.field("person")
    await prepare.person(hall.uow, hall.ask(desk.house.secretary), desk.installation, version, whom)
    return await roles(desk, (await desk.submit()).rating.id)


async def on_a_motion(desk: Table, words: str = WORDS) -> int:
    await desk.begin()
    await desk.turn("subject", "motion")
    hall = desk.hall
    version = await desk.field("title")
    await prepare.motion(hall.uow, hall.ask(desk.house.secretary), desk.installation, version, words)
    return await roles(desk, (await desk.submit()).rating.id)


async def elsewhere(
    desk: Table, unit: int, subject: Subject, people: Sequence[int], *, whom: int | None = None, words: str = WORDS
) -> int:
    """One that is open in another unit."""
    hall = desk.hall
    who = [Elector(one, Voters.MEMBERS, "list", None, None, paper=False) for one in people]
    async with hall.uow.begin() as work:
        made = await ratings.add(
            work,
            NewRating(
                unit,
                subject,
                words,
                (),
                hall.now + timedelta(days=1),
                source=Source.LIST,
                groups=frozenset({Voters.MEMBERS}),
                person_id=whom,
            ),
            hall.now,
        )
        await elector.add(work, made, who)
        await work.commit()
    return await hall.run(OPENED, made, to_ms(hall.now))


@pytest.mark.parametrize(
    ("apart", "code"), [(0, "rating_same_again"), (1, "rating_too_alike"), (4, "rating_too_alike"), (5, "")]
)
async def test_with_counts_kept_not_for_ninety_days(desk: Table, apart: int, code: str) -> None:
    await over(desk, await desk.opened())
    await more(desk, apart)
    made = await desk.appointed()
    assert await refused(desk, made) == code
    if not code:
        return
    desk.hall.clock.forward(days=91)
    await desk.hall.run(LATER, made, to_ms(desk.hall.now) + 9_000_000)
    assert await refused(desk, made) == ""


@pytest.mark.parametrize("apart", [0, 1])
@pytest.mark.parametrize("state", [State.VOID, State.CLOSED])
async def test_one_without_counts_stands_in_nobodys_way(desk: Table, state: State, apart: int) -> None:
    await over(desk, await desk.opened(), state, None)
    await more(desk, apart)
    assert await refused(desk, await desk.appointed()) == ""


async def test_the_days_are_counted_from_its_closing(desk: Table) -> None:
    first = await desk.opened()
    desk.hall.clock.forward(days=80)
    await over(desk, first)
    desk.hall.clock.forward(days=80)
    assert await refused(desk, await desk.appointed()) == "rating_same_again"


@pytest.mark.parametrize("state", [State.OPEN, State.ENDED, State.CLOSING])
async def test_one_under_way_counts_however_old_it_is(desk: Table, state: State) -> None:
    first = await desk.opened()
    await desk.hall.run("UPDATE rating SET state = $2 WHERE id = $1 RETURNING id", first, state.value)
    desk.hall.clock.forward(days=120)
    await more(desk, 1)
    assert await refused(desk, await desk.appointed()) == "rating_too_alike"


async def test_a_person_is_the_same_in_every_unit(desk: Table) -> None:
    house = desk.house
    await elsewhere(desk, house.other, Subject.PERSON, house.people[1:], whom=house.deputy)
    assert await refused(desk, await on_a_person(desk, house.members[1])) == ""
    assert await refused(desk, await on_a_person(desk, house.deputy)) == "rating_too_alike"


async def test_a_motion_is_the_same_above_and_below_but_not_beside(desk: Table) -> None:
    house = desk.house
    await elsewhere(desk, house.other, Subject.MOTION, house.people[1:])
    beside = await on_a_motion(desk)
    assert await refused(desk, beside) == ""
    await over(desk, beside, State.VOID, None)
    await elsewhere(desk, house.top, Subject.MOTION, house.people[1:])
    assert await refused(desk, await on_a_motion(desk, "同意 组长转正")) == "rating_too_alike"
    assert await refused(desk, await on_a_motion(desk, "不同意组长转正")) == ""


async def test_the_unit_above_and_another_subject_are_other_matters(desk: Table) -> None:
    house = desk.house
    await elsewhere(desk, house.top, Subject.UNIT, house.people)
    await elsewhere(desk, house.unit, Subject.MOTION, house.people)
    assert await refused(desk, await desk.appointed()) == ""


async def test_a_second_look_asks_the_same_people_again(desk: Table) -> None:
    of = "UPDATE rating SET case_id = $2 WHERE id = $1 RETURNING id"
    first, second = await _case(desk, RoundKind.ROUND), await _case(desk, RoundKind.SECOND_REVIEW)
    before = await desk.opened()
    await desk.hall.run(of, before, first)
    await over(desk, before)
    made = await desk.appointed()
    await desk.hall.run(of, made, first)
    assert await refused(desk, made) == "rating_case_rated"
    await desk.hall.run(of, made, second)
    await more(desk, 1)
    assert await refused(desk, made) == "rating_too_alike"
    await desk.hall.run("UPDATE person SET left_on = '2020-01-01' WHERE name = '新0' RETURNING id")
    assert await refused(desk, made) == ""


async def _case(desk: Table, kind: RoundKind) -> int:
    hall, scheme = desk.hall, SCHEMES.of("村")
    due = {one: hall.now.date() for one in Step}
    async with hall.uow.begin() as work:
        made = await grading.add_round(work, desk.house.top, 2026, kind, hall.now, None)
        await grading.keep_scheme(work, scheme)
        case = await grading.add_case(work, made, desk.house.unit, scheme.digest, None, due, hall.now)
        await work.commit()
    return case
