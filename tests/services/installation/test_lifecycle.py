"""What administrators hear of the installation; on both databases."""

import json

from bot.services.installation import lifecycle
from tests.services.people.binding import ADMINISTRATOR
from tests.world import ACCOUNTS, World
from tests.world.messages import recipients
from tests.world.village import LI


async def test_a_storm_of_failures_is_two_messages_an_hour(village: World) -> None:
    for number in range(1, 6):
        await lifecycle.park_update(village.uow, 4242, number, "message", f"R-{number}")
    sql = "SELECT kind, data, due_at FROM outbox WHERE kind LIKE 'house.%' ORDER BY due_at"
    first, more = await village.rows(sql)
    assert json.loads(first["data"])["reference"] == "R-1"
    assert json.loads(more["data"]) == {"more": 4}
    assert first["due_at"] < more["due_at"] <= first["due_at"] + 3_600_000
    assert await recipients(village, "house.parked_more") == [ADMINISTRATOR]
    village.clock.forward(hours=1)
    await lifecycle.park_update(village.uow, 4242, 6, "message", "R-6")
    assert await recipients(village, "house.parked") == [ADMINISTRATOR, ADMINISTRATOR]


async def test_who_has_left_hears_nothing_of_the_house(village: World) -> None:
    """Until the other administrators have parted the account; one on no roster hears on."""
    await village.run("UPDATE account SET administrator_since = 0 WHERE id = $1", ACCOUNTS + LI)
    await lifecycle.park_update(village.uow, 4242, 1, "message", "R-1")
    assert await recipients(village, "house.parked") == [ADMINISTRATOR, LI]
    await village.run("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", LI)
    village.clock.forward(hours=1)
    await lifecycle.park_update(village.uow, 4242, 2, "message", "R-2")
    assert await recipients(village, "house.parked") == [ADMINISTRATOR, LI, ADMINISTRATOR]
