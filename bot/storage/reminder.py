"""Reminders as rows, and whose facts have changed since they were planned."""

from bot.domain.reminder import Subject
from bot.storage.connection import Connection

TOUCH = "INSERT INTO reminder_stale (subject, subject_id) VALUES ($1, $2) ON CONFLICT (subject, subject_id) DO NOTHING"


async def touch(cx: Connection, subject: Subject, id: int = 0) -> None:
    """The facts of that subject change with this transaction: its reminders are planned anew soon after."""
    await cx.execute(TOUCH, subject.value, id)
