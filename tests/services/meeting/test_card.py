"""Meetings that are called: written down, shown, listed, answered; on both databases."""

from datetime import date, timedelta

import pytest

from bot.domain.clock import from_ms
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.domain.meeting.model import Meeting
from bot.services.meeting import card
from bot.storage.connection import Database
from tests.services.meeting.meeting_stage import (
    ABOVE,
    BRANCH,
    DEPUTY,
    GONE,
    GROUP_TWO,
    GUEST,
    LEADER,
    MEMBER,
    OUTSIDER,
    PROBATIONARY,
    RULES,
    SECRETARY,
    TOWN,
    MeetingStage,
    local,
    refused,
)


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


def draft(start: object = "2026-12-02 15:00", minutes: object = 90, **changes: object) -> Draft:
    starts = local(str(start))
    span = Span(starts=starts, ends=starts + timedelta(minutes=int(str(minutes))))
    values: dict[str, object] = {"unit_id": BRANCH, "type": "assembly", "title": "党员大会", "place": "村部"}
    return Draft.model_validate(values | {"spans": [span], "host_id": SECRETARY, "recorder_id": DEPUTY} | changes)


async def call(stage: MeetingStage, one: Draft, by: int = SECRETARY) -> Meeting:
    return await card.call(stage.uow, stage.by(by), RULES, one)


async def titles(stage: MeetingStage, by: int) -> list[str]:
    found = await card.coming(stage.uow, stage.by(by))
    return [entry.meeting.title for entry in found.entries]


async def test_a_redelivered_call_gives_the_same_meeting(stage: MeetingStage) -> None:
    request = stage.by(SECRETARY)
    first = await card.call(stage.uow, request, RULES, draft())
    again = await card.call(stage.uow, stage.by(SECRETARY, request.update_id), RULES, draft())
    assert first.id == again.id
    assert await stage.count("meeting") == 1
    assert await stage.count("session") == 1


async def test_whoever_has_left_by_then_is_not_invited(stage: MeetingStage) -> None:
    async with stage.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-12-02' WHERE id = $1", MEMBER)
        await work.execute("UPDATE person SET left_on = '2026-12-03' WHERE id = $1", LEADER)
        await work.commit()
    await call(stage, draft())
    invited = {row["person_id"] for row in await stage.rows("SELECT person_id FROM invitee")}
    assert invited == {SECRETARY, DEPUTY, PROBATIONARY, LEADER}
    assert GONE not in invited


@pytest.mark.parametrize(
    ("by", "change"),
    [
        (MEMBER, {}),
        (OUTSIDER, {}),
        (LEADER, {}),
        (GUEST, {}),
        (SECRETARY, {"unit_id": TOWN}),
        (SECRETARY, {"host_id": OUTSIDER}),
        (SECRETARY, {"recorder_id": 999}),
        (SECRETARY, {"audience": AudienceKind.CHOSEN, "people": (OUTSIDER,)}),
        (SECRETARY, {"guests": (MEMBER,)}),
    ],
)
async def test_forged_drafts_are_refused(stage: MeetingStage, by: int, change: dict[str, object]) -> None:
    await refused("not_allowed", call(stage, draft(**change), by))
    assert await stage.count("meeting") == 0
    assert await stage.count("outbox") == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "meeting_incomplete"),
        ({"spans": ()}, "meeting_incomplete"),
        ({"type": "party"}, "not_found"),
        ({"unit_id": 99}, "not_found"),
        ({"ways": ("place",)}, "spot_missing"),
        ({"audience": AudienceKind.GROUP, "group_id": TOWN}, "not_found"),
        ({"audience": AudienceKind.CHOSEN}, "meeting_nobody"),
    ],
)
async def test_drafts_that_are_not_whole_are_refused(stage: MeetingStage, change: dict[str, object], code: str) -> None:
    await refused(code, call(stage, draft(**change)))
    assert await stage.count("meeting") == 0


async def test_one_group_of_the_branch_can_be_invited(stage: MeetingStage) -> None:
    await call(stage, draft(audience=AudienceKind.GROUP, group_id=GROUP_TWO))
    invited = {row["person_id"] for row in await stage.rows("SELECT person_id FROM invitee")}
    assert invited == {MEMBER, PROBATIONARY, LEADER}


async def test_three_sessions_are_one_meeting(stage: MeetingStage) -> None:
    hours = [("09:00", "11:30"), ("14:00", "16:30"), ("19:00", "20:00")]
    spans = tuple(Span(starts=local(f"2026-12-02 {a}"), ends=local(f"2026-12-02 {b}")) for a, b in hours)
    made = await call(stage, draft(spans=spans))
    assert (made.starts, made.ends) == (spans[0].starts, spans[2].ends)
    rows = await stage.rows("SELECT number, starts, ends FROM session ORDER BY number")
    assert [(row["number"], from_ms(row["starts"]), from_ms(row["ends"])) for row in rows] == [
        (number, one.starts, one.ends) for number, one in enumerate(spans, 1)
    ]


async def test_will_come_is_kept_once_and_counted(stage: MeetingStage) -> None:
    made = await call(stage, draft())
    for _ in range(2):
        shown = await card.come(stage.uow, stage.by(MEMBER), RULES, made.id)
        assert shown.me is not None
        assert shown.me.coming
        assert shown.counts.coming == 1
    host = await card.card(stage.uow, stage.by(SECRETARY), RULES, made.id)
    assert (host.leads, host.manages, host.counts.coming) == (True, True, 1)
    member = await card.card(stage.uow, stage.by(MEMBER), RULES, made.id)
    assert (member.leads, member.manages) == (False, False)


async def test_will_come_is_refused_to_others_and_afterwards(stage: MeetingStage) -> None:
    made = await call(stage, draft())
    await refused("not_found", card.come(stage.uow, stage.by(MEMBER), RULES, 999))
    await refused("not_allowed", card.come(stage.uow, stage.by(OUTSIDER), RULES, made.id))
    await refused("not_invited", card.come(stage.uow, stage.by(ABOVE), RULES, made.id))
    stage.clock.moment = local("2026-12-02 16:30")
    await refused("meeting_has_ended", card.come(stage.uow, stage.by(MEMBER), RULES, made.id))


async def test_who_may_see_a_card(stage: MeetingStage) -> None:
    made = await call(stage, draft())
    for person in (MEMBER, SECRETARY, ABOVE):
        assert (await card.card(stage.uow, stage.by(person), RULES, made.id)).notice.title == "党员大会"
    for person in (OUTSIDER, GUEST):
        await refused("not_allowed", card.card(stage.uow, stage.by(person), RULES, made.id))
    invited = await call(stage, draft("2026-12-09 15:00", guests=(GUEST,)))
    shown = await card.card(stage.uow, stage.by(GUEST), RULES, invited.id)
    assert shown.me is not None
    assert (shown.me.guest, shown.me.voting) == (True, False)


async def test_lists_hold_ones_own_meetings_in_order(stage: MeetingStage) -> None:
    await call(stage, draft("2026-12-09 15:00", title="第二场"))
    await call(stage, draft("2026-11-26 15:00", title="第一场"))
    await call(stage, draft(title="支委会", audience=AudienceKind.COMMITTEE))
    assert await titles(stage, SECRETARY) == ["第一场", "支委会", "第二场"]
    assert await titles(stage, MEMBER) == ["第一场", "第二场"]
    assert await titles(stage, OUTSIDER) == []
    assert await titles(stage, ABOVE) == []
    week = await card.between(stage.uow, stage.by(MEMBER), date(2026, 11, 23), date(2026, 11, 29))
    assert [entry.meeting.title for entry in week.entries] == ["第一场"]
    coming = await card.next_for(stage.uow, stage.by(MEMBER))
    assert [entry.meeting.title for entry in coming.entries] == ["第一场"]
    assert coming.entries[0].session is not None
    assert not coming.may_call


async def test_a_meeting_leaves_the_list_when_it_ends(stage: MeetingStage) -> None:
    await call(stage, draft("2026-11-25 15:00", 60))
    stage.clock.moment = local("2026-11-25 15:59")
    assert await titles(stage, MEMBER) == ["党员大会"]
    stage.clock.moment = local("2026-11-25 16:00")
    assert await titles(stage, MEMBER) == []
