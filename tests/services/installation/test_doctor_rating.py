"""What the doctor says of ballots: lost keys, open folders, swap, core dumps, what was deleted and is still there."""

import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.domain.rating.model import Subject
from bot.services.installation import doctor_rating, lifecycle
from bot.services.installation.doctor_rating import Check
from bot.services.rating.recover import folder
from bot.services.rating.voiding import CHECKPOINT
from bot.settings import Settings, load
from bot.storage.installation.backup import RESTORED
from bot.storage.postgresql import PostgresDatabase
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.unit_of_work import UnitOfWork
from tests.conftest import open_database
from tests.services.rating.ratings import Ratings
from tests.world import World
from tests.world.branch import usual_branch


def settings_of(keys: KeyFolder, *, key_holder: bool = True) -> Settings:
    return load(_env_file=None, ballot_key_dir=keys.folder.parent, key_holder=key_holder)


async def inside(ratings: Ratings, *, key_holder: bool = True) -> list[Check]:
    async with ratings.world.uow.reading() as cx:
        return await doctor_rating.inside(settings_of(ratings.keys, key_holder=key_holder), cx)


@pytest.fixture
async def on_postgresql(postgres_url: str, tmp_path: Path) -> AsyncIterator[Ratings]:
    database = open_database(postgres_url)
    await database.open()
    world = World(database)
    keys = await folder(world.uow, tmp_path.parent / "keys")
    yield Ratings(world, await usual_branch(world), keys)
    await database.close()


async def test_a_lost_key_is_named_with_its_rating(ratings: Ratings) -> None:
    rating, other = await ratings.opened(), await ratings.opened(Subject.MOTION)
    assert await inside(ratings) == [Check("rating_keys", True, "there", {"count": "2"})]
    ratings.keys.destroy(rating)
    assert await inside(ratings) == [Check("rating_keys", False, "lost", {"ratings": str(rating)})]
    ratings.keys.make(other)  # another key than the one that ballots are sealed with
    assert await inside(ratings) == [Check("rating_keys", False, "lost", {"ratings": f"{rating}, {other}"})]
    assert await inside(ratings, key_holder=False) == []


async def test_what_is_still_to_be_done_is_named(ratings: Ratings) -> None:
    await ratings.world.run_all("INSERT INTO state (key, value) VALUES ($1, '1')", [(CHECKPOINT,), (RESTORED,)])
    found = await inside(ratings)
    assert found[1:] == [Check("ballot_log", None, "waits"), Check("restored", None, "waits")]


async def test_a_house_that_serves_and_holds_no_keys_is_named(on_postgresql: Ratings, postgres_url: str) -> None:
    async with AsyncExitStack() as stack:
        assert (await inside(on_postgresql, key_holder=False)) == []
        for keys in (False, True):
            name = lifecycle.worker_name()
            database = PostgresDatabase(postgres_url.replace("+asyncpg", ""), name=name)
            await database.open()
            stack.push_async_callback(database.close)
            await lifecycle.record_start(UnitOfWork(database, on_postgresql.world.clock), name, keys=keys)
            wanted = [] if keys else [Check("key_holder", None, "nobody")]
            assert await inside(on_postgresql, key_holder=False) == wanted
        await lifecycle.record_stop(on_postgresql.world.uow, name)
        assert await inside(on_postgresql, key_holder=False) == [Check("key_holder", None, "nobody")]


async def test_a_second_process_that_holds_keys_is_named(on_postgresql: Ratings, postgres_url: str) -> None:
    """It hears of the first at its own start; one that has ended holds nothing."""
    async with AsyncExitStack() as stack:
        others = []
        for keys in (True, False, True):
            name = lifecycle.worker_name()
            database = PostgresDatabase(postgres_url.replace("+asyncpg", ""), name=name)
            await database.open()
            stack.push_async_callback(database.close)
            uow = UnitOfWork(database, on_postgresql.world.clock)
            others.append((await lifecycle.record_start(uow, name, keys=keys)).other_holders)
        assert others == [0, 0, 1]
        assert await inside(on_postgresql, key_holder=False) == [Check("key_holder", False, "several", {"count": "2"})]
        await lifecycle.record_stop(on_postgresql.world.uow, name)
        assert await inside(on_postgresql, key_holder=False) == []


@pytest.mark.parametrize("place", ["", "house", "house/7.key"])
def test_a_key_that_others_can_read_is_named(tmp_path: Path, place: str) -> None:
    root = tmp_path / "keys"
    (root / "house").mkdir(parents=True)
    (root / "house/7.key").write_bytes(b"secret")
    for one, mode in ((root, 0o700), (root / "house", 0o700), (root / "house/7.key", 0o600)):
        one.chmod(mode)
    assert doctor_rating.outside(root)[0].code == "closed"
    (root / place).chmod(0o644)
    wrong = doctor_rating.outside(root)[0]
    assert (wrong.ok, wrong.facts) == (False, {"folder": str(root / place), "mode": "644"})


@pytest.mark.parametrize(
    ("text", "ok", "code"),
    [("Filename\n", True, "off"), ("Filename\n/dev/sda2\n", None, "on"), (None, None, "not_examined")],
)
def test_swap_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, ok: bool | None, code: str
) -> None:
    swaps = tmp_path / "swaps"
    if text is not None:
        swaps.write_text(text)
    monkeypatch.setattr(doctor_rating, "SWAPS", swaps)
    assert doctor_rating.outside(tmp_path)[1] == Check("swap", ok, code)


def test_core_dumps_are_off() -> None:
    assert doctor_rating.outside(Path("/nowhere"))[2] == Check("core_dumps", True, "off")
    code = "import os; from bot.services.installation import core_dump; core_dump.forbid(); os.abort()"
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", code], os.environ)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert not os.WCOREDUMP(status)
