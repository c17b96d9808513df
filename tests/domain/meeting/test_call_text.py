"""What a wish to call a meeting says of its type and time."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meeting.call_text import CallText, read_call_text, usable_now
from bot.domain.meeting.rules import MeetingType, read
from bot.domain.when.moment import Problem, When

TYPES = read((Path(__file__).parents[3] / "config" / "meetings.toml").read_text(encoding="utf-8")).type
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Wednesday."""


def said(text: str) -> CallText:
    return read_call_text(text, TYPES, NOW)


def shown(wish: CallText) -> tuple[str, str]:
    when = wish.when
    known = [f"{when.day:%m-%d}" if when.day else "", f"{when.start:%H:%M}" if when.start else ""]
    return wish.type, " ".join(part for part in known if part) + (f"+{when.minutes}" if when.minutes else "")


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("帮我召集支委会，下周四下午三点", "committee", "12-03 15:00"),
        ("call a committee meeting next Thu 3pm", "committee", "12-03 15:00"),
        ("下周三下午三点开支委会，帮我发通知", "committee", "12-02 15:00"),
        ("下周三下午三点到五点在村部召集支部党员大会讨论发展党员", "assembly", "12-02 15:00+120"),
        ("帮我召集一次党员大会", "assembly", ""),
        ("Please arrange a branch assembly on December 4 at 7:30 pm", "assembly", "12-04 19:30"),
        ("call a Members’ Assembly tomorrow at 9am", "assembly", "11-26 09:00"),
        ("拟一个周五晚上的支委会", "committee", "11-27"),
        ("下午三点开个党小组会", "group", "15:00"),
        ("组织一次党课", "lecture", ""),
        ("set up a meeting for tuesday at 3pm", "", "12-01 15:00"),
        ("帮我召集会议", "", ""),
        ("call a meeting", "", ""),
        ("开一个组织生活会，时间再定", "life", ""),
        ("２月３０日下午三点开支委会", "committee", ""),
        ("昨天下午三点开支委会", "committee", ""),
        ("2029年3月1日下午三点开支委会", "committee", ""),
        ("周三或者周四下午三点开支委会", "committee", ""),
        ("三点或者五点开支委会", "committee", ""),
        ("一月一次的主题党日", "theme_day", ""),
        ("支委会讨论党课怎么上，明天九点", "", "11-26 09:00"),
        ("", "", ""),
        ("明天上午九点召集支委会" + "，请大家准时参加" * 40, "committee", ""),
    ],
)
def test_type_and_time_where_they_can_be_read(text: str, kind: str, when: str) -> None:
    assert shown(said(text)) == (kind, when)


def test_what_is_missing_of_the_time_is_named() -> None:
    assert said("拟一个周五晚上的支委会").when.problem is Problem.TIME_MISSING
    assert said("下午三点开支委会").when.problem is Problem.DATE_MISSING


def test_a_time_that_has_gone_by_meanwhile_is_asked_for() -> None:
    when = said("今天下午三点开支委会").when
    assert usable_now(when, NOW + timedelta(minutes=59)) == when
    assert usable_now(when, NOW + timedelta(minutes=61)) == When()
    friday = said("周五开支委会").when
    assert usable_now(friday, NOW + timedelta(days=2)) == friday
    assert usable_now(friday, NOW + timedelta(days=3)) == When()


@pytest.mark.parametrize("kind", TYPES, ids=[kind.code for kind in TYPES])
def test_every_type_is_known_by_its_names_and_by_what_else_it_is_called(kind: MeetingType) -> None:
    for name in (kind.zh, kind.en, kind.en.upper(), *kind.also):
        assert said(f"帮我开 {name} 吧").type == kind.code, name
