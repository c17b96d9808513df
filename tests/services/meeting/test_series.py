"""Calling a series: every date that the card shows becomes a meeting, once."""

import random
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.clock import from_ms
from bot.domain.meeting.series import MonthlyDay, Rule
from bot.domain.meeting.series_calling import Step
from bot.services.meeting import card, series, series_end, series_publish
from bot.views.meeting import series_lines
from tests.clock import ZONE
from tests.installation import EN, INSTALLATION, ZH
from tests.services.meeting.series_form import ALL, card_text, count, new_year, publish, shown, to_card
from tests.world import ACCOUNTS, World
from tests.world.messages import recipients
from tests.world.people import give_posts
from tests.world.village import BRANCH, CHEN, LI, QIAN, SECOND, TOWN, WANG

NOBODY = 99
"""On no roster."""


async def test_theme_days_of_a_year_with_holidays(world: World) -> None:
    await new_year(world, *ALL)
    form = await to_card(world)
    plan = shown(form).plan
    assert plan is not None
    assert [one.day.isoformat()[5:] for one in plan.held] == [
        "01-05", "02-05", "03-05", "04-07", "05-06", "06-05", "07-06", "08-05", "09-07", "10-08", "11-05", "12-07",
    ]  # fmt: skip
    text = card_text(form)
    assert "· 4月7日周二（原定4月5日周日，遇清明节）" in text
    assert "· 10月8日周四（原定10月5日周一，遇国庆节）" in text
    assert "· 12月7日周一（原定12月5日周六，遇周末）" in text
    assert "规律：每月 5 日，15:00–17:00" in text
    assert await count(world, "meeting") == 0
    called = await publish(world, form)
    assert len(called.meetings) == 12
    assert (called.told, called.own) == (3, True)
    assert set(await recipients(world, "series.called")) == set(ALL) - {LI}, "who calls it sees it on the card"
    assert await count(world, "invitee") == 4 * 12 + 1, "one leaves after the first"
    assert await count(world, "outbox WHERE kind = 'series.called'") == 3
    assert await count(world, "outbox WHERE kind = 'meeting.called'") == 0


def any_rules(seed: int) -> list[str]:
    """Of every kind of rule some, each with any weekday or day, as people type them."""
    pick = random.Random(seed)
    weekday = [f"周{sign}" for sign in "一二三四五六日"]
    return [
        f"每{pick.choice(weekday)}",
        f"每{pick.randint(2, 9)}周{pick.choice(weekday)}",
        f"每月{pick.randint(1, 27)}日",
        f"每月{pick.randint(28, 31)}日",
        f"每月第{pick.choice('一二三四')}个{pick.choice(weekday)}",
        f"每月最后一个{pick.choice(weekday)}",
        f"每季度第{pick.choice('一二三')}个月{pick.randint(1, 31)}日",
    ]


@pytest.mark.parametrize("holidays", series.HOLIDAYS)
async def test_the_meetings_are_those_of_the_card(world: World, holidays: str) -> None:
    """Whatever the rule; also beside series that are there already."""
    await new_year(world, LI)
    for rule in any_rules(seed=len(holidays)):
        form = await to_card(world, rule, "9:30", holidays)
        plan = shown(form).plan
        assert plan is not None
        called = await publish(world, form)
        sessions = await world.rows(
            """SELECT meeting.id, meeting.starts, meeting.ends, session.starts AS s, session.ends AS e FROM meeting
            JOIN session ON session.meeting_id = meeting.id WHERE series_id = $1 ORDER BY meeting.starts""",
            called.series.id,
        )
        held = [(one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in plan.held]
        assert [(from_ms(row["starts"]), from_ms(row["ends"])) for row in sessions] == held, rule
        assert [(from_ms(row["s"]), from_ms(row["e"])) for row in sessions] == held
        assert {starts.astimezone(ZONE).time() for starts, _ in held} == {time(9, 30)}
        assert len(card_text(form)) < 4096


async def test_made_up_workdays_are_kept_and_said(world: World) -> None:
    await new_year(world, LI)
    form = await to_card(world, "每周六", holidays="skip")
    text = card_text(form)
    assert "2月14日周六（调休上班）" in text
    assert "10月10日周六（调休上班）" in text
    assert "1月3日周六（周末）" in text
    held = shown(form).plan
    assert held is not None
    assert [one.day for one in held.held] == [
        date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 10, 10),
    ]  # fmt: skip


async def test_pressed_twice_delivered_twice_it_is_one_series(world: World) -> None:
    await new_year(world, *ALL)
    form = await to_card(world)
    first = await publish(world, form)
    same_update = world.request(LI, again=True)
    redelivered = await series_publish.publish(world.uow, same_update, INSTALLATION, form.version)
    again = await publish(world, form)
    assert redelivered is not None
    assert first.series.id == redelivered.series.id == again.series.id
    assert (again.told, len(again.meetings)) == (3, 12)
    assert await count(world, "series") == 1
    assert await count(world, "meeting") == 12
    assert await count(world, "audit WHERE kind = 'series.called'") == 1


async def test_buttons_of_another_step_are_stale(world: World) -> None:
    await new_year(world, LI)
    start = await world.act(LI, series.begin, INSTALLATION)
    await world.act(LI, series.choose_type, INSTALLATION, start.version, "theme_day")
    await world.refused("stale_form", world.act(LI, series.choose_type, INSTALLATION, start.version, "weekly"))
    await world.refused("stale_form", world.act(LI, series_publish.publish, INSTALLATION, start.version + 1))
    await world.refused("stale_form", world.act(LI, series.enter_hour, INSTALLATION, "15:00"))
    assert await count(world, "meeting") == 0


@pytest.mark.parametrize("text", ["有空就开", "每月第九个周五", "每月50日", "", "🙂", "每" * 500])
async def test_a_rule_that_cannot_be_read(world: World, text: str) -> None:
    await new_year(world, LI)
    form = await world.act(LI, series.begin, INSTALLATION)
    await world.act(LI, series.choose_type, INSTALLATION, form.version, "theme_day")
    await world.refused("series_rule_unreadable", world.act(LI, series.enter_rule, INSTALLATION, text))
    assert await count(world, "conversation WHERE step = 'rule'") == 1


@pytest.mark.parametrize("text", ["下午", "25:00", "明天下午三点", "12月5日 15:00", "随便", ""])
async def test_an_hour_that_cannot_be_read(world: World, text: str) -> None:
    await new_year(world, LI)
    form = await world.act(LI, series.begin, INSTALLATION)
    await world.act(LI, series.choose_type, INSTALLATION, form.version, "theme_day")
    await world.act(LI, series.enter_rule, INSTALLATION, "每周一")
    await world.refused("series_hour_unreadable", world.act(LI, series.enter_hour, INSTALLATION, text))
    assert await count(world, "conversation WHERE step = 'hour'") == 1


async def test_no_date_in_the_period(world: World) -> None:
    await new_year(world, LI)
    world.clock.moment = datetime(2026, 10, 12, 2, tzinfo=UTC)
    form = await world.act(LI, series.begin, INSTALLATION)
    form = await world.act(LI, series.choose_type, INSTALLATION, form.version, "theme_day")
    await world.act(LI, series.enter_rule, INSTALLATION, "每季度第一个月10日")
    form = await world.act(LI, series.enter_hour, INSTALLATION, "15:00")
    await world.refused("series_no_dates", world.act(LI, series.choose_holidays, INSTALLATION, form.version, 0))


async def test_late_in_the_year_twelve_months_are_planned(world: World) -> None:
    await new_year(world, LI)
    world.clock.moment = datetime(2026, 11, 25, 6, tzinfo=UTC)
    form = await to_card(world)
    plan = shown(form).plan
    assert plan is not None
    assert (plan.first, plan.last) == (date(2026, 11, 25), date(2027, 11, 24))
    assert len(plan.held) == 12
    assert "2027 年的放假安排还没有公布" in card_text(form)
    form = await world.act(LI, series.turn_period, INSTALLATION, form.version)
    plan = shown(form).plan
    assert plan is not None
    assert [one.day for one in plan.held] == [date(2026, 12, 7)]


async def test_a_card_whose_first_date_has_passed_comes_anew(world: World) -> None:
    await new_year(world, LI)
    form = await to_card(world)
    world.clock.moment = datetime(2026, 1, 6, 2, tzinfo=UTC)
    assert await world.act(LI, series_publish.publish, INSTALLATION, form.version) is None
    assert await count(world, "meeting") == 0
    (now,) = await world.rows("SELECT step, version FROM conversation WHERE account_id = $1", ACCOUNTS + LI)
    assert (now["step"], now["version"]) == (Step.CARD, form.version + 1)
    called = await world.act(LI, series_publish.publish, INSTALLATION, now["version"])
    assert called is not None
    assert len(called.meetings) == 11


@pytest.mark.parametrize("person", [CHEN, QIAN, NOBODY])
async def test_others_call_no_series(world: World, person: int) -> None:
    await new_year(world, LI, CHEN, QIAN)
    refused, late = ("unknown_account",) * 2 if person == NOBODY else ("not_allowed", "stale_form")
    await world.refused(refused, world.act(person, series.begin, INSTALLATION))
    form = await to_card(world)
    publishing = world.act(person, series_publish.publish, INSTALLATION, form.version)
    await world.refused(late, publishing)
    called = await publish(world, form)
    await world.refused(refused, world.act(person, series_end.begin, called.series.id))
    assert await count(world, "meeting WHERE state = 'called'") == 12


@pytest.mark.parametrize("unit", [TOWN, SECOND + 40, -1])
async def test_a_forged_unit_is_refused(world: World, unit: int) -> None:
    await new_year(world, LI)
    await give_posts(world, (LI, SECOND, "group_leader"))
    form = await world.act(LI, series.begin, INSTALLATION)
    assert form.step == Step.UNIT
    code = "not_allowed" if unit == TOWN else "not_found"
    await world.refused(code, world.act(LI, series.choose_unit, INSTALLATION, form.version, unit))


async def test_people_expected_elsewhere_are_counted_on_the_card(world: World) -> None:
    await new_year(world, LI, WANG)
    await publish(world, await to_card(world, "每月5日", "14:00-16:00"))
    text = card_text(await to_card(world, "每月第一个周一", kind="weekly"))
    assert "1月5日周一（3 人同时另有会议）" in text
    assert "12月7日周一（2 人同时另有会议）" in text, "one has left by then"


async def test_what_the_card_changes(world: World) -> None:
    await new_year(world, LI)
    form = await to_card(world)
    form = await world.act(LI, series.edit, INSTALLATION, form.version, "place")
    form = await world.act(LI, series.place, INSTALLATION, " 镇政府\n三楼 ")
    assert shown(form).draft.place == "镇政府 三楼"
    form = await world.act(LI, series.edit, INSTALLATION, form.version, "rule")
    form = await world.act(LI, series.choose_rule, INSTALLATION, form.version, "friday2")
    assert form.step == Step.CARD
    form = await world.act(LI, series.edit, INSTALLATION, form.version, "hour")
    form = await world.act(LI, series.back, INSTALLATION, form.version)
    assert "每月第二个星期五，15:00–17:00" in card_text(form)
    await world.refused("old_button", world.act(LI, series.edit, INSTALLATION, form.version, "card"))
    called = await publish(world, form)
    assert {one.place for one in called.meetings} == {"镇政府 三楼"}
    assert (await world.act(LI, card.coming)).entries[0].meeting.series_id == called.series.id


@pytest.mark.parametrize("rule", [*series.RULES.values(), MonthlyDay(day=31)])
def test_every_rule_has_a_name_in_both_languages(rule: Rule) -> None:
    assert series_lines.rule(rule, ZH) != series_lines.rule(rule, EN)


async def test_only_the_branch_itself_is_offered_to_its_secretary(world: World) -> None:
    await new_year(world, LI)
    form = await world.act(LI, series.begin, INSTALLATION)
    assert shown(form).draft.unit_id == BRANCH
    codes = {one.code for one in shown(form).types}
    assert {"theme_day", "weekly", "group"} <= codes
    assert "centre_group" not in codes
