"""Erasing a person: what names them is deleted, rows that count in others' sums stay."""

from bot.domain.person import Person
from bot.storage.connection import Connection

TITLES = "UPDATE rating SET title = $2 WHERE subject = 'person' AND person_id = $1"
"""Of ratings about the person; the digest of a result does not cover the title."""
ACCOUNTS = "SELECT id FROM account WHERE person_id = $1"
ERASE = """
UPDATE person SET name = $2, number = NULL, phone = NULL, joined_on = NULL, language = NULL, left_reason = NULL
WHERE id = $1"""
OF_PERSON = (
    "UPDATE account SET administrator_since = NULL WHERE person_id = $1",
    "UPDATE account SET person_id = NULL, bound_at = NULL, bound_by = NULL WHERE person_id = $1",
    "UPDATE leave SET reason = '', answer = NULL WHERE person_id = $1",
    "UPDATE attendance SET reason = NULL WHERE person_id = $1",
    "UPDATE attendance_correction SET reason = '' WHERE person_id = $1",
    "UPDATE exemption SET reason = '' WHERE person_id = $1",
    "UPDATE rectify_extension SET reason = '' WHERE asked_by = $1",
    "UPDATE grade_objection SET person_id = NULL WHERE person_id = $1",
    "DELETE FROM rectify_evidence WHERE given_by = $1 AND handed_in_at IS NULL",
    "DELETE FROM reminder WHERE person_id = $1",
    "DELETE FROM reminder_setting WHERE person_id = $1",
    "DELETE FROM invite WHERE person_id = $1",
    "DELETE FROM pending_binding WHERE person_id = $1",
    "DELETE FROM absence_note WHERE person_id = $1",
    "DELETE FROM outside_place WHERE person_id = $1",
)
OF_ACCOUNT = (
    "DELETE FROM conversation WHERE account_id = $1",
    "DELETE FROM outbox WHERE chat_id = $1",
    "DELETE FROM wrong_link WHERE account_id = $1",
    "DELETE FROM account WHERE id = $1",
)
END_POSTS = "UPDATE post SET ended_on = $2 WHERE person_id = $1 AND ended_on IS NULL"


async def erase(cx: Connection, person: Person, label: str) -> None:
    """Erase a person. `label` takes the place of the name; ids stay in attendance, posts and meetings."""
    accounts = await cx.fetch(ACCOUNTS, person.id)
    await cx.execute(ERASE, person.id, label)
    await cx.execute(TITLES, person.id, label)
    if person.left_on is not None:
        await cx.execute(END_POSTS, person.id, person.left_on.isoformat())
    for sql in OF_PERSON:
        await cx.execute(sql, person.id)
    for account in accounts:
        for sql in OF_ACCOUNT:
            await cx.execute(sql, account["id"])
