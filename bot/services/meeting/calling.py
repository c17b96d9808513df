"""What the steps of calling a meeting share: the form's session, its lists, the facts on the card."""

from datetime import date, datetime, tzinfo
from typing import TypedDict

from bot.domain.actor import Actor
from bot.domain.meeting.calling import Calling, Choices, Facts, Named, Picker, Step, named, searched
from bot.domain.meeting.draft import AudienceKind, Draft
from bot.domain.permission import Action, may
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.conversation import Form
from bot.services.meeting import audience
from bot.services.meeting.holder import CallingFormSession
from bot.services.meeting.notice import type_name
from bot.services.workdays import holiday_name
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.meeting import people

NAME = "meeting"
BUSY_NAMES = 5


class MeetingFormSession(CallingFormSession[Calling]):
    """An open form "meeting"."""

    name = NAME
    draft = Calling

    async def card(self, draft: Draft) -> Form:
        """Go on to the card, with everything that it says about the draft."""
        facts = await facts_of(self.work, self.request.zone, self.installation, draft)
        return await self.go(Step.CARD, draft=draft, facts=facts, choices=Choices(), picker=None)

    async def listed(self, step: Step, page: int = 0, search: str = "") -> Choices:
        """A page of those who can be chosen at that step. DomainError("nobody_called") for a vain search."""
        return searched(await self._options(step), page, search)

    async def _options(self, step: Step) -> list[Named]:
        if step is Step.UNIT:
            return named(await callable_units(self.work, self.asker))
        draft, unit = self.given.draft, await self.unit()
        roster = unit if step is Step.CHOSEN else await audience.roster_unit(self.work, unit)
        day = draft.starts.astimezone(self.request.zone).date() if draft.spans else self.now.date()
        found = await people.within(self.work, roster.path, unit.id, day, outside=step is Step.GUESTS)
        chosen = {Step.CHOSEN: draft.people, Step.GUESTS: draft.guests}.get(step, ())
        options = named(found, chosen)
        return with_asker(options, self.asker) if step in (Step.HOST, Step.RECORDER) else options


def picker(now: datetime, day: date | None = None, *, month: date | None = None) -> Picker:
    """The calendar at the month of `day` or of the day `month`, else of now. `now` is in the unit's zone."""
    return Picker(now=now, month=(day or month or now.date()).replace(day=1), day=day)


def with_asker(options: list[Named], asker: Actor) -> list[Named]:
    """The people to choose from, first the asker where they are not among them."""
    own = asker.person
    return options if own is None or own.id in {one.id for one in options} else [*named([own]), *options]


async def callable_units(cx: Connection, asker: Actor) -> list[Unit]:
    """The units where the asker may call meetings."""
    return [one for one in await acted_for(cx, asker) if may(asker, Action.CALL_MEETING, one)]


async def acted_for(cx: Connection, asker: Actor) -> list[Unit]:
    """The units of the asker's posts, then those below them."""
    tops = [await actor.unit(cx, post.unit_id) for post in asker.posts]
    if asker.administrator:
        tops += await people.roots(cx)
    found = {one.id: one for one in tops}
    for top in tops:
        found |= {one.id: one for one in await units.below(cx, top.path) if one.id not in found}
    return list(found.values())


async def facts_of(cx: Connection, zone: tzinfo, installation: Installation, draft: Draft) -> Facts:
    """The facts that the card shows. DomainError: not_found, not_allowed for ids that do not belong to the unit."""
    unit = await actor.unit(cx, draft.unit_id)
    day = draft.starts.astimezone(zone).date()
    own = await audience.expected(cx, unit, draft, day)
    outside = await audience.guests(cx, unit, draft, day)
    names = await people.names(cx, [draft.host_id, draft.recorder_id])
    ids = sorted({one.id for one in [*own, *outside]} | set(names))
    by_group = draft.audience is AudienceKind.GROUP
    return Facts(
        unit=unit.name,
        kind=unit.kind,
        type=type_name(installation.meetings, draft.type),
        group=(await audience.group_of(cx, unit, draft.group_id)).name if by_group else "",
        host=names.get(draft.host_id or 0, ""),
        recorder=names.get(draft.recorder_id or 0, ""),
        invited=len(own),
        voting=sum(one.standing.votes for one in own),
        guests=len(outside),
        **await clashes(cx, zone, installation, draft, ids),
    )


class Clashes(TypedDict):
    """What the time of a meeting collides with, by the fields of `Facts` and `Changing`."""

    busy: tuple[str, ...]
    busy_count: int
    day_off: bool
    holiday: str


async def clashes(
    cx: Connection, zone: tzinfo, installation: Installation, draft: Draft, ids: list[int], but: int = 0
) -> Clashes:
    """What the draft's time collides with: people who are expected elsewhere, a day off. `but`: a meeting that does not
    count."""
    busy = await _busy_names(cx, ids, draft, but)
    off = next((one for one in _days(draft, zone) if not installation.is_working_day(one)), None)
    return Clashes(
        busy=tuple(busy[:BUSY_NAMES]),
        busy_count=len(busy),
        day_off=off is not None,
        holiday=(holiday_name(off) or "") if off else "",
    )


async def _busy_names(cx: Connection, ids: list[int], draft: Draft, but: int) -> list[str]:
    """The names of the people who are expected at another meeting during one of the draft's sessions."""
    elsewhere = await people.busy(cx, ids, draft.starts, draft.ends, but)
    clashing = {
        one.person_id: one.name
        for one in elsewhere
        if any(one.starts < span.ends and span.starts < one.ends for span in draft.spans)
    }
    return list(clashing.values())


def _days(draft: Draft, zone: tzinfo) -> list[date]:
    """The local days on which the draft has sessions."""
    return sorted({one.starts.astimezone(zone).date() for one in draft.spans})
