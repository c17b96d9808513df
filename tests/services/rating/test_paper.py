"""Paper for those without a phone: issued before it is handed over, to whom and by whom."""

import json

import pytest

from bot.domain.rating.model import Subject
from bot.services.rating import paper, vote
from bot.views.rating.invitation import electorate
from tests.installation import TEXTS
from tests.services.rating.agreements import (
    WITHOUT,
    add_unbound,
    issue,
)
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import recipients


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Those WITHOUT account are electors as well."""
    return await add_unbound(ratings)


async def looked(ratings: Ratings, rating: int, by: int) -> paper.Page:
    return await ratings.world.act(by, paper.look, rating)


async def test_paper_is_for_those_who_cannot_vote_by_phone(ratings: Ratings) -> None:
    rating = await ratings.opened()
    page = await looked(ratings, rating, ratings.teller)
    assert {one.person_id for one in page.waiting} == set(WITHOUT)
    issued = await issue(ratings, rating, WITHOUT[0])
    assert (issued.done, issued.few) == (True, True)
    assert (await issue(ratings, rating, WITHOUT[0], by=ratings.supervisor)).done
    page = await looked(ratings, rating, ratings.supervisor)
    assert (page.papers, len(page.waiting)) == (1, 1)


async def test_the_record_says_who_gave_a_paper_to_whom_and_the_list_who_has_one(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    for _ in range(2):
        await issue(ratings, rating, WITHOUT[0])
    entries = await world.rows("SELECT account_id, data FROM audit WHERE kind = 'rating.paper_issued'")
    assert [(row["account_id"], json.loads(row["data"])) for row in entries] == [
        (ACCOUNTS + ratings.teller, {"rating": rating, "person": WITHOUT[0]})
    ]
    await ratings.vote(rating, *branch.members)
    found = await world.act(ratings.teller, vote.electorate, rating)
    for language, words in (("zh", "用纸质票"), ("en", "votes on paper")):
        lines = electorate(found, TEXTS.speech(language)).text.splitlines()
        assert [line for line in lines if words in line and "老党员0" in line]
        assert sum(words in line for line in lines) == 1


async def test_whether_a_ballot_is_in_makes_no_difference_to_the_refusal(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    voted, waits = branch.members[1], branch.members[2]
    await ratings.vote(rating, voted)
    said = [await world.refused("votes_by_phone", issue(ratings, rating, person)) for person in (voted, waits)]
    assert [set(one.data) for one in said] == [{"name"}, {"name"}]


async def test_whoever_has_an_account_hears_of_their_paper_and_cannot_vote_by_phone(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    rating = await ratings.opened()
    doubtful = branch.members[1]
    await world.run("UPDATE elector SET account_id = NULL, doubt = 'new_account' WHERE person_id = $1", doubtful)
    await issue(ratings, rating, doubtful)
    assert set(await recipients(world, "rating.paper_issued")) == {doubtful}
    await world.refused("ballot_on_paper", ratings.vote(rating, doubtful))


async def test_only_the_two_and_only_while_votes_are_taken(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    for person in (branch.secretary, branch.above, branch.members[1], branch.stranger):
        await world.refused("not_allowed", issue(ratings, rating, WITHOUT[0], by=person))
        await world.refused("not_allowed", looked(ratings, rating, person))
    await world.refused("not_found", issue(ratings, rating, branch.stranger))
    world.clock.forward(hours=6)
    await world.refused("voting_over", issue(ratings, rating, WITHOUT[0]))
    by_phone = await ratings.opened(Subject.MOTION, paper=False)
    await world.refused("paper_not_used", issue(ratings, by_phone, WITHOUT[0]))
