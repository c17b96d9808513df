"""What two people agree on: the totals of papers that were given out, voiding, and that a rating is closed."""

from bot.services import reason_form
from bot.services.rating import close, count, paper, paper_totals, voiding
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.rating.ratings import LASTS, Ratings
from tests.world.form import form_version
from tests.world.people import add_person

WITHOUT = [11, 12]
"""The first on the roster after the usual branch."""


async def add_unbound(ratings: Ratings) -> Ratings:
    """Electors WITHOUT account."""
    for number, person in enumerate(WITHOUT):
        assert await add_person(ratings.world, f"老党员{number}", ratings.branch.id, account=False) == person
    return ratings


async def issue(ratings: Ratings, rating: int, to: int, by: int | None = None) -> paper.Issue:
    return await ratings.world.act(by or ratings.teller, paper.issue, rating, to)


async def begin_totals(ratings: Ratings, rating: int, by: int | None = None) -> None:
    await ratings.world.act(by or ratings.teller, paper_totals.begin, rating)


async def typed(ratings: Ratings, person: int, *texts: str) -> None:
    """The totals: those that came back first."""
    for number, text in enumerate(texts):
        step = paper_totals.enter_counts if number else paper_totals.enter_returned
        await ratings.world.act(person, step, await form_version(ratings.world, person), text)


async def entered(ratings: Ratings, rating: int, *texts: str, by: int | None = None) -> None:
    person = by or ratings.teller
    await begin_totals(ratings, rating, person)
    await typed(ratings, person, *texts)
    await ratings.world.act(person, paper_totals.keep, await form_version(ratings.world, person))


async def agree_totals(ratings: Ratings, rating: int, by: int) -> paper.Page:
    return await ratings.world.act(by, paper.yes, rating, (await ratings.get(rating)).version)


async def propose_void(ratings: Ratings, rating: int, by: int, reason: str = "名单有错") -> voiding.Voiding:
    world = ratings.world
    await world.act(by, voiding.begin, rating)
    await world.act(by, reason_form.enter_reason, voiding.NAME, await form_version(world, by), reason)
    return await world.act(by, voiding.propose, await form_version(world, by))


async def agree_void(ratings: Ratings, rating: int, by: int) -> voiding.Voiding:
    return await ratings.world.act(by, voiding.yes, rating, (await ratings.get(rating)).version)


async def agree_close(ratings: Ratings, rating: int, by: int) -> close.Closing:
    return await ratings.world.act(by, close.yes, rating, (await ratings.get(rating)).version)


async def close_by_both(ratings: Ratings, rating: int) -> None:
    """The key-holder has not had its turn."""
    for person in (ratings.supervisor, ratings.teller):
        await agree_close(ratings, rating, person)


async def end_and_count(ratings: Ratings, rating: int) -> None:
    """Voting is over, both have said yes, and it is counted."""
    await ratings.turn(seconds=LASTS.total_seconds())
    await close_by_both(ratings, rating)
    await count.close(ratings.world.uow, ratings.keys, INSTALLATION.rating, ZONE, rating)
