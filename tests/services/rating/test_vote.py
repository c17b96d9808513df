"""Each elector's ballot is in once, and nothing else is left of it; everybody else is refused with one sentence."""

import asyncio
from collections.abc import Awaitable

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.ballot import Ballot, unpacked
from bot.services.rating import vote
from bot.storage.rating import ballot_box
from bot.storage.rating import elector as electors
from tests.rows import dump
from tests.services.rating.ratings import Ratings, filled
from tests.world import World
from tests.world.branch import Branch

LEFT = frozenset({"envelope", "elector"})
"""What a vote changes: the boxes, all of them, and a flag."""
MOST_QUESTIONS = 40


@pytest.fixture
async def open_rating(ratings: Ratings) -> int:
    """Of two questions; everybody of the branch may vote."""
    return await ratings.opened(number=2)


@pytest.fixture
def voter(branch: Branch) -> int:
    return branch.members[0]


async def refused(world: World, code: str, step: Awaitable[object]) -> None:
    """Nothing at all is written."""
    await world.refused(code, step, but=frozenset())


async def comment(ratings: Ratings, rating: int, person: int, words: str) -> str:
    return (await ratings.world.act(person, vote.comment, await filled(ratings, rating, (), words)))[1]


async def ballots(ratings: Ratings, rating: int) -> list[Ballot]:
    """With the key, as closing does."""
    found = await ratings.get(rating)
    async with ratings.world.uow.reading() as cx:
        boxes = await ballot_box.boxes_of(cx, rating)
    assert found.public_key is not None
    return [unpacked(plain) for plain in ratings.keys.open(rating, found.public_key, boxes)]


async def voted(ratings: Ratings, rating: int) -> int:
    async with ratings.world.uow.reading() as cx:
        return (await electors.numbers(cx, rating)).voted


async def test_ballots_are_in_with_answers_comment_and_group(
    branch: Branch, ratings: Ratings, open_rating: int
) -> None:
    first, second = branch.members[:2]
    await ratings.vote(open_rating, first, answers=(0, 2), words="多开会")
    await ratings.vote(open_rating, second, answers=(1, 1))
    found = await ballots(ratings, open_rating)
    assert sorted(found, key=lambda one: one.answers) == [
        Ballot(Voters.MEMBERS, (0, 2), "多开会"),
        Ballot(Voters.MEMBERS, (1, 1), ""),
    ]
    assert await voted(ratings, open_rating) == 2


async def test_nothing_else_is_left_of_a_vote(world: World, ratings: Ratings, open_rating: int, voter: int) -> None:
    before = await dump(world.uow, frozenset())
    await ratings.vote(open_rating, voter, answers=(0, 2), words="多开会")
    after = await dump(world.uow, frozenset())
    assert {line.split()[0] for line in before ^ after} == LEFT
    assert len([line for line in after - before if line.startswith("elector ")]) == 1


async def test_looking_at_a_ballot_leaves_nothing(world: World, ratings: Ratings, open_rating: int, voter: int) -> None:
    before = await dump(world.uow, frozenset())
    assert (await world.act(voter, vote.enter, await filled(ratings, open_rating))).answers == ()
    assert (await world.act(voter, vote.enter, await filled(ratings, open_rating, (2,)))).answers == (2,)
    assert await comment(ratings, open_rating, voter, " 多开会\x00 ") == "多开会"
    await world.act(voter, vote.electorate, open_rating)
    await world.act(voter, vote.concerned, open_rating)
    assert await dump(world.uow, frozenset()) == before


async def test_the_first_vote_counts_and_every_other_is_answered_alike(
    world: World, ratings: Ratings, open_rating: int, voter: int
) -> None:
    await ratings.vote(open_rating, voter, answers=(0, 0))
    before = await dump(world.uow, frozenset())
    await ratings.vote(open_rating, voter, answers=(2, 2), words="改主意")
    await ratings.vote(open_rating, voter, answers=())
    assert (await world.act(voter, vote.enter, await filled(ratings, open_rating))).recorded
    assert await dump(world.uow, frozenset()) == before
    assert [one.answers for one in await ballots(ratings, open_rating)] == [(0, 0)]


async def test_two_phones_at_once_give_one_ballot(ratings: Ratings, open_rating: int, voter: int) -> None:
    await asyncio.gather(*(ratings.vote(open_rating, voter, answers=(number % 3, 0)) for number in range(6)))
    assert len(await ballots(ratings, open_rating)) == 1


async def test_all_at_once_and_every_ballot_is_in(branch: Branch, ratings: Ratings, open_rating: int) -> None:
    people = branch.people
    await asyncio.gather(
        *(ratings.vote(open_rating, person, answers=(number % 3, 1)) for number, person in enumerate(people))
    )
    assert sorted(one.answers for one in await ballots(ratings, open_rating)) == sorted(
        (n % 3, 1) for n in range(len(people))
    )
    assert await voted(ratings, open_rating) == len(people)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((), "ballot_incomplete"),
        ((0,), "ballot_incomplete"),
        ((0, 3), "ballot_choice_unknown"),
        ((0, -1), "ballot_choice_unknown"),
        ((0, 0, 0), "ballot_choice_unknown"),
    ],
)
async def test_an_incomplete_or_forged_ballot(
    world: World, ratings: Ratings, open_rating: int, answers: tuple[int, ...], code: str, voter: int
) -> None:
    await refused(world, code, ratings.vote(open_rating, voter, answers=answers))


async def test_a_comment_that_is_too_long(world: World, ratings: Ratings, open_rating: int, voter: int) -> None:
    await refused(world, "comment_too_long", ratings.vote(open_rating, voter, answers=(0, 0), words="长" * 501))
    await refused(world, "comment_too_long", comment(ratings, open_rating, voter, "长" * 501))
    await ratings.vote(open_rating, voter, answers=(0, 0), words="𝕏" * 500)
    assert (await ballots(ratings, open_rating))[0].comment == "𝕏" * 500


async def test_a_rating_without_comments_takes_none(world: World, ratings: Ratings, voter: int) -> None:
    open_rating = await ratings.opened(comment=False)
    await refused(world, "ballot_without_comment", comment(ratings, open_rating, voter, "多开会"))
    await ratings.vote(open_rating, voter, answers=(1,), words="多开会")
    assert (await ballots(ratings, open_rating))[0].comment == ""


async def test_forty_questions(ratings: Ratings, voter: int) -> None:
    open_rating = await ratings.opened(number=MOST_QUESTIONS)
    answers = tuple(number % 3 for number in range(MOST_QUESTIONS))
    await ratings.vote(open_rating, voter, answers=answers, words="长" * 500)
    assert (await ballots(ratings, open_rating))[0].answers == answers
