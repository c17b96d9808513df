"""Who may act in a rating: nobody above who is on the unit's own committee or is the person rated; where nothing is
above the branch, an administrator appoints and opens, and whoever does not vote supervises."""

from pathlib import Path

import pytest

from bot.domain.message import Prompt
from bot.domain.rating.model import Role, State, Subject
from bot.services.rating import page, recover
from bot.views.rating import open as view
from tests.installation import INSTALLATION, ZH
from tests.services.rating.agreements import agree_close, agree_void, close_by_both, propose_void
from tests.services.rating.preparation import appoint, ask_open, draft, prepared
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.people import add_person, add_units, give_posts

NO_MORE = "UPDATE post SET ended_on = '2021-01-01' WHERE person_id = $1 AND unit_id = $2"
RATED = "UPDATE rating SET subject = 'person', person_id = $2 WHERE id = $1"
ADMINISTRATOR = 990
"""On no roster."""


class Alone(Branch):
    """Nothing is above it; `supervisor` is an applicant of its own, `stranger` a mass representative."""

    id, above, supervisor, stranger = 1, ADMINISTRATOR, 8, 9

    def __init__(self) -> None:
        super().__init__()
        self.members = (3, 4, 5, 6, 7)


@pytest.fixture
async def organisers(world: World, branch: Branch) -> None:
    """Secretary and second member of the branch are organisers of the committee as well."""
    both = (branch.secretary, branch.members[1])
    await give_posts(world, *((person, branch.committee, "organiser") for person in both))


async def refused(ratings: Ratings, rating: int, person: int, code: str) -> None:
    """In naming and opening, and no button is shown for it."""
    world = ratings.world
    await world.refused(code, appoint(ratings, rating, "supervisor", ratings.supervisor, person))
    await world.refused(code, ask_open(ratings, rating, person))
    seen = await world.act(person, page.show, INSTALLATION.rating, rating)
    assert Role.COMMITTEE not in seen.roles


@pytest.mark.usefixtures("organisers")
async def test_of_a_units_grade_its_committee_opens_none(world: World, branch: Branch, ratings: Ratings) -> None:
    """Also outside of any round; it is told to those who may."""
    made = await prepared(ratings)
    await appoint(ratings, made, "supervisor", ratings.supervisor)
    await appoint(ratings, made, "teller", ratings.teller)
    await refused(ratings, made, branch.secretary, "own_unit_rating")
    assert set(await recipients(world, "rating.submitted")) == {branch.above, branch.members[1]}
    assert (await ask_open(ratings, made, branch.members[1])).rating.state is State.OPENING


@pytest.mark.usefixtures("organisers")
async def test_of_a_person_neither_the_committee_nor_that_person_opens_it(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    made = await ratings.submitted()
    await world.run(RATED, made, branch.members[1])
    await refused(ratings, made, branch.secretary, "own_unit_rating")
    await refused(ratings, made, branch.members[1], "own_rating")
    assert (await ask_open(ratings, made)).rating.state is State.OPENING


@pytest.mark.usefixtures("organisers")
async def test_a_motion_is_opened_by_any_of_the_committee(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(Subject.MOTION)
    seen = await world.act(branch.secretary, page.show, INSTALLATION.rating, made)
    assert Role.COMMITTEE in seen.roles


async def test_the_person_rated_neither_voids_nor_hears_of_it(world: World, branch: Branch, ratings: Ratings) -> None:
    rated, other = branch.members[1], branch.members[2]
    for person in (rated, other, branch.secretary):
        await give_posts(world, (person, branch.committee, "organiser"))
    rating = await ratings.opened(Subject.PERSON, person_id=rated)
    await propose_void(ratings, rating, ratings.supervisor)
    assert set(await recipients(world, "rating.void_waits")) == {branch.above, other}
    for person, code in ((rated, "own_rating"), (branch.secretary, "own_unit_rating")):
        await world.refused(code, agree_void(ratings, rating, person))
    assert (await agree_void(ratings, rating, other)).rating.state is State.VOID


@pytest.mark.usefixtures("organisers")
async def test_where_the_committee_has_only_them_others_hear(world: World, branch: Branch, ratings: Ratings) -> None:
    """An administrator who is on the branch's committee does not."""
    for person in (branch.above, branch.members[1]):
        await world.run(NO_MORE, person, branch.committee)
    for person in (branch.deputy, branch.stranger):
        await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1", person)
    await prepared(ratings)
    assert await recipients(world, "rating.submitted") == [branch.stranger]


@pytest.fixture
async def alone(world: World, tmp_path: Path) -> Ratings:
    """A secretary who is administrator as well, a deputy, five members, an applicant and a mass representative."""
    branch = Alone()
    await add_units(world, "branch", "青山村党支部")
    for name in ("书记", "副书记", *(f"党员{number}" for number in range(5))):
        await add_person(world, name, branch.id)
    await add_person(world, "申请人", branch.id, standing="applicant")
    await add_person(world, "群众代表", branch.id, standing="mass_representative")
    await give_posts(world, (branch.secretary, branch.id, "secretary"), (branch.deputy, branch.id, "deputy"))
    await world.run("UPDATE account SET administrator_since = 0 WHERE person_id = $1", branch.secretary)
    await world.insert("account", id=ACCOUNTS + ADMINISTRATOR, administrator_since=0, language="zh")
    keys = await recover.folder(world.uow, tmp_path.parent / "keys")
    return Ratings(world, branch, keys)


async def test_from_preparing_to_closing(world: World, alone: Ratings) -> None:
    rating = await alone.opened(groups="members")
    assert (await alone.get(rating)).state is State.OPEN
    voters = (alone.branch.secretary, alone.branch.deputy, *alone.branch.members)
    found = await world.rows("SELECT person_id FROM elector WHERE rating_id = $1", rating)
    assert {row["person_id"] for row in found} == set(voters)
    for person in voters:
        await alone.vote(rating, person)
    await alone.turn(days=1)
    await close_by_both(alone, rating)
    await alone.turn()
    closed = await alone.get(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert closed.turnout.valid == len(voters)
    assert ADMINISTRATOR in await recipients(world, "rating.closed")


async def test_whoever_does_not_vote_supervises(world: World, alone: Ratings) -> None:
    made = await prepared(alone)
    for person, code in (
        (alone.branch.members[1], "role_taken"),
        (alone.branch.secretary, "role_barred"),
        (alone.branch.deputy, "role_barred"),
    ):
        await world.refused(code, appoint(alone, made, "supervisor", person), but=FORM)
    found = await draft(alone, ADMINISTRATOR)
    assert [one["name"] for one in found["choices"]["items"]] == ["申请人", "群众代表"]
    said = view.prompt(Prompt(form="rating_appoint", step="supervisor", draft=found, version=1), ZH).text
    assert "这个党组织没有上级，有账号的人都可以，只是不能是投票人、委员和被测评的人。" in said
    assert await appoint(alone, made, "supervisor", alone.branch.stranger) is None
    assert (await alone.get(made)).supervisor_id == alone.branch.stranger


async def test_whoever_votes_does_not_supervise(world: World, alone: Ratings) -> None:
    """Where masses are asked as well, an applicant is a voter."""
    made = await prepared(alone, groups="masses")
    await world.refused("role_nobody", appoint(alone, made, "supervisor", alone.supervisor))
    [elsewhere] = await add_units(world, "branch", "邻村党支部")
    neighbour = await add_person(world, "邻村党员", elsewhere)
    assert await appoint(alone, made, "supervisor", neighbour) is None


async def test_who_stands_for_the_committee_is_not_of_the_branch(world: World, alone: Ratings) -> None:
    made = await prepared(alone)
    assert await recipients(world, "rating.submitted") == [ADMINISTRATOR]
    await world.refused("not_allowed", appoint(alone, made, "supervisor", alone.supervisor, by=alone.branch.secretary))


async def test_a_supervisor_who_gets_a_post_in_the_branch_acts_no_more(world: World, alone: Ratings) -> None:
    rating = await alone.opened(groups="members")
    await alone.turn(days=1)
    await give_posts(world, (alone.supervisor, alone.branch.id, "publicity"))
    await world.refused("role_not_now", agree_close(alone, rating, alone.supervisor))
