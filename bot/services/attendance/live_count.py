"""The live count of a meeting: a message to whoever runs it that is edited until the meeting is over."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.attendance.message import LiveCount
from bot.domain.attendance.model import State
from bot.domain.clock import to_ms
from bot.domain.meeting.rules import MeetingRules
from bot.domain.permission import Action
from bot.domain.request import Request
from bot.services import actor
from bot.services.attendance import figures
from bot.services.attendance.figures import Live
from bot.services.meeting.access import MeetingAccess
from bot.settings import Settings
from bot.storage import actor as actors
from bot.storage.attendance import live_count
from bot.storage.attendance.live_count import Watch
from bot.storage.outbox import SOON, OutboundMessage
from bot.storage.unit_of_work import UnitOfWork

LASTS = timedelta(minutes=10)
"""After the meeting's end; then the message stays as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """A live-count message whose figures have changed."""

    chat_id: int
    meeting_id: int
    message_id: int
    language: str | None
    count: LiveCount


async def open_(uow: UnitOfWork, request: Request, rules: MeetingRules, meeting_id: int) -> None:
    """Send the live count. It is an outbox row, so that the message's id is known once it has arrived.

    DomainError: not_found, not_allowed, meeting_cancelled.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        access = await MeetingAccess.of(work, meeting_id)
        access.require(asker, Action.SEE_LIVE_COUNT)
        access.require_not_cancelled()
        names = access.may(asker, Action.SEE_ATTENDANCE)
        live = await figures.live(work, meeting_id, request.now, request.zone, rules)
        count, key = shown(access, live, names=names), f"live:{meeting_id}:{request.account_id}:{to_ms(request.now)}"
        await live_count.open_(work, request.account_id, meeting_id, key, count.as_json())
        await work.post(OutboundMessage(key, request.account_id, count, priority=SOON))
        await work.commit()


async def refresh(uow: UnitOfWork, settings: Settings, rules: MeetingRules) -> list[Change]:
    """The messages to edit now, which count as shown from here on: call `stale` where an edit failed.

    Permissions are checked anew; a reader who may see nothing any more gets no further edits.
    """
    now = uow.clock.now()
    changes: list[Change] = []
    over: list[Watch] = []
    async with uow.reading() as cx:
        for watch in await live_count.sent(cx):
            access = await MeetingAccess.of(cx, watch.meeting_id)
            reader = await actors.load(cx, watch.chat_id, now.astimezone(settings.zone).date())
            if reader is None or not access.may(reader, Action.SEE_LIVE_COUNT):
                over.append(watch)
                continue
            live = await figures.live(cx, watch.meeting_id, now, settings.zone, rules)
            count = shown(access, live, names=access.may(reader, Action.SEE_ATTENDANCE))
            if count.as_json() != watch.shown:
                changes.append(Change(watch.chat_id, watch.meeting_id, watch.message_id, watch.language, count))
        ended = await live_count.ended(cx, now - LASTS)
    if changes or over or ended:
        await _keep(uow, changes, over)
    return changes


async def stale(uow: UnitOfWork, change: Change) -> None:
    """Note that an edit failed, so that the next refresh tries it again."""
    async with uow.begin() as work:
        await live_count.show(work, change.chat_id, change.meeting_id, "")
        await work.commit()


async def close(uow: UnitOfWork, change: Change) -> None:
    """Stop editing a message that is gone."""
    async with uow.begin() as work:
        await live_count.close(work, change.chat_id, change.meeting_id)
        await work.commit()


async def _keep(uow: UnitOfWork, changes: list[Change], over: list[Watch]) -> None:
    async with uow.begin() as work:
        for watch in over:
            await live_count.close(work, watch.chat_id, watch.meeting_id)
        for change in changes:
            await live_count.show(work, change.chat_id, change.meeting_id, change.count.as_json())
        await live_count.end(work, work.now - LASTS)
        await work.commit()


def shown(access: MeetingAccess, live: Live, *, names: bool) -> LiveCount:
    """The message with those figures; without names for readers who may see totals only."""
    quorum = live.quorum
    return LiveCount(
        meeting=access.meeting.id,
        title=access.meeting.title,
        starts=access.meeting.starts,
        session=live.session if live.sessions > 1 else 0,
        expected=live.expected,
        attended=live.attended,
        present=live.counts[State.PRESENT],
        late=live.counts[State.LATE],
        remote=live.counts[State.REMOTE],
        leave=live.counts[State.LEAVE],
        exempt=live.counts[State.EXEMPT],
        by_hand=live.by_hand,
        guests=live.guests,
        coming=live.coming,
        waiting=live.waiting + live.counts[State.ABSENT],
        quorum=(quorum.attending, quorum.expected, quorum.enough, quorum.missing) if quorum else None,
        missing=tuple(live.missing) if names else None,
    )
