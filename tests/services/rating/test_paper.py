"""Paper for those without a phone: issued before it is handed over, entered by one, agreed by the other."""

import json
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.count import numbers
from bot.domain.rating.model import Role, State, Subject
from bot.services import reason_form
from bot.services.rating import paper, totals, voiding, vote
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.rating.invitation import electorate
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_stage import Poll, poll

OTHER = """
INSERT INTO conversation (account_id, name, step, version, draft, updated_at) VALUES ($1, 'paper', 'returned', 1, $2, 0)
RETURNING account_id AS id"""


@pytest.fixture
async def at(database: Database, tmp_path: Path) -> Poll:
    return await poll(database, tmp_path)


async def looked(at: Poll, rating: int, by: int) -> paper.Page:
    return await paper.look(at.hall.uow, at.ask(by), rating)


async def ready(at: Poll, papers: int = 2, questions: int = 1) -> int:
    """Five by phone, so many on paper, voting over."""
    rating = await at.opened(questions=questions)
    await at.vote(rating, *at.house.people[:5], answers=(0,) * questions)
    for person in at.without[:papers]:
        await at.issue(rating, person)
    await at.ended(rating)
    return rating


async def test_paper_is_for_those_who_cannot_vote_by_phone(at: Poll) -> None:
    rating = await at.opened()
    page = await looked(at, rating, at.teller)
    assert {one.person_id for one in page.waiting} == set(at.without)
    issued = await at.issue(rating, at.without[0])
    assert (issued.done, issued.few) == (True, True)
    assert (await at.issue(rating, at.without[0], by=at.supervisor)).done
    page = await looked(at, rating, at.supervisor)
    assert (page.papers, len(page.waiting)) == (1, 1)


async def test_the_record_says_who_gave_a_paper_to_whom_and_the_list_who_has_one(at: Poll) -> None:
    rating = await at.opened()
    for _ in range(2):
        await at.issue(rating, at.without[0])
    entries = await at.hall.rows("SELECT account_id, data FROM audit WHERE kind = 'rating.paper_issued'")
    assert [(row["account_id"], json.loads(row["data"])) for row in entries] == [
        (ACCOUNTS + at.teller, {"rating": rating, "person": at.without[0]})
    ]
    await at.vote(rating, *at.house.members)
    found = await vote.electorate(at.hall.uow, at.ask(at.teller), rating)
    say = Texts(at.hall.zone)
    for language, words in (("zh", "用纸质票"), ("en", "votes on paper")):
        lines = electorate(found, say.speech(language)).text.splitlines()
        assert [line for line in lines if words in line and "老党员0" in line]
        assert sum(words in line for line in lines) == 1


@pytest.mark.parametrize("end", ["closed", "void"])
async def test_totals_half_typed_do_not_outlive_the_rating(at: Poll, end: str) -> None:
    rating = await ready(at)
    await at.entered(rating, "2", "2 0 0")
    await at.agree_totals(rating, at.supervisor)
    for person in (at.teller, at.supervisor):
        await at.begin_totals(rating, person)
        await at.typed(person, "2", "1 1 0")
    await voiding.begin(at.hall.uow, at.ask(at.house.above), rating)
    await reason_form.enter_reason(
        at.hall.uow, at.ask(at.house.above), voiding.NAME, await at.form(at.house.above), "名单有错"
    )
    other = at.house.secretary
    await at.hall.run(OTHER, ACCOUNTS + other, json.dumps({"rating": rating + 1}))
    version = await at.form(at.teller)
    if end == "closed":
        for person in (at.supervisor, at.teller):
            await at.close(rating, person)
        await at.count(rating)
    else:
        await at.propose_void(rating, at.house.above)
        await at.agree_void(rating, at.supervisor)
    rows = await at.hall.rows("SELECT account_id, name, draft FROM conversation WHERE name <> ''")
    assert [row["account_id"] for row in rows] == [ACCOUNTS + other]
    drafts = await at.hall.rows("SELECT draft FROM conversation WHERE account_id <> $1", ACCOUNTS + other)
    assert {row["draft"] for row in drafts} == {"{}"}
    assert await at.hall.messages("form.paper") == []
    with pytest.raises(DomainError, match="stale_form"):
        await totals.keep(at.hall.uow, at.ask(at.teller), version)
    assert await at.form(at.teller) > version


async def test_whether_a_ballot_is_in_makes_no_difference_to_the_refusal(at: Poll) -> None:
    rating = await at.opened()
    voted, waits = at.house.members[1], at.house.members[2]
    await at.vote(rating, voted)
    said = []
    for person in (voted, waits):
        with pytest.raises(DomainError, match="votes_by_phone") as error:
            await at.issue(rating, person)
        said.append(set(error.value.data))
    assert said == [{"name"}, {"name"}]


async def test_whoever_has_an_account_hears_of_their_paper_and_cannot_vote_by_phone(at: Poll) -> None:
    rating = await at.opened()
    doubtful = at.house.members[1]
    await at.hall.run("UPDATE elector SET account_id = NULL, doubt = 'new_account' WHERE person_id = $1", doubtful)
    await at.issue(rating, doubtful)
    assert set(await at.told("rating.paper_issued")) == {doubtful}
    with pytest.raises(DomainError, match="ballot_on_paper"):
        await at.vote(rating, doubtful)


async def test_only_the_two_and_only_while_votes_are_taken(at: Poll) -> None:
    rating = await at.opened()
    for person in (at.house.secretary, at.house.above, at.house.members[1], at.house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await at.issue(rating, at.without[0], by=person)
        with pytest.raises(DomainError, match="not_allowed"):
            await looked(at, rating, person)
    with pytest.raises(DomainError, match="not_found"):
        await at.issue(rating, at.house.stranger)
    at.hall.clock.forward(hours=6)
    with pytest.raises(DomainError, match="voting_over"):
        await at.issue(rating, at.without[0])
    without = await at.opened(Subject.MOTION, paper=False)
    with pytest.raises(DomainError, match="paper_not_used"):
        await at.issue(without, at.without[0])


async def test_totals_are_entered_by_one_and_agreed_by_the_other(at: Poll) -> None:
    rating = await ready(at)
    with pytest.raises(DomainError, match="paper_totals_missing"):
        await at.close(rating, at.supervisor)
    await at.entered(rating, "2 1", "0 1 0")
    page = await looked(at, rating, at.teller)
    assert page.totals is not None
    assert (page.totals.returned, page.totals.spoiled, page.totals.counts, page.may) == (2, 1, ((0, 1, 0),), False)
    assert set(await at.told("rating.paper_waits")) == {at.supervisor}
    with pytest.raises(DomainError, match="paper_totals_missing"):
        await at.close(rating, at.teller)
    own = await at.agree_totals(rating, at.teller)
    assert not own.agreed
    assert (await at.agree_totals(rating, at.supervisor)).agreed
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    await at.count(rating)
    closed = await at.rating(rating)
    assert closed.state is State.CLOSED
    assert closed.turnout is not None
    assert (closed.turnout.issued, closed.turnout.returned, closed.turnout.spoiled) == (9, 7, 1)
    shown = await at.shown(rating, at.teller)
    assert shown.result is not None
    assert dict(shown.result.counts[0]) == {"good": 5, "fair": 1, "poor": 0}


async def test_changed_totals_take_every_yes_back(at: Poll) -> None:
    rating = await ready(at)
    await at.entered(rating, "2", "2 0 0")
    await at.agree_totals(rating, at.supervisor)
    first = await at.close(rating, at.teller)
    assert first.awaited == {Role.SUPERVISOR}
    shown = (await at.rating(rating)).version
    await at.entered(rating, "2", "1 1 0", by=at.supervisor)
    assert (await at.agree_totals(rating, at.teller, version=shown)).moved
    with pytest.raises(DomainError, match="paper_totals_missing"):
        await at.close(rating, at.supervisor)
    assert (await at.agree_totals(rating, at.teller)).agreed
    assert (await at.close(rating, at.supervisor)).awaited == {Role.TELLER}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三张", "paper_two_numbers"),
        ("1 2 3", "paper_two_numbers"),
        ("3", "paper_too_many"),
        ("1 2", "paper_too_spoiled"),
    ],
)
async def test_impossible_papers_are_refused(at: Poll, text: str, code: str) -> None:
    rating = await ready(at)
    await at.begin_totals(rating)
    with pytest.raises(DomainError, match=code):
        await at.typed(at.teller, text)


async def test_each_question_needs_as_many_answers_as_there_are_valid_papers(at: Poll) -> None:
    rating = await ready(at, questions=2)
    await at.begin_totals(rating)
    await at.typed(at.teller, "2")
    for text, code in (("1 1", "paper_numbers"), ("1 1 1", "paper_sum"), ("一 二 三", "paper_numbers")):
        with pytest.raises(DomainError, match=code):
            await totals.enter_counts(at.hall.uow, at.ask(at.teller), await at.form(at.teller), text)
    version = await at.form(at.teller)
    await totals.enter_counts(at.hall.uow, at.ask(at.teller), version, "2，0，0")
    await totals.enter_counts(at.hall.uow, at.ask(at.teller), version + 1, "0 0 2")
    await totals.keep(at.hall.uow, at.ask(at.teller), version + 2)
    assert (await at.agree_totals(rating, at.supervisor)).agreed


async def test_several_questions_in_one_message(at: Poll) -> None:
    rating = await ready(at, questions=3)
    await at.begin_totals(rating)
    await at.typed(at.teller, "2")
    for text, code in (
        ("2 0 0\n1 1", "paper_numbers"),
        ("2 0 0\n1 1 1", "paper_sum"),
        ("2 0 0\n" * 4, "paper_numbers"),
    ):
        with pytest.raises(DomainError, match=code):
            await totals.enter_counts(at.hall.uow, at.ask(at.teller), await at.form(at.teller), text)
    version = await at.form(at.teller)
    await totals.enter_counts(at.hall.uow, at.ask(at.teller), version, "2\n0\n0")
    await totals.enter_counts(at.hall.uow, at.ask(at.teller), version + 1, "0 0 2\n\n1 1 0")
    await totals.keep(at.hall.uow, at.ask(at.teller), version + 2)
    page = await at.agree_totals(rating, at.supervisor)
    assert page.totals is not None
    assert page.totals.counts == ((2, 0, 0), (0, 0, 2), (1, 1, 0))


async def test_papers_that_never_came_back_and_spoiled_ones_need_no_answers(at: Poll) -> None:
    rating = await ready(at)
    await at.entered(rating, "1 1")
    page = await at.agree_totals(rating, at.supervisor)
    assert page.totals is not None
    assert (page.agreed, page.totals.counts) == (True, ((0, 0, 0),))


async def test_nothing_to_enter_where_none_was_issued(at: Poll) -> None:
    rating = await ready(at, papers=0)
    with pytest.raises(DomainError, match="no_paper_issued"):
        await at.begin_totals(rating)
    assert (await at.close(rating, at.teller)).awaited == {Role.SUPERVISOR}


async def test_not_while_votes_are_taken_and_not_once_closed(at: Poll) -> None:
    rating = await at.opened()
    await at.issue(rating, at.without[0])
    with pytest.raises(DomainError, match="rating_still_open"):
        await at.begin_totals(rating)
    await at.vote(rating, *at.house.people)
    await at.ended(rating)
    await at.begin_totals(rating)
    await at.typed(at.teller, "1", "1 0 0")
    stale = await at.form(at.teller)
    await totals.keep(at.hall.uow, at.ask(at.teller), stale)
    with pytest.raises(DomainError, match="stale_form"):
        await totals.keep(at.hall.uow, at.ask(at.teller), stale)
    await at.agree_totals(rating, at.supervisor)
    for person in (at.supervisor, at.teller):
        await at.close(rating, person)
    await at.count(rating)
    with pytest.raises(DomainError, match="rating_not_now"):
        await at.begin_totals(rating)


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
