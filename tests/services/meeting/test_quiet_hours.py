"""Whoever publishes at night reads when the others hear of it, not that they have heard."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.meeting import card as cards
from bot.views.meeting import series_notice
from tests.services.meeting import series_stage
from tests.services.meeting.change_stage import begin, call, confirm, enter_text
from tests.services.meeting.meeting_stage import MeetingStage, local, published, to_card
from tests.services.small_branch import branch

ZH = Texts(ZoneInfo("Asia/Shanghai")).speech("zh")


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-11-25 23:00", "现在是休息时间，先不打扰大家：11月26日周四 07:30 通知 4 人"),
        ("2026-11-26 07:29", "现在是休息时间，先不打扰大家：11月26日周四 07:30 通知 4 人"),
        ("2026-11-26 07:30", "已通知其他 4 人"),
        ("2026-11-26 21:29", "已通知其他 4 人"),
    ],
)
async def test_a_meeting_published_at_night(stage: MeetingStage, now: str, sentence: str) -> None:
    stage.clock.moment = local(now).astimezone(UTC)
    shown = await published(stage, await to_card(stage))
    assert sentence in cards.published(shown, ZH).text


async def test_a_meeting_changed_at_night(stage: MeetingStage) -> None:
    made = await call(stage)
    stage.clock.moment = local("2026-11-25 23:00").astimezone(UTC)
    await begin(stage, made, "place")
    shown = await confirm(stage, await enter_text(stage, "镇政府"))
    assert shown is not None
    text = cards.changed_card(shown, ZH).text
    assert "11月26日周四 07:30 通知 5 人" in text
    assert "已通知" not in text


async def test_a_series_published_at_night(database: Database) -> None:
    uow = await branch(database, *series_stage.ALL)
    at = datetime(2026, 1, 1, 15, 0, tzinfo=UTC)
    called = await series_stage.publish(uow, await series_stage.to_card(uow), at)
    text = series_notice.published(called, ZH).text
    assert "1月2日周五 07:30 通知 3 人" in text
    assert "已通知" not in text
