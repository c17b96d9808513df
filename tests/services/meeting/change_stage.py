"""The way to a change of a meeting that people know of, for its tests."""

import json
from typing import Any

from bot.domain.installation.audit import sealed
from bot.domain.meeting.draft import Draft, Span
from bot.domain.meeting.model import Meeting
from bot.services.conversation import Form
from bot.services.meeting import apply, card, change
from bot.services.meeting.card import MeetingCard
from tests.services.meeting.meeting_stage import BRANCH, RULES, SECRETARY, MeetingStage, local

EVERY_FIELD = ("title", "time", "place", "host", "recorder", "agenda", "ways", "cancel")


async def call(stage: MeetingStage, *hours: str) -> Meeting:
    """Each of `hours` as `15:00-16:30`, on 2 December."""
    spans = []
    for one in hours or ("15:00-16:30",):
        first, last = one.split("-")
        spans.append(Span(starts=local(f"2026-12-02 {first}"), ends=local(f"2026-12-02 {last}")))
    draft = Draft(
        unit_id=BRANCH, type="assembly", title="党员大会", place="村部", spans=tuple(spans), host_id=SECRETARY
    )
    return await card.call(stage.uow, stage.by(SECRETARY), RULES, draft)


async def begin(stage: MeetingStage, made: Meeting, field: str, by: int = SECRETARY) -> Form:
    return await change.begin(stage.uow, stage.by(by), stage.installation, made.id, field)


async def enter_text(stage: MeetingStage, text: str, by: int = SECRETARY) -> Form:
    return await change.enter_text(stage.uow, stage.by(by), stage.installation, text)


async def switch(stage: MeetingStage, form: Form, way: str, *, on: bool) -> Form:
    """A way of checking in, accepted or no longer."""
    return await change.way(stage.uow, stage.by(SECRETARY), stage.installation, form.version, way, on=on)


async def coming(stage: MeetingStage) -> int:
    """How many say that they will come."""
    return int((await stage.rows("SELECT count(coming_at) AS n FROM invitee"))[0]["n"])


async def confirm(stage: MeetingStage, form: Form, by: int = SECRETARY) -> MeetingCard | None:
    return await apply.confirm(stage.uow, stage.by(by), stage.installation, form.version)


async def told(stage: MeetingStage, kind: str) -> list[dict[str, Any]]:
    rows = await stage.rows("SELECT data FROM outbox WHERE kind = $1 ORDER BY id", kind)
    return [json.loads(row["data"]) for row in rows]


async def audited(stage: MeetingStage) -> list[tuple[str, dict[str, Any]]]:
    rows = await stage.rows("SELECT kind, data FROM audit ORDER BY sequence")
    return [(row["kind"], json.loads(row["data"])) for row in rows]


async def hash_of(stage: MeetingStage, typed: dict[str, Any]) -> str:
    """What stands in the record for what was typed, from the row that keeps it."""
    [row] = await stage.rows("SELECT data, salt FROM meeting_reason")
    assert json.loads(row["data"]) == typed
    return sealed(row["salt"], row["data"])
