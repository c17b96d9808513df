"""/reminders: one's own in words, the settings, the unit's by day, and whom nothing reaches."""

from datetime import date, datetime

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.reminder.model import Kind
from bot.services import conversation
from bot.services.reminder import page, setting
from bot.services.reminder.page import Mine
from bot.storage.connection import Database
from bot.storage.reminder import setting as settings
from bot.views.reminder import page as view
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.reminder.reminder_stage import TEXTS, Reminded, buttons, reminded

ZH, EN = TEXTS.speech("zh"), TEXTS.speech("en")


@pytest.fixture
async def one(database: Database) -> Reminded:
    """25 November, 14:00: a theme day of the branch on the 29th, an item of the first member due on 4 December."""
    found = await reminded(database)
    house, starts = found.house, datetime(2026, 11, 29, 15, tzinfo=found.hall.zone)
    called = await found.hall.meeting(house.unit, house.people, starts=starts, type_code="theme_day")
    await found.hall.run("UPDATE meeting SET title = '主题党日' WHERE id = $1", called.id)
    await found.item("2026-12-04", problem="活动室漏雨")
    await found.plan()
    return found


async def mine(one: Reminded, person: int) -> Mine:
    return await page.mine(one.hall.uow, one.hall.ask(person), one.context)


async def test_ones_own_in_words(one: Reminded) -> None:
    found = await mine(one, one.owner)
    text = view.mine(found, ZH).text
    assert text.index("11月26日周四 08:30\n· “主题党日”提前 3 天提醒") < text.index(
        "11月27日周五 08:30\n· 整改事项12月4日周五到期：活动室漏雨"
    )
    assert "11月29日周日 14:30\n· “主题党日”签到提醒" in text
    assert "12月4日周五 08:30\n· 整改事项12月4日周五到期：活动室漏雨" in text
    assert "12月7日周一 08:30\n· 如果到时还没交：逾期提醒（12月4日周五到期：活动室漏雨）" in text
    assert "整改月度小结：我负责的整改事项（一支部）" in text
    await one.hall.run("UPDATE account SET language = 'en' WHERE person_id = $1", one.owner)
    english = view.mine(await mine(one, one.owner), EN).text
    assert "“Theme day”, 3 days before" in english
    assert "Rectification item due on Fri 4 Dec: 活动室漏雨" in english
    assert "the items I am responsible for (一支部)" in english
    assert (found.units, found.above) == ((), ())


async def test_a_day_moved_off_a_day_off_names_the_due_date(one: Reminded) -> None:
    """Due on Sunday, 6 December: the last it says of that is on Friday."""
    await one.item("2026-12-06", problem="灯不亮")
    await one.plan()
    text = view.mine(await mine(one, one.owner), ZH).text
    assert "· 整改事项12月6日周日到期：灯不亮" in text.partition("12月4日周五 08:30")[2].partition("12月7日")[0]
    assert "当天" not in text
    one.at("2026-12-22", "10:00")
    await one.item("2027-01-05", problem="账不清")
    await one.plan()
    assert "整改事项2027年1月5日到期：账不清" in view.mine(await mine(one, one.owner), ZH).text


async def test_due_today_on_a_day_off_what_comes_if_it_is_not_handed_in(one: Reminded) -> None:
    """Its reminders went out on Friday; of the overdue ones only the next, and to the secretary none."""
    one.at("2026-11-20", "10:00")
    await one.item("2026-11-29", problem="灯不亮")
    one.at("2026-11-29", "12:00")
    await one.plan()
    text = view.mine(await mine(one, one.owner), ZH).text
    assert "11月30日周一 08:30\n· 如果到时还没交：逾期提醒（11月29日周日到期：灯不亮）" in text
    assert text.count("灯不亮") == 1
    english = view.mine(await mine(one, one.owner), EN).text
    assert english.count("If nothing is handed in by then: overdue reminder") == 2
    hall, house = one.hall, one.house
    shown = await page.of_unit(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    assert Kind.OVERDUE not in {entry.kind for entry in shown.entries}
    await one.morning("2026-11-30")
    text = view.mine(await mine(one, one.owner), ZH).text
    assert "· 整改事项逾期 2 天提醒：灯不亮" in text.partition("12月1日周二 08:30")[2].partition("12月2日")[0]
    assert "如果到时还没交：逾期提醒（11月29日" not in text


async def test_whose_items_a_month_is_of(one: Reminded) -> None:
    """The secretary owns one, and heads the committee above besides."""
    hall, house = one.hall, one.house
    await hall.post(house.secretary, house.top, "secretary")
    await one.item("2026-12-31", owner=house.secretary)
    await one.plan()
    found = await mine(one, house.secretary)
    zh, en = view.mine(found, ZH).text, view.mine(found, EN).text
    for words in ("我负责的整改事项（一支部）", "本党组织的整改事项（一支部）", "下级党组织的整改事项（"):
        assert zh.count(f"· 整改月度小结：{words}") == 1
    assert en.count("Rectification month by month: the items of this organisation (一支部)") == 1
    shown = await page.of_unit(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    text = view.of_unit(shown, ZH).text
    assert "整改月度小结：各责任人负责的整改事项（一支部） → 2 人" in text
    assert "我负责" not in text


async def test_what_is_switched_off_is_not_listed(one: Reminded) -> None:
    hall = one.hall
    await setting.switch(hall.uow, hall.ask(one.owner), one.context, "meeting", on=False)
    await setting.set_hour(hall.uow, hall.ask(one.owner), one.context, 20 * 60)
    text = view.mine(await mine(one, one.owner), ZH).text
    assert "主题党日”提前" not in text
    assert "签到提醒" in text
    assert "11月27日周五 20:00\n· 整改事项12月4日周五到期" in text
    assert "您已关闭的提醒：会议" in text


async def test_nothing_ahead(one: Reminded) -> None:
    await one.hall.run("DELETE FROM reminder")
    assert "没有要提醒您的事" in view.mine(await mine(one, one.house.stranger), ZH).text


async def test_settings_are_kept_shown_and_taken_back(one: Reminded) -> None:
    hall, context = one.hall, one.context
    shown = await setting.shown(hall.uow, hall.ask(one.owner), context)
    assert [kind for kind, on in shown.kinds if on] == [Kind.MEETING, Kind.DUE, Kind.MONTH]
    never = (Kind.CHECKIN, Kind.OVERDUE, Kind.LEAVE, Kind.RATING, Kind.NOTICE, Kind.OBJECTION)
    assert shown.stays == never
    await setting.set_hour(hall.uow, hall.ask(one.owner), context, 450)
    for name in ("month", "meeting", "month"):
        shown = await setting.switch(hall.uow, hall.ask(one.owner), context, name, on=False)
    assert await chosen(one) == settings.Setting(450, frozenset({Kind.MEETING, Kind.MONTH}))
    assert [kind for kind, on in shown.kinds if not on] == [Kind.MEETING, Kind.MONTH]
    labels = [button.text for button in buttons(view.settings(shown, ZH))]
    assert {"● 07:30", "08:30", "20:00", "🔕 会议", "✅ 整改到期"} <= set(labels)
    assert "周末和节假日只提醒开会和测评的事" in view.settings(shown, ZH).text
    assert "On weekends and holidays only meetings and ratings" in view.settings(shown, EN).text
    await setting.switch(hall.uow, hall.ask(one.owner), context, "meeting", on=True)
    assert await chosen(one) == settings.Setting(450, frozenset({Kind.MONTH}))
    await setting.reset(hall.uow, hall.ask(one.owner), context)
    assert await chosen(one) == settings.Setting()


async def chosen(one: Reminded) -> settings.Setting:
    async with one.hall.uow.reading() as cx:
        return await settings.get(cx, one.owner)


async def test_whoever_has_duties_chooses_among_more(one: Reminded) -> None:
    shown = await setting.shown(one.hall.uow, one.hall.ask(one.house.secretary), one.context)
    assert {kind for kind, _ in shown.kinds} == set(one.context.rules.mutable)


@pytest.mark.parametrize(("name", "code"), [
    ("overdue", "reminder_stays"), ("checkin", "reminder_stays"), ("leave", "reminder_stays"),
    ("rating", "reminder_stays"), ("nonsense", "old_button"), ("", "old_button"), ("meeting,due", "old_button"),
])  # fmt: skip
async def test_a_forged_kind_is_not_switched_off(one: Reminded, name: str, code: str) -> None:
    with pytest.raises(DomainError) as error:
        await setting.switch(one.hall.uow, one.hall.ask(one.owner), one.context, name, on=False)
    assert error.value.code == code
    assert await one.hall.rows("SELECT * FROM reminder_setting") == []


@pytest.mark.parametrize("minute", [0, 449, 1290, -5, 5000])
async def test_an_hour_in_the_quiet_hours_is_refused(one: Reminded, minute: int) -> None:
    with pytest.raises(DomainError):
        await setting.set_hour(one.hall.uow, one.hall.ask(one.owner), one.context, minute)
    assert await one.hall.rows("SELECT * FROM reminder_setting") == []


async def test_the_hour_typed(one: Reminded) -> None:
    hall, context = one.hall, one.context
    await setting.ask_hour(hall.uow, hall.ask(one.owner), context)
    version = (await conversation.current(hall.uow, hall.ask(one.owner))).version
    for text, code in (
        ("晚上十一点半", "reminder_hour_quiet"),
        ("随便", "reminder_hour_unread"),
        ("6:00", "reminder_hour_quiet"),
    ):
        with pytest.raises(DomainError) as error:
            await setting.enter_hour(hall.uow, hall.ask(one.owner), context, version, text)
        assert error.value.code == code
    shown = await setting.enter_hour(hall.uow, hall.ask(one.owner), context, version, "早上九点一刻")
    keyboard = view.settings(shown, ZH).keyboard
    assert isinstance(keyboard, InlineKeyboardMarkup)
    hours = [[button.text for button in line] for line in keyboard.inline_keyboard[:2]]
    assert hours == [["07:30", "08:00", "08:30", "09:00"], ["● 09:15", "12:00", "18:00", "20:00"]]
    assert (await chosen(one)).minute == 555
    assert (await conversation.current(hall.uow, hall.ask(one.owner))).name == ""


async def test_the_units_by_day_for_the_secretary(one: Reminded) -> None:
    hall, house = one.hall, one.house
    found = await mine(one, house.secretary)
    assert [unit.id for unit in found.units] == [house.unit]
    shown = await page.of_unit(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    text = view.of_unit(shown, ZH).text
    assert f"11月26日周四 08:30\n· “主题党日”提前 3 天提醒 → {len(house.people)} 人" in text
    due = "整改事项12月4日周五到期：活动室漏雨 → "
    assert f"11月27日周五 08:30\n· {due}1 人" in text
    assert f"12月4日周五 08:30\n· {due}2 人" in text
    assert "所有人都能收到提醒" in text


async def test_what_another_unit_does_is_not_named(one: Reminded) -> None:
    """A member of the branch acts for another one, and for the town: they hear of it, their secretary does not."""
    hall, house = one.hall, one.house
    for unit in (house.top, house.other):
        await hall.post(house.members[1], unit, "organisation")
    leaver = await hall.person("外支部预备党员", house.other, standing="probationary")
    await hall.run("UPDATE person SET joined_on = '2026-01-02' WHERE id = $1", leaver)
    await hall.run("UPDATE post SET ended_on = '2027-01-04' WHERE person_id = $1", house.above)
    starts = datetime(2026, 11, 29, 9, tzinfo=hall.zone)
    elsewhere = await hall.meeting(house.other, [house.members[1]], starts=starts, type_code="theme_day")
    await hall.run("UPDATE meeting SET title = '外支部的会' WHERE id = $1", elsewhere.id)
    await one.item("2026-12-04", owner=house.members[1], unit=house.other, problem="外支部的难言之隐")
    await one.plan()
    own = view.mine(await mine(one, house.members[1]), ZH).text
    for words in ("外支部的会", "外支部的难言之隐", "外支部预备党员", "任期快到期：上级"):
        assert words in own
    shown = await page.of_unit(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    text = "\n".join((view.of_unit(shown, ZH).text, view.of_unit(shown, EN).text))
    assert {entry.what for entry in shown.entries} == {"主题党日", "活动室漏雨", "一支部", ""}
    assert "外支部" not in text
    assert "上级" not in text
    assert "· 其他党组织的事（会议） → 1 人" in text
    assert "another organisation’s: " in text


async def test_nobody_else_sees_the_units(one: Reminded) -> None:
    hall, house = one.hall, one.house
    for person in (one.owner, house.leader, house.above, house.stranger, one.liaison):
        for attempt in (
            page.of_unit(hall.uow, hall.ask(person), one.context, house.unit, 0),
            page.unreached(hall.uow, hall.ask(person), one.context, house.unit, 0),
        ):
            with pytest.raises(DomainError) as error:
                await attempt
            assert error.value.code == "not_allowed"


async def test_whom_nothing_reaches(one: Reminded) -> None:
    hall, house = one.hall, one.house
    unbound = await hall.person("没账号", house.unit, account=False)
    await hall.person("已调走", house.unit, account=False, left_on="2026-11-01")
    blocked = ACCOUNTS + house.members[1]
    await hall.run("UPDATE account SET unreachable_since = $2 WHERE id = $1", blocked, to_ms(hall.now))
    found = await page.unreached(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    assert [(person.id, person.blocked) for person in found.people] == [(house.members[1], True), (unbound, False)]
    shown = view.unreached(found, ZH)
    assert "没有绑定账号 1 人，停用了机器人 1 人" in shown.text
    data = [button.callback_data for button in buttons(shown)]
    assert {f"ib:{house.members[1]}", f"im:{unbound}", f"ip:{house.unit}:0:0"} <= set(data)
    listed = await page.of_unit(hall.uow, hall.ask(house.secretary), one.context, house.unit, 0)
    assert "有 2 人收不到提醒" in view.of_unit(listed, ZH).text
    assert "Nothing reaches 2" in view.of_unit(listed, EN).text


async def test_only_the_next_fourteen_days(one: Reminded) -> None:
    await one.item("2027-01-31")
    async with one.hall.uow.begin() as work:
        await work.execute("UPDATE reminder SET day = '2026-12-09' WHERE kind = 'due'")
        await work.commit()
    found = await mine(one, one.owner)
    assert [entry for entry in found.entries if entry.kind is Kind.DUE] == []
    assert date(2026, 12, 8) >= max(entry.at.astimezone(one.hall.zone).date() for entry in found.entries)
