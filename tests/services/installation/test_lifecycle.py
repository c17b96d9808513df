"""What administrators hear of the house; on both databases."""

import json

from bot.services.installation import lifecycle
from bot.storage.connection import Database
from tests.services.people.hall import ADMIN, LI_CHAT, open_hall
from tests.services.small_branch import LI


async def test_a_storm_of_failures_is_two_messages_an_hour(database: Database) -> None:
    hall = await open_hall(database)
    for number in range(1, 6):
        await lifecycle.park(hall.uow, 4242, number, "message", f"R-{number}")
    sql = "SELECT kind, data, due_at FROM outbox WHERE kind LIKE 'house.%' ORDER BY due_at"
    first, more = await hall.rows(sql)
    assert json.loads(first["data"])["reference"] == "R-1"
    assert json.loads(more["data"]) == {"more": 4}
    assert first["due_at"] < more["due_at"] <= first["due_at"] + 3_600_000
    assert await hall.told("house.parked_more") == [ADMIN]
    hall.clock.forward(hours=1)
    await lifecycle.park(hall.uow, 4242, 6, "message", "R-6")
    assert await hall.told("house.parked") == [ADMIN, ADMIN]


async def test_who_has_left_hears_nothing_of_the_house(database: Database) -> None:
    """Until the other administrators have parted the account; one on no roster hears on."""
    hall = await open_hall(database)
    async with hall.uow.begin() as work:
        await work.execute("UPDATE account SET administrator_since = 0 WHERE id = $1", LI_CHAT)
        await work.commit()
    await lifecycle.park(hall.uow, 4242, 1, "message", "R-1")
    assert await hall.told("house.parked") == [ADMIN, LI_CHAT]
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", LI)
        await work.commit()
    hall.clock.forward(hours=1)
    await lifecycle.park(hall.uow, 4242, 2, "message", "R-2")
    assert await hall.told("house.parked") == [ADMIN, LI_CHAT, ADMIN]
