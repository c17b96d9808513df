"""The lines that reminders have to say now, as their sources find the facts at this moment."""

import logging
from collections.abc import Sequence

from bot.domain.errors import CommitFailed, StorageUnavailable
from bot.domain.reminder.line import AnyLine, CheckinLine, DayLine
from bot.domain.reminder.model import Kind, Reminder
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.connection import Connection

log = logging.getLogger(__name__)


async def lines_of(
    cx: Connection, context: ReminderContext, sources: Sequence[Source], rows: Sequence[Reminder], *, alone: bool
) -> tuple[dict[int, AnyLine], set[int]]:
    """Lines by the id of the row, without rows whose matter is done, past or not their person's any more; and the ids
    of rows whose source failed.

    `alone`: a source that fails takes only its own rows with it; else it raises.
    """
    found: dict[int, AnyLine] = {}
    failed: set[int] = set()
    for source in sources:
        own = [one for one in rows if one.planned.kind in source.kinds]
        try:
            found |= await source.lines(cx, context, own) if own else {}
        except (StorageUnavailable, CommitFailed):
            raise
        except Exception:
            if not alone:
                raise
            failed |= {one.id for one in own}
            log.exception("reminders %s cannot be said now", sorted(one.id for one in own))
    return found, failed


def day_lines(rows: Sequence[Reminder], lines: dict[int, AnyLine]) -> tuple[DayLine, ...]:
    """One line for several reminders of the same matter; the own first, then the duties, kind by kind."""
    found: dict[tuple[Kind, int, str], DayLine] = {}
    for one in rows:
        line = lines.get(one.id)
        if line is not None and not isinstance(line, CheckinLine):
            found[line.kind, one.planned.subject_id, line.part] = line
    kinds = list(Kind)
    return tuple(sorted(found.values(), key=lambda line: (line.duty, kinds.index(line.kind), line.order)))
