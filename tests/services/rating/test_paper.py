"""Paper for those without a phone: issued before it is handed over, entered by one, agreed by the other."""

import json
from pathlib import Path

import pytest

from bot.domain.rating.count import numbers
from bot.domain.rating.model import Role, State, Subject
from bot.services import reason_form
from bot.services.rating import paper, paper_totals, result, voiding, vote
from bot.services.rating.recover import folder
from bot.views.rating.invitation import electorate
from tests.installation import TEXTS
from tests.services.rating.agreements import agree_totals, agree_void, begin_totals, entered, issue, propose_void, typed
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_person

WITHOUT = [11, 12]
"""The first on the roster after the usual branch."""
OTHER = """
INSERT INTO conversation (account_id, name, step, version, draft, updated_at)
VALUES ($1, 'paper', 'returned', 1, $2, 0)"""


@pytest.fixture
async def ratings(world: World, branch: Branch, tmp_path: Path) -> Ratings:
    """Those WITHOUT account are electors as well."""
    assert [await add_person(world, f"老党员{number}", branch.id, account=False) for number in range(2)] == WITHOUT
    return Ratings(world, branch, await folder(world.uow, tmp_path.parent / "keys"))


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
        await ratings.closing(rating)
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


async def test_totals_are_entered_by_one_and_agreed_by_the_other(world: World, ratings: Ratings) -> None:
    rating = await ready(ratings)
    await world.refused("paper_totals_missing", ratings.close(rating, ratings.supervisor))
    await entered(ratings, rating, "2 1", "0 1 0")
    page = await looked(ratings, rating, ratings.teller)
    assert page.totals is not None
    assert (page.totals.returned, page.totals.spoiled, page.totals.counts, page.may) == (2, 1, ((0, 1, 0),), False)
    assert set(await recipients(world, "rating.paper_waits")) == {ratings.supervisor}
    await world.refused("paper_totals_missing", ratings.close(rating, ratings.teller))
    own = await agree_totals(ratings, rating, ratings.teller)
    assert not own.agreed
    assert (await agree_totals(ratings, rating, ratings.supervisor)).agreed
    await ratings.closing(rating)
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
    first = await ratings.close(rating, ratings.teller)
    assert first.awaited == {Role.SUPERVISOR}
    shown = (await ratings.get(rating)).version
    await entered(ratings, rating, "2", "1 1 0", by=ratings.supervisor)
    assert (await world.act(ratings.teller, paper.yes, rating, shown)).moved
    await world.refused("paper_totals_missing", ratings.close(rating, ratings.supervisor))
    assert (await agree_totals(ratings, rating, ratings.teller)).agreed
    assert (await ratings.close(rating, ratings.supervisor)).awaited == {Role.TELLER}


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
    assert (await ratings.close(rating, ratings.teller)).awaited == {Role.SUPERVISOR}


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
    await ratings.closing(rating)
    await ratings.turn()
    await world.refused("rating_not_now", begin_totals(ratings, rating))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 1", (2, 1)),
        ("２　１", (2, 1)),
        ("2，1、0", (2, 1, 0)),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("1" * 6, None),
    ],
)
def test_numbers_as_people_type_them(text: str, found: tuple[int, ...] | None) -> None:
    assert numbers(text) == found
