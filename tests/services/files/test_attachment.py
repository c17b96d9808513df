"""Attachments: named by what they hold, private, swept a day after the last row that named them."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.services.files import attachment
from tests.clock import START
from tests.services.rectification.handing_in import gather
from tests.services.rectification.items import opened
from tests.world import World
from tests.world.branch import Branch

LATER = START + timedelta(days=1, minutes=1)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return attachment.folder_of(tmp_path / "data")


def test_named_by_what_it_holds_and_the_same_twice_is_one(folder: Path) -> None:
    name = attachment.keep(folder, b"picture", START)
    assert name == hashlib.sha256(b"picture").hexdigest()
    assert attachment.keep(folder, b"picture", START) == name
    assert [path.name for path in folder.iterdir()] == [name]
    assert attachment.read(folder, name) == b"picture"
    assert attachment.read(folder, "0" * 64) is None


def test_only_its_owner_reads_it(folder: Path) -> None:
    old = os.umask(0)
    try:
        name = attachment.keep(folder, b"picture", START)
    finally:
        os.umask(old)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / name).stat().st_mode & 0o777 == 0o600


async def test_what_a_row_names_stays_and_the_rest_goes_after_a_day(world: World, branch: Branch, folder: Path) -> None:
    owner = branch.members[0]
    named = attachment.keep(folder, b"named", START)
    attachment.keep(folder, b"orphan", START)
    (folder / "README").write_text("not ours")
    os.utime(folder / "README", (0, 0))
    await gather(world, owner, await opened(world, branch.id, owner), PieceContent(PieceKind.PHOTO, "", named, "", 5))
    assert await attachment.sweep(world.uow, folder, START + timedelta(hours=23)) == 0
    assert await attachment.sweep(world.uow, folder, LATER) == 1
    assert names(folder) == {named, "README"}


async def test_an_old_orphan_that_comes_once_more_is_young_again(world: World, folder: Path) -> None:
    name = attachment.keep(folder, b"orphan", START)
    attachment.keep(folder, b"orphan", LATER)
    assert await attachment.sweep(world.uow, folder, LATER) == 0
    assert attachment.read(folder, name) == b"orphan"


async def test_a_draft_that_a_crash_left_behind_goes(world: World, folder: Path) -> None:
    attachment.keep(folder, b"whole", START)
    draft = folder / ".0123456789abcdef"
    draft.write_bytes(b"hal")
    os.utime(draft, (START.timestamp(), START.timestamp()))
    assert await attachment.sweep(world.uow, folder, LATER) == 2
    assert names(folder) == set()


async def test_nothing_is_swept_while_a_backup_is_taken(world: World, folder: Path) -> None:
    attachment.keep(folder, b"orphan", START)
    with attachment.locked(folder):
        assert await attachment.sweep(world.uow, folder, LATER) == 0
        attachment.keep(folder, b"another", START)
    assert await attachment.sweep(world.uow, folder, LATER) == 2


async def test_where_nothing_was_ever_kept_nothing_is_swept(world: World, folder: Path) -> None:
    assert await attachment.sweep(world.uow, folder, LATER) == 0
