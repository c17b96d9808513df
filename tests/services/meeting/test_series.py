"""Calling a series: every date that the card shows becomes a meeting, once."""

import random
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.clock import from_ms
from bot.domain.errors import DomainError
from bot.domain.meeting.series import MonthlyDay, Rule
from bot.domain.meeting.series_calling import Step
from bot.services.meeting import card, series, series_end, series_publish
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from bot.views.meeting import series_lines
from tests.installation import INSTALLATION
from tests.services.meeting.series_stage import (
    ALL,
    SAY,
    SPEAK,
    ZONE,
    asks,
    card_text,
    counted,
    publish,
    rows,
    shown,
    to_card,
)
from tests.services.small_branch import BRANCH, CHEN, LI, QIAN, SECOND, TOWN, WANG, branch


async def test_theme_days_of_a_year_with_holidays(database: Database) -> None:
    uow = await branch(database, *ALL)
    form = await to_card(uow)
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
    assert await counted(uow, "meeting") == 0
    called = await publish(uow, form)
    assert len(called.meetings) == 12
    assert (called.told, called.own) == (3, True)
    assert await told_of(uow) == {1000 + person for person in ALL} - {1000 + LI}, "who calls it sees it on the card"
    assert await counted(uow, "invitee") == 4 * 12 + 1, "one leaves after the first"
    assert await counted(uow, "outbox WHERE kind = 'series.called'") == 3
    assert await counted(uow, "outbox WHERE kind = 'meeting.called'") == 0


async def told_of(uow: UnitOfWork) -> set[int]:
    return {int(row["chat_id"]) for row in await rows(uow, "SELECT chat_id FROM outbox WHERE kind = 'series.called'")}


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
async def test_the_meetings_are_those_of_the_card(database: Database, holidays: str) -> None:
    """Whatever the rule; also beside series that are there already."""
    uow = await branch(database, LI)
    for rule in any_rules(seed=len(holidays)):
        form = await to_card(uow, rule, "9:30", holidays)
        plan = shown(form).plan
        assert plan is not None
        called = await publish(uow, form)
        sessions = await rows(
            uow,
            """SELECT meeting.id, meeting.starts, meeting.ends, session.starts AS s, session.ends AS e FROM meeting
            JOIN session ON session.meeting_id = meeting.id WHERE series_id = $1 ORDER BY meeting.starts""",
            called.series.id,
        )
        held = [(one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in plan.held]
        assert [(from_ms(row["starts"]), from_ms(row["ends"])) for row in sessions] == held, rule
        assert [(from_ms(row["s"]), from_ms(row["e"])) for row in sessions] == held
        assert {starts.astimezone(ZONE).time() for starts, _ in held} == {time(9, 30)}
        assert len(card_text(form)) < 4096


async def test_made_up_workdays_are_kept_and_said(database: Database) -> None:
    uow = await branch(database, LI)
    form = await to_card(uow, "每周六", holidays="skip")
    text = card_text(form)
    assert "2月14日周六（调休上班）" in text
    assert "10月10日周六（调休上班）" in text
    assert "1月3日周六（周末）" in text
    held = shown(form).plan
    assert held is not None
    assert [one.day for one in held.held] == [
        date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 10, 10),
    ]  # fmt: skip


async def test_pressed_twice_delivered_twice_it_is_one_series(database: Database) -> None:
    uow = await branch(database, *ALL)
    form = await to_card(uow)
    first = await publish(uow, form, update_id=70)
    redelivered = await publish(uow, form, update_id=70)
    again = await publish(uow, form, update_id=71)
    assert first.series.id == redelivered.series.id == again.series.id
    assert (again.told, len(again.meetings)) == (3, 12)
    assert await counted(uow, "series") == 1
    assert await counted(uow, "meeting") == 12
    assert await counted(uow, "audit WHERE kind = 'series.called'") == 1


async def test_buttons_of_another_step_are_stale(database: Database) -> None:
    uow = await branch(database, LI)
    start = await series.begin(uow, asks(LI), INSTALLATION)
    await series.choose_type(uow, asks(LI), INSTALLATION, start.version, "theme_day")
    with pytest.raises(DomainError, match="stale_form"):
        await series.choose_type(uow, asks(LI), INSTALLATION, start.version, "weekly")
    with pytest.raises(DomainError, match="stale_form"):
        await series_publish.publish(uow, asks(LI), INSTALLATION, start.version + 1)
    with pytest.raises(DomainError, match="stale_form"):
        await series.enter_hour(uow, asks(LI), INSTALLATION, "15:00")
    assert await counted(uow, "meeting") == 0


@pytest.mark.parametrize("text", ["有空就开", "每月第九个周五", "每月50日", "", "🙂", "每" * 500])
async def test_a_rule_that_cannot_be_read(database: Database, text: str) -> None:
    uow = await branch(database, LI)
    form = await series.begin(uow, asks(LI), INSTALLATION)
    await series.choose_type(uow, asks(LI), INSTALLATION, form.version, "theme_day")
    with pytest.raises(DomainError, match="series_rule_unreadable"):
        await series.enter_rule(uow, asks(LI), INSTALLATION, text)
    assert await counted(uow, "conversation WHERE step = 'rule'") == 1


@pytest.mark.parametrize("text", ["下午", "25:00", "明天下午三点", "12月5日 15:00", "随便", ""])
async def test_an_hour_that_cannot_be_read(database: Database, text: str) -> None:
    uow = await branch(database, LI)
    form = await series.begin(uow, asks(LI), INSTALLATION)
    await series.choose_type(uow, asks(LI), INSTALLATION, form.version, "theme_day")
    await series.enter_rule(uow, asks(LI), INSTALLATION, "每周一")
    with pytest.raises(DomainError, match="series_hour_unreadable"):
        await series.enter_hour(uow, asks(LI), INSTALLATION, text)
    assert await counted(uow, "conversation WHERE step = 'hour'") == 1


async def test_no_date_in_the_period(database: Database) -> None:
    uow = await branch(database, LI)
    late = asks(LI, datetime(2026, 10, 12, 2, tzinfo=UTC))
    form = await series.begin(uow, late, INSTALLATION)
    form = await series.choose_type(uow, late, INSTALLATION, form.version, "theme_day")
    await series.enter_rule(uow, late, INSTALLATION, "每季度第一个月10日")
    form = await series.enter_hour(uow, late, INSTALLATION, "15:00")
    with pytest.raises(DomainError, match="series_no_dates"):
        await series.choose_holidays(uow, late, INSTALLATION, form.version, 0)


async def test_late_in_the_year_twelve_months_are_planned(database: Database) -> None:
    uow = await branch(database, LI)
    november = datetime(2026, 11, 25, 6, tzinfo=UTC)
    form = await to_card(uow, at=november)
    plan = shown(form).plan
    assert plan is not None
    assert (plan.first, plan.last) == (date(2026, 11, 25), date(2027, 11, 24))
    assert len(plan.held) == 12
    assert "2027 年的放假安排还没有公布" in card_text(form)
    form = await series.turn_period(uow, asks(LI, november), INSTALLATION, form.version)
    plan = shown(form).plan
    assert plan is not None
    assert [one.day for one in plan.held] == [date(2026, 12, 7)]


async def test_a_card_whose_first_date_has_passed_comes_anew(database: Database) -> None:
    uow = await branch(database, LI)
    form = await to_card(uow)
    later = datetime(2026, 1, 6, 2, tzinfo=UTC)
    assert await series_publish.publish(uow, asks(LI, later), INSTALLATION, form.version) is None
    assert await counted(uow, "meeting") == 0
    (now,) = await rows(uow, "SELECT step, version FROM conversation WHERE account_id = $1", 1000 + LI)
    assert (now["step"], now["version"]) == (Step.CARD, form.version + 1)
    called = await series_publish.publish(uow, asks(LI, later), INSTALLATION, now["version"])
    assert called is not None
    assert len(called.meetings) == 11


@pytest.mark.parametrize("person", [CHEN, QIAN, 99])
async def test_others_call_no_series(database: Database, person: int) -> None:
    uow = await branch(database, LI, CHEN, QIAN)
    with pytest.raises(DomainError, match=r"not_allowed|unknown_account"):
        await series.begin(uow, asks(person), INSTALLATION)
    form = await to_card(uow)
    with pytest.raises(DomainError, match=r"stale_form|unknown_account"):
        await series_publish.publish(uow, asks(person), INSTALLATION, form.version)
    called = await publish(uow, form)
    with pytest.raises(DomainError, match=r"not_allowed|unknown_account"):
        await series_end.begin(uow, asks(person), called.series.id)
    assert await counted(uow, "meeting WHERE state = 'called'") == 12


@pytest.mark.parametrize("unit", [TOWN, SECOND + 40, -1])
async def test_a_forged_unit_is_refused(database: Database, unit: int) -> None:
    uow = await branch(database, LI)
    async with uow.begin() as work:
        await work.execute(
            "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, 'group_leader', '2024-01-01')",
            LI,
            SECOND,
        )
        await work.commit()
    form = await series.begin(uow, asks(LI), INSTALLATION)
    assert form.step == Step.UNIT
    with pytest.raises(DomainError, match=r"not_allowed|not_found"):
        await series.choose_unit(uow, asks(LI), INSTALLATION, form.version, unit)


async def test_people_expected_elsewhere_are_counted_on_the_card(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    await publish(uow, await to_card(uow, "每月5日", "14:00-16:00"))
    text = card_text(await to_card(uow, "每月第一个周一", kind="weekly"))
    assert "1月5日周一（3 人同时另有会议）" in text
    assert "12月7日周一（2 人同时另有会议）" in text, "one has left by then"


async def test_what_the_card_changes(database: Database) -> None:
    uow = await branch(database, LI)
    form = await to_card(uow)
    form = await series.edit(uow, asks(LI), INSTALLATION, form.version, "place")
    form = await series.place(uow, asks(LI), INSTALLATION, " 镇政府\n三楼 ")
    assert shown(form).draft.place == "镇政府 三楼"
    form = await series.edit(uow, asks(LI), INSTALLATION, form.version, "rule")
    form = await series.choose_rule(uow, asks(LI), INSTALLATION, form.version, "friday2")
    assert form.step == Step.CARD
    form = await series.edit(uow, asks(LI), INSTALLATION, form.version, "hour")
    form = await series.back(uow, asks(LI), INSTALLATION, form.version)
    assert "每月第二个星期五，15:00–17:00" in card_text(form)
    with pytest.raises(DomainError, match="old_button"):
        await series.edit(uow, asks(LI), INSTALLATION, form.version, "card")
    called = await publish(uow, form)
    assert {one.place for one in called.meetings} == {"镇政府 三楼"}
    assert (await card.coming(uow, asks(LI))).entries[0].meeting.series_id == called.series.id


@pytest.mark.parametrize("rule", [*series.RULES.values(), MonthlyDay(day=31)])
def test_every_rule_has_a_name_in_both_languages(rule: Rule) -> None:
    assert series_lines.rule(rule, SAY) != series_lines.rule(rule, SPEAK)


async def test_only_the_branch_itself_is_offered_to_its_secretary(database: Database) -> None:
    uow = await branch(database, LI)
    form = await series.begin(uow, asks(LI), INSTALLATION)
    assert shown(form).draft.unit_id == BRANCH
    codes = {one.code for one in shown(form).types}
    assert {"theme_day", "weekly", "group"} <= codes
    assert "centre_group" not in codes
