"""Where somebody is in a form."""

from tests.world import ACCOUNTS, World


async def form_version(world: World, person: int) -> int:
    """Of the form that the person is in; 0 where they were never in one."""
    rows = await world.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
    return int(rows[0]["version"]) if rows else 0
