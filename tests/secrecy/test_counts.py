"""What counting gives away: before its time, of too few, of a group by subtraction, of a pattern that was demanded."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.domain.rating.model import State
from bot.domain.rating.result import Result
from bot.services.rating import result as rating_result
from tests.secrecy import files, records
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, Product, founded
from tests.services.rating.agreements import agree_close, agree_totals, close_by_both, end_and_count, entered, issue

Tally = Counter[tuple[int, ...]]


def tally(rows: Mapping[str, Sequence[str]]) -> Tally:
    """Of the ballots that can be read in the database."""
    text = "\n".join(line for lines in rows.values() for line in lines)
    return Counter(tuple(json.loads(ballot)[1]) for ballot in files.BALLOT.findall(text.encode()))


def plain_rows(plain: Plain) -> dict[str, list[str]]:
    return {"plain_ballot": [bytes(row[0]).decode() for row in plain.run("SELECT content FROM plain_ballot")]}


async def test_counts_before_closing(database_url: str, tmp_path: Path) -> None:
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in range(6):
        plain.vote(1, Cast(person, (person % 3,)))
    assert tally(plain_rows(plain)) == {(0,): 2, (1,): 2, (2,): 2}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors])
        assert tally(await records.everything(product.uow)) == {}
        (row,) = await product.rows("SELECT result, returned, valid, spoiled, returned_shown FROM rating")
        assert list(row.values()) == [None, None, None, None, 0]
        for person in (
            product.branch.above,
            product.branch.secretary,
            product.ratings.supervisor,
            product.ratings.teller,
        ):
            await product.refused("rating_not_closed", product.act(person, rating_result.show, rating))


async def test_closing_early(database_url: str, tmp_path: Path) -> None:
    """Closed after the first ballot, the result is that ballot."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    plain.vote(1, Cast(1, (2,)))
    assert plain.closed(1)["all"] == {2: 1}
    plain.close()

    async with founded(database_url, tmp_path, 6) as product:
        rating = await product.opened()
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors[:5]])
        for person in (product.ratings.supervisor, product.ratings.teller):
            await product.refused("rating_still_open", agree_close(product.ratings, rating, person))
        await product.ratings.turn()
        product.clock.forward(minutes=30)
        await product.ratings.turn()
        assert await product.state(rating) is State.OPEN
        await product.ratings.turn(hours=6)
        await agree_close(product.ratings, rating, product.ratings.supervisor)
        await agree_close(product.ratings, rating, product.ratings.supervisor)
        await product.ratings.turn()
        assert await product.state(rating) is State.ENDED, "one of the two is not enough"


async def test_five_issued_and_one_returned(database_url: str, tmp_path: Path) -> None:
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    plain.vote(1, Cast(3, (2,)))
    assert plain.closed(1)["all"] == {2: 1}, "the one who came is the one who answered so"
    plain.close()

    async with founded(database_url, tmp_path, 5) as product:
        rating = await product.opened()
        await product.vote(rating, Cast(product.electors[3], (2,), "只有我一个人"))
        await end_and_count(product.ratings, rating)
        assert await product.state(rating) is State.VOID
        (row,) = await product.rows("SELECT result, issued, returned, valid, spoiled FROM rating")
        assert set(row.values()) == {None}
        assert await product.rows("SELECT * FROM rating_comment") == []
        assert await product.rows("SELECT * FROM envelope") == []
        assert product.keys.ratings() == set()


def remainder(groups: Mapping[str, Mapping[Any, int]]) -> dict[Any, int]:
    """All less the groups that are shown: what the rest have answered."""
    rest = Counter(groups.get("all", {}))
    for name, counts in groups.items():
        if name != "all":
            rest.subtract(counts)
    return {answer: count for answer, count in rest.items() if count}


async def shown(product: Product, rating: int) -> dict[str, Mapping[str, int]]:
    """The published result: in all, and by group where it is."""
    text = await product.result(rating)
    result = Result.read(text)
    return {"all": result.counts[0]} | {voters.value: one[0] for voters, one in result.groups.items()}


@pytest.mark.parametrize(("members", "masses", "split"), [(8, 4, False), (8, 1, False), (5, 5, True)])
async def test_total_minus_groups(database_url: str, tmp_path: Path, members: int, masses: int, split: bool) -> None:
    """A group that is too small is not shown, and neither is any other, from which it would follow."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in range(5):
        plain.vote(1, Cast(person, (0,)))
    plain.vote(1, Cast(5, (2,)), group="masses")
    published = plain.closed(1)
    published.pop("masses")  # "too small to be shown"
    assert remainder(published) == {2: 1}
    plain.close()

    async with founded(database_url, tmp_path, members, masses) as product:
        rating = await product.opened(split=True)
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors])
        await end_and_count(product.ratings, rating)
        found = await shown(product, rating)
        assert (set(found) == {"all", "members", "masses"}) is split
        assert sum(remainder(found).values()) in ({0} if split else {members + masses})


async def test_total_minus_groups_and_paper(database_url: str, tmp_path: Path) -> None:
    """Paper ballots are in no group: with fewer than five of them the split would show them."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in range(12):
        plain.vote(1, Cast(person, (0,)), group="members" if person < 7 else "masses")
    plain.vote(1, Cast(12, (2,)), group="paper")
    published = plain.closed(1)
    published.pop("paper")  # entered as totals, of no group
    assert remainder(published) == {2: 1}
    plain.close()

    async with founded(database_url, tmp_path, 8, 5) as product:
        rating, alone = await product.opened(split=True), product.electors[7]
        await product.run("UPDATE elector SET account_id = NULL WHERE person_id = $1", alone)
        await issue(product.ratings, rating, alone)
        await product.all_vote(rating, [Cast(one, (0,)) for one in product.electors if one != alone])
        await product.ratings.turn(hours=6)
        await entered(product.ratings, rating, "1 0", "0 0 1")
        await agree_totals(product.ratings, rating, product.ratings.supervisor)
        await close_by_both(product.ratings, rating)
        await product.ratings.turn()
        assert set(await shown(product, rating)) == {"all"}


PATTERN = (2, 0, 1, 1, 2, 0, 2)
"""So, and in no other way, somebody was told to answer: nobody else will."""


async def test_pattern_of_seven_answers(database_url: str, tmp_path: Path) -> None:
    """Two elections with the same counts, in one of which the pattern was given: whoever demanded it sees which."""
    found = []
    for number, casts in enumerate((obeyed(), withstood())):
        plain = Plain(database_url, tmp_path, name=f"plain-{number}")
        rating = plain.opened(number + 1)
        for cast in casts:
            plain.vote(rating, cast)
        found.append(PATTERN in tally(plain_rows(plain)))
        plain.closed(rating)
        plain.close()
    assert found == [True, False]

    results, kept = [], []
    async with founded(database_url, tmp_path, 6) as product:
        for title, casts in (("甲事", obeyed()), ("乙事", withstood())):
            rating = await product.opened(len(PATTERN), title=title)
            await product.all_vote(rating, [Cast(product.electors[one.person], one.answers) for one in casts])
            await end_and_count(product.ratings, rating)
            results.append(await product.result(rating))
            kept.append(tally(await records.everything(product.uow)))
    assert results[0] == results[1]
    assert kept == [Counter(), Counter()]


def obeyed() -> list[Cast]:
    return [Cast(0, PATTERN), *(Cast(person, (0,) * 7) for person in range(1, 6))]


def withstood() -> list[Cast]:
    """The same counts of each question; nobody has given the pattern."""
    apart = [tuple(one if place == number else 0 for place, one in enumerate(PATTERN)) for number in (0, 2, 3, 4, 6)]
    return [Cast(person, answers) for person, answers in enumerate([*apart, (0,) * 7])]


def test_the_two_elections_have_the_same_counts() -> None:
    for place in range(len(PATTERN)):
        counts = [Counter(cast.answers[place] for cast in casts) for casts in (obeyed(), withstood())]
        assert counts[0] == counts[1]
    assert PATTERN not in [cast.answers for cast in withstood()]
