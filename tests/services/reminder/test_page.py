"""/reminders: one's own in words, the settings, the unit's by day, and whom nothing reaches."""

from datetime import date

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.reminder.model import Kind
from bot.services import conversation
from bot.services.reminder import page, setting
from bot.services.reminder.page import Mine
from bot.storage.reminder import setting as settings
from bot.views.reminder import page as view
from tests.clock import ZONE, local
from tests.installation import EN, ZH
from tests.services.reminder.reminders import Reminders
from tests.views.keyboard import buttons
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting
from tests.world.people import add_person, give_posts


@pytest.fixture
async def planned(world: World, branch: Branch, reminders: Reminders) -> Reminders:
    """25 November, 14:00: a theme day of the branch on the 29th, an item of the first member due on 4 December."""
    starts = local("2026-11-29 15:00")
    await call_meeting(world, branch.id, branch.people, starts=starts, type="theme_day", title="主题党日")
    await reminders.item("2026-12-04", problem="活动室漏雨")
    await reminders.plan()
    return reminders


async def mine(reminders: Reminders, person: int) -> Mine:
    return await reminders.world.act(person, page.mine, reminders.context)


async def test_ones_own_in_words(world: World, planned: Reminders) -> None:
    found = await mine(planned, planned.owner)
    text = view.mine(found, ZH).text
    assert text.index("11月26日周四 08:30\n· “主题党日”提前 3 天提醒") < text.index(
        "11月27日周五 08:30\n· 整改事项12月4日周五到期：活动室漏雨"
    )
    assert "11月29日周日 14:30\n· “主题党日”签到提醒" in text
    assert "12月4日周五 08:30\n· 整改事项12月4日周五到期：活动室漏雨" in text
    assert "12月7日周一 08:30\n· 如果到时还没交：逾期提醒（12月4日周五到期：活动室漏雨）" in text
    assert "整改月度小结：我负责的整改事项（一支部）" in text
    await world.run("UPDATE account SET language = 'en' WHERE person_id = $1", planned.owner)
    english = view.mine(await mine(planned, planned.owner), EN).text
    assert "“Theme day”, 3 days before" in english
    assert "Rectification item due on Fri 4 Dec: 活动室漏雨" in english
    assert "the items I am responsible for (一支部)" in english
    assert (found.units, found.above) == ((), ())


async def test_a_day_moved_off_a_day_off_names_the_due_date(planned: Reminders) -> None:
    """Due on Sunday, 6 December: the last it says of that is on Friday."""
    await planned.item("2026-12-06", problem="灯不亮")
    await planned.plan()
    text = view.mine(await mine(planned, planned.owner), ZH).text
    assert "· 整改事项12月6日周日到期：灯不亮" in text.partition("12月4日周五 08:30")[2].partition("12月7日")[0]
    assert "当天" not in text
    planned.at("2026-12-22", "10:00")
    await planned.item("2027-01-05", problem="账不清")
    await planned.plan()
    assert "整改事项2027年1月5日到期：账不清" in view.mine(await mine(planned, planned.owner), ZH).text


async def test_due_today_on_a_day_off_what_comes_if_it_is_not_handed_in(
    world: World, branch: Branch, planned: Reminders
) -> None:
    """Its planned went out on Friday; of the overdue ones only the next, and to the secretary none."""
    planned.at("2026-11-20", "10:00")
    await planned.item("2026-11-29", problem="灯不亮")
    planned.at("2026-11-29", "12:00")
    await planned.plan()
    text = view.mine(await mine(planned, planned.owner), ZH).text
    assert "11月30日周一 08:30\n· 如果到时还没交：逾期提醒（11月29日周日到期：灯不亮）" in text
    assert text.count("灯不亮") == 1
    english = view.mine(await mine(planned, planned.owner), EN).text
    assert english.count("If nothing is handed in by then: overdue reminder") == 2
    shown = await world.act(branch.secretary, page.of_unit, planned.context, branch.id, 0)
    assert Kind.OVERDUE not in {entry.kind for entry in shown.entries}
    await planned.morning("2026-11-30")
    text = view.mine(await mine(planned, planned.owner), ZH).text
    assert "· 整改事项逾期 2 天提醒：灯不亮" in text.partition("12月1日周二 08:30")[2].partition("12月2日")[0]
    assert "如果到时还没交：逾期提醒（11月29日" not in text


async def test_whose_items_a_month_is_of(world: World, branch: Branch, planned: Reminders) -> None:
    """The secretary owns one, and heads the committee above besides."""
    await give_posts(world, (branch.secretary, branch.committee, "secretary"))
    await planned.item("2026-12-31", owner_id=branch.secretary)
    await planned.plan()
    found = await mine(planned, branch.secretary)
    zh, en = view.mine(found, ZH).text, view.mine(found, EN).text
    for words in ("我负责的整改事项（一支部）", "本党组织的整改事项（一支部）", "下级党组织的整改事项（"):
        assert zh.count(f"· 整改月度小结：{words}") == 1
    assert en.count("Rectification month by month: the items of this organisation (一支部)") == 1
    shown = await world.act(branch.secretary, page.of_unit, planned.context, branch.id, 0)
    text = view.of_unit(shown, ZH).text
    assert "整改月度小结：各责任人负责的整改事项（一支部） → 2 人" in text
    assert "我负责" not in text


async def test_what_is_switched_off_is_not_listed(world: World, planned: Reminders) -> None:
    await world.act(planned.owner, setting.switch, planned.context, Kind.MEETING, on=False)
    await world.act(planned.owner, setting.set_hour, planned.context, 20 * 60)
    text = view.mine(await mine(planned, planned.owner), ZH).text
    assert "主题党日”提前" not in text
    assert "签到提醒" in text
    assert "11月27日周五 20:00\n· 整改事项12月4日周五到期" in text
    assert "您已关闭的提醒：会议" in text


async def test_nothing_ahead(world: World, branch: Branch, planned: Reminders) -> None:
    await world.run("DELETE FROM reminder")
    assert "没有要提醒您的事" in view.mine(await mine(planned, branch.stranger), ZH).text


async def test_settings_are_kept_shown_and_taken_back(world: World, planned: Reminders) -> None:
    shown = await world.act(planned.owner, setting.shown, planned.context)
    assert [kind for kind, on in shown.kinds if on] == [Kind.MEETING, Kind.DUE, Kind.MONTH]
    never = (Kind.CHECKIN, Kind.OVERDUE, Kind.LEAVE, Kind.RATING, Kind.NOTICE, Kind.OBJECTION)
    assert shown.stays == never
    await world.act(planned.owner, setting.set_hour, planned.context, 450)
    for kind in (Kind.MONTH, Kind.MEETING, Kind.MONTH):
        shown = await world.act(planned.owner, setting.switch, planned.context, kind, on=False)
    assert await chosen(planned) == settings.Setting(450, frozenset({Kind.MEETING, Kind.MONTH}))
    assert [kind for kind, on in shown.kinds if not on] == [Kind.MEETING, Kind.MONTH]
    labels = [button.text for button in buttons(view.settings(shown, ZH))]
    assert {"● 07:30", "08:30", "20:00", "🔕 会议", "✅ 整改到期"} <= set(labels)
    assert "周末和节假日只提醒开会和测评的事" in view.settings(shown, ZH).text
    assert "On weekends and holidays only meetings and ratings" in view.settings(shown, EN).text
    await world.act(planned.owner, setting.switch, planned.context, Kind.MEETING, on=True)
    assert await chosen(planned) == settings.Setting(450, frozenset({Kind.MONTH}))
    await world.act(planned.owner, setting.reset, planned.context)
    assert await chosen(planned) == settings.Setting()


async def chosen(reminders: Reminders) -> settings.Setting:
    async with reminders.world.uow.reading() as cx:
        return await settings.get(cx, reminders.owner)


async def test_whoever_has_duties_chooses_among_more(world: World, branch: Branch, planned: Reminders) -> None:
    shown = await world.act(branch.secretary, setting.shown, planned.context)
    assert {kind for kind, _ in shown.kinds} == set(planned.context.rules.mutable)


@pytest.mark.parametrize("kind", [Kind.OVERDUE, Kind.CHECKIN, Kind.LEAVE, Kind.RATING])
async def test_a_forged_kind_is_not_switched_off(world: World, planned: Reminders, kind: Kind) -> None:
    await world.refused("reminder_stays", world.act(planned.owner, setting.switch, planned.context, kind, on=False))
    assert await world.rows("SELECT * FROM reminder_setting") == []


@pytest.mark.parametrize("minute", [0, 449, 1290, -5, 5000])
async def test_an_hour_in_the_quiet_hours_is_refused(world: World, planned: Reminders, minute: int) -> None:
    with pytest.raises(DomainError):
        await world.act(planned.owner, setting.set_hour, planned.context, minute)
    assert await world.rows("SELECT * FROM reminder_setting") == []


async def test_the_hour_typed(world: World, planned: Reminders) -> None:
    await world.act(planned.owner, setting.ask_hour, planned.context)
    version = (await world.act(planned.owner, conversation.current)).version
    for text, code in (
        ("晚上十一点半", "reminder_hour_quiet"),
        ("随便", "reminder_hour_unread"),
        ("6:00", "reminder_hour_quiet"),
    ):
        await world.refused(code, world.act(planned.owner, setting.enter_hour, planned.context, version, text))
    shown = await world.act(planned.owner, setting.enter_hour, planned.context, version, "早上九点一刻")
    keyboard = view.settings(shown, ZH).keyboard
    assert isinstance(keyboard, InlineKeyboardMarkup)
    hours = [[button.text for button in line] for line in keyboard.inline_keyboard[:2]]
    assert hours == [["07:30", "08:00", "08:30", "09:00"], ["● 09:15", "12:00", "18:00", "20:00"]]
    assert (await chosen(planned)).minute == 555
    assert (await world.act(planned.owner, conversation.current)).name == ""


async def test_the_units_by_day_for_the_secretary(world: World, branch: Branch, planned: Reminders) -> None:
    found = await mine(planned, branch.secretary)
    assert [unit.id for unit in found.units] == [branch.id]
    shown = await world.act(branch.secretary, page.of_unit, planned.context, branch.id, 0)
    text = view.of_unit(shown, ZH).text
    assert f"11月26日周四 08:30\n· “主题党日”提前 3 天提醒 → {len(branch.people)} 人" in text
    due = "整改事项12月4日周五到期：活动室漏雨 → "
    assert f"11月27日周五 08:30\n· {due}1 人" in text
    assert f"12月4日周五 08:30\n· {due}2 人" in text
    assert "所有人都能收到提醒" in text


async def test_what_another_unit_does_is_not_named(world: World, branch: Branch, planned: Reminders) -> None:
    """A member of the branch acts for another one, and for the town: they hear of it, their secretary does not."""
    for unit in (branch.committee, branch.other):
        await give_posts(world, (branch.members[1], unit, "organisation"))
    leaver = await add_person(world, "外支部预备党员", branch.other, standing="probationary")
    await world.run("UPDATE person SET joined_on = '2026-01-02' WHERE id = $1", leaver)
    await world.run("UPDATE post SET ended_on = '2027-01-04' WHERE person_id = $1", branch.above)
    starts = local("2026-11-29 09:00")
    await call_meeting(world, branch.other, [branch.members[1]], starts=starts, type="theme_day", title="外支部的会")
    await planned.item("2026-12-04", owner_id=branch.members[1], unit_id=branch.other, problem="外支部的难言之隐")
    await planned.plan()
    own = view.mine(await mine(planned, branch.members[1]), ZH).text
    for words in ("外支部的会", "外支部的难言之隐", "外支部预备党员", "任期快到期：上级"):
        assert words in own
    shown = await world.act(branch.secretary, page.of_unit, planned.context, branch.id, 0)
    text = "\n".join((view.of_unit(shown, ZH).text, view.of_unit(shown, EN).text))
    assert {entry.what for entry in shown.entries} == {"主题党日", "活动室漏雨", "一支部", ""}
    assert "外支部" not in text
    assert "上级" not in text
    assert "· 其他党组织的事（会议） → 1 人" in text
    assert "another organisation’s: " in text


async def test_nobody_else_sees_the_units(world: World, branch: Branch, planned: Reminders) -> None:
    await give_posts(world, (branch.supervisor, branch.committee, "liaison"))
    for person in (planned.owner, branch.leader, branch.above, branch.stranger, branch.supervisor):
        for attempt in (
            world.act(person, page.of_unit, planned.context, branch.id, 0),
            world.act(person, page.unreached, planned.context, branch.id, 0),
        ):
            await world.refused("not_allowed", attempt)


async def test_whom_nothing_reaches(world: World, branch: Branch, planned: Reminders) -> None:
    unbound = await add_person(world, "没账号", branch.id, account=False)
    await add_person(world, "已调走", branch.id, account=False, left_on="2026-11-01")
    blocked = ACCOUNTS + branch.members[1]
    await world.run("UPDATE account SET unreachable_since = $2 WHERE id = $1", blocked, to_ms(world.clock.now()))
    found = await world.act(branch.secretary, page.unreached, planned.context, branch.id, 0)
    assert [(person.id, person.blocked) for person in found.people] == [(branch.members[1], True), (unbound, False)]
    shown = view.unreached(found, ZH)
    assert "没有绑定账号 1 人，停用了机器人 1 人" in shown.text
    data = [button.callback_data for button in buttons(shown)]
    assert {f"ib:{branch.members[1]}", f"im:{unbound}", f"ip:{branch.id}:0:0"} <= set(data)
    listed = await world.act(branch.secretary, page.of_unit, planned.context, branch.id, 0)
    assert "有 2 人收不到提醒" in view.of_unit(listed, ZH).text
    assert "Nothing reaches 2" in view.of_unit(listed, EN).text


async def test_only_the_next_fourteen_days(world: World, planned: Reminders) -> None:
    await planned.item("2027-01-31")
    await world.run("UPDATE reminder SET day = '2026-12-09' WHERE kind = 'due'")
    found = await mine(planned, planned.owner)
    assert [entry for entry in found.entries if entry.kind is Kind.DUE] == []
    assert date(2026, 12, 8) >= max(entry.at.astimezone(ZONE).date() for entry in found.entries)
