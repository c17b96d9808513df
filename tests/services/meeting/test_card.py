"""Meetings that are called: written down, shown, listed, answered; on both databases."""

from datetime import date, timedelta

import pytest

from bot.domain.clock import from_ms
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.services.meeting import call, card
from tests.clock import local
from tests.services.meeting.calling import published, to_card
from tests.services.meeting.town import (
    ABOVE,
    BRANCH,
    GONE,
    GROUP_TWO,
    GUEST,
    LEADER,
    MEMBER,
    NO_HOLIDAYS,
    ORGANISER,
    OUTSIDER,
    PROBATIONARY,
    SECRETARY,
    TOWN,
)
from tests.world import World
from tests.world.publishing import publish_draft


def draft(start: object = "2026-12-02 15:00", minutes: object = 90, **changes: object) -> Draft:
    starts = local(str(start))
    span = Span(starts=starts, ends=starts + timedelta(minutes=int(str(minutes))))
    values: dict[str, object] = {"unit_id": BRANCH, "type": "assembly", "title": "党员大会", "place": "村部"}
    return Draft.model_validate(values | {"spans": [span], "host_id": SECRETARY, "recorder_id": ORGANISER} | changes)


async def titles(town: World, by: int) -> list[str]:
    found = await town.act(by, card.coming)
    return [entry.meeting.title for entry in found.entries]


async def test_a_redelivered_call_gives_the_same_meeting(town: World) -> None:
    form = await to_card(town)
    first = await published(town, form)
    again = await call.publish(town.uow, town.request(SECRETARY, again=True), NO_HOLIDAYS, form.version)
    assert first.notice.meeting == again.notice.meeting
    assert len(await town.rows("SELECT * FROM meeting")) == 1
    assert len(await town.rows("SELECT * FROM session")) == 1


async def test_whoever_has_left_by_then_is_not_invited(town: World) -> None:
    await town.run("UPDATE person SET left_on = '2026-12-02' WHERE id = $1", MEMBER)
    await town.run("UPDATE person SET left_on = '2026-12-03' WHERE id = $1", LEADER)
    await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft())
    invited = {row["person_id"] for row in await town.rows("SELECT person_id FROM invitee")}
    assert invited == {SECRETARY, ORGANISER, PROBATIONARY, LEADER}
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
async def test_forged_drafts_are_refused(town: World, by: int, change: dict[str, object]) -> None:
    await town.refused("not_allowed", town.act(by, publish_draft, NO_HOLIDAYS.meetings, draft(**change)))
    assert not await town.rows("SELECT * FROM meeting")
    assert not await town.rows("SELECT * FROM outbox")


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
async def test_drafts_that_are_not_whole_are_refused(town: World, change: dict[str, object], code: str) -> None:
    await town.refused(code, town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft(**change)))
    assert not await town.rows("SELECT * FROM meeting")


async def test_one_group_of_the_branch_can_be_invited(town: World) -> None:
    await town.act(
        SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft(audience=AudienceKind.GROUP, group_id=GROUP_TWO)
    )
    invited = {row["person_id"] for row in await town.rows("SELECT person_id FROM invitee")}
    assert invited == {MEMBER, PROBATIONARY, LEADER}


async def test_three_sessions_are_one_meeting(town: World) -> None:
    hours = [("09:00", "11:30"), ("14:00", "16:30"), ("19:00", "20:00")]
    spans = tuple(Span(starts=local(f"2026-12-02 {a}"), ends=local(f"2026-12-02 {b}")) for a, b in hours)
    made = await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft(spans=spans))
    assert (made.starts, made.ends) == (spans[0].starts, spans[2].ends)
    rows = await town.rows("SELECT number, starts, ends FROM session ORDER BY number")
    assert [(row["number"], from_ms(row["starts"]), from_ms(row["ends"])) for row in rows] == [
        (number, one.starts, one.ends) for number, one in enumerate(spans, 1)
    ]


async def test_will_come_is_kept_once_and_counted(town: World) -> None:
    made = await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft())
    for _ in range(2):
        shown = await town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, made.id)
        assert shown.me is not None
        assert shown.me.coming
        assert shown.counts.coming == 1
    host = await town.act(SECRETARY, card.card, NO_HOLIDAYS.meetings, made.id)
    assert (host.leads, host.manages, host.counts.coming) == (True, True, 1)
    member = await town.act(MEMBER, card.card, NO_HOLIDAYS.meetings, made.id)
    assert (member.leads, member.manages) == (False, False)


async def test_will_come_is_refused_to_others_and_afterwards(town: World) -> None:
    made = await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft())
    await town.refused("not_found", town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, 999))
    await town.refused("not_allowed", town.act(OUTSIDER, card.come, NO_HOLIDAYS.meetings, made.id))
    await town.refused("not_invited", town.act(ABOVE, card.come, NO_HOLIDAYS.meetings, made.id))
    town.clock.moment = local("2026-12-02 16:30")
    await town.refused("meeting_has_ended", town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, made.id))


async def test_who_may_see_a_card(town: World) -> None:
    made = await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft())
    for person in (MEMBER, SECRETARY, ABOVE):
        assert (await town.act(person, card.card, NO_HOLIDAYS.meetings, made.id)).notice.title == "党员大会"
    for person in (OUTSIDER, GUEST):
        await town.refused("not_allowed", town.act(person, card.card, NO_HOLIDAYS.meetings, made.id))
    invited = await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft("2026-12-09 15:00", guests=(GUEST,)))
    shown = await town.act(GUEST, card.card, NO_HOLIDAYS.meetings, invited.id)
    assert shown.me is not None
    assert (shown.me.guest, shown.me.voting) == (True, False)


async def test_lists_hold_ones_own_meetings_in_order(town: World) -> None:
    await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft("2026-12-09 15:00", title="第二场"))
    await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft("2026-11-26 15:00", title="第一场"))
    await town.act(
        SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft(title="支委会", audience=AudienceKind.COMMITTEE)
    )
    assert await titles(town, SECRETARY) == ["第一场", "支委会", "第二场"]
    assert await titles(town, MEMBER) == ["第一场", "第二场"]
    assert await titles(town, OUTSIDER) == []
    assert await titles(town, ABOVE) == []
    week = await town.act(MEMBER, card.between, date(2026, 11, 23), date(2026, 11, 29))
    assert [entry.meeting.title for entry in week.entries] == ["第一场"]
    coming = await town.act(MEMBER, card.next_for)
    assert [entry.meeting.title for entry in coming.entries] == ["第一场"]
    assert coming.entries[0].session is not None
    assert not coming.may_call


async def test_a_meeting_leaves_the_list_when_it_ends(town: World) -> None:
    await town.act(SECRETARY, publish_draft, NO_HOLIDAYS.meetings, draft("2026-11-25 15:00", 60))
    town.clock.moment = local("2026-11-25 15:59")
    assert await titles(town, MEMBER) == ["党员大会"]
    town.clock.moment = local("2026-11-25 16:00")
    assert await titles(town, MEMBER) == []
