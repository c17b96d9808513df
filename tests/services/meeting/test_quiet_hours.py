"""Whoever publishes at night reads when the others hear of it, not that they have heard."""

from datetime import UTC, datetime

import pytest

from bot.views.meeting import card as cards
from bot.views.meeting import series_notice
from tests.clock import local
from tests.installation import ZH
from tests.services.meeting import series_form
from tests.services.meeting.calling import published, to_card
from tests.services.meeting.changing import begin, call, confirm, say
from tests.world import World


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-11-25 23:00", "现在是休息时间，先不打扰大家：11月26日周四 07:30 通知 4 人"),
        ("2026-11-26 07:29", "现在是休息时间，先不打扰大家：11月26日周四 07:30 通知 4 人"),
        ("2026-11-26 07:30", "已通知其他 4 人"),
        ("2026-11-26 21:29", "已通知其他 4 人"),
    ],
)
async def test_a_meeting_published_at_night(town: World, now: str, sentence: str) -> None:
    town.clock.moment = local(now).astimezone(UTC)
    shown = await published(town, await to_card(town))
    assert sentence in cards.published(shown, ZH).text


async def test_a_meeting_changed_at_night(town: World) -> None:
    made = await call(town)
    town.clock.moment = local("2026-11-25 23:00").astimezone(UTC)
    await begin(town, made, "place")
    shown = await confirm(town, await say(town, "镇政府"))
    assert shown is not None
    text = cards.changed_card(shown, ZH).text
    assert "11月26日周四 07:30 通知 5 人" in text
    assert "已通知" not in text


async def test_a_series_published_at_night(world: World) -> None:
    await series_form.new_year(world, *series_form.ALL)
    form = await series_form.to_card(world)
    world.clock.moment = datetime(2026, 1, 1, 15, 0, tzinfo=UTC)
    text = series_notice.published(await series_form.publish(world, form), ZH).text
    assert "1月2日周五 07:30 通知 3 人" in text
    assert "已通知" not in text
