"""Who may import a roster, and whose; on both databases."""

import json
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.services.people import roster, roster_upload
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.rosters import csv_of
from tests.services.people.roster_stage import (
    ADMINISTRATOR,
    HEAD,
    MEMBER,
    SECRETARY,
    TWO,
    ZONE,
    everything,
    fault_codes,
    load,
    request,
    rows,
    two_branches,
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


async def seen(uow: UnitOfWork, account: int, *lines: str) -> list[tuple[int, str]]:
    return fault_codes(await roster.preview(uow, request(uow, account), ZONE, csv_of(HEAD, *lines), "r.csv"))


async def test_a_secretary_imports_the_own_unit_only(two: UnitOfWork) -> None:
    own, other = (
        "P2,李四,一中党委/高中党支部,第1党小组,正式党员,小组长,,",
        "P3,王五,一中党委/初中党支部,,正式党员,书记,,",
    )
    assert await seen(two, SECRETARY, own) == []
    assert await seen(two, SECRETARY, own, other) == [(3, "roster_not_your_unit")]
    assert await seen(two, SECRETARY, "P3,王五,一中党委/高中党支部,,正式党员,,,") == [(2, "roster_belongs_elsewhere")]
    assert await seen(two, SECRETARY, "P9,周九,新来的党支部,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(two, SECRETARY, "P2,李四,一中党委/高中党支部,,正式党员,,13912345678,") == [
        (2, "roster_phone_taken")
    ]
    with pytest.raises(DomainError, match="roster_has_faults"):
        await roster.apply(two, request(two, SECRETARY), ZONE, csv_of(HEAD, other), "r.csv")


async def test_the_committee_above_and_the_administrator_import_more(two: UnitOfWork) -> None:
    moved = "P3,王五,一中党委/高中党支部,,正式党员,,13912345678,"
    assert await seen(two, 7004, moved, "P9,周九,一中党委/新党支部,,正式党员,,,") == []
    assert await seen(two, 7004, "P9,周九,别的党委,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(two, ADMINISTRATOR, "P9,周九,别的党委,,正式党员,,,") == []


@pytest.mark.parametrize(("account", "code"), [(MEMBER, "not_allowed"), (1, "unknown_account")])
async def test_others_import_nothing(two: UnitOfWork, folder: Path, account: int, code: str) -> None:
    data, before = csv_of(*TWO), await everything(two)
    for attempt in (
        roster.may_import(two, request(two, account)),
        roster.preview(two, request(two, account), ZONE, data, "r.csv"),
        roster.apply(two, request(two, account), ZONE, data, "r.csv"),
        roster_upload.show(two, request(two, account, 5), folder, data, "r.csv"),
    ):
        with pytest.raises(DomainError, match=code):
            await attempt
    assert await everything(two) == before


async def test_a_post_given_by_the_roster_changes_the_menu(two: UnitOfWork) -> None:
    await load(two, csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,副书记,13812345678,"))
    sent = await rows(two, "SELECT chat_id, data FROM outbox WHERE kind = 'menu.commands'")
    assert [row["chat_id"] for row in sent] == [MEMBER]
    assert "posts" in json.loads(sent[0]["data"])["commands"]
