"""Files that fell into other hands: the log, free pages, backups. No key is among them."""

import base64
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.domain.rating.model import State
from bot.services.files.progress import silent
from bot.services.installation import backup, backup_file, doctor_rating
from bot.services.rating import recover as rating_recover
from tests.secrecy import files, thief
from tests.secrecy.plain import Plain
from tests.secrecy.product import Cast, Product, founded
from tests.services.installation.backups import settings_of
from tests.services.rating.agreements import end_and_count

MEMBERS = 8


@pytest.fixture
async def product(database_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with founded(database_url, tmp_path, MEMBERS) as found:
        yield found


@pytest.fixture
async def embedded(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Product]:
    async with founded(sqlite_url, tmp_path, MEMBERS) as found:
        yield found


@pytest.fixture
def plain(database_url: str, tmp_path: Path) -> Iterator[Plain]:
    design = Plain(database_url, tmp_path)
    yield design
    design.close()


@pytest.fixture
def embedded_plain(sqlite_url: str, tmp_path: Path) -> Iterator[Plain]:
    design = Plain(sqlite_url, tmp_path)
    yield design
    design.close()


def casts(people: Sequence[int]) -> list[Cast]:
    """Each another answer and another comment."""
    return [Cast(person, (number % 3,), f"意见{number}") for number, person in enumerate(people)]


def log_replayed(path: Path, folder: Path) -> dict[int, tuple[int, ...]]:
    """From one stolen copy of the database and its log."""
    folder.mkdir()
    for file in (path, files.log_of(path)):
        shutil.copy(file, folder / file.name)
    stolen = folder / path.name
    return thief.answers(thief.paired(thief.copy_of(one) for one in files.snapshots(stolen, folder)))


async def test_content_of_the_write_ahead_log(embedded: Product, embedded_plain: Plain, tmp_path: Path) -> None:
    people = range(1, MEMBERS + 1)
    embedded_plain.opened(1)
    for cast in casts(people):
        embedded_plain.vote(1, cast)
    assert log_replayed(embedded_plain.path, tmp_path / "plain") == thief.truth(casts(people))

    rating = await embedded.opened()
    await embedded.all_vote(rating, casts(embedded.electors))
    assert log_replayed(embedded.path, tmp_path / "product") == {}
    assert files.legible(files.log_of(embedded.path).read_bytes()) == set()
    await end_and_count(embedded.ratings, rating)
    assert files.legible(files.log_of(embedded.path).read_bytes()) == set()


async def test_free_pages_after_deletion(product: Product, plain: Plain) -> None:
    """Closing deletes the ballots; what was in them must not lie about."""
    people = range(1, MEMBERS + 1)
    plain.opened(1)
    for cast in casts(people):
        plain.vote(1, cast)
    plain.closed(1)
    assert thief.answered(_left(plain.url, plain.path, "plain_ballot")) == sorted(one.answers for one in casts(people))

    rating = await product.opened()
    await product.all_vote(rating, casts(product.electors))
    boxes = [bytes(row["box"]) for row in await product.rows("SELECT box FROM envelope")]
    await end_and_count(product.ratings, rating)
    assert await product.state(rating) is State.CLOSED
    left = _left(product.url, product.path, "envelope")
    assert thief.answered(left) == []
    if product.embedded:
        assert not any(box[-64:] in left for box in boxes), "a sealed ballot has outlived its closing"


def _left(url: str, path: Path, table: str) -> bytes:
    """Everything in the files, whether the database counts it as there or not."""
    if not url.startswith("sqlite"):
        return files.heaps(url, table)
    files.fold(path)
    return path.read_bytes()


def plain_backups(plain: Plain, folder: Path) -> dict[int, tuple[int, ...]]:
    """Who answered what, from a backup before and after each vote."""
    plain.opened(1)
    copies = [plain.backup(folder / "plain-0")]
    for number, cast in enumerate(casts(range(1, MEMBERS + 1)), 1):
        plain.vote(1, cast)
        copies.append(plain.backup(folder / f"plain-{number}"))
    return thief.answers(thief.paired(thief.copy_of(one / "database") for one in copies))


async def backups(product: Product, folder: Path, steps: int) -> list[Path]:
    """The product's own, before and after each of the first votes; each as the folder into which it was unpacked."""
    settings, rating = settings_of(product.url, product.folder), await product.opened()
    found = []
    for number, cast in enumerate([None, *casts(product.electors)[:steps]]):
        if cast is not None:
            await product.vote(rating, cast)
        backup.backup(settings, folder / f"{number}.zip")
        backup_file.unpack(folder / f"{number}.zip", folder / f"product-{number}", silent)
        found.append(folder / f"product-{number}")
    return found


async def test_two_backups_around_one_vote(product: Product, plain: Plain, tmp_path: Path) -> None:
    """They tell that somebody has voted, as is said; the ballot that came with it says nothing."""
    plain.opened(1)
    before = plain.backup(tmp_path / "before")
    plain.vote(1, Cast(3, (2,)))
    copies = [thief.copy_of(one / "database") for one in (before, plain.backup(tmp_path / "after"))]
    assert thief.answers(thief.paired(copies)) == {3: (2,)}

    pairs = thief.paired(thief.copy_of(one / "database") for one in await backups(product, tmp_path, 1))
    assert list(pairs) == product.electors[:1]
    assert thief.answers(pairs) == {}


async def test_backups_around_every_vote(product: Product, plain: Plain, tmp_path: Path) -> None:
    assert plain_backups(plain, tmp_path) == thief.truth(casts(range(1, MEMBERS + 1)))
    pairs = thief.paired(thief.copy_of(one / "database") for one in await backups(product, tmp_path, MEMBERS))
    assert len(pairs) == MEMBERS
    assert thief.answers(pairs) == {}


def keys_in(folder: Path, keys: Sequence[bytes]) -> set[str]:
    """The files that hold one of these keys, in any usual writing."""
    written = [form for key in keys for form in (key, key.hex().encode(), base64.b64encode(key).rstrip(b"="))]
    found = [file for file in folder.rglob("*") if file.is_file()]
    return {file.name for file in found if any(form in file.read_bytes() for form in written)}


async def test_keys_in_a_backup(product: Product, database_url: str, tmp_path: Path) -> None:
    """A backup copies what lies in the data folder and in the database; no key is there."""
    sealed = Plain(database_url, product.folder, sealed=True)
    assert sealed.key is not None
    assert keys_in(sealed.backup(tmp_path / "plain-copy"), [sealed.key.encode()]) == {"ballot.key"}
    sealed.close()

    folders = await backups(product, tmp_path, 2)
    keys = [file.read_bytes() for file in product.keys.folder.glob("*.key")]
    assert keys
    assert keys_in(folders[-1], keys) == set()
    assert keys_in(product.folder, keys) == set()


async def test_busy_checkpoint(embedded: Product, embedded_plain: Plain, tmp_path: Path) -> None:
    """A reader that does not let go of the log keeps deleted ballots in it: they must be sealed for good by then, and
    the operator must be told until the log is gone."""
    embedded_plain.opened(1)
    for cast in casts(range(1, MEMBERS + 1)):
        embedded_plain.vote(1, cast)
    with reading(embedded_plain.path):
        embedded_plain.closed(1)
        embedded_plain.run("PRAGMA wal_checkpoint(TRUNCATE)")
        assert files.legible(files.log_of(embedded_plain.path).read_bytes())

    rating = await embedded.opened()
    await embedded.all_vote(rating, casts(embedded.electors))
    (box, *_) = [bytes(row["box"]) for row in await embedded.rows("SELECT box FROM envelope")]
    with reading(embedded.path):
        await end_and_count(embedded.ratings, rating)
        assert not await rating_recover.fold_log(embedded.uow)
        log = files.log_of(embedded.path).read_bytes()
        assert box[-64:] in log, "nothing was left to be found"
        assert files.legible(log) == set()
        assert embedded.keys.ratings() == set()
        assert "ballot_log" in await examined(embedded)
    assert await rating_recover.fold_log(embedded.uow)
    assert files.log_of(embedded.path).stat().st_size == 0 or box[-64:] not in files.log_of(embedded.path).read_bytes()
    assert "ballot_log" not in await examined(embedded)


async def test_open_snapshot(postgres_url: str, tmp_path: Path) -> None:
    """Someone's transaction keeps the dead rows of ballots: nobody may say that they are gone."""
    plain = Plain(postgres_url, tmp_path)
    plain.opened(1)
    for cast in casts(range(1, MEMBERS + 1)):
        plain.vote(1, cast)
    with snapshot(postgres_url, "plain_ballot"):
        plain.closed(1)
        plain.run("VACUUM plain_ballot")
        assert files.legible(files.heaps(postgres_url, "plain_ballot"))
    plain.close()

    async with founded(postgres_url, tmp_path, MEMBERS) as product:
        rating = await product.opened()
        await product.all_vote(rating, casts(product.electors))
        (box, *_) = [bytes(row["box"]) for row in await product.rows("SELECT box FROM envelope")]
        for table in ("envelope", "elector"):
            with snapshot(postgres_url, table):
                await product.run("UPDATE elector SET voted = voted WHERE rating_id = $1", rating)
                assert not await product.uow.database.forget_deleted(), table
            assert await product.uow.database.forget_deleted()
        with snapshot(postgres_url, "envelope"):
            await end_and_count(product.ratings, rating)
            assert not await rating_recover.fold_log(product.uow)
            left = files.heaps(postgres_url, "envelope")
            assert box[-64:] in left, "nothing was left to be found"
            assert files.legible(left) == set()
            assert "ballot_log" in await examined(product)
        assert await rating_recover.fold_log(product.uow)
        assert "ballot_log" not in await examined(product)


@contextmanager
def snapshot(url: str, table: str) -> Iterator[None]:
    """Someone reads the database as it is at this moment, as a dump does, and takes their time."""
    with psycopg.connect(url.replace("+asyncpg", ""), autocommit=True) as raw:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        raw.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        yield
        raw.execute("COMMIT")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Someone looks into the database meanwhile, and takes their time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
        raw.execute("COMMIT")


async def examined(product: Product) -> set[str]:
    """What `doctor` has something to say about."""
    async with product.uow.reading() as cx:
        return {one.name for one in await doctor_rating.inside(settings_of(product.url, product.folder), cx)}
