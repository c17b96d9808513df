"""The supervisor's yes to doubtful accounts: it lets that account vote, and tells nothing about votes."""

from collections.abc import Awaitable

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rating.ballot import unpacked
from bot.domain.rating.model import Doubt
from bot.services.rating import doubtful_account as confirming
from bot.services.rating import vote as rating_vote
from bot.services.rating.doubtful_account import ElectorPage
from bot.storage.rating import ballot_box, elector
from bot.storage.rating.elector import Elector
from bot.views.rating import vote as view
from tests.installation import EN, ZH
from tests.services.rating.ratings import Ratings, filled
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages
from tests.world.record import audit_entries

PHONE = 76_001
"""Somebody's new one; so is the next number."""


@pytest.fixture
async def ratings(world: World, branch: Branch, ratings: Ratings) -> Ratings:
    """The account of 党员1 became theirs just now."""
    await world.run(
        "UPDATE account SET bound_at = $2 WHERE person_id = $1", branch.members[1], to_ms(world.clock.now())
    )
    return ratings


async def confirm(
    ratings: Ratings, rating: int, person: int, phone: int | None = None, by: int | None = None
) -> ElectorPage:
    """That person's account, or the one on another phone."""
    account = ACCOUNTS + (phone or person)
    return await ratings.world.act(by or ratings.supervisor, confirming.confirm, rating, person, account)


async def electors(ratings: Ratings, rating: int) -> dict[int, Elector]:
    async with ratings.world.uow.reading() as cx:
        return {one.elector.person_id: one.elector for one in await elector.listed(cx, rating)}


async def roll(ratings: Ratings, rating: int, by: int | None = None) -> ElectorPage:
    return await ratings.world.act(by or ratings.supervisor, confirming.elector_page, rating)


async def test_a_doubtful_account_votes_by_the_supervisors_yes(world: World, branch: Branch, ratings: Ratings) -> None:
    made, fresh = await ratings.opened(), branch.members[1]
    await world.refused("ballot_account_waiting", ratings.vote(made, fresh))
    first = (await roll(ratings, made)).lines[0]
    assert (first.person_id, first.doubt, first.waits) == (fresh, Doubt.NEW_ACCOUNT, True)
    found = await confirm(ratings, made, fresh)
    assert (found.confirmed, found.waiting) == ("党员1", 0)
    assert (await confirm(ratings, made, fresh)).confirmed == "党员1"
    invited = [one.data["doubt"] for one in await messages(world, "rating.invite") if one.chat == ACCOUNTS + fresh]
    assert invited == [True, False]
    facts = {"rating": made, "person": fresh, "account": ACCOUNTS + fresh}
    assert await audit_entries(world, "rating.elector_confirmed") == [("rating.elector_confirmed", facts)]
    await ratings.vote(made, fresh)


async def test_an_account_bound_anew_waits_and_never_votes_twice(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    made, person, other = await ratings.opened(), branch.members[2], PHONE
    await ratings.vote(made, person)
    before = await roll(ratings, made)
    await world.run("UPDATE account SET id = $2 WHERE person_id = $1", person, ACCOUNTS + other)
    waiting = {one.person_id: one.doubt for one in (await roll(ratings, made)).lines if one.waits}
    assert waiting == {branch.members[1]: Doubt.NEW_ACCOUNT, person: Doubt.REBOUND}
    await world.refused("elector_account_changed", confirm(ratings, made, person))
    await confirm(ratings, made, person, other)
    await ratings.vote(made, other, answers=(1,))
    async with world.uow.reading() as cx:
        assert (await elector.numbers(cx, made)).voted == 1
        boxes = await ballot_box.boxes_of(cx, made)
    public = (await ratings.get(made)).public_key or ""
    assert [unpacked(one).answers for one in ratings.keys.open(made, public, boxes)] == [(0,)]
    assert "以最先记下的为准" in view.recorded(made, ZH).text
    assert "the first that was recorded counts" in view.recorded(made, EN).text
    assert before.electors == 7


async def rebound(ratings: Ratings, rating: int, person: int, phone: int) -> None:
    """The account on another phone in the place of the one that could vote, with the supervisor's yes."""
    await ratings.world.run("UPDATE account SET id = $2 WHERE person_id = $1", person, ACCOUNTS + phone)
    await confirm(ratings, rating, person, phone)


async def heard(ratings: Ratings, rating: int, phone: int) -> list[str]:
    """What a ballot says to the account on that phone, step by step, until voting is over and afterwards."""
    world, said = ratings.world, list[str]()
    for days in (0, 9):
        world.clock.forward(days=days)
        for answers in ((), (9,), (0,), (1,)):
            slip = await filled(ratings, rating, answers)
            said.append(await sentence(world.act(phone, rating_vote.enter, slip)))
            said.append(await sentence(world.act(phone, rating_vote.vote, slip, ratings.keys)))
    return said


async def sentence(step: Awaitable[rating_vote.BallotView | None]) -> str:
    try:
        ballot = await step
    except DomainError as error:
        return error.code
    return f"recorded: {ballot.recorded}" if ballot else "in"


async def test_an_account_in_the_place_of_another_learns_nothing(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    """Of two electors with a new account, one has voted with the old one: both hear the same, step by step."""
    made, (voter, other) = await ratings.opened(), branch.members[2:4]
    await ratings.vote(made, voter)
    for number, person in enumerate((voter, other)):
        await rebound(ratings, made, person, PHONE + number)
        assert (await electors(ratings, made))[person].doubt is Doubt.REBOUND
    now = world.clock.now()
    first = await heard(ratings, made, PHONE)
    world.clock.moment = now
    assert await heard(ratings, made, PHONE + 1) == first
    assert first[:6] == [
        "recorded: False", "ballot_incomplete", "ballot_choice_unknown", "ballot_choice_unknown",
        "recorded: False", "in",
    ]  # fmt: skip
    assert set(first[8:]) == {"ballot_ended"}
    async with world.uow.reading() as cx:
        assert (await elector.numbers(cx, made)).voted == 2
        assert await ballot_box.count(cx, made) == 2


async def test_the_ballot_that_came_first_counts_whichever_account_gave_it(branch: Branch, ratings: Ratings) -> None:
    made, person = await ratings.opened(), branch.members[2]
    await ratings.vote(made, person, answers=(1,))
    before = frozenset(await boxes(ratings, made))
    await rebound(ratings, made, person, PHONE)
    await ratings.vote(made, PHONE, answers=(0,))
    assert frozenset(await boxes(ratings, made)) == before
    await rebound(ratings, made, person, person)
    assert (await electors(ratings, made))[person].doubt is Doubt.REBOUND


async def boxes(ratings: Ratings, rating: int) -> list[bytes]:
    async with ratings.world.uow.reading() as cx:
        return await ballot_box.boxes_of(cx, rating)


async def test_a_first_account_is_told_that_its_ballot_is_in(world: World, branch: Branch, ratings: Ratings) -> None:
    """Nobody else could have voted for that elector."""
    made, fresh = await ratings.opened(), branch.members[1]
    await confirm(ratings, made, fresh)
    await ratings.vote(made, fresh)
    assert (await world.act(fresh, rating_vote.enter, await filled(ratings, made))).recorded


async def test_the_list_is_the_same_whoever_has_voted(branch: Branch, ratings: Ratings) -> None:
    made = await ratings.opened()
    before = await roll(ratings, made)
    await ratings.vote(made, branch.members[2])
    await ratings.vote(made, branch.leader)
    assert await roll(ratings, made) == before


async def test_never_after_a_paper_nor_after_voting(world: World, branch: Branch, ratings: Ratings) -> None:
    made, fresh = await ratings.opened(), branch.members[1]
    async with world.uow.begin() as work:
        await elector.issue_paper(work, made, fresh)
        await work.commit()
    await world.refused("elector_on_paper", confirm(ratings, made, fresh))
    assert (await roll(ratings, made)).waiting == 0
    world.clock.forward(days=2)
    await world.refused("rating_voting_over", confirm(ratings, made, fresh))


async def test_nobody_but_the_supervisor(world: World, branch: Branch, ratings: Ratings) -> None:
    made, fresh = await ratings.opened(), branch.members[1]
    for person in (ratings.teller, branch.secretary, branch.above, branch.stranger, fresh):
        await world.refused("not_allowed", confirm(ratings, made, fresh, by=person))
        await world.refused("not_allowed", roll(ratings, made, by=person))
    await world.refused("not_found", confirm(ratings, made, branch.stranger))
    await world.refused("elector_account_changed", confirm(ratings, made, fresh, branch.stranger))
    assert (await electors(ratings, made))[fresh].account_id is None
