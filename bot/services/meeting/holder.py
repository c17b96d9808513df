"""Determines which unit holds a meeting of which type, and fills in what can be known about it."""

from collections.abc import Iterable
from typing import TypeVar

from bot.domain.actor import Actor
from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import PLACE_EN, PLACE_ZH, CallingBase, Choices, Step, TypeName, named, page_of
from bot.domain.meeting.draft import AudienceKind, Draft
from bot.domain.meeting.rules import MeetingType
from bot.domain.permission import Action, require
from bot.domain.unit import Unit, UnitKind
from bot.services import actor
from bot.services.form_session import FormSession
from bot.services.meeting import audience
from bot.storage.connection import Connection
from bot.storage.meeting import listing

PLACES = 4
"""Places offered, those used last."""
AUDIENCES = {"committee": AudienceKind.COMMITTEE, "chosen": AudienceKind.CHOSEN}
"""Of the types that do not call all of the unit."""

B = TypeVar("B", bound=CallingBase)


def home(asker: Actor, units: list[Unit]) -> Unit | None:
    """The unit that needs no question: the only one, or the only one where the asker holds a post."""
    own = [one for one in units if one.id in {post.unit_id for post in asker.posts}]
    return (own or units)[0] if len(own) == 1 or len(units) == 1 else None


def listed(units: list[Unit], page: int = 0) -> Choices:
    """A page of units to choose from."""
    return page_of(named(units), page)


async def chosen(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    """The chosen unit. DomainError: not_found, not_allowed."""
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.CALL_MEETING, unit)
    return unit


async def held_by(cx: Connection, unit: Unit, types: Iterable[MeetingType]) -> list[MeetingType]:
    """Those of the types that such a unit holds."""
    if unit.kind is UnitKind.GROUP:
        return [one for one in types if one.audience == "group"]
    has_groups = bool(await audience.groups(cx, unit))
    return [one for one in types if one.audience != "group" or has_groups]


def names(types: Iterable[MeetingType]) -> tuple[TypeName, ...]:
    """The names of the types."""
    return tuple(TypeName(code=one.code, zh=one.zh, en=one.en) for one in types)


def type_of(types: Iterable[MeetingType], code: str) -> MeetingType:
    """The type with that code. DomainError("not_found")."""
    for one in types:
        if one.code == code:
            return one
    raise DomainError("not_found")


class CallingFormSession(FormSession[B]):
    """An open form that calls a meeting or a series."""

    async def unit(self) -> Unit:
        """The unit that holds the meetings."""
        return await actor.unit(self.work, self.given.draft.unit_id)

    async def chosen(self, unit_id: int) -> Unit:
        """The unit that was chosen, or the group of the unit chosen before. DomainError: not_found, not_allowed."""
        unit = await chosen(self.work, self.asker, unit_id)
        if self.form.step == Step.GROUP:
            await audience.group_of(self.work, await self.unit(), unit.id)
        return unit

    async def holder(self, unit: Unit, kind: MeetingType) -> Unit | None:
        """The unit that holds a meeting of that type: the unit itself, or for a group's meeting its only group.

        None where it has several groups, which the form offers to choose from then.
        """
        groups = await audience.groups(self.work, unit) if kind.audience == "group" else []
        if len(groups) > 1:
            self.given = self.given.but(draft=self.given.draft.but(type=kind.code), choices=listed(groups))
            return None
        return groups[0] if groups else unit

    async def filled(self, unit: Unit, kind: MeetingType) -> tuple[Draft, tuple[str, ...]]:
        """The draft with everything that can be known without asking, and the places that the unit used last."""
        language, places = self.request.language, await listing.places(self.work, unit.id, PLACES)
        host, recorder = await audience.leading(self.work, self.asker, unit, self.today)
        somewhere = PLACE_EN if language == "en" else PLACE_ZH
        draft = Draft(
            unit_id=unit.id,
            type=kind.code,
            title=kind.name(language),
            spans=self.given.draft.spans,
            place=places[0] if places else somewhere,
            host_id=host,
            recorder_id=recorder,
            audience=AUDIENCES.get(kind.audience, AudienceKind.UNIT),
            ways=tuple(way for way in kind.ways if way is not Way.PLACE),
        )
        return draft, tuple(places)
