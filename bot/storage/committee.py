"""The committee above a unit, as the accounts through which it is told."""

from collections.abc import Collection
from datetime import date

from bot.domain.post import DIRECTING
from bot.domain.unit import Unit, UnitKind
from bot.storage import account, rectify_own
from bot.storage.connection import Connection

KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(DIRECTING))
ABOVE = f"""
SELECT DISTINCT account.id, unit.path FROM post JOIN unit ON unit.id = post.unit_id
JOIN account ON account.person_id = post.person_id JOIN person ON person.id = post.person_id
WHERE $1 LIKE unit.path || '%' AND unit.path <> $1 AND post.kind IN ({KINDS})
  AND (unit.kind IN ('committee', 'general_branch') OR $2)
  AND post.started_on <= $3 AND (post.ended_on IS NULL OR post.ended_on > $3)
  AND (person.left_on IS NULL OR person.left_on > $3){{but}}
ORDER BY unit.path DESC, account.id"""


async def above(cx: Connection, unit: Unit, today: date, but: Collection[int]) -> list[int]:
    """Those who act for the nearest unit above that has any with an account, else the administrators.

    Never an account that is one of the people's `but`, nor one that was and is nobody's now.
    """
    marks = ", ".join(f"${number}" for number, _ in enumerate(but, 4))
    sql = ABOVE.format(but=f" AND person.id NOT IN ({marks})" if but else "")
    rows = await cx.fetch(sql, unit.path, unit.kind is UnitKind.GROUP, today.isoformat(), *but)
    nearest = [row["id"] for row in rows if row["path"] == rows[0]["path"]]
    if nearest:
        return nearest
    administrators = await account.administrators(cx, 0, today)
    own = await rectify_own.accounts(cx, administrators, but)
    return [id for id in administrators if id not in own]
