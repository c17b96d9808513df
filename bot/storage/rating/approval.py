"""Approvals of what two roles of a rating do together."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.rating.model import Matter, Role
from bot.storage.connection import Connection

OF = "SELECT role, person_id, reason FROM rating_yes WHERE rating_id = $1 AND matter = $2 ORDER BY at"
ADD = """
INSERT INTO rating_yes (rating_id, matter, role, person_id, at, reason) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (rating_id, matter, role) DO NOTHING"""
REVOKE = "DELETE FROM rating_yes WHERE rating_id = $1 AND matter = $2"
NEXT_VERSION = "UPDATE rating SET version = version + 1 WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Approval:
    """One role's approval. `person_id` None: an administrator who is on no roster; `reason`: of a void, empty
    otherwise."""

    role: Role
    person_id: int | None
    reason: str


async def of(cx: Connection, rating_id: int, matter: Matter) -> list[Approval]:
    """List the approvals of a matter, the first one first."""
    rows = await cx.fetch(OF, rating_id, matter.value)
    return [Approval(Role(row["role"]), row["person_id"], row["reason"] or "") for row in rows]


async def add(
    cx: Connection, rating_id: int, matter: Matter, role: Role, person_id: int | None, at: datetime, reason: str = ""
) -> None:
    """Store an approval; a second one of the same role changes nothing."""
    await cx.execute(ADD, rating_id, matter.value, role.value, person_id, to_ms(at), reason or None)


async def revoke(cx: Connection, rating_id: int, *matters: Matter) -> None:
    """Delete the approvals of these matters, and make buttons that show the rating as it was out of date."""
    for matter in matters:
        await cx.execute(REVOKE, rating_id, matter.value)
    await cx.execute(NEXT_VERSION, rating_id)
