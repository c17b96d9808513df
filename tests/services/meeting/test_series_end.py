"""A series that runs: the message before each meeting, one changed alone, what is left ended."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain.clock import from_ms
from bot.domain.installation.audit import sealed
from bot.services.meeting import apply, change, group_chat, series, series_end
from bot.services.meeting.group_chat import Chat
from bot.views.meeting import series_notice as notice_view
from tests.installation import INSTALLATION, ZH
from tests.services.meeting.series_form import ALL, count, new_year, publish, to_card
from tests.world import ACCOUNTS, World
from tests.world.messages import messages
from tests.world.record import audit_entries
from tests.world.village import LI, WANG


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 1, 4, 4, 0, tzinfo=UTC), datetime(2026, 1, 4, 4, 0, tzinfo=UTC)),
        (datetime(2026, 1, 4, 14, 0, tzinfo=UTC), datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),
        (datetime(2026, 1, 4, 20, 0, tzinfo=UTC), datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),
    ],
)
async def test_nobody_is_told_between_half_past_nine_and_half_past_seven(
    world: World, asked: datetime, due: datetime
) -> None:
    await new_year(world, LI, WANG)
    world.clock.moment = asked
    await publish(world, await to_card(world))
    [told] = await world.rows("SELECT due_at FROM outbox WHERE kind = 'series.called'")
    assert from_ms(told["due_at"]) == due


async def test_one_meeting_moved_or_cancelled_alone(world: World) -> None:
    await new_year(world, LI)
    called = await publish(world, await to_card(world))
    moved, dropped, kept = called.meetings[2:5]
    await world.act(LI, change.begin, INSTALLATION, moved.id, "time")
    asked = await world.act(LI, change.enter_text, INSTALLATION, "3月12日 9:00")
    await world.act(LI, apply.confirm, INSTALLATION, asked.version)
    await world.act(LI, change.begin, INSTALLATION, dropped.id, "cancel")
    asked = await world.act(LI, change.enter_text, INSTALLATION, "与全镇大会冲突")
    await world.act(LI, apply.confirm, INSTALLATION, asked.version)
    waiting = await world.rows("SELECT subject_id FROM reminder_stale WHERE subject = 'meeting'")
    assert {moved.id, dropped.id, kept.id} <= {row["subject_id"] for row in waiting}, "planned anew"
    left = await world.act(LI, series_end.card, called.series.id)
    assert len(left.meetings) == 11


async def test_ending_what_is_left(world: World) -> None:
    await new_year(world, *ALL)
    await world.act(LI, group_chat.link, Chat(-100500, "群", "zhibu_test_bot"))
    called = await publish(world, await to_card(world))
    world.clock.moment = datetime(2026, 6, 20, 2, tzinfo=UTC)
    asked = await world.act(WANG, series_end.begin, called.series.id)
    assert "还有 6 次" in notice_view.ask_reason(asked.prompt, ZH).text
    await world.refused("text_missing", world.act(WANG, series_end.enter_reason, INSTALLATION, "   "))
    ended = await world.act(WANG, series_end.enter_reason, INSTALLATION, "下半年改为每周例会")
    redelivered = world.request(WANG, again=True)
    again = await series_end.enter_reason(world.uow, redelivered, INSTALLATION, "下半年改为每周例会")
    assert ended == again
    assert (ended.cancelled, ended.told) == (6, 4)
    assert await count(world, "meeting WHERE state = 'called'") == 6
    assert await count(world, "meeting WHERE state = 'cancelled' AND reason = '下半年改为每周例会'") == 6
    told = await messages(world, "series.ended")
    assert {one.chat for one in told} == {ACCOUNTS + person for person in ALL}
    assert "下半年改为每周例会" in told[0].zh.text
    (announced,) = await messages(world, "group.series_ended")
    assert "例会" not in str(announced.data)
    await world.refused("series_over", world.act(LI, series_end.begin, called.series.id))
    [(_, recorded)] = await audit_entries(world, "series.ended")
    [typed] = await world.rows("SELECT data, salt, series_id FROM meeting_reason")
    assert (json.loads(typed["data"]), typed["series_id"]) == ({"reason": "下半年改为每周例会"}, called.series.id)
    assert recorded["text"] == sealed(typed["salt"], typed["data"])
    assert "例会" not in str(recorded)
    assert (await world.act(LI, series_end.running)).series == []


async def test_two_who_end_it_at_once(world: World) -> None:
    await new_year(world, LI, WANG)
    called = await publish(world, await to_card(world))
    for person in (LI, WANG):
        await world.act(person, series_end.begin, called.series.id)
    await world.act(LI, series_end.enter_reason, INSTALLATION, "不开了")
    await world.refused("series_over", world.act(WANG, series_end.enter_reason, INSTALLATION, "我也不开了"))
    assert await count(world, "outbox WHERE kind = 'series.ended'") == 2


async def test_the_group_hears_once_of_a_series(world: World) -> None:
    await new_year(world, *ALL)
    await world.act(LI, group_chat.link, Chat(-100500, "群", "zhibu_test_bot"))
    await publish(world, await to_card(world))
    assert await count(world, "outbox WHERE kind LIKE 'group.%'") == 1
    (announced,) = await messages(world, "group.series")
    assert announced.chat == -100500
    assert "共 12 次" in announced.zh.text
    for name in ("李树林", "王秀兰", "赵建国", "陈小雨"):
        assert name not in str(announced.data)


async def test_not_ending_after_all_leaves_the_form_and_the_series(world: World) -> None:
    await new_year(world, *ALL)
    called = await publish(world, await to_card(world))
    form = await world.act(LI, series_end.begin, called.series.id)
    prompt = notice_view.ask_reason(form.prompt, ZH)
    assert "不取消了，返回" in str(prompt.keyboard.to_dict() if prompt.keyboard else "")
    kept = await world.act(LI, series_end.keep, form.version)
    assert len(kept.meetings) == 12
    await world.refused("stale_form", world.act(LI, series_end.enter_reason, INSTALLATION, "原因"))
    assert "o:home" in str(notice_view.card(kept, ZH).keyboard)


async def test_those_without_an_account_are_not_said_to_be_told(world: World) -> None:
    await new_year(world, LI, WANG)
    called = await publish(world, await to_card(world))
    assert called.told == 1
    assert called.unbound > 0
    view = notice_view.published(called, ZH)
    assert f"已通知其他 1 人；另有 {called.unbound} 人还没有绑定账号" in view.text
    assert "o:home" in str(view.keyboard)


async def test_a_rule_said_with_its_hour_asks_for_no_hour(world: World) -> None:
    await new_year(world, LI)
    form = await world.act(LI, series.begin, INSTALLATION)
    await world.act(LI, series.choose_type, INSTALLATION, form.version, "theme_day")
    form = await world.act(LI, series.enter_rule, INSTALLATION, "每周三下午三点")
    assert form.step == "holidays"
    assert form.draft["start"] == "15:00:00"
