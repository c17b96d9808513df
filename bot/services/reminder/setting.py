"""The settings of one's reminders: the hour of the day's message, and the kinds that are switched off."""

from dataclasses import dataclass
from datetime import time

from bot.domain.actor import Actor
from bot.domain.reminder import setting as choices
from bot.domain.reminder.message import HourDraft
from bot.domain.reminder.model import Kind
from bot.domain.request import Request
from bot.services import actor, conversation, menu
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Connection
from bot.storage.reminder import setting as settings
from bot.storage.reminder.setting import Setting
from bot.storage.unit_of_work import UnitOfWork

NAME, HOUR = "reminder_hour", "hour"


@dataclass(frozen=True, slots=True)
class Settings:
    """`kinds`: what may be switched off, with whether it is on; `stays`: what may not."""

    hour: time
    offered: tuple[int, ...]
    kinds: tuple[tuple[Kind, bool], ...]
    stays: tuple[Kind, ...]


async def shown(uow: UnitOfWork, request: Request, context: ReminderContext) -> Settings:
    """The hour of the day's message, and which kinds are switched off. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        return await _settings(cx, asker, context)


async def set_hour(uow: UnitOfWork, request: Request, context: ReminderContext, minute: int) -> Settings:
    """Choose the hour of the day's message. DomainError: reminder_hour_quiet, old_button, no_person."""
    choices.usable(minute, context.rules)
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        await settings.put_minute(work, asker.require_person().id, minute)
        found = await _settings(work, asker, context)
        await work.commit()
        return found


async def ask_hour(uow: UnitOfWork, request: Request, context: ReminderContext) -> None:
    """Begin the form in which the hour is typed."""
    async with uow.begin(request) as work:
        (await actor.load(work, request)).require_person()
        if not work.is_redelivery:
            first, last = f"{context.rules.quiet_until:%H:%M}", f"{context.rules.quiet_from:%H:%M}"
            await conversation.advance(work, request, NAME, HOUR, HourDraft(first=first, last=last).data())
        await work.commit()


async def enter_hour(uow: UnitOfWork, request: Request, context: ReminderContext, version: int, text: str) -> Settings:
    """Take the typed hour. DomainError: reminder_hour_unread, reminder_hour_quiet, stale_form."""
    minute = choices.usable(choices.typed(text), context.rules)
    async with uow.begin(request) as work:
        await conversation.load(work, request, NAME, version, step=HOUR)
        asker = await actor.load(work, request)
        await settings.put_minute(work, asker.require_person().id, minute)
        await conversation.end(work, request)
        found = await _settings(work, asker, context)
        await work.commit()
        return found


async def switch(uow: UnitOfWork, request: Request, context: ReminderContext, kind: Kind, *, on: bool) -> Settings:
    """A kind off or on. DomainError: reminder_stays for one that is never off, no_person."""
    choices.require_mutable(kind, context.rules)
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        own = asker.require_person()
        muted = (await settings.get(work, own.id)).muted
        await settings.put_muted(work, own.id, muted - {kind} if on else muted | {kind})
        found = await _settings(work, asker, context)
        await work.commit()
        return found


async def reset(uow: UnitOfWork, request: Request, context: ReminderContext) -> Settings:
    """Set everything back to the defaults."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        await settings.reset(work, asker.require_person().id)
        found = await _settings(work, asker, context)
        await work.commit()
        return found


async def _settings(cx: Connection, asker: Actor, context: ReminderContext) -> Settings:
    """DomainError("no_person")."""
    rules, chosen = context.rules, await settings.get(cx, asker.require_person().id)
    kinds = choices.concerning(rules, duties=menu.has_posts(asker))
    stays = tuple(kind for kind in Kind if kind not in rules.mutable)
    hour = hour_of(chosen, context)
    offered = tuple(choices.offered(rules, hour))
    return Settings(hour, offered, tuple((kind, kind not in chosen.muted) for kind in kinds), stays)


def hour_of(chosen: Setting, context: ReminderContext) -> time:
    """The hour of the day's message: the chosen one, else the committee's."""
    return context.rules.hour if chosen.minute is None else time(chosen.minute // 60, chosen.minute % 60)
