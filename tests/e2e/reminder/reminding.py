"""Reminders without waiting for the scheduler: one round at the moment where the clock stands."""

from datetime import datetime, timedelta

from bot.app import Server
from bot.domain.attendance.model import Way
from bot.domain.clock import to_ms
from bot.domain.meeting.draft import Draft, Item, Span
from bot.domain.meeting.model import Meeting
from bot.domain.request import Request
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.views.reminder.day import Later
from tests.e2e.forgery.town import write
from tests.e2e.system import System
from tests.waiting import looks
from tests.world.publishing import publish_draft

WAITING = "SELECT count(*) AS n FROM outbox WHERE state = 'queued' AND due_at <= $1"


async def round_(server: Server) -> None:
    """Plan what has changed, hand over what is due, and see all of it delivered."""
    await server.reminding.plan()
    await server.reminding.sweep()
    await delivered(server)


async def delivered(server: Server, seconds: float = 20.0) -> None:
    """Until nothing that is due waits to be sent."""
    async for _ in looks(seconds):
        server.uow.mail.set()
        async with server.uow.reading() as cx:
            [row] = await cx.fetch(WAITING, to_ms(server.clock.now()))
        if not row["n"]:
            return
    raise AssertionError("messages wait that are not sent")


def local(system: System, text: str) -> datetime:
    """A wall-clock time in the branch's zone, `2026-12-02 15:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=system.settings.zone)


async def at(system: System, text: str) -> None:
    """The clock is put to that local time, and a round is made."""
    system.clock.moment = local(system, text)
    await round_(system.server)


async def call(system: System, by: Phone, starts: str, kind: str = "assembly", **more: object) -> Meeting:
    """A meeting of an hour, called by that phone's person now; the audience hears of it."""
    begins, rules = local(system, starts), system.server.installation.meetings
    wanted = {
        "unit_id": (await system.rows("SELECT min(id) AS id FROM unit WHERE kind = 'branch'"))[0]["id"],
        "type": kind,
        "title": rules.get(kind).zh,
        "spans": (Span(starts=begins, ends=begins + timedelta(hours=1)),),
        "place": "会议室",
        "ways": (Way.BUTTON, Way.QR),
        "agenda": (Item(title="议题"),),
    }
    asks = Request(system.server.bot.id, by.id, system.clock.now(), system.settings.zone)
    draft = Draft.model_validate(wanted | more)
    called = await publish_draft(system.server.uow, asks, rules, draft)
    await round_(system.server)
    return called


async def setting(system: System, number: str, minute: int | None, muted: str) -> None:
    """What that person has chosen."""
    sql = "INSERT INTO reminder_setting (person_id, minute, muted) SELECT id, $2, $3 FROM person WHERE number = $1"
    await write(system, sql, number, minute, muted)


def daily(phone: Phone) -> list[Message]:
    """The day's messages that a phone has got, oldest first."""
    return [one for one in phone.messages() if any(data.startswith(f"{Later.prefix}:") for data in data_of(one))]


def doors(phone: Phone) -> list[Message]:
    """The check-in reminders."""
    return [one for one in phone.messages() if "就要开始了" in one.text]


def data_of(message: Message) -> list[str]:
    return [str(one.get("callback_data", "")) for one in message.buttons]
