"""Where one could check in now, read without checking anybody in: the answer to a question in words."""

from bot.domain.request import Request
from bot.services import actor
from bot.services.attendance.checkin import Offer, Open, hours
from bot.settings import Settings
from bot.storage.attendance import checkin as doors
from bot.storage.attendance.checkin import Door
from bot.storage.unit_of_work import UnitOfWork


async def offered(uow: UnitOfWork, request: Request, settings: Settings) -> Offer:
    """The asker's own sessions. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        (await actor.load(cx, request)).require_person()
        found = [_open(door, settings) for door in await doors.ahead(cx, request.account_id, request.now)]
    sessions = [one for one in found if one is not None]
    now_open = tuple(one for one in sessions if one.opens <= request.now)
    return Offer(now_open, next((one for one in sessions if one.opens > request.now), None))


def _open(door: Door, settings: Settings) -> Open | None:
    if door.meeting is None or door.session is None:
        return None
    times, number = hours(door.session, settings), door.session.number if door.sessions > 1 else None
    return Open(door.session.id, door.meeting.title, number, times.opens, times.closes, door.marked is not None)
