"""What has arrived on the phones without being asked for, and what each message spoke of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.reminder.model import Kind
from bot.services.reminder import sweep as reminder
from bot.services.reminder.source import Line, ReminderContext
from bot.services.reminder.sweep import CHECKIN, DAY
from bot.services.unit_of_work import UnitOfWork
from bot.storage.connection import Row
from bot.storage.outbox import SOON
from tests.e2e.stage import Stage

SENT = "SELECT key, kind, chat_id, message_id, priority FROM outbox WHERE state = 'sent' ORDER BY id"
ROWS = "SELECT id, kind, subject_id, occasion FROM reminder WHERE id IN ({ids})"
NAMES = {
    Kind.MEETING: "meeting",
    Kind.CHECKIN: "meeting",
    Kind.TOPIC: "meeting",
    Kind.LEAVE: "meeting",
    Kind.DUE: "item",
    Kind.OVERDUE: "item",
    Kind.MONTH: "unit",
    Kind.NORM: "unit",
    Kind.RATING: "rating",
}
"""By what a line names the subject of its reminder; where it names none, its kind tells."""


@dataclass(frozen=True, slots=True)
class Said:
    """One reminder, as a message has said it; `buttons` of that message."""

    kind: Kind
    subject: int
    occasion: str
    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that a person got of the bot's own accord. `at`: the moment of the local Telegram, in UTC."""

    at: datetime
    number: str
    person: int
    kind: str
    said: tuple[Said, ...] = ()


class Composing:
    """Listens where messages are composed: which reminders went into which one. Their rows are not kept for ever."""

    def __init__(self) -> None:
        self._compose = reminder.compose
        self._said: dict[str, list[Row]] = {}

    async def __call__(
        self,
        uow: UnitOfWork,
        context: ReminderContext,
        kind: str,
        chat_id: int,
        ids: Sequence[int],
        *,
        last: bool = False,
    ) -> dict[str, Any] | None:
        found = await self._compose(uow, context, kind, chat_id, ids, last=last)
        lines = found["lines"] if found is not None else ()
        async with uow.reading() as cx:
            rows = await cx.fetch(ROWS.format(ids=", ".join(map(str, ids))))
        name = f"{chat_id}:{context.today}" if kind == DAY else str(ids[0])
        self._said[f"{kind}:{name}"] = [row for row in rows if _among(row, lines)]
        return found

    def said(self, kind: str, key: str, chat_id: int) -> list[Row]:
        """By the outbox row's key, `reminder.day:<person>:<day>` or `reminder.checkin:<row>`."""
        name = f"{chat_id}:{key.rpartition(':')[2]}" if kind == DAY else key.rpartition(":")[2]
        return self._said[f"{kind}:{name}"]


async def letters(stage: Stage, composing: Composing) -> list[Letter]:
    """Oldest first. Left out: prompts and answers to what the person did, and what did not arrive on a phone."""
    people = {row["number"]: row["id"] for row in await stage.rows("SELECT id, number FROM person")}
    phones = {phone.id: (number, phone) for number, phone in stage.people.items()}
    found = []
    for row in await stage.rows(SENT):
        if row["priority"] == SOON or row["chat_id"] not in phones or row["message_id"] is None:
            continue
        number, phone = phones[row["chat_id"]]
        message = phone.chat().messages[row["message_id"]]
        at = datetime.fromtimestamp(message.raw["date"], UTC)
        own = composing.said(row["kind"], row["key"], row["chat_id"]) if row["kind"] in (DAY, CHECKIN) else []
        said = tuple(_said(one, tuple(message.button_texts)) for one in own)
        found.append(Letter(at, number, people[number], row["kind"], said))
    return sorted(found, key=lambda one: one.at)


def _among(row: Row, lines: Sequence[Line]) -> bool:
    name = NAMES.get(Kind(row["kind"]))
    return any(line["kind"] == row["kind"] and (name is None or line.get(name) == row["subject_id"]) for line in lines)


def _said(row: Row, buttons: tuple[str, ...]) -> Said:
    return Said(Kind(row["kind"]), row["subject_id"], row["occasion"], buttons)
