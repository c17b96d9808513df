"""The totals of papers: entered by one, agreed by the other, gone with the rating's end."""

import json

import pytest

from bot.domain.rating.model import Role, State
from bot.services import reason_form
from bot.services.rating import paper, paper_totals, result, voiding
from tests.services.rating.agreements import (
    WITHOUT,
    add_unbound,
    agree_close,
    agree_totals,
    agree_void,
    begin_totals,
    close_by_both,
    entered,
    issue,
    propose_void,
    typed,
)
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients

OTHER = """
INSERT INTO conversation (account_id, name, step, version, draft, updated_at)
VALUES ($1, 'paper', 'returned', 1, $2, 0)"""


@pytest.fixture
async def ratings(ratings: Ratings) -> Ratings:
    """Those WITHOUT account are electors as well."""
    return await add_unbound(ratings)


async def looked(ratings: Ratings, rating: int, by: int) -> paper.Page:
    return await ratings.world.act(by, paper.look, rating)


async def ready(ratings: Ratings, papers: int = 2, number: int = 1) -> int:
    """Five by phone, so many on paper, voting over."""
    rating = await ratings.opened(number=number)
    await ratings.vote(rating, *ratings.branch.people[:5], answers=(0,) * number)
    for person in WITHOUT[:papers]:
        await issue(ratings, rating, person)
    await ratings.turn(hours=6)
    return rating


@pytest.mark.parametrize("end", ["closed", "void"])
async def test_totals_half_typed_do_not_outlive_the_rating(
    world: World, branch: Branch, ratings: Ratings, end: str
) -> None:
    rating = await ready(ratings)
    await entered(ratings, rating, "2", "2 0 0")
    await agree_totals(ratings, rating, ratings.supervisor)
    for person in (ratings.teller, ratings.supervisor):
        await begin_totals(ratings, rating, person)
        await typed(ratings, person, "2", "1 1 0")
    await world.act(branch.above, voiding.begin, rating)
    await world.act(
        branch.above, reason_form.enter_reason, voiding.NAME, await form_version(world, branch.above), "名单有错"
    )
    other = branch.secretary
    await world.run(OTHER, ACCOUNTS + other, json.dumps({"rating": rating + 1}))
    version = await form_version(world, ratings.teller)
    if end == "closed":
        await close_by_both(ratings, rating)
        await ratings.turn()
    else:
        await propose_void(ratings, rating, branch.above)
        await agree_void(ratings, rating, ratings.supervisor)
    rows = await world.rows("SELECT account_id, name, draft FROM conversation WHERE name <> ''")
    assert [row["account_id"] for row in rows] == [ACCOUNTS + other]
    drafts = await world.rows("SELECT draft FROM conversation WHERE account_id <> $1", ACCOUNTS + other)
    assert {row["draft"] for row in drafts} == {"{}"}
    assert await messages(world, "form.paper") == []
    await world.refused("stale_form", world.act(ratings.teller, paper_totals.keep, version))
    assert await form_version(world, ratings.teller) > version


async def test_totals_are_entered_by_one_and_agreed_by_the_other(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings)
    await world.refused("paper_totals_missing", agree_close(ratings, rating, ratings.supervisor))
    await entered(ratings, rating, "2 1", "0 1 0")
    page = await looked(ratings, rating, ratings.teller)
    assert page.totals is not None
    assert (page.totals.returned, page.totals.spoiled, page.totals.counts, page.may) == (2, 1, ((0, 1, 0),), False)
    assert set(await recipients(world, "rating.paper_waits")) == {ratings.supervisor}
    await world.refused("paper_totals_missing", agree_close(ratings, rating, ratings.teller))
    own = await agree_totals(ratings, rating, ratings.teller)
    assert not own.agreed
    assert (await agree_totals(ratings, rating, ratings.supervisor)).agreed
    await close_by_both(ratings, rating)
    await ratings.turn()
    closed = await ratings.get(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert (closed.turnout.issued, closed.turnout.returned, closed.turnout.spoiled) == (9, 7, 1)
    shown = await world.act(ratings.teller, result.show, rating)
    assert shown.result is not None
    assert dict(shown.result.counts[0]) == {"good": 5, "fair": 1, "poor": 0}


async def test_changed_totals_take_every_yes_back(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings)
    await entered(ratings, rating, "2", "2 0 0")
    await agree_totals(ratings, rating, ratings.supervisor)
    first = await agree_close(ratings, rating, ratings.teller)
    assert first.awaited == {Role.SUPERVISOR}
    shown = (await ratings.get(rating)).version
    await entered(ratings, rating, "2", "1 1 0", by=ratings.supervisor)
    assert (await world.act(ratings.teller, paper.yes, rating, shown)).moved
    await world.refused("paper_totals_missing", agree_close(ratings, rating, ratings.supervisor))
    assert (await agree_totals(ratings, rating, ratings.teller)).agreed
    assert (await agree_close(ratings, rating, ratings.supervisor)).awaited == {Role.TELLER}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三张", "paper_two_numbers"),
        ("1 2 3", "paper_two_numbers"),
        ("3", "paper_too_many"),
        ("1 2", "paper_too_spoiled"),
    ],
)
async def test_impossible_papers_are_refused(world: World, ratings: Ratings, text: str, code: str) -> None:
    rating = await ready(ratings)
    await begin_totals(ratings, rating)
    await world.refused(code, typed(ratings, ratings.teller, text))


async def test_each_question_needs_as_many_answers_as_there_are_valid_papers(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings, number=2)
    await begin_totals(ratings, rating)
    await typed(ratings, ratings.teller, "2")
    for text, code in (("1 1", "paper_numbers"), ("1 1 1", "paper_sum"), ("一 二 三", "paper_numbers")):
        await world.refused(
            code, world.act(ratings.teller, paper_totals.enter_counts, await form_version(world, ratings.teller), text)
        )
    version = await form_version(world, ratings.teller)
    await world.act(ratings.teller, paper_totals.enter_counts, version, "2，0，0")
    await world.act(ratings.teller, paper_totals.enter_counts, version + 1, "0 0 2")
    await world.act(ratings.teller, paper_totals.keep, version + 2)
    assert (await agree_totals(ratings, rating, ratings.supervisor)).agreed


async def test_several_questions_in_one_message(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings, number=3)
    await begin_totals(ratings, rating)
    await typed(ratings, ratings.teller, "2")
    for text, code in (
        ("2 0 0\n1 1", "paper_numbers"),
        ("2 0 0\n1 1 1", "paper_sum"),
        ("2 0 0\n" * 4, "paper_numbers"),
    ):
        await world.refused(
            code, world.act(ratings.teller, paper_totals.enter_counts, await form_version(world, ratings.teller), text)
        )
    version = await form_version(world, ratings.teller)
    await world.act(ratings.teller, paper_totals.enter_counts, version, "2\n0\n0")
    await world.act(ratings.teller, paper_totals.enter_counts, version + 1, "0 0 2\n\n1 1 0")
    await world.act(ratings.teller, paper_totals.keep, version + 2)
    page = await agree_totals(ratings, rating, ratings.supervisor)
    assert page.totals is not None
    assert page.totals.counts == ((2, 0, 0), (0, 0, 2), (1, 1, 0))


async def test_papers_that_never_came_back_and_spoiled_ones_need_no_answers(ratings: Ratings) -> None:
    rating = await ready(ratings)
    await entered(ratings, rating, "1 1")
    page = await agree_totals(ratings, rating, ratings.supervisor)
    assert page.totals is not None
    assert (page.agreed, page.totals.counts) == (True, ((0, 0, 0),))


async def test_nothing_to_enter_where_none_was_issued(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings, papers=0)
    await world.refused("no_paper_issued", begin_totals(ratings, rating))
    assert (await agree_close(ratings, rating, ratings.teller)).awaited == {Role.SUPERVISOR}


async def test_not_while_votes_are_taken_and_not_once_closed(world: World, branch: Branch, ratings: Ratings) -> None:
    rating = await ratings.opened()
    await issue(ratings, rating, WITHOUT[0])
    await world.refused("rating_still_open", begin_totals(ratings, rating))
    await ratings.vote(rating, *branch.people)
    await ratings.turn(hours=6)
    await begin_totals(ratings, rating)
    await typed(ratings, ratings.teller, "1", "1 0 0")
    stale = await form_version(world, ratings.teller)
    await world.act(ratings.teller, paper_totals.keep, stale)
    await world.refused("stale_form", world.act(ratings.teller, paper_totals.keep, stale))
    await agree_totals(ratings, rating, ratings.supervisor)
    await close_by_both(ratings, rating)
    await ratings.turn()
    await world.refused("rating_not_now", begin_totals(ratings, rating))
