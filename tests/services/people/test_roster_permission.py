"""Who may import a roster, and whose; on both databases."""

from pathlib import Path

import pytest

from bot.services.people import roster, roster_upload
from tests.clock import ZONE
from tests.rosters import csv_of
from tests.services.people.binding import ADMINISTRATOR
from tests.services.people.menu import menus
from tests.services.people.roster import (
    ABOVE,
    HEAD,
    MEMBER,
    SECRETARY,
    TWO,
    everything,
    fault_codes,
    load,
    two_branches,
)
from tests.world import ACCOUNTS, World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "imports"


@pytest.fixture(autouse=True)
async def branches(world: World) -> None:
    await two_branches(world)


async def seen(world: World, account: int, *lines: str) -> list[tuple[int, str]]:
    return fault_codes(await world.act(account, roster.preview, roster.RosterFile(csv_of(HEAD, *lines), "r.csv", ZONE)))


async def test_a_secretary_imports_the_own_unit_only(world: World) -> None:
    own, other = (
        "P2,李四,一中党委/高中党支部,第1党小组,正式党员,小组长,,",
        "P3,王五,一中党委/初中党支部,,正式党员,书记,,",
    )
    assert await seen(world, SECRETARY, own) == []
    assert await seen(world, SECRETARY, own, other) == [(3, "roster_not_your_unit")]
    assert await seen(world, SECRETARY, "P3,王五,一中党委/高中党支部,,正式党员,,,") == [(2, "roster_belongs_elsewhere")]
    assert await seen(world, SECRETARY, "P9,周九,新来的党支部,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(world, SECRETARY, "P2,李四,一中党委/高中党支部,,正式党员,,13912345678,") == [
        (2, "roster_phone_taken")
    ]
    file = roster.RosterFile(csv_of(HEAD, other), "r.csv", ZONE)
    await world.refused("roster_has_faults", world.act(SECRETARY, roster.apply, file))


async def test_the_committee_above_and_the_administrator_import_more(world: World) -> None:
    moved = "P3,王五,一中党委/高中党支部,,正式党员,,13912345678,"
    assert await seen(world, ABOVE, moved, "P9,周九,一中党委/新党支部,,正式党员,,,") == []
    assert await seen(world, ABOVE, "P9,周九,别的党委,,正式党员,,,") == [(2, "roster_not_your_unit")]
    assert await seen(world, ADMINISTRATOR, "P9,周九,别的党委,,正式党员,,,") == []


@pytest.mark.parametrize(("account", "code"), [(MEMBER, "not_allowed"), (99, "unknown_account")])
async def test_others_import_nothing(world: World, folder: Path, account: int, code: str) -> None:
    file, before = roster.RosterFile(csv_of(*TWO), "r.csv", ZONE), await everything(world)
    for attempt in (
        world.act(account, roster.may_import),
        world.act(account, roster.preview, file),
        world.act(account, roster.apply, file),
        world.act(account, roster_upload.show, folder, file.data, file.name),
    ):
        await world.refused(code, attempt)
    assert await everything(world) == before


async def test_a_post_given_by_the_roster_changes_the_menu(world: World) -> None:
    await load(world, csv_of(HEAD, "P2,李四,一中党委/高中党支部,,正式党员,副书记,13812345678,"))
    [sent] = await world.rows("SELECT chat_id FROM outbox WHERE kind = 'menu.commands'")
    assert sent["chat_id"] == ACCOUNTS + MEMBER
    assert "posts" in (await menus(world, MEMBER))[0]
