"""The time of a meeting that is called: typed, tapped, asked for, refused; on both databases."""

from datetime import date, time

import pytest

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import Step
from bot.services.meeting import call
from tests.clock import ZONE, local
from tests.services.meeting.calling import calling, published, to_card
from tests.services.meeting.town import NO_HOLIDAYS, SECRETARY
from tests.world import FORM, World


async def test_what_is_missing_of_a_time_is_asked_for(town: World) -> None:
    form = await to_card(town, when="12月2日")
    assert form.step == Step.WHEN
    form = await town.act(SECRETARY, call.enter_time, NO_HOLIDAYS, "下午三点")
    assert form.step == Step.CARD
    assert calling(form).draft.starts == local("2026-12-02 15:00")


async def test_an_hour_without_a_day_takes_the_day_of_the_calendar(town: World) -> None:
    form = await to_card(town, when="下午三点到四点")
    assert form.step == Step.WHEN
    form = await town.act(SECRETARY, call.pick_day, NO_HOLIDAYS, form.version, date(2026, 12, 2))
    assert calling(form).draft.spans[0].starts == local("2026-12-02 15:00")
    assert calling(form).draft.spans[0].ends == local("2026-12-02 16:00")


async def test_a_day_and_an_hour_are_tapped(town: World) -> None:
    form = await town.act(SECRETARY, call.begin, NO_HOLIDAYS)
    form = await town.act(SECRETARY, call.choose_type, NO_HOLIDAYS, form.version, "theme_day")
    version = form.version
    saturday = date(2026, 12, 5)
    form = await town.act(SECRETARY, call.turn_month, NO_HOLIDAYS, version, date(2026, 12, 1))
    form = await town.act(SECRETARY, call.pick_day, NO_HOLIDAYS, version, saturday)
    assert (form.step, form.version) == (Step.WHEN, version)
    form = await town.act(SECRETARY, call.pick_hour, NO_HOLIDAYS, version, saturday, time(9, 30))
    facts = calling(form).facts
    assert facts is not None
    assert facts.day_off
    assert calling(form).draft.starts == local("2026-12-05 09:30")
    assert Way.PLACE not in calling(form).draft.ways


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天下午三点", "when_past"),
        ("2月30日 9:00", "when_impossible"),
        ("随便", "when_unreadable"),
        ("2029年1月1日 9:00", "when_too_far"),
    ],
)
async def test_a_time_that_cannot_be_is_refused(town: World, text: str, code: str) -> None:
    await town.refused(code, to_card(town, when=text), but=FORM)
    assert not await town.rows("SELECT * FROM meeting")


async def test_a_card_that_waited_too_long_is_not_published(town: World) -> None:
    form = await to_card(town, when="今天 15:00")
    town.clock.forward(hours=3)
    await town.refused("when_past", published(town, form))
    assert not await town.rows("SELECT * FROM meeting")


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("今天下午2点到3点", "14:00", "15:00"),
        ("下午四点", "16:00", "17:30"),
    ],
)
async def test_a_time_typed_on_the_card_is_the_new_one(town: World, typed: str, starts: str, ends: str) -> None:
    await to_card(town, when="今天 15:00")
    form = await town.act(SECRETARY, call.enter_on_card, NO_HOLIDAYS, typed)
    span = calling(form).draft.spans[0]
    assert form.step == Step.CARD
    assert (f"{span.starts.astimezone(ZONE):%H:%M}", f"{span.ends.astimezone(ZONE):%H:%M}") == (starts, ends)


async def test_anything_else_typed_on_the_card_is_refused(town: World) -> None:
    await to_card(town)
    await town.refused("card_takes_a_time", town.act(SECRETARY, call.enter_on_card, NO_HOLIDAYS, "谁来主持呢"))
