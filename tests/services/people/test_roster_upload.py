"""A roster sent in chat: shown, then imported by a yes, or declined; on both databases."""

import resource
from pathlib import Path

import pytest

from bot.services.files import upload_folder
from bot.services.people import roster_upload
from bot.services.people.roster import ImportCounts
from tests.rosters import csv_of
from tests.services.people.binding import ADMINISTRATOR
from tests.services.people.roster import HEAD, MEMBER, SECRETARY, everything, two_branches
from tests.world import World

NEW = csv_of(
    HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,2001-07-01", "P5,周七,一中党委/高中党支部,,预备党员,,,"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "imports"


@pytest.fixture(autouse=True)
async def branches(world: World) -> None:
    await two_branches(world)


def kept(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


async def test_shown_then_imported_once(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert (len(shown.preview.plan.added), len(shown.preview.plan.changed)) == (1, 1)
    assert len(await world.rows("SELECT id FROM person")) == 4
    assert shown.upload is not None
    done = await world.act(SECRETARY, roster_upload.confirm, folder, shown.upload)
    assert (done.counts, done.again) == (ImportCounts(added=1, changed=1), False)
    assert kept(folder) == []
    before = await everything(world)
    for redelivered in (True, False):
        request = world.request(SECRETARY, again=redelivered)
        assert (await roster_upload.confirm(world.uow, request, folder, shown.upload)).again
    assert not await world.act(SECRETARY, roster_upload.decline, folder, shown.upload)
    assert await everything(world) == before


async def test_the_same_update_delivered_again_asks_the_same(world: World, folder: Path) -> None:
    first = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    request = world.request(SECRETARY, again=True)
    assert first == await roster_upload.show(world.uow, request, folder, NEW, "r.csv")
    assert len(await world.rows("SELECT id FROM job")) == 1


async def test_declined(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    assert await world.act(SECRETARY, roster_upload.decline, folder, shown.upload)
    assert kept(folder) == []
    await world.refused("upload_declined", world.act(SECRETARY, roster_upload.confirm, folder, shown.upload))
    assert len(await world.rows("SELECT id FROM person")) == 4


async def test_a_forged_button_imports_nothing(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    for account in (MEMBER, ADMINISTRATOR):
        for act in (roster_upload.confirm, roster_upload.decline):
            for upload in (shown.upload, 999, 2**40):
                await world.refused("not_found", world.act(account, act, folder, upload))
    assert len(await world.rows("SELECT id FROM person")) == 4


async def test_a_post_that_was_lost_meanwhile_imports_nothing(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    await world.run("UPDATE post SET ended_on = '2026-11-25' WHERE person_id = $1", SECRETARY)
    await world.refused("not_allowed", world.act(SECRETARY, roster_upload.confirm, folder, shown.upload))
    assert len(await world.rows("SELECT id FROM person")) == 4


async def test_faults_and_nothing_new_are_not_asked_about(world: World, folder: Path) -> None:
    faulty = csv_of(HEAD, "P2,,一中党委/高中党支部,,正式党员,,,")
    same = csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,")
    for data in (faulty, same):
        shown = await world.act(SECRETARY, roster_upload.show, folder, data, "r.csv")
        assert shown.upload is None
    assert kept(folder) == []


async def test_a_file_is_kept_for_a_day(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    (file,) = kept(folder)
    assert file.stat().st_mode & 0o777 == 0o600
    upload_folder.sweep(folder, world.clock.now())
    assert file in kept(folder)
    world.clock.forward(hours=25)
    upload_folder.sweep(folder, world.clock.now())
    assert file not in kept(folder)
    await world.refused("upload_file_gone", world.act(SECRETARY, roster_upload.confirm, folder, shown.upload))


async def test_only_what_was_shown_is_imported(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    (file,) = kept(folder)
    file.write_bytes(NEW[: NEW.index(b"P5")])
    await world.refused("upload_file_gone", world.act(SECRETARY, roster_upload.confirm, folder, shown.upload))
    assert len(await world.rows("SELECT id FROM person")) == 4
    again = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert again.upload is not None
    done = await world.act(SECRETARY, roster_upload.confirm, folder, again.upload)
    assert done.counts == ImportCounts(added=1, changed=1)


async def test_a_full_disk_leaves_the_file_that_was_shown(world: World, folder: Path) -> None:
    shown = await world.act(SECRETARY, roster_upload.show, folder, NEW, "r.csv")
    assert shown.upload is not None
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, limit[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            upload_folder.keep(folder, kept(folder)[0].name, NEW, world.clock.now())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    (file,) = kept(folder)
    assert file.read_bytes() == NEW
