"""Plain words to intents: what is asked, in doubt, or about something else."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intents import NONE, UNSURE, courtesy, intents, match, speaks_of
from bot.intents.features import concepts
from bot.intents.fold import fold
from bot.intents.matcher import CAREFUL, CAREFUL_SURE, EXAMPLES

LONG = 5000
MS = 0.005
ROWS = [line.split("\t") for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
NAMES = {
    *(
        "grade.current",
        "grade.history",
        "grade.progress",
        "meeting.next",
    ),
    *(
        "meeting.list",
        "theme.current",
        "checkin.now",
        "leave.request",
    ),
    *(
        "attendance.mine",
        "attendance.branch",
        "rectify.open",
        "rectify.mine",
    ),
    *(
        "rating.status",
        "rating.result",
        "rating.anonymity",
        "branch.members",
    ),
    *(
        "branch.committee",
        "dues.rule",
        "commitment.mine",
        "points.mine",
    ),
    *(
        "minutes.last",
        "service.request",
        "suggestion.submit",
        "reminder.settings",
    ),
    *(
        "report.export",
        "profile.mine",
        "help",
    ),
    *(
        "meeting.call",
        "meeting.manage",
        "member.invite",
        "leave.withdraw",
        "party.join",
    ),
}


def test_every_intent_has_examples_enough_in_both_languages() -> None:
    assert set(intents()) == NAMES
    for name in NAMES | {NONE}:
        texts = [text for intent, text in ROWS if intent == name]
        assert len(texts) >= 25, name
        assert sum(text.isascii() for text in texts) >= 8, name


def test_no_example_stands_twice() -> None:
    folded = [fold(text) for _, text in ROWS]
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我们支部现在什么等级", "grade.current"),
        ("what's our branch's current grade", "grade.current"),
        ("下一次会议在哪里开", "meeting.next"),
        ("when's our next meeting", "meeting.next"),
        ("我们支部有多少名党员", "branch.members"),
        ("支委会都有哪些人", "branch.committee"),
        ("who is the secretary of our branch", "branch.committee"),
        ("我这一年出勤怎么样", "attendance.mine"),
        ("我每月要交多少党费", "dues.rule"),
        ("这个月主题党日定在几号", "theme.current"),
    ],
)
def test_the_questions_of_the_first_part(text: str, intent: str) -> None:
    assert match(text).intent == intent


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("我们支部现在什么等级", "我們支部現在什麼等級"),
        ("下一次会议什么时候", "下一次會議什麼時候"),
        ("党费标准是多少", "黨費標準是多少"),
        ("我要请假", "我要請假"),
        ("导出三会一课台账", "導出三會一課臺賬"),
    ],
)
def test_traditional_characters_mean_the_same(plain: str, other: str) -> None:
    assert match(other).intent == match(plain).intent not in (NONE, UNSURE)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ＷＨＥＮ　ＩＳ　ＴＨＥ　ＮＥＸＴ　ＭＥＥＴＩＮＧ？？", "meeting.next"),
        ("when is teh next meetnig", "meeting.next"),
        ("my atendance record pls", "attendance.mine"),
        ("支部现在什么等极", "grade.current"),
        ("每月党非多少", "dues.rule"),
        ("下次meeting在什么地方", "meeting.next"),
    ],
)
def test_slips_and_mixtures_are_understood(text: str, intent: str) -> None:
    assert match(text).intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("召集会议", "meeting.call"),
        ("帮我召集支委会，下周四下午三点", "meeting.call"),
        ("开个党员大会", "meeting.call"),
        ("call a meeting", "meeting.call"),
        ("谁还没绑定", "member.invite"),
        ("邀请成员", "member.invite"),
        ("怎么入党", "party.join"),
        ("how do I join the party", "party.join"),
        ("谁还没签到", "attendance.branch"),
        ("代签到", "meeting.manage"),
        ("替老王签到", "meeting.manage"),
        ("帮我取消会议", "meeting.manage"),
        ("我要撤回请假", "leave.withdraw"),
        ("我的信息", "profile.mine"),
        ("我要请假", "leave.request"),
        ("我要签到", "checkin.now"),
    ],
)
def test_what_one_wishes_is_told_apart_from_its_neighbours(text: str, intent: str) -> None:
    assert match(text).intent == intent


def test_what_shows_personal_data_or_begins_something_needs_more_certainty() -> None:
    halves = [text[: len(text) * 2 // 3] for _, text in ROWS]
    found = [match(text) for text in halves]
    careful = [one for one in found if one.nearest and one.nearest[0] in CAREFUL and one.confidence < CAREFUL_SURE]
    assert careful
    assert {one.intent for one in careful} <= {UNSURE, NONE}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谢谢", "thanks"),
        ("謝謝您", "thanks"),
        ("Thanks!", "thanks"),
        ("辛苦了", "thanks"),
        ("你好", "greeting"),
        ("Hello", "greeting"),
        ("好的，收到", "noted"),
        ("ok", "noted"),
        ("今晚看什么电影", None),
        ("this is something", None),
        ("谢" * 40, None),
    ],
)
def test_courtesy_is_known(text: str, kind: str | None) -> None:
    assert courtesy(text) == kind


def test_whether_a_text_asks_how_to_reach_somebody() -> None:
    assert speaks_of("书记電話多少", "contact")
    assert speaks_of("phone of the secretary", "contact")
    assert not speaks_of("书记是谁", "contact")


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "。。。", "\x00", "今晚看什么电影", "who won the cup", "zxcvbnm"])
def test_other_things_are_none_of_these(text: str) -> None:
    assert match(text).intent == NONE


@pytest.mark.parametrize("text", ["整改", "测评", "rectification"])
def test_a_bare_word_is_answered_or_asked_back_never_off_topic(text: str) -> None:
    found = match(text)
    assert found.intent != NONE
    assert len(found.nearest) == 3
    assert len(set(found.nearest)) == 3
    assert NONE not in found.nearest


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("测评", {"rating.status", "rating.result"}),
        ("会议", {"minutes.last", "meeting.list"}),
        ("grade", {"grade.current", "grade.history"}),
        ("积分和党费", {"points.mine", "dues.rule"}),
    ],
)
def test_in_doubt_the_nearest_questions_are_named(text: str, among: set[str]) -> None:
    found = match(text)
    assert found.intent == UNSURE
    assert among <= set(found.nearest)


def test_what_is_an_example_is_recognised_as_such() -> None:
    wrong = [(text, match(text).intent) for intent, text in ROWS if match(text).intent not in (intent, UNSURE)]
    assert len(wrong) <= len(ROWS) // 50, wrong


@given(st.text(max_size=400))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    found = match(text)
    assert found.intent in {*NAMES, NONE, UNSURE}
    assert 0 <= found.confidence <= 1
    assert set(found.nearest) <= NAMES
    assert found.intent in (NONE, UNSURE) or found.intent == found.nearest[0]


def test_a_match_takes_less_than_five_milliseconds() -> None:
    match("")
    texts = [text for _, text in ROWS][::5]
    start = time.thread_time()
    for text in texts:
        match(text)
    assert (time.thread_time() - start) / len(texts) < MS


def test_a_long_text_is_not_read_to_its_end() -> None:
    match("")
    start = time.thread_time()
    match("党费" * LONG)
    assert time.thread_time() - start < 10 * MS


def test_folding_leaves_simplified_text_alone_and_is_done_once() -> None:
    for _, text in ROWS:
        assert fold(fold(text)) == fold(text)


def test_the_tables_are_well_formed() -> None:
    folder = Path(EXAMPLES).parent
    with (folder / "concepts.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert all(len(row) == 2 and row[1].split() for row in rows)
    pairs = (folder / "traditional.txt").read_text(encoding="utf-8").split()
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)
    assert len({pair[0] for pair in pairs}) == len(pairs)
    sounds = "".join((folder / "sounds.txt").read_text(encoding="utf-8").split())
    assert len(set(sounds)) == len(sounds)
    assert concepts("党费", []) == {"dues"}
