"""Closing: counted once and for all, or not at all; the key is gone before anyone hears of it."""

import json

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Subject, Turnout
from bot.domain.rating.result import Result, record
from bot.services.installation import audit
from bot.services.rating import count, worker
from bot.storage.rating import elector, paper, store
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.rating.agreements import agree_totals, close_by_both, end_and_count, entered, issue
from tests.services.rating.counted import FAIR, GOOD, POOR, Cut, Sealed, add_masses, heard, left, result_of, voted
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import Branch, usual_branch
from tests.world.messages import messages
from tests.world.record import audit_entries


@pytest.fixture
async def branch(world: World) -> Branch:
    """Of six members."""
    return await usual_branch(world, members=3)


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Five mass representatives vote as well."""
    return await add_masses(ratings)


async def test_a_closed_rating_keeps_counts_and_nothing_else(world: World, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 4 + [FAIR] * 3 + [POOR], comments=True)
    await end_and_count(ratings, rating)
    found = await ratings.get(rating)
    assert found.state.value == "closed"
    assert found.turnout == Turnout(11, 8, 8, 0)
    result = await result_of(ratings, rating)
    assert result is not None
    assert result.counts == ({"good": 4, "fair": 3, "poor": 1},)
    assert result.groups == {}
    async with world.uow.reading() as cx:
        comments = await store.comments(cx, rating)
    assert sorted(comments) == sorted(f"意见{person}" for person in ratings.electors[:8])
    assert await left(ratings, rating) == (0, {(None, None)})
    assert ratings.keys.ratings() == set()


async def test_a_split_is_kept_where_it_may_be(ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 6 + [POOR] * 5, split=True)
    await end_and_count(ratings, rating)
    result = await result_of(ratings, rating)
    assert result is not None
    assert result.groups[Voters.MEMBERS][0]["good"] == 6
    assert result.groups[Voters.MASSES][0]["poor"] == 5


async def test_all_concerned_hear_of_it_and_the_record_proves_it(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await voted(ratings, [GOOD] * 5, comments=True)
    await end_and_count(ratings, rating)
    told = await heard(ratings, "rating.closed")
    assert set(told) == {*ratings.electors, ratings.supervisor, branch.above}
    assert len({json.dumps(one | {"comments": False}) for one in told.values()}) == 1
    assert {person for person, data in told.items() if data["comments"]} == {
        branch.secretary,
        branch.deputy,
        branch.above,
    }
    shown = Result.read(told[branch.above]["result"])
    assert shown == await result_of(ratings, rating)
    async with world.uow.reading() as cx:
        text, salt = await store.result(cx, rating), await store.salt(cx, rating)
        comments = await store.comments(cx, rating)
    [(_, entry)] = await audit_entries(world, "rating.closed")
    found = await ratings.get(rating)
    assert found.turnout is not None
    assert entry == record(found, found.turnout, text, comments, str(salt))
    assert (await audit.verify(world.uow)).fault is None


async def test_a_persons_counts_go_to_that_person_and_the_secretary_alone(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await voted(ratings, [GOOD] * 5)
    about = branch.members[1]
    sql = "UPDATE rating SET subject = $2, person_id = $3 WHERE id = $1"
    await world.run(sql, rating, Subject.PERSON.value, about)
    await end_and_count(ratings, rating)
    told = await heard(ratings, "rating.closed")
    assert set(told) == {*ratings.electors, ratings.supervisor}
    assert {person for person, data in told.items() if data["result"]} == {about, branch.secretary}
    assert {person for person, data in told.items() if data["full"]} == {about, branch.secretary}
    assert all(data["returned"] == 5 for data in told.values())


async def test_four_returned_are_never_opened(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 4, comments=True)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    keys = Sealed(ratings.keys.folder.parent, ratings.keys.folder.name)
    await count.close(world.uow, keys, INSTALLATION.rating, ZONE, rating)
    found = await ratings.get(rating)
    assert (found.state.value, found.void_reason, found.turnout) == ("void", "too_few", None)
    assert await result_of(ratings, rating) is None
    assert await world.rows("SELECT * FROM rating_comment") == []
    assert await left(ratings, rating) == (0, {(None, None)})
    assert ratings.keys.ratings() == set()
    told = await heard(ratings, "rating.void")
    assert set(told) == {*ratings.electors, ratings.supervisor, branch.above}
    assert len({json.dumps(one) for one in told.values()}) == 1


async def test_papers_count_and_their_own_totals_do_not_stay(world: World, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 5)
    on_paper = ratings.electors[9:11]
    async with world.uow.begin() as work:
        await work.execute(
            "UPDATE elector SET account_id = NULL WHERE rating_id = $1 AND person_id >= $2", rating, on_paper[0]
        )
        for person in on_paper:
            await elector.issue_paper(work, rating, person)
        await paper.put(work, rating, 2, 1, [[0, 0, 1]], ratings.teller)
        await work.execute("UPDATE rating SET state = 'closing' WHERE id = $1", rating)
        await work.commit()
    await ratings.turn()
    found = await ratings.get(rating)
    assert found.turnout == Turnout(11, 7, 6, 1)
    result = await result_of(ratings, rating)
    assert result is not None
    assert result.counts == ({"good": 5, "fair": 0, "poor": 1},)
    assert await world.rows("SELECT * FROM rating_paper") == []


async def test_four_by_phone_beside_papers_are_never_opened(world: World, branch: Branch, ratings: Ratings) -> None:
    """Supervisor and teller know the papers: what is left of the counts would be the four."""
    rating = await voted(ratings, [POOR] * 4, comments=True)
    for person in ratings.electors[5:]:
        await world.run("UPDATE elector SET account_id = NULL WHERE person_id = $1", person)
        await issue(ratings, rating, person)
    await ratings.turn(hours=6)
    await entered(ratings, rating, "6 0", "6 0 0")
    await agree_totals(ratings, rating, ratings.supervisor)
    await close_by_both(ratings, rating)
    keys = Sealed(ratings.keys.folder.parent, ratings.keys.folder.name)
    await count.close(world.uow, keys, INSTALLATION.rating, ZONE, rating)
    found = await ratings.get(rating)
    assert (found.state.value, found.turnout) == ("closed", Turnout(11, 10, 10, 0))
    assert await result_of(ratings, rating) is None
    assert await world.rows("SELECT * FROM rating_comment") == []
    assert await left(ratings, rating) == (0, {(None, None)})
    assert await world.rows("SELECT * FROM rating_paper") == []
    assert ratings.keys.ratings() == set()
    told = await heard(ratings, "rating.closed")
    assert {one["result"] for one in told.values()} == {None}
    assert all("纸质票" in one.zh.text for one in await messages(world, "rating.closed"))
    assert (await audit.verify(world.uow)).fault is None


async def test_a_closing_cut_off_after_the_count_is_finished_by_the_next_start(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    with pytest.raises(ConnectionResetError):
        await count.close(
            world.uow, Cut(ratings.keys.folder.parent, ratings.keys.folder.name), INSTALLATION.rating, ZONE, rating
        )
    assert (await ratings.get(rating)).state.value == "counted"
    assert ratings.keys.ratings() == {rating}
    assert await heard(ratings, "rating.closed") == {}
    await worker.start(world.uow, ratings.keys, INSTALLATION.rating, ZONE)
    assert (await ratings.get(rating)).state.value == "closed"
    assert ratings.keys.ratings() == set()
    told = await heard(ratings, "rating.closed")
    assert branch.above in told
    await worker.start(world.uow, ratings.keys, INSTALLATION.rating, ZONE)
    assert await heard(ratings, "rating.closed") == told


async def test_a_closing_cut_off_before_the_count_is_done_by_the_next_start(world: World, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    await ratings.turn(hours=6)
    await close_by_both(ratings, rating)
    await worker.start(world.uow, ratings.keys, INSTALLATION.rating, ZONE)
    assert (await ratings.get(rating)).state.value == "closed"


async def test_counted_twice_changes_nothing(world: World, ratings: Ratings) -> None:
    rating = await voted(ratings, [GOOD] * 6)
    await end_and_count(ratings, rating)
    before = await world.rows("SELECT * FROM rating WHERE id = $1", rating)
    await ratings.turn()
    await count.finish(world.uow, ratings.keys, ZONE, rating)
    assert await world.rows("SELECT * FROM rating WHERE id = $1", rating) == before
    assert len(await audit_entries(world, "rating.closed")) == 1
