"""What administrators hear of the house; on both databases."""

import json

from bot.services import house
from bot.storage.connection import Database
from tests.services.hall import ADMIN, open_hall


async def test_a_storm_of_failures_is_two_messages_an_hour(database: Database) -> None:
    hall = await open_hall(database)
    for number in range(1, 6):
        await house.park(hall.uow, 4242, number, "message", f"R-{number}")
    sql = "SELECT kind, data, due_at FROM outbox WHERE kind LIKE 'house.%' ORDER BY due_at"
    first, more = await hall.rows(sql)
    assert json.loads(first["data"])["reference"] == "R-1"
    assert json.loads(more["data"]) == {"more": 4}
    assert first["due_at"] < more["due_at"] <= first["due_at"] + 3_600_000
    assert await hall.told("house.parked_more") == [ADMIN]
    hall.clock.forward(hours=1)
    await house.park(hall.uow, 4242, 6, "message", "R-6")
    assert await hall.told("house.parked") == [ADMIN, ADMIN]
