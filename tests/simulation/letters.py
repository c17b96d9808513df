"""What has arrived on the phones without being asked for, and what each message spoke of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.reminder.line import AnyLine, AnyMeetingLine, ItemLine, MonthLine, NormLine, RatingLine
from bot.domain.reminder.message import CheckinReminder, DayReminder, ReminderMessage
from bot.domain.reminder.model import Kind
from bot.services.reminder import delivery as reminder_delivery
from bot.services.reminder.delivery import CHECKIN, DAY
from bot.services.reminder.source import ReminderContext
from bot.services.unit_of_work import UnitOfWork
from bot.storage.connection import Row
from bot.storage.outbox import SOON
from tests.e2e.system import System

SENT = "SELECT key, kind, chat_id, message_id, priority FROM outbox WHERE state = 'sent' ORDER BY id"
ROWS = "SELECT id, kind, subject_id, occasion FROM reminder WHERE id IN ({ids})"


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
        self._compose = reminder_delivery.compose
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
    ) -> ReminderMessage | None:
        found = await self._compose(uow, context, kind, chat_id, ids, last=last)
        lines = _lines_of(found)
        async with uow.reading() as cx:
            rows = await cx.fetch(ROWS.format(ids=", ".join(map(str, ids))))
        name = f"{chat_id}:{context.today}" if kind == DAY else str(ids[0])
        self._said[f"{kind}:{name}"] = [row for row in rows if _among(row, lines)]
        return found

    def said(self, kind: str, key: str, chat_id: int) -> list[Row]:
        """By the outbox row's key, `reminder.day:<person>:<day>` or `reminder.checkin:<row>`."""
        name = f"{chat_id}:{key.rpartition(':')[2]}" if kind == DAY else key.rpartition(":")[2]
        return self._said[f"{kind}:{name}"]


async def letters(system: System, composing: Composing) -> list[Letter]:
    """Oldest first. Left out: prompts and answers to what the person did, and what did not arrive on a phone."""
    people = {row["number"]: row["id"] for row in await system.rows("SELECT id, number FROM person")}
    phones = {phone.id: (number, phone) for number, phone in system.people.items()}
    found = []
    for row in await system.rows(SENT):
        if row["priority"] == SOON or row["chat_id"] not in phones or row["message_id"] is None:
            continue
        number, phone = phones[row["chat_id"]]
        message = phone.chat().messages[row["message_id"]]
        at = datetime.fromtimestamp(message.raw["date"], UTC)
        own = composing.said(row["kind"], row["key"], row["chat_id"]) if row["kind"] in (DAY, CHECKIN) else []
        said = tuple(_said(one, tuple(message.button_texts)) for one in own)
        found.append(Letter(at, number, people[number], row["kind"], said))
    return sorted(found, key=lambda one: one.at)


def _lines_of(message: ReminderMessage | None) -> Sequence[AnyLine]:
    if isinstance(message, DayReminder):
        return message.lines
    return [message.line] if isinstance(message, CheckinReminder) and message.line is not None else []


def _among(row: Row, lines: Sequence[AnyLine]) -> bool:
    return any(line.kind == row["kind"] and _subject(line) in (None, row["subject_id"]) for line in lines)


def _subject(line: AnyLine) -> int | None:
    """What a line names as the subject of its reminder; where it names none, its kind tells."""
    match line:
        case AnyMeetingLine():
            return line.meeting.id
        case ItemLine():
            return line.item
        case MonthLine():
            return line.unit_id
        case NormLine():
            return line.unit
        case RatingLine():
            return line.rating
    return None


def _said(row: Row, buttons: tuple[str, ...]) -> Said:
    return Said(Kind(row["kind"]), row["subject_id"], row["occasion"], buttons)
