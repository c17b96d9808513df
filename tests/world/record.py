"""What is in the audit record."""

import json
from typing import Any

from tests.world import World


async def audit_entries(world: World, *kinds: str) -> list[tuple[str, Any]]:
    """Kind and data of each entry in the record, or of those kinds alone."""
    rows = await world.rows("SELECT kind, data FROM audit ORDER BY sequence")
    return [(row["kind"], json.loads(row["data"])) for row in rows if row["kind"] in kinds or not kinds]


async def audit_kinds(world: World) -> list[str]:
    return [kind for kind, _ in await audit_entries(world)]
