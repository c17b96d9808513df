"""Links group chats to units, and announces meetings in them without anything personal."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.message import GroupMessage
from bot.domain.meeting.notice import MeetingNotice
from bot.domain.permission import Action, may
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.meeting import group_chat as chats
from bot.storage.meeting.group_chat import GroupChat
from bot.storage.outbox import OutboundMessage
from bot.storage.unit_of_work import Transaction, UnitOfWork

TITLE = 200
"""Characters of a group's name that are kept."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A group as an update names it; `bot`: the bot's user name in it."""

    id: int
    title: str
    bot: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The unit that the group is linked to (None: to none yet), or the units to choose from."""

    unit: Unit | None
    choices: tuple[Unit, ...] = ()


async def link(uow: UnitOfWork, request: Request, chat: Chat, unit_id: int = 0) -> Answer:
    """Link a group to a unit of the asker's; `unit_id` 0: to the only one, else the choices are returned.

    Linking it again changes nothing. DomainError: group_for_secretary, group_linked_elsewhere (unit).
    """
    async with uow.begin(request) as work:
        asker, units = await _linker(work, request)
        wanted = [unit for unit in units if unit_id in (0, unit.id)]
        if not wanted:
            raise DomainError("group_for_secretary")
        linked = await _linked_unit(work, chat.id)
        if linked is not None:
            return _as_it_is(linked, wanted)
        if len(wanted) > 1:
            return Answer(None, tuple(wanted))
        new = GroupChat(chat.id, wanted[0].id, chat.bot)
        title = chat.title.replace("\x00", "")[:TITLE]
        if not await chats.link(work, new, title, asker.require_person().id, work.now):
            return _as_it_is(await _linked_unit(work, chat.id), wanted)
        await _record(work, request, "group_chat.linked", new)
        await work.commit()
        return Answer(wanted[0])


def _as_it_is(linked: Unit | None, wanted: list[Unit]) -> Answer:
    """The present link. DomainError: group_linked_elsewhere (unit) unless the unit is one of the asker's."""
    if linked is not None and linked.id not in {unit.id for unit in wanted}:
        raise DomainError("group_linked_elsewhere", unit=linked.name)
    return Answer(linked)


async def unlink(uow: UnitOfWork, request: Request, chat_id: int) -> Answer:
    """Unlink a group; returns the unit that it was linked to, None for none. DomainError("group_for_secretary")."""
    async with uow.begin(request) as work:
        _, units = await _linker(work, request)
        linked = await chats.get(work, chat_id)
        if linked is None:
            return Answer(None)
        unit = next((one for one in units if one.id == linked.unit_id), None)
        if unit is None:
            raise DomainError("group_for_secretary")
        await chats.unlink(work, chat_id)
        await _record(work, request, "group_chat.unlinked", linked)
        await work.commit()
        return Answer(unit)


async def removed(uow: UnitOfWork, request: Request, chat_id: int) -> None:
    """Unlink a group that the bot was removed from."""
    async with uow.begin(request) as work:
        linked = await chats.get(work, chat_id)
        if linked is not None and await chats.unlink(work, chat_id):
            await _record(work, request, "group_chat.unlinked", linked)
            await work.commit()


async def became(uow: UnitOfWork, request: Request, old: int, new: int) -> None:
    """Keep the link of a group that Telegram has made a supergroup, under its new id."""
    async with uow.begin(request) as work:
        if await chats.become(work, old, new):
            await work.commit()


async def announce(
    work: Transaction,
    kind: type[GroupMessage],
    notice: MeetingNotice,
    unit: Unit,
    zone: tzinfo,
    mark: str = "",
    due: datetime | None = None,
) -> None:
    """Post an announcement of a meeting once to each group chat that it concerns, within the caller's transaction.

    `mark` tells one change from another; `due` None: at once.
    """
    parts = tuple((part.starts, part.ends) for part in notice.parts)
    message = kind(unit=unit.name, title=notice.title, place=notice.place, parts=parts)
    await post(work, message, notice.meeting, unit, zone, f"{notice.meeting}:{mark}", due)


async def post(
    work: Transaction,
    message: GroupMessage,
    meeting_id: int,
    unit: Unit,
    zone: tzinfo,
    key: str,
    due: datetime | None = None,
) -> None:
    """Post a message once to each group chat that the meeting concerns. `key` makes it unique."""
    for chat in await chats.concerned(work, meeting_id, unit.path, work.now.astimezone(zone).date()):
        own = message.model_copy(update={"bot": chat.bot})
        await work.post(OutboundMessage(f"{message.kind}:{key}:{chat.chat_id}", chat.chat_id, own, due))


async def _linker(cx: Connection, request: Request) -> tuple[Actor, list[Unit]]:
    """The asker, and the units whose chats their posts let them link.

    DomainError("group_for_secretary"), for strangers and members alike.
    """
    try:
        asker = await actor.load(cx, request)
    except DomainError:
        raise DomainError("group_for_secretary") from None
    held = [await actor.unit(cx, id) for id in dict.fromkeys(post.unit_id for post in asker.posts)]
    units = [unit for unit in held if may(asker, Action.LINK_GROUP_CHAT, unit)]
    if not units:
        raise DomainError("group_for_secretary")
    return asker, units


async def _linked_unit(cx: Connection, chat_id: int) -> Unit | None:
    linked = await chats.get(cx, chat_id)
    return await actor.unit(cx, linked.unit_id) if linked is not None else None


async def _record(work: Transaction, request: Request, kind: str, chat: GroupChat) -> None:
    data = {"chat": chat.chat_id, "unit": chat.unit_id}
    await audit.add(work, work.now, kind, request.account_id, data)
