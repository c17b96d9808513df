"""What the rows say: moments, update ids, and, exactly, whether anything in them depends on who voted what."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest

from bot.domain.clock import to_ms
from tests.conftest import PostgresServer
from tests.secrecy import records
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, founded
from tests.secrecy.records import Records
from tests.services.rating.agreements import end_and_count

VOTERS = 7
APART = timedelta(seconds=77, milliseconds=313)
"""Between two votes."""


def written_moments(cells: Iterable[str], moments: Sequence[datetime]) -> list[int]:
    """Which of these moments stand somewhere, to the millisecond or to the second, as a number or as text."""
    text = "\n".join(cells)
    forms = [
        {str(to_ms(at)), str(to_ms(at) // 1000), f"{at:%Y-%m-%dT%H:%M:%S}", f"{at:%Y-%m-%d %H:%M:%S}"} for at in moments
    ]
    return [number for number, one in enumerate(forms) if any(form in text for form in one)]


def plain_cells(plain: Plain) -> list[str]:
    return [str(plain.run(f"SELECT * FROM {table}")) for table in ("plain_turnout", "plain_ballot")]


async def test_timestamps_in_rows(database_url: str, tmp_path: Path) -> None:
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    moments = []
    for person in range(VOTERS):
        plain.clock.forward(seconds=APART.total_seconds())
        moments.append(plain.clock.now())
        plain.vote(1, Cast(person, (0,)))
    assert written_moments(plain_cells(plain), moments) == list(range(VOTERS))
    plain.close()

    async with founded(database_url, tmp_path, VOTERS) as product:
        rating, moments = await product.opened(), []
        for person in product.electors:
            product.clock.forward(seconds=APART.total_seconds())
            moments.append(product.clock.now())
            await product.vote(rating, Cast(person, (0,)))
        for _ in range(2):
            cells = [row for rows in (await records.everything(product.uow)).values() for row in rows]
            assert written_moments(cells, moments) == []
            await end_and_count(product.ratings, rating)


def named_in(files: Iterable[Path], people: Iterable[int]) -> set[int]:
    """People whom a file, written when they voted, bears the number of."""
    return {person for person in people for file in files if str(person) in file.stem.split("-")}


def written_since(folder: Path, before: dict[Path, int]) -> set[Path]:
    return {file for file, at in stamps(folder).items() if before.get(file) != at}


def stamps(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


async def test_timestamps_of_files(sqlite_url: str, tmp_path: Path) -> None:
    plain = Plain(sqlite_url, tmp_path)
    plain.opened(1)
    before = stamps(tmp_path)
    plain.vote(1, Cast(5, (0,)))
    assert named_in(written_since(tmp_path, before), range(VOTERS)) == {5}
    plain.close()

    async with founded(sqlite_url, tmp_path, VOTERS) as product:
        rating = await product.opened()
        for folder in (tmp_path, product.keys.folder):
            before = stamps(folder)
            await product.vote(rating, Cast(product.electors[folder is tmp_path], (0,)))
            written = {file.name for file in written_since(folder, before)}
            assert written <= {"bot.db", "bot.db-wal", "bot.db-shm"}


async def test_update_ids(database_url: str, tmp_path: Path) -> None:
    """Telegram numbers what people do one after the other; a number kept with a person orders the votes."""
    plain = Plain(database_url, tmp_path)
    plain.opened(1)
    for person in (4, 2, 6):
        plain.vote(1, Cast(person, (0,)))
    assert plain.run("SELECT person_id FROM plain_turnout ORDER BY update_id") == [(4,), (2,), (6,)]
    plain.close()

    async with founded(database_url, tmp_path, VOTERS) as product:
        rating = await product.opened()
        product.next_update(777_000_000)
        for person in product.electors:
            await product.vote(rating, Cast(person, (0,)))
        found = await records.everything(product.uow)
        assert found["seen_update"] == []
        assert not any("7770000" in row for rows in found.values() for row in rows)


@contextmanager
def two_databases(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Alike to the last bit."""
    if kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        for name in "ab":
            (folder / name).mkdir()
            copy(template, folder / name / "bot.db")
        one, other = (f"sqlite+aiosqlite:///{folder / name / 'bot.db'}" for name in "ab")
        yield one, other
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    made: str = request.getfixturevalue("postgres_template")
    with server.database("zhibu_run_a", made) as one, server.database("zhibu_run_b", made) as other:
        for name in "ab":
            (folder / name).mkdir()
        yield one, other


ANSWERS = ((0, 1, 2), (0, 0, 1), (2, 2, 2), (1, 0, 0), (0, 1, 1), (1, 1, 2), (2, 0, 0))
WORDS = ("好", "", "请多开会", "", "请少开会", "", "活动室的灯坏了")


async def run(url: str, folder: Path, turns: Sequence[int]) -> tuple[Records, Records]:
    """The n-th to vote is the elector `turns[n]`, and gives the n-th ballot. Before closing, and after."""
    async with founded(url, folder, VOTERS) as product:
        rating = await product.opened(3, split=True)
        for place, answers, words in zip(turns, ANSWERS, WORDS, strict=True):
            product.clock.forward(seconds=50)
            await product.vote(rating, Cast(product.electors[place], answers, words))
            await product.ratings.turn()
        before = await records.masked(product.uow)
        await end_and_count(product.ratings, rating)
        await product.ratings.turn()
        return before, await records.masked(product.uow)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_runs_that_differ_in_who_voted_what(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path
) -> None:
    """And when. Their records are equal but for random bytes; those of the plain design are not."""
    with two_databases(request, kind, tmp_path) as (one, other):
        first = await run(one, tmp_path / "a", range(VOTERS))
        second = await run(other, tmp_path / "b", list(reversed(range(VOTERS))))
        assert first[0]["elector"]
        assert len(first[0]["envelope"]) == VOTERS
        assert len(first[1]["rating_comment"]) == 4
        assert first == second
        assert plain_run(one, tmp_path / "a", range(VOTERS)) != plain_run(other, tmp_path / "b", (6, 5, 4, 3, 2, 1, 0))


def plain_run(url: str, folder: Path, turns: Sequence[int]) -> list[str]:
    plain = Plain(url, folder)
    plain.opened(1)
    for place, answers in zip(turns, ANSWERS, strict=True):
        plain.vote(1, Cast(place, answers))
    cells = plain_cells(plain)
    plain.close()
    return cells
