"""Dates and hours as people type them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.when.clock import Part
from bot.domain.when.moment import Problem, Unusable, When, combine, read_when

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 16, 0, tzinfo=SHANGHAI)
"""A Wednesday afternoon."""


def shown(when: When) -> str:
    """A result in short: `12-05 14:30+90` or the problem with what is kept."""
    day = f"{when.day:%m-%d}" if when.day else ""
    start = f"{when.start:%H:%M}" if when.start else ""
    known = " ".join(filter(None, (day, start))) + (f"+{when.minutes}" if when.minutes else "")
    return known if when.problem is None else f"{when.problem} {known}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下周三下午三点", "12-02 15:00"),
        ("下周周三下午三点", "12-02 15:00"),
        ("下个星期三 15:00", "12-02 15:00"),
        ("下週三下午三點", "12-02 15:00"),
        ("下下周一上午九点", "12-07 09:00"),
        ("3月12日 14:00", "03-12 14:00"),
        ("next Tue 7pm", "12-01 19:00"),
        ("Tuesday next week 10am", "12-01 10:00"),
        ("this Tue 7pm", "12-01 19:00"),
        ("Thu 7 pm", "11-26 19:00"),
        ("明天上午9点半", "11-26 09:30"),
        ("明早8点", "11-26 08:00"),
        ("后天晚上七点到九点", "11-27 19:00+120"),
        ("大后天中午十二点", "11-28 12:00"),
        ("明天凌晨十二点半", "11-26 00:30"),
        ("本周五15:00-16:30", "11-27 15:00+90"),
        ("周五下午2点", "11-27 14:00"),
        ("这周六晚8点", "11-28 20:00"),
        ("周日晚8点", "11-29 20:00"),
        ("礼拜天下午3点", "11-29 15:00"),
        ("周二十点", "12-01 10:00"),
        ("周5十五点", "11-27 15:00"),
        ("12月1号下午两点一刻", "12-01 14:15"),
        ("十二月五日三点零五", "12-05 15:05"),
        ("二〇二六年十二月二十五日下午三点二十", "12-25 15:20"),
        ("2026年12月5日星期六上午9:00—11:30", "12-05 09:00+150"),
        ("12月5日（周六）14：30", "12-05 14:30"),
        ("１２月５日１４：３０", "12-05 14:30"),
        ("明天兩點", "11-26 14:00"),
        ("2026-12-05 14:30", "12-05 14:30"),
        ("12/5 14:30", "12-05 14:30"),
        ("12.5 14:30", "12-05 14:30"),
        ("12-5 3-5pm", "12-05 15:00+120"),
        ("今晚七点半", "11-25 19:30"),
        ("tonight at 8", "11-25 20:00"),
        ("tomorrow 9am", "11-26 09:00"),
        ("tomorrow evening 7", "11-26 19:00"),
        ("tomorrow at half past two", "11-26 14:30"),
        ("noon tomorrow", "11-26 12:00"),
        ("Friday 3-5pm", "11-27 15:00+120"),
        ("Friday 11-1pm", "11-27 11:00+120"),
        ("Dec 5 2:30 pm", "12-05 14:30"),
        ("5 December at 14:30", "12-05 14:30"),
        ("the 5th of December, 2026 at 2 p.m.", "12-05 14:00"),
        ("in 3 days at 10", "11-28 10:00"),
        ("in a week at 10", "12-02 10:00"),
        ("三天后上午十点", "11-28 10:00"),
        ("两周后上午9点", "12-09 09:00"),
        ("in 2 hours", "11-25 18:00"),
        ("半小时后开会", "11-25 16:30"),
        ("5号下午三点", "12-05 15:00"),
        ("26号下午三点", "11-26 15:00"),
        ("下个月5号 9:00", "12-05 09:00"),
        ("明天3 pm 开会", "11-26 15:00"),
        ("改到下周四 14点", "12-03 14:00"),
        ("明儿下午2:30分", "11-26 14:30"),
        ("tomorrow 15.30", "11-26 15:30"),
        ("tomorrow 3.30 pm", "11-26 15:30"),
        ("12.15 14:30", "12-15 14:30"),
        ("周五（27日）下午3:00-5:00", "11-27 15:00+120"),
        ("明天9-11点", "11-26 09:00+120"),
        ("明天9点到下午3点", "11-26 09:00+360"),
        ("明天上午10点到1点", "11-26 10:00+180"),
        ("明天晚上11点到1点", "11-26 23:00+120"),
        ("明天14:00两个小时", "11-26 14:00+120"),
        ("明天14:00 一个半小时", "11-26 14:00+90"),
        ("明天14:00，90分钟", "11-26 14:00+90"),
        ("tomorrow 2pm for 2h", "11-26 14:00+120"),
        ("tomorrow 2pm 1.5 hours", "11-26 14:00+90"),
        ("tomorrow 2pm for half an hour", "11-26 14:00+30"),
    ],
)
def test_complete_times_are_read(text: str, expected: str) -> None:
    assert shown(read_when(text, NOW)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天3点", "11-26 15:00"),
        ("tomorrow at 3", "11-26 15:00"),
        ("明天六点", "11-26 18:00"),
        ("明天七点", "11-26 07:00"),
        ("明天03:00", "11-26 03:00"),
        ("明天早上六点", "11-26 06:00"),
    ],
)
def test_a_bare_hour_up_to_six_is_in_the_afternoon(text: str, expected: str) -> None:
    assert shown(read_when(text, NOW)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周三五点", "11-25 17:00"),
        ("周三三点", "12-02 15:00"),
        ("周三", "time_missing 11-25"),
        ("本周一三点", "past 11-23 15:00"),
        ("上周五三点", "past 11-20 15:00"),
        ("last Fri 3pm", "past 11-20 15:00"),
    ],
)
def test_a_weekday_is_today_only_while_its_hour_is_ahead(text: str, expected: str) -> None:
    assert shown(read_when(text, NOW)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这周六", "time_missing 11-28"),
        ("明天上午", "time_missing 11-26"),
        ("下午三点两个小时", "date_missing 15:00+120"),
        ("2:30 pm", "date_missing 14:30"),
        ("月底", "unreadable"),
        ("周末下午三点", "unreadable"),
        ("下午", "unreadable"),
        ("明天或者后天三点", "unreadable"),
        ("周三和周五三点", "unreadable"),
        ("next month Tue 7pm", "unreadable"),
        ("12月5-7日", "unreadable"),
        ("not Tue 7pm", "unreadable"),
        ("", "unreadable"),
        ("明天" * 100, "unreadable"),
        ("2月30日 14:00", "impossible"),
        ("13月5日 14:00", "impossible"),
        ("明天25:00", "impossible"),
        ("明天14:75", "impossible"),
        ("明天二十五点", "impossible"),
        ("上午15点", "impossible"),
        ("明天14:30-12:00", "impossible"),
        ("12月5日周五14:30", "impossible"),
        ("31号下午三点", "impossible"),
        ("今天下午2点", "past 11-25 14:00"),
        ("昨天", "past 11-24"),
        ("昨天三点", "past 11-24 15:00"),
        ("11月20日 9点", "past 11-20 09:00"),
        ("2026-10-01 9:00", "past 10-01 09:00"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, expected: str) -> None:
    assert shown(read_when(text, NOW)) == expected


def test_a_date_without_a_year_that_passed_longer_ago_is_next_years() -> None:
    assert read_when("10月24日 9:00", NOW).day == date(2027, 10, 24)
    assert read_when("10月25日 9:00", NOW).problem is Problem.PAST
    january = datetime(2027, 1, 3, 9, 0, tzinfo=SHANGHAI)
    assert shown(read_when("12月28日 9:00", january)) == "past 12-28 09:00"


class TestCombine:
    def test_the_missing_half_is_asked_for_and_added(self) -> None:
        kept = read_when("下周三", NOW)
        assert shown(combine(kept, "下午三点到五点", NOW)) == "12-02 15:00+120"
        assert shown(combine(read_when("3pm", NOW), "下周三", NOW)) == "12-02 15:00"

    def test_a_part_of_the_day_is_remembered(self) -> None:
        kept = read_when("明天晚上", NOW)
        assert kept.part is Part.EVENING
        assert shown(combine(kept, "七点", NOW)) == "11-26 19:00"

    def test_a_number_alone_is_the_hour(self) -> None:
        assert shown(combine(read_when("明天", NOW), "15", NOW)) == "11-26 15:00"

    def test_a_bad_answer_keeps_what_was_known(self) -> None:
        kept = read_when("下周三", NOW)
        assert shown(combine(kept, "好的", NOW)) == "unreadable 12-02"
        assert shown(combine(kept, "25:00", NOW)) == "impossible 12-02"
        assert shown(combine(combine(kept, "好的", NOW), "3pm", NOW)) == "12-02 15:00"

    def test_a_new_time_replaces_the_old_one(self) -> None:
        kept = read_when("明天三点", NOW)
        assert shown(combine(kept, "后天四点", NOW)) == "11-27 16:00"

    def test_a_draft_survives_json(self) -> None:
        kept = read_when("明天晚上", NOW)
        assert When.model_validate_json(kept.model_dump_json()) == kept


class TestZones:
    def test_an_hour_that_the_zone_skips_is_impossible(self) -> None:
        now = datetime(2027, 3, 1, 9, 0, tzinfo=BERLIN)
        assert read_when("3月28日 02:30", now).problem is Problem.IMPOSSIBLE
        assert read_when("3月28日 01:00-02:30", now).problem is Problem.IMPOSSIBLE
        assert shown(read_when("3月28日 03:30", now)) == "03-28 03:30"

    def test_an_hour_that_comes_twice_is_the_first(self) -> None:
        now = datetime(2027, 10, 1, 9, 0, tzinfo=BERLIN)
        starts = read_when("10月31日 02:30", now).starts_at(BERLIN)
        assert starts.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

    def test_start_and_end_are_moments(self) -> None:
        when = read_when("明天晚上11点到1点", NOW)
        assert when.starts_at(SHANGHAI) == datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
        assert when.ends_at(SHANGHAI) == datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
        assert when.end == time(1, 0)

    def test_an_incomplete_time_has_no_start(self) -> None:
        with pytest.raises(Unusable) as refusal:
            read_when("明天", NOW).starts_at(SHANGHAI)
        assert refusal.value.problem is Problem.TIME_MISSING

    def test_now_must_be_aware(self) -> None:
        with pytest.raises(ValueError, match="aware"):
            read_when("明天三点", NOW.replace(tzinfo=None))
