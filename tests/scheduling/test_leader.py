"""A worker leads for as long as its connection lives."""

from bot.storage.leader import Leader
from bot.storage.postgresql import PostgresDatabase
from tests.gateway.rig import Flaky

ENDED = """
SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database =
  (SELECT oid FROM pg_database WHERE datname = current_database())"""


async def test_a_leader_whose_connection_is_lost_leads_no_more(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url.replace("+asyncpg", ""))
    await database.open()
    first, second = Leader(database), Leader(database)
    assert await first.leads()
    assert await first.leads(), "asked again, it still does"
    async with database.reading() as connection:
        await connection.fetch(ENDED)
    assert not await first.leads()
    assert await second.leads()
    assert not await first.leads()
    await second.resign()
    assert await first.leads()
    await first.resign()
    await database.close()


async def test_nobody_leads_while_the_database_is_away(postgres_url: str) -> None:
    real = PostgresDatabase(postgres_url.replace("+asyncpg", ""))
    await real.open()
    database = Flaky(real)
    leader = Leader(database)
    database.away = 1
    assert not await leader.leads()
    assert await leader.leads()
    await leader.resign()
    await real.close()
