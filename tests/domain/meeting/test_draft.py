"""Typed texts become checked values or a clear refusal; nothing that is typed breaks the draft."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Calling, Named, page_of
from bot.domain.meeting.draft import (
    ITEM,
    ITEMS,
    SESSIONS,
    AudienceKind,
    Draft,
    Item,
    Span,
    complete,
    moved,
    one_line,
    read_agenda,
    read_sessions,
)
from bot.domain.meeting.model import Spot

Read = TypeVar("Read")
HOURS = st.from_regex(r"[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}", fullmatch=True)
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=ZONE)
KNOWN = {
    "text_missing",
    "text_too_long",
    "agenda_too_long",
    "sessions_too_many",
    "session_needs_end",
    "sessions_overlap",
    "when_unreadable",
    "when_impossible",
    "when_past",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def code(caught: pytest.ExceptionInfo[DomainError]) -> str:
    return caught.value.code


def tried(read: Callable[[], Read]) -> Read | None:
    """What was read; None when it was refused with a code that has a sentence."""
    try:
        return read()
    except DomainError as error:
        if error.code not in KNOWN:
            raise
        return None


@given(st.text(max_size=400))
def test_any_text_is_a_title_or_a_refusal(text: str) -> None:
    line = tried(lambda: one_line(text, 80))
    if line is not None:
        assert Draft(title=line).title == line
        assert 0 < len(line) <= 80
        assert "\n" not in line
        assert "\x00" not in line


@given(st.text(max_size=1500))
def test_any_text_is_an_agenda_or_a_refusal(text: str) -> None:
    items = tried(lambda: read_agenda(text))
    if items is not None:
        assert Draft().but(agenda=items).agenda == items
        assert 0 < len(items) <= ITEMS
        assert all(0 < len(item.title) <= ITEM for item in items)


@given(
    st.lists(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}", fullmatch=True)))
)
def test_any_text_is_sessions_in_order_or_a_refusal(lines: list[str]) -> None:
    spans = tried(lambda: read_sessions("\n".join(lines), NOW.date() + timedelta(days=1), NOW))
    if spans is not None:
        assert 0 < len(spans) <= SESSIONS
        assert all(one.starts < one.ends for one in spans)
        assert all(earlier.ends <= later.starts for earlier, later in pairwise(spans))


@given(
    st.lists(st.integers(1, 600), min_size=1, max_size=6),
    st.integers(0, 500),
    st.text(min_size=1, max_size=80),
    st.sets(st.sampled_from(list(Way))),
)
def test_the_draft_that_is_kept_is_the_draft_that_was_shown(
    lengths: list[int], after: int, title: str, ways: set[Way]
) -> None:
    starts, spans = NOW + timedelta(hours=after), []
    for length in lengths:
        spans.append(Span(starts=starts, ends=starts + timedelta(minutes=length)))
        starts += timedelta(minutes=length)
    draft = Draft(title=title, spans=tuple(spans), ways=tuple(ways), spot=Spot(31.2, 121.4, 300), people=(1, 2))
    kept = Calling.model_validate_json(Calling(draft=draft).model_dump_json()).draft
    assert kept == draft
    assert (kept.starts, kept.ends) == (spans[0].starts, spans[-1].ends)
    complete(draft.but(unit_id=1, type="assembly", title="题", place="处"), NOW)


@pytest.mark.parametrize(
    ("text", "titles", "to_decide"),
    [
        ("学习文件\n\n发展党员（表决）", ["学习文件", "发展党员"], [False, True]),
        ("1. 学习文件\n2、发展党员(票决)", ["学习文件", "发展党员"], [False, True]),
        ("一、学习\n二、讨论\n三、表决事项 （表决） ", ["学习", "讨论", "表决事项"], [False, False, True]),
        ("Study (decide)\nVote (to decide)", ["Study", "Vote"], [True, True]),
        ("3.15 活动", ["3.15 活动"], [False]),
        ("2. 只有这一项", ["2. 只有这一项"], [False]),
        ("怎样表决", ["怎样表决"], [False]),
    ],
)
def test_agendas_as_people_type_them(text: str, titles: list[str], to_decide: list[bool]) -> None:
    items = read_agenda(text)
    assert [item.title for item in items] == titles
    assert [item.to_decide for item in items] == to_decide


def test_an_agenda_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(DomainError) as caught:
        read_agenda("项\n" * 31)
    assert (code(caught), caught.value.data) == ("agenda_too_long", {"most": 30})
    with pytest.raises(DomainError) as caught:
        read_agenda("长" * 201)
    assert (code(caught), caught.value.data) == ("text_too_long", {"most": 200})


def test_sessions_as_people_type_them() -> None:
    spans = read_sessions(
        "9:00-11:30\n下午2点到4点半\n12月4日 9:00-10:00\n19:00-20:00", at("2026-12-03 00:00").date(), NOW
    )
    assert [(one.starts, one.ends) for one in spans] == [
        (at("2026-12-03 09:00"), at("2026-12-03 11:30")),
        (at("2026-12-03 14:00"), at("2026-12-03 16:30")),
        (at("2026-12-04 09:00"), at("2026-12-04 10:00")),
        (at("2026-12-04 19:00"), at("2026-12-04 20:00")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", "session_needs_end"),
        ("9:00-11:30\n11:00-12:00", "sessions_overlap"),
        ("14:00-15:00\n9:00-10:00", "sessions_overlap"),
        ("25:00-26:00", "when_impossible"),
        ("上午场", "when_unreadable"),
        ("11月1日 9:00-10:00", "when_past"),
        (" \n ", "text_missing"),
        ("9:00-9:05\n" * 13, "sessions_too_many"),
    ],
)
def test_sessions_that_cannot_be(text: str, expected: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_sessions(text, at("2026-12-03 00:00").date(), NOW)
    assert code(caught) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "  "}, "meeting_incomplete"),
        ({"place": ""}, "meeting_incomplete"),
        ({"spans": ()}, "meeting_incomplete"),
        ({"spans": (Span(starts=at("2026-11-25 13:59"), ends=at("2026-11-25 15:00")),)}, "when_past"),
        ({"spans": (Span(starts=at("2028-06-01 09:00"), ends=at("2028-06-01 10:00")),)}, "when_too_far"),
        ({"ways": (Way.PLACE,)}, "spot_missing"),
    ],
)
def test_what_cannot_be_called(change: dict[str, object], expected: str) -> None:
    span = Span(starts=NOW, ends=NOW + timedelta(hours=1))
    draft = Draft(unit_id=1, type="assembly", title="题", place="处", spans=(span,))
    complete(draft, NOW)
    with pytest.raises(DomainError) as caught:
        complete(draft.but(**change), NOW)
    assert code(caught) == expected


def test_moving_keeps_lengths_and_distances() -> None:
    morning = Span(starts=at("2026-12-03 09:00"), ends=at("2026-12-03 11:00"))
    noon = Span(starts=at("2026-12-03 13:00"), ends=at("2026-12-03 14:00"))
    to = Span(starts=at("2026-12-04 10:00"), ends=at("2026-12-04 10:30"))
    assert moved((morning, noon), to, resized=True) == (
        Span(starts=at("2026-12-04 10:00"), ends=at("2026-12-04 12:00")),
        Span(starts=at("2026-12-04 14:00"), ends=at("2026-12-04 15:00")),
    )
    assert moved((morning,), to, resized=True) == (to,)
    assert moved((morning,), to, resized=False)[0].ends == at("2026-12-04 12:00")
    assert moved((), to, resized=False) == (to,)


@given(st.integers(0, 60), st.integers(-5, 99))
def test_a_page_is_always_there(count: int, page: int) -> None:
    items = [Named(id=number, name=str(number)) for number in range(count)]
    found = page_of(items, page)
    assert 0 <= found.page < found.pages
    every = [one.id for number in range(found.pages) for one in page_of(items, number).items]
    assert every == [one.id for one in items]


def test_an_empty_item_or_a_session_backwards_is_no_value() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Item(title="")
    with pytest.raises(ValueError, match="ends after it starts"):
        Span(starts=NOW, ends=NOW)
    assert Draft().audience is AudienceKind.UNIT


@pytest.mark.parametrize(
    "text", ["学习文件；讨论发展党员（表决）", "学习文件; 讨论发展党员（表决）；", "1.学习文件；2.讨论发展党员（表决）"]
)
def test_semicolons_part_the_items_of_an_agenda(text: str) -> None:
    assert [(one.title, one.to_decide) for one in read_agenda(text)] == [("学习文件", False), ("讨论发展党员", True)]
