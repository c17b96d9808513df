"""The fields of a meeting's card, one by one, on both databases."""

import pytest

from bot.domain.attendance.model import Way
from bot.domain.clock import from_ms
from bot.domain.meeting.calling import Step
from bot.domain.request import Request
from bot.services.conversation import Form
from bot.services.meeting import call, fields
from tests.clock import local
from tests.services.meeting.calling import calling, published, to_card
from tests.services.meeting.town import ACTIVIST, GUEST, LEADER, MEMBER, NO_HOLIDAYS, ORGANISER, OUTSIDER, SECRETARY
from tests.world import World


async def test_chosen_people_and_guests(town: World) -> None:
    form = await town.act(SECRETARY, call.begin, NO_HOLIDAYS)
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "centre_group")
    form = await town.act(SECRETARY, call.enter_time, NO_HOLIDAYS, "12月2日 15:00")
    assert form.step == Step.CHOSEN
    version = form.version
    for person in (ORGANISER, ACTIVIST, MEMBER):
        form = await town.act(SECRETARY, fields.choose, NO_HOLIDAYS, version, person, chosen=True)
    form = await town.act(SECRETARY, fields.choose, NO_HOLIDAYS, version, MEMBER, chosen=False)
    assert form.version == version
    for person, code in ((OUTSIDER, "not_allowed"), (GUEST, "not_allowed")):
        await town.refused(code, town.act(SECRETARY, fields.choose, NO_HOLIDAYS, version, person, chosen=True))
    form = await town.act(SECRETARY, fields.back, NO_HOLIDAYS, version)
    form = await town.act(SECRETARY, fields.edit, NO_HOLIDAYS, form.version, "guests")
    assert [one.name for one in calling(form).choices.items] == ["戊代表"]
    await town.refused(
        "not_allowed",
        town.act(SECRETARY, fields.choose, NO_HOLIDAYS, form.version, MEMBER, chosen=True),
    )
    form = await town.act(SECRETARY, fields.choose, NO_HOLIDAYS, form.version, GUEST, chosen=True)
    form = await town.act(SECRETARY, fields.back, NO_HOLIDAYS, form.version)
    await published(town, form)
    rows = await town.rows("SELECT person_id, voting, guest FROM invitee ORDER BY person_id")
    assert [(row["person_id"], bool(row["voting"]), bool(row["guest"])) for row in rows] == [
        (ORGANISER, True, False),
        (GUEST, False, True),
        (ACTIVIST, False, False),
    ]


async def test_nobody_chosen_is_not_published(town: World) -> None:
    form = await town.act(SECRETARY, call.begin, NO_HOLIDAYS)
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "centre_group")
    form = await town.act(SECRETARY, call.enter_time, NO_HOLIDAYS, "12月2日 15:00")
    form = await town.act(SECRETARY, fields.back, NO_HOLIDAYS, form.version)
    await town.refused("meeting_nobody", published(town, form))


async def test_every_field_of_the_card_can_be_changed(town: World) -> None:
    form = await to_card(town)
    uow, installation = town.uow, NO_HOLIDAYS

    def by() -> Request:
        return town.request(SECRETARY)

    async def to(field: str, form: Form) -> Form:
        return await fields.edit(uow, by(), installation, form.version, field)

    await to("title", form)
    form = await fields.title(uow, by(), installation, "  专题\n学习 ")
    await to("place", form)
    form = await fields.place(uow, by(), installation, "村部三楼")
    form = await to("host", form)
    await town.refused("not_allowed", fields.person(uow, by(), installation, form.version, OUTSIDER))
    form = await fields.search(uow, by(), installation, "丙")
    assert [one.name for one in calling(form).choices.items] == ["丙党员"]
    form = await fields.person(uow, by(), installation, form.version, MEMBER)
    form = await to("recorder", form)
    await town.refused("nobody_called", fields.search(uow, by(), installation, "无此人"))
    form = await fields.person(uow, by(), installation, form.version, LEADER)
    await to("agenda", form)
    form = await fields.agenda(uow, by(), installation, "1. 学习\n2. 发展党员（表决）")
    await to("sessions", form)
    form = await fields.sessions(uow, by(), installation, "9:00-11:30\n14:00-16:30\n12月3日 9:00-10:00")
    form = await to("audience", form)
    form = await fields.audience(uow, by(), installation, form.version, "committee", 0)
    form = await to("ways", form)
    form = await fields.way(uow, by(), installation, form.version, "remote", on=False)
    form = await fields.way(uow, by(), installation, form.version, "place", on=True)
    assert form.step == Step.SPOT
    form = await fields.spot(uow, by(), installation, 31.2, 121.4)
    shown = await published(town, form)
    one = shown.notice
    assert (one.title, one.place, one.host, one.recorder) == ("专题 学习", "村部三楼", "丙党员", "己组长")
    assert [(item.title, item.to_decide) for item in one.agenda] == [("学习", False), ("发展党员", True)]
    assert [part.starts for part in one.parts] == [
        local("2026-12-02 09:00"),
        local("2026-12-02 14:00"),
        local("2026-12-03 09:00"),
    ]
    assert set(one.ways) == {Way.BUTTON, Way.QR, Way.BY_HAND, Way.PLACE}
    rows = await town.rows("SELECT starts, ends, radius FROM meeting")
    assert from_ms(rows[0]["starts"]) == local("2026-12-02 09:00")
    assert from_ms(rows[0]["ends"]) == local("2026-12-03 10:00")
    assert rows[0]["radius"] == 300
    assert shown.counts.invited == 2


async def test_the_place_used_last_is_the_next_default(town: World) -> None:
    form = await to_card(town)
    await town.act(SECRETARY, fields.edit, NO_HOLIDAYS, form.version, "place")
    form = await town.act(SECRETARY, fields.place, NO_HOLIDAYS, "村部三楼")
    await published(town, form)
    form = await to_card(town, code="lecture", when="12月9日 15:00")
    assert calling(form).draft.place == "村部三楼"


@pytest.mark.parametrize("step", ["title", "place"])
async def test_too_long_a_text_is_refused(town: World, step: str) -> None:
    form = await to_card(town)
    await town.act(SECRETARY, fields.edit, NO_HOLIDAYS, form.version, step)
    function = {"title": fields.title, "place": fields.place}[step]
    await town.refused("text_too_long", town.act(SECRETARY, function, NO_HOLIDAYS, "长" * 81))
    await town.refused("text_missing", town.act(SECRETARY, function, NO_HOLIDAYS, " \n "))
    form = await town.act(SECRETARY, function, NO_HOLIDAYS, "长" * 80)
    assert form.step == Step.CARD


async def test_a_meeting_between_two_sessions_is_no_conflict(town: World) -> None:
    await published(town, await to_card(town, when="12月2日 12:00-13:00"))
    form = await to_card(town, code="training", when="12月2日 9:00")
    for hours, busy in (("9:00-12:00\n13:00-15:00", 0), ("9:00-12:01\n13:00-15:00", 5)):
        await town.act(SECRETARY, fields.edit, NO_HOLIDAYS, form.version, "sessions")
        form = await town.act(SECRETARY, fields.sessions, NO_HOLIDAYS, hours)
        facts = calling(form).facts
        assert facts is not None
        assert facts.busy_count == busy
