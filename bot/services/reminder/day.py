"""The day's message once it is sent: what is still due of it comes again tomorrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.domain.reminder.line import AnyLine, DayLine
from bot.domain.request import Request
from bot.services import actor
from bot.services.reminder.lines import day_lines, lines_of
from bot.services.reminder.plan import SOURCES
from bot.services.reminder.setting import hour_of
from bot.services.reminder.source import ReminderContext, Source
from bot.storage import person as persons
from bot.storage.reminder import delivery as queue
from bot.storage.reminder import setting as settings
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PutOff:
    """How many reminders were put off until which day, and the lines that cannot wait so long."""

    count: int
    until: date
    too_late: tuple[DayLine, ...]


async def put_off(
    uow: UnitOfWork, request: Request, context: ReminderContext, day: date, sources: Sequence[Source] = SOURCES
) -> PutOff:
    """Put off until tomorrow what is still due of the asker's message of that day; asked again, the answer is the same.

    DomainError: unknown_account, no_person.
    """
    async with uow.begin(request) as work:
        person = (await actor.load(work, request)).require_person()
        await persons.lock(work, person.id)
        sent, before = await queue.of_day(work, person.id, day)
        lines, _ = await lines_of(work, context, sources, sent, alone=False)
        tomorrow = context.today + timedelta(days=1)
        hour = hour_of(await settings.get(work, person.id), context)
        comes = datetime.combine(tomorrow, hour, context.zone).astimezone(UTC)
        late = {id for id, line in lines.items() if _is_late(line, comes)}
        await queue.put_off(work, [id for id in lines if id not in late], tomorrow)
        await work.commit()
    until = max([one.planned.day for one in before if one.planned.day] or [tomorrow])
    too_late = tuple(line for line in day_lines(sent, lines) if _is_late(line, comes))
    return PutOff(len(lines) - len(late) + len(before), until, too_late)


def _is_late(line: AnyLine, comes: datetime) -> bool:
    return line.until is not None and line.until <= comes
