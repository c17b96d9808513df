"""Posts of today, of some units and all above them, in one question."""

from collections.abc import Iterable
from datetime import date

from bot.domain.people.recipients import Duties, Duty, lineage
from bot.domain.post import PostKind
from bot.domain.unit import Unit
from bot.storage.connection import Connection, Row
from bot.storage.reminder.store import marks

HELD = """
SELECT post.unit_id, post.kind, post.person_id, person.unit_id AS home_id,
  EXISTS (SELECT 1 FROM account WHERE account.person_id = person.id) AS bound
FROM post JOIN person ON person.id = post.person_id
WHERE post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)
  AND (person.left_on IS NULL OR person.left_on > $1) AND post.unit_id IN ({ids})
ORDER BY post.started_on, post.id"""


async def of(cx: Connection, units: Iterable[Unit], today: date) -> Duties:
    """Held on that day by people who are here, longest-held first."""
    ids = sorted({id for unit in units for id in lineage(unit)})
    if not ids:
        return Duties(())
    rows = await cx.fetch(HELD.format(ids=marks(len(ids), 1)), today.isoformat(), *ids)
    return Duties(_duty(row) for row in rows)


def _duty(row: Row) -> Duty:
    return Duty(row["unit_id"], PostKind(row["kind"]), row["person_id"], bool(row["bound"]), row["home_id"])
