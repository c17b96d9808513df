"""The supervisor's yes to doubtful accounts: it lets that account vote, and tells nothing about votes."""

from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.rating.ballot import unpacked
from bot.domain.rating.model import Doubt
from bot.services.rating import confirm as rating_confirm
from bot.services.rating import vote as rating_vote
from bot.services.rating.confirm import Roll
from bot.storage.connection import Database
from bot.storage.rating import ballot_box, elector
from bot.texts.speech import Texts
from bot.views.rating import vote as view
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.rating.rating_booth import slip_of
from tests.services.rating.rating_table import Table, table


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    found = await table(database, tmp_path)
    await found.bound(found.house.members[1], to_ms(found.hall.now))
    return found


async def confirm(desk: Table, rating: int, person: int, account: int | None = None, by: int | None = None) -> Roll:
    hall, account = desk.hall, ACCOUNTS + person if account is None else account
    asked = hall.ask(by or desk.supervisor)
    return await rating_confirm.confirm(hall.uow, asked, rating, person, account)


async def roll(desk: Table, rating: int, by: int | None = None) -> Roll:
    return await rating_confirm.roll(desk.hall.uow, desk.hall.ask(by or desk.supervisor), rating)


async def vote(
    desk: Table, rating: int, person: int, account: int | None = None, answers: tuple[int, ...] = (0,)
) -> None:
    asked = desk.hall.ask(person)
    asked.account_id = account or asked.account_id
    slip = await slip_of(desk.hall.uow, rating, answers)
    await rating_vote.vote(desk.hall.uow, asked, slip, desk.keys)


async def test_a_doubtful_account_votes_by_the_supervisors_yes(desk: Table) -> None:
    made, fresh = await desk.opened(), desk.house.members[1]
    with pytest.raises(DomainError, match="ballot_account_waiting"):
        await vote(desk, made, fresh)
    first = (await roll(desk, made)).lines[0]
    assert (first.person_id, first.doubt, first.waits) == (fresh, Doubt.NEW_ACCOUNT, True)
    found = await confirm(desk, made, fresh)
    assert (found.confirmed, found.waiting) == ("党员1", 0)
    assert (await confirm(desk, made, fresh)).confirmed == "党员1"
    invited = [said["doubt"] for to, said in await desk.told("rating.invite") if to == fresh]
    assert invited == [True, False]
    confirmed = [fact for kind, fact in await desk.audited() if kind == "rating.elector_confirmed"]
    assert confirmed == [{"rating": made, "person": fresh, "account": ACCOUNTS + fresh}]
    await vote(desk, made, fresh)


async def test_an_account_bound_anew_waits_and_never_votes_twice(desk: Table) -> None:
    made, person, other = await desk.opened(), desk.house.members[2], 77_001
    await vote(desk, made, person)
    before = await roll(desk, made)
    await desk.hall.run("UPDATE account SET id = $2 WHERE person_id = $1 RETURNING id", person, other)
    waiting = {one.person_id: one.doubt for one in (await roll(desk, made)).lines if one.waits}
    assert waiting == {desk.house.members[1]: Doubt.NEW_ACCOUNT, person: Doubt.REBOUND}
    with pytest.raises(DomainError, match="elector_account_changed"):
        await confirm(desk, made, person)
    await confirm(desk, made, person, other)
    await vote(desk, made, person, other, answers=(1,))
    async with desk.hall.uow.reading() as cx:
        assert (await elector.numbers(cx, made)).voted == 1
        boxes = await ballot_box.boxes_of(cx, made)
    public = (await desk.rating(made)).public_key or ""
    assert [unpacked(one).answers for one in desk.keys.open(made, public, boxes)] == [(0,)]
    said = [view.recorded(made, Texts(desk.hall.zone).speech(language)).text for language in ("zh", "en")]
    assert "以最先记下的为准" in said[0]
    assert "the first that was recorded counts" in said[1]
    assert before.electors == 7


async def rebound(desk: Table, rating: int, person: int, account: int) -> None:
    """Another account in the place of the one that could vote, with the supervisor's yes."""
    await desk.hall.run("UPDATE account SET id = $2 WHERE person_id = $1 RETURNING id", person, account)
    await confirm(desk, rating, person, account)


async def heard(desk: Table, rating: int, person: int, account: int) -> list[str]:
    """What a ballot says to that account, step by step, until voting is over and afterwards."""
    hall, said = desk.hall, list[str]()
    for days in (0, 9):
        hall.clock.forward(days=days)
        for answers in ((), (9,), (0,), (1,)):
            slip, asked = await slip_of(hall.uow, rating, answers), replace(hall.ask(person), account_id=account)
            said.append(await sentence(rating_vote.enter(hall.uow, asked, slip)))
            said.append(await sentence(rating_vote.vote(hall.uow, asked, slip, desk.keys)))
    return said


async def sentence(step: Awaitable[rating_vote.Booth | None]) -> str:
    try:
        booth = await step
    except DomainError as error:
        return error.code
    return f"recorded: {booth.recorded}" if booth else "in"


async def test_an_account_in_the_place_of_another_learns_nothing(desk: Table) -> None:
    """Of two electors with a new account, one has voted with the old one: both hear the same, step by step."""
    made, (voter, other) = await desk.opened(), desk.house.members[2:4]
    await vote(desk, made, voter)
    for number, person in enumerate((voter, other)):
        await rebound(desk, made, person, 77_001 + number)
        assert (await desk.electors(made))[person].doubt is Doubt.REBOUND
    now = desk.hall.now
    first = await heard(desk, made, voter, 77_001)
    desk.hall.clock.moment = now
    assert await heard(desk, made, other, 77_002) == first
    assert first[:6] == [
        "recorded: False", "ballot_incomplete", "ballot_choice_unknown", "ballot_choice_unknown",
        "recorded: False", "in",
    ]  # fmt: skip
    assert set(first[8:]) == {"ballot_ended"}
    async with desk.hall.uow.reading() as cx:
        assert (await elector.numbers(cx, made)).voted == 2
        assert await ballot_box.count(cx, made) == 2


async def test_the_ballot_that_came_first_counts_whichever_account_gave_it(desk: Table) -> None:
    made, person = await desk.opened(), desk.house.members[2]
    await vote(desk, made, person, answers=(1,))
    before = frozenset(await boxes(desk, made))
    await rebound(desk, made, person, 77_001)
    await vote(desk, made, person, 77_001, answers=(0,))
    assert frozenset(await boxes(desk, made)) == before
    await rebound(desk, made, person, ACCOUNTS + person)
    assert (await desk.electors(made))[person].doubt is Doubt.REBOUND


async def boxes(desk: Table, rating: int) -> list[bytes]:
    async with desk.hall.uow.reading() as cx:
        return await ballot_box.boxes_of(cx, rating)


async def test_a_first_account_is_told_that_its_ballot_is_in(desk: Table) -> None:
    """Nobody else could have voted for that elector."""
    made, fresh = await desk.opened(), desk.house.members[1]
    await confirm(desk, made, fresh)
    await vote(desk, made, fresh)
    hall = desk.hall
    slip = await slip_of(hall.uow, made)
    assert (await rating_vote.enter(hall.uow, hall.ask(fresh), slip)).recorded


async def test_the_list_is_the_same_whoever_has_voted(desk: Table) -> None:
    made = await desk.opened()
    before = await roll(desk, made)
    await vote(desk, made, desk.house.members[2])
    await vote(desk, made, desk.house.leader)
    assert await roll(desk, made) == before


async def test_never_after_a_paper_nor_after_voting(desk: Table) -> None:
    made, fresh = await desk.opened(paper="on"), desk.house.members[1]
    async with desk.hall.uow.begin() as work:
        await elector.issue_paper(work, made, fresh)
        await work.commit()
    with pytest.raises(DomainError, match="elector_on_paper"):
        await confirm(desk, made, fresh)
    assert (await roll(desk, made)).waiting == 0
    desk.hall.clock.forward(days=2)
    with pytest.raises(DomainError, match="rating_voting_over"):
        await confirm(desk, made, fresh)


async def test_nobody_but_the_supervisor(desk: Table) -> None:
    made, house, fresh = await desk.opened(), desk.house, desk.house.members[1]
    for person in (desk.teller, house.secretary, house.above, house.stranger, fresh):
        with pytest.raises(DomainError, match="not_allowed"):
            await confirm(desk, made, fresh, by=person)
        with pytest.raises(DomainError, match="not_allowed"):
            await roll(desk, made, by=person)
    with pytest.raises(DomainError, match="not_found"):
        await confirm(desk, made, house.stranger)
    with pytest.raises(DomainError, match="elector_account_changed"):
        await confirm(desk, made, fresh, ACCOUNTS + house.stranger)
    assert (await desk.electors(made))[fresh].account_id is None
