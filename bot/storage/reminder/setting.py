"""The settings of a person's reminders."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.reminder.model import Kind
from bot.storage.connection import Connection

GET = "SELECT minute, muted FROM reminder_setting WHERE person_id = $1"
PUT_MINUTE = """
INSERT INTO reminder_setting (person_id, minute) VALUES ($1, $2)
ON CONFLICT (person_id) DO UPDATE SET minute = excluded.minute"""
PUT_MUTED = """
INSERT INTO reminder_setting (person_id, muted) VALUES ($1, $2)
ON CONFLICT (person_id) DO UPDATE SET muted = excluded.muted"""
RESET = "DELETE FROM reminder_setting WHERE person_id = $1"


@dataclass(frozen=True, slots=True)
class Setting:
    """The settings of a person. `minute` of the day for the day's message; None: the committee's hour."""

    minute: int | None = None
    muted: frozenset[Kind] = frozenset()


async def get(cx: Connection, person_id: int) -> Setting:
    """The settings of a person; the defaults where nothing was chosen."""
    row = await cx.fetchrow(GET, person_id)
    if row is None:
        return Setting()
    return Setting(row["minute"], frozenset(Kind(one) for one in row["muted"].split(",") if one))


async def put_minute(cx: Connection, person_id: int, minute: int) -> None:
    """Store the minute of the day for the day's message."""
    await cx.execute(PUT_MINUTE, person_id, minute)


async def put_muted(cx: Connection, person_id: int, muted: Iterable[Kind]) -> None:
    """Store the kinds that are switched off."""
    await cx.execute(PUT_MUTED, person_id, ",".join(sorted(muted)))


async def reset(cx: Connection, person_id: int) -> None:
    """Delete what a person has chosen."""
    await cx.execute(RESET, person_id)
