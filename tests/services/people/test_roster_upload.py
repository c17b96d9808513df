"""A roster sent in chat: shown, then imported by a yes, or declined; on both databases."""

import resource
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.services.files import upload_folder
from bot.services.people import roster_upload
from bot.services.people.roster import Counts
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.rosters import csv_of
from tests.services.people.roster_stage import (
    ADMINISTRATOR,
    HEAD,
    MEMBER,
    SECRETARY,
    everything,
    request,
    rows,
    two_branches,
)

NEW = csv_of(
    HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,2001-07-01", "P5,周七,一中党委/高中党支部,,预备党员,,,"
)


@pytest.fixture
def uow(database: Database) -> UnitOfWork:
    return UnitOfWork(database, Standing())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "imports"


@pytest.fixture
async def two(uow: UnitOfWork) -> UnitOfWork:
    return await two_branches(uow)


def kept(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


async def test_shown_then_imported_once(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert (len(shown.preview.plan.added), len(shown.preview.plan.changed)) == (1, 1)
    assert len(await rows(two, "SELECT id FROM person")) == 4
    assert shown.upload is not None
    done = await roster_upload.confirm(two, request(two, SECRETARY, 2), folder, shown.upload)
    assert (done.counts, done.again) == (Counts(added=1, changed=1), False)
    assert kept(folder) == []
    before = await everything(two)
    for update in (2, 3):
        again = await roster_upload.confirm(two, request(two, SECRETARY, update), folder, shown.upload)
        assert again.again
    assert not await roster_upload.decline(two, request(two, SECRETARY, 4), folder, shown.upload)
    assert await everything(two) == before


async def test_the_same_update_delivered_again_asks_the_same(two: UnitOfWork, folder: Path) -> None:
    first = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    second = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert first == second
    assert len(await rows(two, "SELECT id FROM job")) == 1


async def test_declined(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    assert await roster_upload.decline(two, request(two, SECRETARY, 2), folder, shown.upload)
    assert kept(folder) == []
    with pytest.raises(DomainError, match="upload_declined"):
        await roster_upload.confirm(two, request(two, SECRETARY, 3), folder, shown.upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_a_forged_button_imports_nothing(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    for account in (MEMBER, ADMINISTRATOR):
        for act in (roster_upload.confirm, roster_upload.decline):
            for upload in (shown.upload, 999, 2**40):
                with pytest.raises(DomainError, match="not_found"):
                    await act(two, request(two, account), folder, upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_a_post_that_was_lost_meanwhile_imports_nothing(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    async with two.begin() as work:
        await work.execute("UPDATE post SET ended_on = $1 WHERE person_id = 1", date(2026, 11, 25).isoformat())
        await work.commit()
    with pytest.raises(DomainError, match="not_allowed"):
        await roster_upload.confirm(two, request(two, SECRETARY, 2), folder, shown.upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4


async def test_faults_and_nothing_new_are_not_asked_about(two: UnitOfWork, folder: Path) -> None:
    faulty = csv_of(HEAD, "P2,,一中党委/高中党支部,,正式党员,,,")
    same = csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,")
    for data in (faulty, same):
        shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, data, "r.csv")
        assert shown.upload is None
    assert kept(folder) == []


async def test_a_file_is_kept_for_a_day(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    (file,) = kept(folder)
    assert file.stat().st_mode & 0o777 == 0o600
    assert isinstance(two.clock, Standing)
    upload_folder.sweep(folder, two.clock.now())
    assert file in kept(folder)
    two.clock.forward(hours=25)
    upload_folder.sweep(folder, two.clock.now())
    assert file not in kept(folder)
    with pytest.raises(DomainError, match="upload_file_gone"):
        await roster_upload.confirm(two, request(two, SECRETARY, 3), folder, shown.upload)


async def test_only_what_was_shown_is_imported(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    (file,) = kept(folder)
    file.write_bytes(NEW[: NEW.index(b"P5")])
    with pytest.raises(DomainError, match="upload_file_gone"):
        await roster_upload.confirm(two, request(two, SECRETARY, 2), folder, shown.upload)
    assert len(await rows(two, "SELECT id FROM person")) == 4
    again = await roster_upload.show(two, request(two, SECRETARY, 3), folder, NEW, "r.csv")
    assert again.upload is not None
    done = await roster_upload.confirm(two, request(two, SECRETARY, 4), folder, again.upload)
    assert done.counts == Counts(added=1, changed=1)


async def test_a_full_disk_leaves_the_file_that_was_shown(two: UnitOfWork, folder: Path) -> None:
    shown = await roster_upload.show(two, request(two, SECRETARY, 1), folder, NEW, "r.csv")
    assert shown.upload is not None
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, limit[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            upload_folder.keep(folder, kept(folder)[0].name, NEW, two.clock.now())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    (file,) = kept(folder)
    assert file.read_bytes() == NEW
