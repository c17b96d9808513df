"""Attacks by choosing who votes: one more, one instead of another, one reminded, one watched."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.model import State
from bot.domain.rating.result import Result
from bot.services.installation import lifecycle
from bot.services.rating import page as rating_page
from bot.services.reminder import plan as reminder_plan
from bot.services.reminder import rating as reminder_rating
from bot.services.reminder.source import ReminderContext
from bot.services.workdays import is_working_day
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, Product, founded
from tests.services.rating.agreements import end_and_count
from tests.world import ACCOUNTS
from tests.world.people import add_person

STRANGER = 990_001
"""Nobody on the roster; so is the next number."""
FREED = "UPDATE account SET person_id = NULL WHERE person_id = $1"


async def counts_of(product: Product, rating: int) -> dict[str, int]:
    return dict(Result.read(await product.result(rating)).counts[0])


async def bind(product: Product, stranger: int, victim: int) -> None:
    """The stranger's account in the place of the victim's."""
    await product.run(FREED, victim)
    await product.insert("account", id=ACCOUNTS + stranger, person_id=victim, language="zh")


async def test_late_addition(database_url: str, tmp_path: Path) -> None:
    """Whoever knows how all the others answer sends one more: the difference is that one's answer."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in range(6):
        plain.vote(1, Cast(person, (0,)))
    plain.vote(1, Cast(99, (2,)))
    assert plain.closed(1)["all"] == {0: 6, 2: 1}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        late = await add_person(product, "后来的人", product.branch.id)
        await product.ratings.turn()
        await product.refused("ballot_not_elector", product.vote(rating, Cast(late, (2,))))
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors])
        await end_and_count(product.ratings, rating)
        assert await counts_of(product, rating) == {"good": 6, "fair": 0, "poor": 0}


async def test_late_addition_past_the_bot(database_url: str, tmp_path: Path) -> None:
    """Whoever writes the late voter into the database: the record of the opening knows who may vote."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in (*range(6), 99):
        plain.vote(1, Cast(person, (0,)))
    assert plain.closed(1)["all"] == {0: 7}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        late = await add_person(product, "后来的人", product.branch.id)
        await product.run(
            "INSERT INTO elector (rating_id, person_id, voters, source, account_id, voted, paper) "
            "VALUES ($1, $2, 'members', 'list', $3, false, false)", rating, late, ACCOUNTS + late,
        )  # fmt: skip
        await product.all_vote(rating, [Cast(one, (0,)) for one in (*product.electors, late)])
        await end_and_count(product.ratings, rating)
        assert await product.rows("SELECT state, fault FROM rating") == [{"state": "ended", "fault": "ballots"}]
        assert await product.result(rating) == ""


async def test_account_bound_anew(database_url: str, tmp_path: Path) -> None:
    """Someone has their own phone bound to a voter's name, and votes for them."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    plain.bound = {STRANGER: 3}
    plain.vote_by(1, STRANGER, (2,))
    assert plain.closed(1)["all"] == {2: 1}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating, victim = await product.opened(), product.electors[3]
        await bind(product, STRANGER, victim)
        cast = Cast(victim, (2,))
        await product.refused("ballot_account_other", product.vote(rating, cast, by=STRANGER))
        with pytest.raises(DomainError):
            await product.vote(rating, cast)
        assert await product.rows("SELECT * FROM envelope") == []


def told_apart(answers: Sequence[object]) -> bool:
    """Whether someone who hears them knows which came before the vote, and which after it."""
    return answers[0] != answers[1]


async def test_account_bound_anew_learns_nothing_of_the_ballot_that_is_in(database_url: str, tmp_path: Path) -> None:
    """The answer to a foreign phone is the same whether the voter has voted or not."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    plain.bound = {STRANGER: 3}
    heard = [plain.greets(1, STRANGER)]
    plain.vote(1, Cast(3, (0,)))
    assert told_apart([*heard, plain.greets(1, STRANGER)])
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating, victim = await product.opened(), product.electors[3]
        answers = []
        for has_voted in (False, True):
            if has_voted:
                await product.vote(rating, Cast(victim, (0,)))
            await bind(product, STRANGER + has_voted, victim)
            with pytest.raises(DomainError) as refusal:
                await product.vote(rating, Cast(victim, (2,)), by=STRANGER + has_voted)
            answers.append((refusal.value.code, refusal.value.data))
            await product.run(FREED, victim)
            await product.run("UPDATE account SET person_id = $2 WHERE id = $1", ACCOUNTS + victim, victim)
        assert not told_apart(answers)


async def test_two_ratings_whose_electorates_differ_by_one(database_url: str, tmp_path: Path) -> None:
    plain = Plain(database_url, tmp_path)
    results = []
    for rating, people in ((1, range(6)), (2, range(7))):
        plain.opened(rating)
        for person in people:
            plain.vote(rating, Cast(person, (2 if person == 6 else 0,)))
        results.append(plain.closed(rating)["all"])
    assert results[1][2] - results[0].get(2, 0) == 1, "the seventh has answered so"
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        first = await product.opened()
        await product.all_vote(first, [Cast(one, (0,)) for one in product.electors])
        await end_and_count(product.ratings, first)
        await add_person(product, "第七个", product.branch.id)
        for days in (1, 80):
            product.clock.forward(days=days)
            again = await product.opened()
            assert await product.state(again) is State.SUBMITTED
        assert len(await product.rows("SELECT DISTINCT rating_id FROM elector")) == 1
        product.clock.forward(days=20)
        assert await product.state(await product.opened()) is State.OPEN, "the rule has its days"


def ticked(numbers: Sequence[int | str | None]) -> list[int]:
    """After which votes the number that is shown has changed."""
    return [vote for vote, (before, after) in enumerate(pairwise(numbers), 1) if before != after]


async def test_ticking_number_of_returned_ballots(database_url: str, tmp_path: Path) -> None:
    """Whoever sees people take up their phones, and the number, knows who has voted. In chat and metrics alike."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    seen: list[int | str | None] = [plain.metrics()]
    for person in range(6):
        plain.vote(1, Cast(person, (0,)))
        seen.append(plain.metrics())
    assert ticked(seen) == [1, 2, 3, 4, 5, 6]
    plain.close()

    async with founded(database_url, tmp_path, 8) as product:
        rating = await product.opened()
        metrics = [await lifecycle.row_counts(product.uow)]
        shown: list[int | str | None] = [await number(product, rating)]
        for person in product.electors[:6]:
            product.clock.forward(seconds=80)
            await product.vote(rating, Cast(person, (0,)))
            await product.ratings.turn()
            shown.append(await number(product, rating))
            metrics.append(await lifecycle.row_counts(product.uow))
        assert ticked(shown) == []
        assert all(one == metrics[0] for one in metrics)
        product.clock.forward(minutes=2)
        await product.ratings.turn()
        assert await number(product, rating) == 6


async def number(product: Product, rating: int) -> int | None:
    """As everyone sees it."""
    card = await product.act(product.ratings.teller, rating_page.show, INSTALLATION.rating, rating)
    return card.rating.returned_shown


async def test_all_in_is_not_seen_at_once(database_url: str, tmp_path: Path) -> None:
    """That voting has ended would tell when the last one voted."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    seen: list[int | str | None] = [plain.over(1, 6)]
    for person in range(6):
        plain.vote(1, Cast(person, (0,)))
        seen.append(plain.over(1, 6))
    assert ticked(seen) == [6]
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        product.clock.forward(minutes=9)
        states: list[int | str | None] = [await product.state(rating)]
        for person in product.electors:
            await product.vote(rating, Cast(person, (0,)))
            await product.ratings.turn()
            states.append(await product.state(rating))
        assert ticked(states) == []
        assert states[-1] is State.OPEN
        product.clock.forward(minutes=1)
        await product.ratings.turn()
        assert await product.state(rating) is State.ENDED


async def test_who_was_reminded(database_url: str, tmp_path: Path) -> None:
    """Whoever is not reminded has voted."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in (1, 4):
        plain.vote(1, Cast(person, (0,)))
    plain.remind(1, range(6))
    reminded = {call["params"]["chat_id"] for call in plain.wire if "还没有" in call["params"]["text"]}
    assert set(range(6)) - reminded == {1, 4}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened(lasts=timedelta(days=3))
        before = await planned(product)
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors[:4]])
        product.clock.forward(minutes=10)
        await product.ratings.turn()
        assert {person for person, _ in before} == set(product.electors)
        assert await planned(product) == before


async def planned(product: Product) -> set[tuple[int, str]]:
    """Whom the reminder of the day before closing goes to, with all that it depends on."""
    rules, types = INSTALLATION.reminders, INSTALLATION.meetings
    context = ReminderContext(product.clock.now(), ZONE, rules, types, is_working_day)
    await reminder_plan.plan_all(product.uow, context, (reminder_rating.SOURCE,))
    rows = await product.rows("SELECT * FROM reminder")
    return {(row["person_id"], str({**row, "id": 0, "person_id": 0})) for row in rows}
