"""Closing: counted once and for all, or not at all; the key is gone before anyone hears of it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Subject, Turnout
from bot.domain.rating.result import Result, record
from bot.services.installation import audit
from bot.services.rating import count, worker
from bot.storage.rating import elector, paper
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.secrecy.ours import RULES, Ours, raised
from tests.services.rating.rating_counted import FAIR, GOOD, POOR, Sealed, closing, got, left, result_of, told, voted


@pytest.fixture
async def ours(database_url: str, tmp_path: Path) -> AsyncIterator[Ours]:
    """A branch of six members and five mass representatives."""
    async with raised(database_url, tmp_path, 6, 5) as found:
        yield found


async def test_a_closed_rating_keeps_counts_and_nothing_else(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 4 + [FAIR] * 3 + [POOR], comments=True)
    await ours.closed(rating)
    found = await got(ours, rating)
    assert found.state.value == "closed"
    assert found.turnout == Turnout(11, 8, 8, 0)
    result = await result_of(ours, rating)
    assert result is not None
    assert result.counts == ({"good": 4, "fair": 3, "poor": 1},)
    assert result.groups == {}
    async with ours.uow.reading() as cx:
        comments = await ratings.comments(cx, rating)
    assert sorted(comments) == sorted(f"意见{person}" for person in ours.electors[:8])
    assert await left(ours, rating) == (0, {(None, None)})
    assert ours.keys.ratings() == set()


async def test_a_split_is_kept_where_it_may_be(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6 + [POOR] * 5, split=True)
    await ours.closed(rating)
    result = await result_of(ours, rating)
    assert result is not None
    assert result.groups[Voters.MEMBERS][0]["good"] == 6
    assert result.groups[Voters.MASSES][0]["poor"] == 5


async def test_all_concerned_hear_of_it_and_the_record_proves_it(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 5, comments=True)
    await ours.closed(rating)
    heard = await told(ours, "rating.closed")
    assert set(heard) == {*ours.electors, ours.supervisor, ours.chief}
    assert len({json.dumps(one | {"comments": False}) for one in heard.values()}) == 1
    assert {person for person, data in heard.items() if data["comments"]} == {ours.secretary, ours.chief}
    shown = Result.read(heard[ours.chief]["result"])
    assert shown == await result_of(ours, rating)
    async with ours.uow.reading() as cx:
        text, salt = await ratings.result(cx, rating), await ratings.salt(cx, rating)
        comments = await ratings.comments(cx, rating)
    (row,) = await ours.rows("SELECT data FROM audit WHERE kind = 'rating.closed'")
    found = await got(ours, rating)
    assert found.turnout is not None
    assert json.loads(row["data"]) == record(found, found.turnout, text, comments, str(salt))
    assert (await audit.verify(ours.uow)).fault is None


async def test_a_persons_counts_go_to_that_person_and_the_secretary_alone(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 5)
    about = ours.electors[3]
    sql = "UPDATE rating SET subject = $2, person_id = $3 WHERE id = $1"
    await ours.run(sql, rating, Subject.PERSON.value, about)
    await ours.closed(rating)
    heard = await told(ours, "rating.closed")
    assert set(heard) == {*ours.electors, ours.supervisor}
    assert {person for person, data in heard.items() if data["result"]} == {about, ours.secretary}
    assert {person for person, data in heard.items() if data["full"]} == {about, ours.secretary}
    assert all(data["returned"] == 5 for data in heard.values())


async def test_four_returned_are_never_opened(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 4, comments=True)
    await closing(ours, rating)
    keys = Sealed(ours.keys.folder.parent, ours.keys.folder.name)
    await count.close(ours.uow, keys, RULES, ours.zone, rating)
    found = await got(ours, rating)
    assert (found.state.value, found.void_reason, found.turnout) == ("void", "too_few", None)
    assert await result_of(ours, rating) is None
    assert await ours.rows("SELECT * FROM rating_comment") == []
    assert await left(ours, rating) == (0, {(None, None)})
    assert ours.keys.ratings() == set()
    heard = await told(ours, "rating.void")
    assert set(heard) == {*ours.electors, ours.supervisor, ours.chief}
    assert len({json.dumps(one) for one in heard.values()}) == 1


async def test_papers_count_and_their_own_totals_do_not_stay(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 5)
    on_paper = ours.electors[9:11]
    async with ours.uow.begin() as work:
        await work.execute(
            "UPDATE elector SET account_id = NULL WHERE rating_id = $1 AND person_id >= $2", rating, on_paper[0]
        )
        for person in on_paper:
            await elector.issue_paper(work, rating, person)
        await paper.put(work, rating, 2, 1, [[0, 0, 1]], ours.teller)
        await work.execute("UPDATE rating SET state = 'closing' WHERE id = $1", rating)
        await work.commit()
    await ours.counted(rating)
    found = await got(ours, rating)
    assert found.turnout == Turnout(11, 7, 6, 1)
    result = await result_of(ours, rating)
    assert result is not None
    assert result.counts == ({"good": 5, "fair": 0, "poor": 1},)
    assert await ours.rows("SELECT * FROM rating_paper") == []


async def test_four_by_phone_beside_papers_are_never_opened(ours: Ours) -> None:
    """Supervisor and teller know the papers: what is left of the counts would be the four."""
    rating = await voted(ours, [POOR] * 4, comments=True)
    for person in ours.electors[5:]:
        await ours.issue_paper(rating, person)
    await ours.ended(rating)
    await ours.paper_in(rating, [[6, 0, 0]])
    for person in (ours.supervisor, ours.teller):
        await ours.enter_close(rating, person)
    keys = Sealed(ours.keys.folder.parent, ours.keys.folder.name)
    await count.close(ours.uow, keys, RULES, ours.zone, rating)
    found = await got(ours, rating)
    assert (found.state.value, found.turnout) == ("closed", Turnout(11, 10, 10, 0))
    assert await result_of(ours, rating) is None
    assert await ours.rows("SELECT * FROM rating_comment") == []
    assert await left(ours, rating) == (0, {(None, None)})
    assert await ours.rows("SELECT * FROM rating_paper") == []
    assert ours.keys.ratings() == set()
    heard = await told(ours, "rating.closed")
    assert {one["result"] for one in heard.values()} == {None}
    assert "纸质票" in render("rating.closed", heard[ours.chief], Texts(ours.zone).speech("zh")).text
    assert (await audit.verify(ours.uow)).fault is None


class Cut(KeyFolder):
    """The process dies where the key is to be destroyed."""

    def destroy(self, rating_id: int) -> None:
        raise ConnectionResetError


async def test_a_closing_cut_off_after_the_count_is_finished_by_the_next_start(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6)
    await closing(ours, rating)
    with pytest.raises(ConnectionResetError):
        await count.close(ours.uow, Cut(ours.keys.folder.parent, ours.keys.folder.name), RULES, ours.zone, rating)
    assert (await got(ours, rating)).state.value == "counted"
    assert ours.keys.ratings() == {rating}
    assert await told(ours, "rating.closed") == {}
    await worker.start(ours.uow, ours.keys, RULES, ours.zone)
    assert (await got(ours, rating)).state.value == "closed"
    assert ours.keys.ratings() == set()
    heard = await told(ours, "rating.closed")
    assert ours.chief in heard
    await worker.start(ours.uow, ours.keys, RULES, ours.zone)
    assert await told(ours, "rating.closed") == heard


async def test_a_closing_cut_off_before_the_count_is_done_by_the_next_start(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6)
    await closing(ours, rating)
    await worker.start(ours.uow, ours.keys, RULES, ours.zone)
    assert (await got(ours, rating)).state.value == "closed"


async def test_counted_twice_changes_nothing(ours: Ours) -> None:
    rating = await voted(ours, [GOOD] * 6)
    await ours.closed(rating)
    before = await ours.rows("SELECT * FROM rating WHERE id = $1", rating)
    await ours.counted(rating)
    await count.finish(ours.uow, ours.keys, ours.zone, rating)
    assert await ours.rows("SELECT * FROM rating WHERE id = $1", rating) == before
    assert len(await ours.rows("SELECT * FROM audit WHERE kind = 'rating.closed'")) == 1
