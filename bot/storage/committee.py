"""The committee above a unit, as the accounts through which it is told."""

from datetime import date

from bot.domain.post import DIRECTING
from bot.domain.unit import Unit, UnitKind
from bot.storage import account
from bot.storage.connection import Connection

KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(DIRECTING))
ABOVE = f"""
SELECT DISTINCT account.id, unit.path FROM post JOIN unit ON unit.id = post.unit_id
JOIN account ON account.person_id = post.person_id JOIN person ON person.id = post.person_id
WHERE $1 LIKE unit.path || '%' AND unit.path <> $1 AND post.kind IN ({KINDS})
  AND (unit.kind IN ('committee', 'general_branch') OR $2)
  AND post.started_on <= $3 AND (post.ended_on IS NULL OR post.ended_on > $3)
  AND (person.left_on IS NULL OR person.left_on > $3) AND person.id <> $4
ORDER BY unit.path DESC, account.id"""
OF_PERSON = "SELECT id FROM account WHERE person_id = $1"


async def above(cx: Connection, unit: Unit, today: date, but: int) -> list[int]:
    """Those who act for the nearest unit above that has any with an account, else the administrators.

    Never an account of the person `but`.
    """
    rows = await cx.fetch(ABOVE, unit.path, unit.kind is UnitKind.GROUP, today.isoformat(), but)
    nearest = [row["id"] for row in rows if row["path"] == rows[0]["path"]]
    if nearest:
        return nearest
    own = {row["id"] for row in await cx.fetch(OF_PERSON, but)}
    return [id for id in await account.administrators(cx, 0, today) if id not in own]
