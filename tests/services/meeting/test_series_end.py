"""A series that runs: the message before each meeting, one changed alone, what is left ended."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain.clock import from_ms
from bot.domain.errors import DomainError
from bot.domain.installation.audit import sealed
from bot.services.meeting import apply, change, group_chat, series, series_end
from bot.services.meeting.group_chat import Chat
from bot.storage.connection import Database
from bot.views.meeting import series_notice as notice_view
from bot.views.renderers import render
from tests.installation import INSTALLATION
from tests.services.meeting.series_stage import ALL, SAY, asks, counted, publish, rows, to_card
from tests.services.small_branch import LI, WANG, branch


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 1, 4, 4, 0, tzinfo=UTC), datetime(2026, 1, 4, 4, 0, tzinfo=UTC)),
        (datetime(2026, 1, 4, 14, 0, tzinfo=UTC), datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),
        (datetime(2026, 1, 4, 20, 0, tzinfo=UTC), datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),
    ],
)
async def test_nobody_is_told_between_half_past_nine_and_half_past_seven(
    database: Database, asked: datetime, due: datetime
) -> None:
    uow = await branch(database, LI, WANG)
    await publish(uow, await to_card(uow, at=asked), asked)
    [told] = await rows(uow, "SELECT due_at FROM outbox WHERE kind = 'series.called'")
    assert from_ms(told["due_at"]) == due


async def test_one_meeting_moved_or_cancelled_alone(database: Database) -> None:
    uow = await branch(database, LI)
    called = await publish(uow, await to_card(uow))
    moved, dropped, kept = called.meetings[2:5]
    await change.begin(uow, asks(LI), INSTALLATION, moved.id, "time")
    asked = await change.enter_text(uow, asks(LI), INSTALLATION, "3月12日 9:00")
    await apply.confirm(uow, asks(LI), INSTALLATION, asked.version)
    await change.begin(uow, asks(LI), INSTALLATION, dropped.id, "cancel")
    asked = await change.enter_text(uow, asks(LI), INSTALLATION, "与全镇大会冲突")
    await apply.confirm(uow, asks(LI), INSTALLATION, asked.version)
    waiting = await rows(uow, "SELECT subject_id FROM reminder_stale WHERE subject = 'meeting'")
    assert {moved.id, dropped.id, kept.id} <= {row["subject_id"] for row in waiting}, "planned anew"
    left = await series_end.card(uow, asks(LI), called.series.id)
    assert len(left.meetings) == 11


async def test_ending_what_is_left(database: Database) -> None:
    uow = await branch(database, *ALL)
    await group_chat.link(uow, asks(LI), Chat(-100500, "群", "zhibu_test_bot"))
    called = await publish(uow, await to_card(uow))
    june = datetime(2026, 6, 20, 2, tzinfo=UTC)
    asked = await series_end.begin(uow, asks(WANG, june), called.series.id)
    assert "还有 6 次" in notice_view.ask_reason(asked.prompt, SAY).text
    with pytest.raises(DomainError, match="text_missing"):
        await series_end.enter_reason(uow, asks(WANG, june), INSTALLATION, "   ")
    ended = await series_end.enter_reason(uow, asks(WANG, june, 80), INSTALLATION, "下半年改为每周例会")
    again = await series_end.enter_reason(uow, asks(WANG, june, 80), INSTALLATION, "下半年改为每周例会")
    assert ended == again
    assert (ended.cancelled, ended.told) == (6, 4)
    assert await counted(uow, "meeting WHERE state = 'called'") == 6
    assert await counted(uow, "meeting WHERE state = 'cancelled' AND reason = '下半年改为每周例会'") == 6
    told = await rows(uow, "SELECT chat_id, data FROM outbox WHERE kind = 'series.ended'")
    assert {row["chat_id"] for row in told} == {1000 + person for person in ALL}
    assert "下半年改为每周例会" in render("series.ended", json.loads(told[0]["data"]), SAY).text
    (announced,) = await rows(uow, "SELECT data FROM outbox WHERE kind = 'group.series_ended'")
    assert "例会" not in announced["data"]
    with pytest.raises(DomainError, match="series_over"):
        await series_end.begin(uow, asks(LI, june), called.series.id)
    [recorded] = await rows(uow, "SELECT data FROM audit WHERE kind = 'series.ended'")
    [typed] = await rows(uow, "SELECT data, salt, series_id FROM meeting_reason")
    assert (json.loads(typed["data"]), typed["series_id"]) == ({"reason": "下半年改为每周例会"}, called.series.id)
    assert json.loads(recorded["data"])["text"] == sealed(typed["salt"], typed["data"])
    assert "例会" not in recorded["data"]
    assert (await series_end.running(uow, asks(LI, june))).series == []


async def test_two_who_end_it_at_once(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    called = await publish(uow, await to_card(uow))
    for person in (LI, WANG):
        await series_end.begin(uow, asks(person), called.series.id)
    await series_end.enter_reason(uow, asks(LI), INSTALLATION, "不开了")
    with pytest.raises(DomainError, match="series_over"):
        await series_end.enter_reason(uow, asks(WANG), INSTALLATION, "我也不开了")
    assert await counted(uow, "outbox WHERE kind = 'series.ended'") == 2


async def test_the_group_hears_once_of_a_series(database: Database) -> None:
    uow = await branch(database, *ALL)
    await group_chat.link(uow, asks(LI), Chat(-100500, "群", "zhibu_test_bot"))
    await publish(uow, await to_card(uow))
    (announced,) = await rows(uow, "SELECT chat_id, data FROM outbox WHERE kind LIKE 'group.%'")
    assert announced["chat_id"] == -100500
    text = render("group.series", json.loads(announced["data"]), SAY).text
    assert "共 12 次" in text
    for name in ("李树林", "王秀兰", "赵建国", "陈小雨"):
        assert name not in announced["data"]


async def test_not_ending_after_all_leaves_the_form_and_the_series(database: Database) -> None:
    uow = await branch(database, *ALL)
    called = await publish(uow, await to_card(uow))
    form = await series_end.begin(uow, asks(LI), called.series.id)
    prompt = notice_view.ask_reason(form.prompt, SAY)
    assert "不取消了，返回" in str(prompt.keyboard.to_dict() if prompt.keyboard else "")
    kept = await series_end.keep(uow, asks(LI), form.version)
    assert len(kept.meetings) == 12
    with pytest.raises(DomainError, match="stale_form"):
        await series_end.enter_reason(uow, asks(LI), INSTALLATION, "原因")
    assert "o:home" in str(notice_view.card(kept, SAY).keyboard)


async def test_those_without_an_account_are_not_said_to_be_told(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    called = await publish(uow, await to_card(uow))
    assert called.told == 1
    assert called.unbound > 0
    view = notice_view.published(called, SAY)
    assert f"已通知其他 1 人；另有 {called.unbound} 人还没有绑定账号" in view.text
    assert "o:home" in str(view.keyboard)


async def test_a_rule_said_with_its_hour_asks_for_no_hour(database: Database) -> None:
    uow = await branch(database, LI)
    form = await series.begin(uow, asks(LI), INSTALLATION)
    await series.choose_type(uow, asks(LI), INSTALLATION, form.version, "theme_day")
    form = await series.enter_rule(uow, asks(LI), INSTALLATION, "每周三下午三点")
    assert form.step == "holidays"
    assert form.draft["start"] == "15:00:00"
