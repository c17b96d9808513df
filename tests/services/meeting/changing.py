"""A meeting that people know of, and the steps in which it is changed."""

import json
from typing import Any

from bot.domain.installation.audit import sealed
from bot.domain.meeting.draft import Draft, Span
from bot.domain.meeting.model import Meeting
from bot.services.conversation import Form
from bot.services.meeting import apply, change
from bot.services.meeting.card import MeetingCard
from tests.clock import local
from tests.services.meeting.town import BRANCH, NO_HOLIDAYS, SECRETARY
from tests.world import World
from tests.world.publishing import publish_draft

EVERY_FIELD = ("title", "time", "place", "host", "recorder", "agenda", "ways", "cancel")


async def call(town: World, *hours: str) -> Meeting:
    """Each of `hours` as `15:00-16:30`, on 2 December."""
    ends = [one.split("-") for one in hours or ("15:00-16:30",)]
    spans = tuple(Span(starts=local(f"2026-12-02 {one}"), ends=local(f"2026-12-02 {two}")) for one, two in ends)
    draft = Draft(unit_id=BRANCH, type="assembly", title="党员大会", place="村部", spans=spans, host_id=SECRETARY)
    return await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft)


async def begin(town: World, made: Meeting, field: str, by: int = SECRETARY) -> Form:
    return await town.act(by, change.begin, NO_HOLIDAYS, made.id, field)


async def say(town: World, text: str, by: int = SECRETARY) -> Form:
    return await town.act(by, change.enter_text, NO_HOLIDAYS, text)


async def switch(town: World, form: Form, way: str, *, on: bool) -> Form:
    """A way of checking in, accepted or no longer."""
    return await town.act(SECRETARY, change.way, NO_HOLIDAYS, form.version, way, on=on)


async def give_reason(town: World, text: str) -> Form:
    return await town.act(SECRETARY, change.reason, NO_HOLIDAYS, text)


async def confirm(town: World, form: Form, by: int = SECRETARY) -> MeetingCard | None:
    return await town.act(by, apply.confirm, NO_HOLIDAYS, form.version)


async def coming(town: World) -> int:
    """How many say that they will come."""
    return int((await town.rows("SELECT count(coming_at) AS n FROM invitee"))[0]["n"])


async def hash_of(town: World, typed: dict[str, Any]) -> str:
    """What stands in the record for what was typed, from the row that keeps it."""
    [row] = await town.rows("SELECT data, salt FROM meeting_reason")
    assert json.loads(row["data"]) == typed
    return sealed(row["salt"], row["data"])
