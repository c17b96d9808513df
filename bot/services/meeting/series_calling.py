"""What the steps of calling a series share: the form's session, and the plan of its dates."""

from datetime import date, datetime

from bot.domain.errors import DomainError
from bot.domain.meeting.draft import Draft, Span
from bot.domain.meeting.series_calling import Occurrence, Plan, SeriesCalling, SeriesFacts, Step, Why, plan
from bot.domain.rules import Installation
from bot.services import actor
from bot.services.conversation import Form
from bot.services.meeting import audience
from bot.services.meeting.holder import CallingFormSession
from bot.services.meeting.notice import type_name
from bot.services.workdays import holiday_name, is_known
from bot.storage.connection import Connection
from bot.storage.meeting import people

NAME = "series"
SWAP = "休息日"
"""How the calendar begins the name of a day off that is made up for elsewhere."""


class SeriesFormSession(CallingFormSession[SeriesCalling]):
    """An open form "series"."""

    name = NAME
    draft = SeriesCalling

    async def proceed(self, **changes: object) -> Form:
        """Go on to the first question without an answer, else to the card with every date."""
        self.given = self.given.but(**changes)
        if self.given.rule is None:
            return await self.go(Step.RULE)
        if self.given.start is None:
            return await self.go(Step.HOUR)
        if self.given.holidays is None:
            return await self.go(Step.HOLIDAYS)
        planned, facts = await planned_for(self.work, self.installation, self.given, self.now)
        return await self.go(Step.CARD, plan=planned, facts=facts)


async def planned_for(
    cx: Connection, installation: Installation, calling: SeriesCalling, now: datetime
) -> tuple[Plan, SeriesFacts]:
    """The plan with what is special about its dates, and the facts that the card shows.

    DomainError: series_no_dates, meeting_nobody, not_found, not_allowed.
    """
    found = plan(calling, now, installation.is_working_day, lambda day: why(installation, day), is_known)
    if not found.held:
        raise DomainError("series_no_dates")
    unit = await actor.unit(cx, calling.draft.unit_id)
    own = await audience.expected(cx, unit, calling.draft, found.held[0].day)
    if not own:
        raise DomainError("meeting_nobody")
    names = await people.names(cx, [calling.draft.host_id, calling.draft.recorder_id])
    facts = SeriesFacts(
        unit=unit.name,
        type=type_name(installation.meetings, calling.draft.type),
        host=names.get(calling.draft.host_id or 0, ""),
        recorder=names.get(calling.draft.recorder_id or 0, ""),
        invited=len(own),
        voting=sum(one.standing.votes for one in own),
    )
    held = await _with_clashes(cx, found.held, [one.id for one in own])
    return found.model_copy(update={"held": held}), facts


async def _with_clashes(cx: Connection, held: tuple[Occurrence, ...], ids: list[int]) -> tuple[Occurrence, ...]:
    """The planned meetings, each with how many of the people are expected elsewhere at that time."""
    elsewhere = await people.busy(cx, ids, held[0].starts, held[-1].ends)
    return tuple(
        one.model_copy(
            update={"busy": len({at.person_id for at in elsewhere if at.starts < one.ends and one.starts < at.ends})}
        )
        for one in held
    )


def why(installation: Installation, day: date) -> Why | None:
    """What is special about the day; None for a usual working day."""
    weekend = day.isoweekday() > 5
    if installation.is_working_day(day):
        return Why(kind="worked") if weekend else None
    name = holiday_name(day)
    if name is None:
        return Why(kind="weekend" if weekend else "off")
    if name.startswith(SWAP):
        return Why(kind="swap")
    english = holiday_name(day, "en") or name
    return Why(kind="holiday", zh=name.split("（")[0], en=english.split(" (")[0])


def spanned(draft: Draft, one: Occurrence) -> Draft:
    """The draft of one meeting of the series."""
    return draft.but(spans=(Span(starts=one.starts, ends=one.ends),))
