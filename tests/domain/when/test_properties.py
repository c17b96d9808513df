"""Whatever people write in a usual form is read back, and nothing they write breaks the reading."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.when.moment import Problem, combine, read_when

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")

moments = st.datetimes(datetime(2025, 1, 1), datetime(2032, 12, 31)).map(lambda naive: naive.replace(tzinfo=SHANGHAI))
hours = st.times().map(lambda full: full.replace(second=0, microsecond=0))
CHINESE = "〇一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return "两" if number == 2 else CHINESE[ones]
    return (CHINESE[tens] if tens > 1 else "") + "十" + (CHINESE[ones] if ones else "")


def chinese_hour(hour: time) -> str:
    part = "凌晨" if hour.hour < 6 else "上午" if hour.hour < 12 else "中午" if hour.hour == 12 else "下午"
    said = chinese(hour.hour - 12 if hour.hour > 12 else hour.hour) if hour.hour else "零"
    minutes = {0: "", 15: "一刻", 30: "半", 45: "三刻"}.get(hour.minute, f"{chinese(hour.minute)}分")
    return f"{part}{said}点{minutes}"


def english_hour(hour: time) -> str:
    return f"{hour.hour % 12 or 12}:{hour.minute:02d} {'pm' if hour.hour >= 12 else 'am'}"


HOUR_FORMS = (
    lambda hour: f"{hour:%H:%M}",
    chinese_hour,
    english_hour,
    lambda hour: f"{hour.hour}点{hour.minute:02d}分",
)
DATE_FORMS = (
    lambda day: f"{day:%Y-%m-%d} ",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month}/{day.day} ",
    lambda day: f"{''.join(CHINESE[int(sign)] for sign in str(day.year))}年{chinese(day.month)}月{chinese(day.day)}日",
    lambda day: f"{day:%B} {day.day}, {day.year} ",
    lambda day: f"{day.day} {day:%b} {day.year} at ",
    lambda day: f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）",
)


@given(moments, st.integers(1, 700), hours, st.sampled_from(DATE_FORMS), st.integers(0, 2))
def test_every_written_date_and_hour_is_read_back(
    now: datetime, ahead: int, hour: time, write_date: object, hour_form: int
) -> None:
    assert callable(write_date)
    day = now.date() + timedelta(days=ahead)
    when = read_when(write_date(day) + HOUR_FORMS[hour_form](hour), now)
    assert (when.day, when.start, when.problem) == (day, hour, None)


@given(moments, st.integers(0, 333), hours.filter(lambda hour: hour.hour > 6 or hour.hour == 0))
def test_a_date_without_a_year_is_the_next_one(now: datetime, ahead: int, hour: time) -> None:
    day = now.date() + timedelta(days=ahead)
    for text in (f"{day.month}月{day.day}日{HOUR_FORMS[3](hour)}", f"{day.month}/{day.day} {hour:%H:%M}"):
        when = read_when(text, now)
        assert (when.day, when.start) == (day, hour)
        assert when.problem in (None, Problem.PAST if ahead == 0 else None)


@given(moments, st.integers(0, 6), hours)
def test_next_weeks_weekdays_are_in_the_next_calendar_week(now: datetime, weekday: int, hour: time) -> None:
    monday = now.date() - timedelta(days=now.weekday()) + timedelta(days=7)
    for text in (f"下周{WEEKDAYS[weekday]}{chinese_hour(hour)}", f"next {ENGLISH_WEEKDAYS[weekday]} {hour:%H:%M}"):
        when = read_when(text, now)
        assert (when.day, when.start, when.problem) == (monday + timedelta(days=weekday), hour, None)


@given(moments, st.integers(0, 6), hours)
def test_a_weekday_alone_comes_within_a_week(now: datetime, weekday: int, hour: time) -> None:
    when = read_when(f"周{WEEKDAYS[weekday]}{hour:%H:%M}", now)
    starts = when.starts_at(SHANGHAI)
    assert starts.weekday() == weekday
    assert now <= starts < now + timedelta(days=7)


@given(moments, hours, st.integers(1, 1439))
def test_every_range_on_one_day_is_read_back(now: datetime, start: time, minutes: int) -> None:
    ends = datetime.combine(date(2026, 1, 1), start) + timedelta(minutes=minutes)
    if ends.date() == date(2026, 1, 1):
        for join in ("-", "到", " to ", "～"):
            when = read_when(f"明天{start:%H:%M}{join}{ends:%H:%M}", now)
            assert (when.start, when.end, when.minutes) == (start, ends.time(), minutes)


@given(moments, hours, st.integers(1, 600))
def test_every_length_is_read_back(now: datetime, start: time, minutes: int) -> None:
    for length in (f"{minutes}分钟", f"{chinese(minutes) if minutes < 100 else minutes} 分钟", f"{minutes} min"):
        assert read_when(f"tomorrow {start:%H:%M}, {length}", now).minutes == minutes


SIGNS = "0123456789一二三十百两零半刻点时分:：.-/到年月日号周天早晚下本后 "
WORDS = [
    "上午",
    "下午",
    "明天",
    "后天",
    "星期",
    "小时",
    "next ",
    "Fri",
    "pm",
    "am",
    "in ",
    "Dec",
    "at ",
    "to ",
    "days",
    "31",
]
FRAGMENTS = st.sampled_from([*SIGNS, *WORDS, "hours", "th", "noon", "24", "2026"])
nonsense = st.text() | st.lists(FRAGMENTS, max_size=14).map("".join)
zoned = st.tuples(moments, st.sampled_from([SHANGHAI, BERLIN, UTC])).map(lambda both: both[0].astimezone(both[1]))


@given(nonsense, zoned)
def test_no_text_raises_and_no_result_lies_in_the_past(text: str, now: datetime) -> None:
    when = read_when(text, now)
    assert now.tzinfo is not None
    if when.problem is None:
        assert when.starts_at(now.tzinfo).astimezone(UTC) >= now.astimezone(UTC)
        ends = when.ends_at(now.tzinfo)
        assert ends is None or ends.replace(tzinfo=None) > when.starts_at(now.tzinfo).replace(tzinfo=None)
    elif when.problem is Problem.TIME_MISSING:
        assert when.day is not None
        assert when.day >= now.date()
        assert when.start is None
    elif when.problem is Problem.DATE_MISSING:
        assert when.start is not None
        assert when.day is None


@given(nonsense, nonsense, moments)
def test_no_answer_raises(first: str, second: str, now: datetime) -> None:
    combine(read_when(first, now), second, now)
