"""Administrators: a lost phone is shut out, by another of them or from the command line; on both databases."""

import json
from datetime import timedelta

import pytest

from bot.domain.people.binding import Result
from bot.services.people import account, administrator, binding, forget, invite
from bot.services.people.administrator import Administrator
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES
from bot.views.people import binding as view
from bot.views.renderers import render
from tests.services.people.hall import ADMIN, LI_CHAT, PHONE, TEXTS, ZONE, Hall, open_hall
from tests.services.small_branch import CHEN, TODAY

NUMBER = "+8613900000004"


@pytest.fixture
async def hall(database: Database) -> Hall:
    """Beside the first administrator, who is on no roster, 陈小雨 is one."""
    hall = await open_hall(database)
    await hall.share(NUMBER)
    token = await invite.create_admin_link(hall.uow, timedelta(hours=1))
    assert (await hall.open(token, PHONE)).result is Result.ADMINISTRATOR
    return hall


async def runs(hall: Hall) -> list[int]:
    return [one.account_id for one in await administrator.everyone(hall.uow)]


async def test_a_lost_administrators_phone_is_told_to_the_others_who_shut_it_out(hall: Hall) -> None:
    await account.unbind(hall.uow, hall.asks(LI_CHAT), CHEN, PHONE)
    [told] = await hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'administrator.unbound'")
    assert told["chat_id"] == ADMIN
    for say in map(TEXTS.speech, LANGUAGES):
        shown = render("administrator.unbound", json.loads(told["data"]), say)
        assert "陈小雨" in shown.text
        assert view.Withdraw(PHONE).pack() in str(shown.keyboard)
    await administrator.withdraw(hall.uow, hall.asks(ADMIN), PHONE)
    assert await runs(hall) == [ADMIN]
    assert (await hall.audited())[-1] == "administrator.ended"
    assert await hall.told("administrator.ended") == [PHONE]
    assert await binding.standing(hall.uow, hall.asks(PHONE)) is None
    await hall.refused("unknown_account", administrator.withdraw(hall.uow, hall.asks(PHONE), ADMIN))


async def test_unbinding_a_member_tells_administrators_nothing(hall: Hall) -> None:
    await account.unbind(hall.uow, hall.asks(ADMIN), 1, LI_CHAT)
    assert await hall.told("administrator.unbound") == []


async def test_twice_is_once(hall: Hall) -> None:
    for _ in range(2):
        await administrator.withdraw(hall.uow, hall.asks(ADMIN), PHONE)
    assert (await hall.audited()).count("administrator.ended") == 1
    rows = await hall.rows("SELECT data FROM outbox WHERE kind = 'menu.commands' AND chat_id = $1 ORDER BY id", PHONE)
    assert ["posts" in json.loads(row["data"])["commands"] for row in rows][-2:] == [True, False]


async def test_nobody_else_may_and_nobody_ends_their_own(hall: Hall) -> None:
    await hall.refused("not_allowed", administrator.withdraw(hall.uow, hall.asks(LI_CHAT), ADMIN))
    await hall.refused("own_administrator", administrator.withdraw(hall.uow, hall.asks(ADMIN), ADMIN))
    await hall.refused("not_found", administrator.withdraw(hall.uow, hall.asks(ADMIN), 424242))
    assert await runs(hall) == [ADMIN, PHONE]


async def test_the_command_line_lists_and_revokes(hall: Hall) -> None:
    now = hall.clock.now()
    assert await administrator.everyone(hall.uow) == [
        Administrator(ADMIN, now, ""),
        Administrator(PHONE, now, "陈小雨"),
    ]
    await administrator.revoke(hall.uow, ZONE, ADMIN)
    await hall.refused("no_such_administrator", administrator.revoke(hall.uow, ZONE, ADMIN))
    assert await runs(hall) == [PHONE]


async def leaves(hall: Hall) -> None:
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-11-24', number = 'P4' WHERE id = $1", CHEN)
        await work.commit()


async def test_someone_who_has_left_runs_nothing_and_hears_nothing(hall: Hall) -> None:
    await leaves(hall)
    assert await binding.standing(hall.uow, hall.asks(PHONE)) is None
    await hall.refused("unknown_account", account.card(hall.uow, hall.asks(PHONE), CHEN))
    await hall.refused("link_unknown", hall.open("x" * 32, 6001))
    assert await hall.told("binding.refused") == [ADMIN]


async def test_nor_again_once_unbound_or_erased(hall: Hall) -> None:
    await leaves(hall)
    await account.unbind(hall.uow, hall.asks(ADMIN), CHEN, PHONE)
    assert await runs(hall) == [ADMIN]


async def test_erasing_someone_ends_it_too(hall: Hall) -> None:
    await leaves(hall)
    await forget.forget(hall.uow, "P4", TODAY, 0)
    assert await runs(hall) == [ADMIN]
