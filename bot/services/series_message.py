"""The message with its buttons that goes out the day before each meeting of a series."""

from datetime import tzinfo

from bot.domain.meeting import Meeting
from bot.domain.meeting_notice import Notice
from bot.domain.series_calling import soon
from bot.storage import meeting_people as people
from bot.storage import outbox
from bot.storage.outbox import BULK, Parcel
from bot.storage.unit_of_work import Work

KIND = "series.soon"


async def plan(work: Work, meeting: Meeting, notice: Notice, zone: tzinfo) -> None:
    """Queue it for everyone invited; at once where the day before has passed."""
    data, due = notice.model_dump(mode="json"), soon(meeting.starts, work.now, zone)
    await work.post_many(
        [
            Parcel(f"{_prefix(meeting.id)}{meeting.version}:{one.account_id}", one.account_id, KIND, data, due, BULK)
            for one in await people.reached(work, meeting.id)
        ]
    )


async def follow(work: Work, meeting: Meeting, notice: Notice, zone: tzinfo) -> None:
    """After a change or cancellation: what waits goes, and is planned anew where its day is still to come."""
    if meeting.series_id is None:
        return
    await drop(work, meeting.id)
    if not notice.cancelled and soon(meeting.starts, work.now, zone) > work.now:
        await plan(work, meeting, notice, zone)


async def drop(work: Work, meeting_id: int) -> None:
    """What waits to be sent about the meeting is not sent."""
    await outbox.drop_queued(work, _prefix(meeting_id))


def _prefix(meeting_id: int) -> str:
    return f"{KIND}:{meeting_id}:"
