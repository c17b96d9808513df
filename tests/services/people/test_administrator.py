"""Administrators: a lost phone is shut out, by another of them or from the command line; on both databases."""

import pytest

from bot.services.people import account, administrator, binding, forget
from bot.services.people.administrator import Administrator
from bot.views.people import binding as view
from tests.clock import TODAY, ZONE
from tests.services.people.binding import ADMINISTRATOR, PHONE, make_administrator, open_link, refused, share_number
from tests.services.people.menu import menus
from tests.world import ACCOUNTS, World
from tests.world.messages import messages, recipients
from tests.world.record import audit_kinds
from tests.world.village import CHEN, LI

NUMBER = "+8613900000004"


@pytest.fixture
async def village(village: World) -> World:
    """Beside the first administrator, who is on no roster, 陈小雨 is one."""
    await share_number(village, NUMBER)
    await make_administrator(village, PHONE)
    return village


async def runs(village: World) -> list[int]:
    return [one.account_id - ACCOUNTS for one in await administrator.list_all(village.uow)]


async def test_a_lost_administrators_phone_is_told_to_the_others_who_shut_it_out(village: World) -> None:
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    [told] = await messages(village, "administrator.unbound")
    assert told.chat == ACCOUNTS + ADMINISTRATOR
    for shown in (told.zh, told.en):
        assert "陈小雨" in shown.text
        assert view.Withdraw(ACCOUNTS + PHONE).pack() in str(shown.keyboard)
    await village.act(ADMINISTRATOR, administrator.withdraw, ACCOUNTS + PHONE)
    assert await runs(village) == [ADMINISTRATOR]
    assert (await audit_kinds(village))[-1] == "administrator.ended"
    assert await recipients(village, "administrator.ended") == [PHONE]
    assert await village.act(PHONE, binding.standing) is None
    await village.refused("unknown_account", village.act(PHONE, administrator.withdraw, ACCOUNTS + ADMINISTRATOR))


async def test_unbinding_a_member_tells_administrators_nothing(village: World) -> None:
    await village.act(ADMINISTRATOR, account.unbind, 1, ACCOUNTS + LI)
    assert await recipients(village, "administrator.unbound") == []


async def test_twice_is_once(village: World) -> None:
    for _ in range(2):
        await village.act(ADMINISTRATOR, administrator.withdraw, ACCOUNTS + PHONE)
    assert (await audit_kinds(village)).count("administrator.ended") == 1
    assert ["posts" in commands for commands in await menus(village, PHONE)][-2:] == [True, False]


async def test_nobody_else_may_and_nobody_ends_their_own(village: World) -> None:
    await village.refused("not_allowed", village.act(LI, administrator.withdraw, ACCOUNTS + ADMINISTRATOR))
    await village.refused(
        "own_administrator", village.act(ADMINISTRATOR, administrator.withdraw, ACCOUNTS + ADMINISTRATOR)
    )
    await village.refused("not_found", village.act(ADMINISTRATOR, administrator.withdraw, 424242))
    assert await runs(village) == [ADMINISTRATOR, PHONE]


async def test_the_command_line_lists_and_revokes(village: World) -> None:
    assert await administrator.list_all(village.uow) == [
        Administrator(ACCOUNTS + ADMINISTRATOR, village.clock.now(), ""),
        Administrator(ACCOUNTS + PHONE, village.clock.now(), "陈小雨"),
    ]
    await administrator.revoke(village.uow, ZONE, ACCOUNTS + ADMINISTRATOR)
    await village.refused("no_such_administrator", administrator.revoke(village.uow, ZONE, ACCOUNTS + ADMINISTRATOR))
    assert await runs(village) == [PHONE]


async def leaves(village: World) -> None:
    await village.run("UPDATE person SET left_on = '2026-11-24', number = 'P4' WHERE id = $1", CHEN)


async def test_someone_who_has_left_runs_nothing_and_hears_nothing(village: World) -> None:
    await leaves(village)
    assert await village.act(PHONE, binding.standing) is None
    await village.refused("unknown_account", village.act(PHONE, account.card, CHEN))
    await refused(village, "link_unknown", open_link(village, "x" * 32, 6001))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR]


async def test_nor_again_once_unbound_or_erased(village: World) -> None:
    await leaves(village)
    await village.act(ADMINISTRATOR, account.unbind, CHEN, ACCOUNTS + PHONE)
    assert await runs(village) == [ADMINISTRATOR]


async def test_erasing_someone_ends_it_too(village: World) -> None:
    await leaves(village)
    await forget.forget(village.uow, "P4", TODAY, 0)
    assert await runs(village) == [ADMINISTRATOR]
