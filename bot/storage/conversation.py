"""Store at which step of a form a person is and what was given so far. The row outlives the form, so versions only
grow."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.message import Prompt
from bot.storage.connection import Connection
from bot.storage.rows import for_update

GET = "SELECT name, step, version, draft FROM conversation WHERE account_id = $1"
PUT = """
INSERT INTO conversation (account_id, name, step, version, draft, updated_at) VALUES ($1, $2, $3, 1, $4, $5)
ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, step = excluded.step, draft = excluded.draft,
  updated_at = excluded.updated_at, version = conversation.version + 1
RETURNING version"""

MOMENT = "SELECT updated_at FROM conversation WHERE account_id = $1"
ERASE = "DELETE FROM conversation WHERE account_id = $1"
KEEP = "UPDATE conversation SET draft = $2, updated_at = $3 WHERE account_id = $1"

NAMED = "SELECT account_id, draft FROM conversation WHERE name = $1 ORDER BY account_id"
END = """
UPDATE conversation SET name = '', step = '', draft = '{}', updated_at = $2, version = version + 1
WHERE account_id = $1"""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a person has open; without a name there is none. Buttons carry `version`; those of another one are
    stale."""

    name: str
    step: str
    version: int
    draft: dict[str, Any]

    @property
    def prompt(self) -> Prompt:
        """The question of the form's step."""
        return Prompt(form=self.name, step=self.step, draft=self.draft, version=self.version)


async def get(cx: Connection, account_id: int, *, lock: bool = False) -> Form:
    """Load the form of an account; `lock` keeps it for the length of the transaction."""
    # Two workers may hold two updates of one person.
    row = await cx.fetchrow(for_update(cx, GET) if lock else GET, account_id)
    return Form(row["name"], row["step"], row["version"], json.loads(row["draft"])) if row else Form("", "", 0, {})


async def put(cx: Connection, account_id: int, name: str, step: str, draft: dict[str, Any], at: datetime) -> Form:
    """Store the form at a step, under the next version."""
    row = await cx.fetchrow(PUT, account_id, name, step, json.dumps(draft, ensure_ascii=False), to_ms(at))
    return Form(name, step, row["version"] if row else 0, draft)


async def moment(cx: Connection, account_id: int) -> int | None:
    """Return when the row was last written (ms, UTC); None without a row."""
    row = await cx.fetchrow(MOMENT, account_id)
    return int(row["updated_at"]) if row else None


async def erase(cx: Connection, account_id: int, before: int | None) -> None:
    """End the form and give the row the age that it had before, or delete it where there was none."""
    if before is None:
        await cx.execute(ERASE, account_id)
    else:
        await cx.execute(END, account_id, before)


async def end_of_rating(cx: Connection, name: str, rating_id: int, at: datetime) -> list[int]:
    """End that form of every person who has it open about that rating; return their accounts.

    Code that locks a rating and such a form locks the rating first.
    """
    rows = await cx.fetch(for_update(cx, NAMED), name)
    found = [int(row["account_id"]) for row in rows if json.loads(row["draft"]).get("rating") == rating_id]
    for account_id in found:
        await cx.execute(END, account_id, to_ms(at))
    return found


async def keep(cx: Connection, account_id: int, draft: dict[str, Any], at: datetime) -> None:
    """Store another draft at the same step and version, so that buttons on the screen go on working."""
    await cx.execute(KEEP, account_id, json.dumps(draft, ensure_ascii=False), to_ms(at))
