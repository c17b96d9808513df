"""Answers to questions in plain words: from the asker's own unit and permissions."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.intents import fold, intents
from bot.services import actor
from bot.services.grading.grade import UnitGrades
from bot.services.meeting.card import Listed, MeetingCard
from bot.services.people.unit_summary import Committee, Members, tree
from bot.services.questions import ask, dues
from bot.services.questions.ask import Answer, Question
from bot.services.questions.dues import DuesRule
from bot.views.questions import ask as view
from bot.views.view import View
from tests.clock import START
from tests.installation import CONFIG, EN, INSTALLATION, TEXTS, ZH
from tests.views.keyboard import labels
from tests.world import World
from tests.world.meeting import Called, attended, call_meeting
from tests.world.village import BRANCH, CHEN, LI, TOWN, WANG, settle

DUES = dues.rules(CONFIG)
GROUP = -100123
STRANGER = 99
GRADED = "INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source) VALUES ($1, $2, $3, $4, $5, '')"


@pytest.fixture
async def village(world: World) -> World:
    """Three have accounts; the branch was graded twice."""
    await settle(world, LI, WANG, CHEN)
    graded = ((2024, 885, "fairly_good"), (2025, 926, "good"))
    rows = [(BRANCH, year, score, grade, f"{year}-12-20") for year, score, grade in graded]
    await world.run_all(GRADED, rows)
    return world


async def call(village: World, type: str, title: str, days: int, *people: int) -> Called:
    """A meeting of the branch, so many days from now."""
    starts = START + timedelta(days=days)
    return await call_meeting(village, BRANCH, people, type=type, title=title, starts=starts, place="村部会议室")


def question(village: World, person: int, intent: str, text: str = "") -> Question:
    return Question(village.uow, village.request(person), INSTALLATION.meetings, DUES, intent, fold(text))


async def answer(village: World, person: int, intent: str, text: str = "") -> Answer:
    return await ask.answer(question(village, person, intent, text))


async def shown(village: World, person: int, intent: str, text: str = "", language: str = "zh") -> View:
    return view.answered(await answer(village, person, intent, text), TEXTS.speech(language))


async def test_the_grade_and_its_history(village: World) -> None:
    found = await answer(village, CHEN, "grade.current")
    assert isinstance(found.result, UnitGrades)
    assert [one.score for one in found.result.history] == [926, 885]
    text = (await shown(village, CHEN, "grade.current")).text
    assert "92.6" in text
    assert text.endswith("（截至 11月25日周三）")
    assert "88.5" in (await shown(village, CHEN, "grade.history")).text


async def test_members_are_counted_by_standing_without_those_who_left(village: World) -> None:
    found = (await answer(village, CHEN, "branch.members")).result
    assert isinstance(found, Members)
    assert found.total == 4
    assert found.standings == {
        Standing.FULL: 3,
        Standing.PROBATIONARY: 1,
        Standing.ACTIVIST: 1,
        Standing.MASS_REPRESENTATIVE: 1,
    }
    assert (found.flags.retired, found.flags.floating) == (1, 1)
    assert "党员 4 名：正式党员 3 名，预备党员 1 名" in (await shown(village, CHEN, "branch.members")).text


async def test_the_committee_by_rank_with_group_leaders_and_no_phone(village: World) -> None:
    found = (await answer(village, CHEN, "branch.committee")).result
    assert isinstance(found, Committee)
    assert [(one.kind, one.name) for one in found.posts] == [
        (PostKind.SECRETARY, "李树林"),
        (PostKind.ORGANISATION, "王秀兰"),
    ]
    assert [(one.unit_name, one.name) for one in found.leaders] == [("第二党小组", "赵建国")]
    text = (await shown(village, CHEN, "branch.committee")).text
    assert "书记李树林" in text
    assert "139" not in text


async def test_a_question_for_a_phone_number_is_answered_before_the_list(village: World) -> None:
    asked = replace(question(village, CHEN, "branch.committee"), contact=True)
    text = view.answered(await ask.answer(asked), ZH).text
    assert text.startswith("有事请找书记李树林")
    assert text.count("电话号码我不外传") == 1
    plain = (await shown(village, CHEN, "branch.committee")).text
    assert plain.index("组织委员") < plain.index("电话号码我不外传")


@pytest.mark.parametrize("intent", ["dues.rule", "meeting.next", "meeting.list", "theme.current"])
async def test_only_facts_that_change_say_as_of_when(village: World, intent: str) -> None:
    assert "截至" not in (await shown(village, CHEN, intent)).text
    assert "截至" in (await shown(village, CHEN, "branch.members")).text


async def test_the_next_meeting_is_the_askers_own(village: World) -> None:
    await call(village, "committee", "支委会", 1, LI)
    await call(village, "assembly", "党员大会", 2, LI, CHEN)
    found = (await answer(village, CHEN, "meeting.next")).result
    assert isinstance(found, MeetingCard)
    assert found.notice.title == "党员大会"
    text = (await shown(village, CHEN, "meeting.next")).text
    assert "村部会议室" in text


@pytest.mark.parametrize(("language", "word"), [("zh", "您已签到"), ("en", "You are checked in")])
async def test_the_next_meeting_says_that_one_is_there_already(village: World, language: str, word: str) -> None:
    await attended(village, await call(village, "assembly", "党员大会", 0, LI, CHEN), CHEN)
    here = await shown(village, CHEN, "meeting.next", language=language)
    assert word in here.text
    assert "14:00" in here.text.splitlines()[-1]
    assert not any(text.startswith(("签到", "请假", "Check in", "Ask for leave")) for text in labels(here))
    other = await shown(village, LI, "meeting.next", language=language)
    assert word not in other.text
    assert any(text.startswith(("签到", "Check in")) for text in labels(other))


async def test_no_meeting_is_said_plainly(village: World) -> None:
    assert "还没有安排会议" in (await shown(village, CHEN, "meeting.next")).text
    assert "还没有安排" in (await shown(village, CHEN, "theme.current")).text
    assert "没有安排会议" in (await shown(village, CHEN, "meeting.list", "下周有哪些会")).text


async def test_meetings_of_the_time_that_was_asked_for(village: World) -> None:
    await call(village, "assembly", "本周的会", 1, CHEN)
    await call(village, "assembly", "下周的会", 7, CHEN)
    here = (await shown(village, CHEN, "meeting.list", "這週有哪些會議")).text
    assert "本周的会" in here
    assert "下周的会" not in here
    assert "下周的会" in (await shown(village, CHEN, "meeting.list", "meetings next week", "en")).text


async def test_the_theme_day_of_this_month(village: World) -> None:
    await call(village, "assembly", "党员大会", 1, CHEN)
    await call(village, "theme_day", "植树", 3, CHEN)
    found = (await answer(village, CHEN, "theme.current")).result
    assert isinstance(found, Listed)
    assert [one.meeting.title for one in found.entries] == ["植树"]


async def test_dues_show_the_askers_own_scale_first(village: World) -> None:
    for person, retired in ((WANG, True), (CHEN, False)):
        found = (await answer(village, person, "dues.rule")).result
        assert isinstance(found, DuesRule)
        assert [scale.retired for scale in found.scales] == [retired, not retired]
        assert found.no_income == Decimal("0.2")
    text = (await shown(village, CHEN, "dues.rule")).text
    for line in ("3000 元及以下：0.5%", "5000 元以上，到 10000 元：1.5%", "10000 元以上：2%", "每月 0.2 元"):
        assert line in text


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_intent_has_an_answer_and_its_next_steps(village: World, language: str) -> None:
    for intent in intents():
        made = await shown(village, CHEN, intent, language=language)
        assert made.text
        assert made.keyboard is not None


async def test_what_cannot_be_answered_yet_says_so_and_names_the_secretary(village: World) -> None:
    found = await answer(village, CHEN, "points.mine")
    assert (found.result, found.secretary) == (None, "李树林")
    assert "还帮不上忙" in (await shown(village, CHEN, "points.mine")).text


async def test_an_unknown_account_is_refused_whatever_it_asks(village: World) -> None:
    for intent in ("grade.current", "branch.committee", "dues.rule", "points.mine"):
        await village.refused("unknown_account", answer(village, STRANGER, intent))
    await village.refused("unknown_account", village.act(STRANGER, actor.identify))


async def linked(village: World, unit: int) -> None:
    await village.run("INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0)", GROUP, unit)


async def test_a_linked_group_gets_what_is_public(village: World) -> None:
    await linked(village, BRANCH)
    await call(village, "committee", "支委会", 1, LI)
    await call(village, "assembly", "党员大会", 2, LI, CHEN)
    found = await ask.answer_in_group(question(village, LI, "meeting.next"), GROUP)
    assert found is not None
    made = view.answered_in_group(found, ZH)
    assert "党员大会" in made.text
    assert "支委会" not in made.text
    assert made.keyboard is None
    dues_of_all = await ask.answer_in_group(question(village, WANG, "dues.rule"), GROUP)
    assert dues_of_all is not None
    assert isinstance(dues_of_all.result, DuesRule)
    assert not dues_of_all.result.scales[0].retired


@pytest.mark.parametrize("intent", ["attendance.mine", "profile.mine", "points.mine", "leave.request", "rectify.mine"])
async def test_a_group_never_gets_what_is_personal(village: World, intent: str) -> None:
    await linked(village, BRANCH)
    assert await ask.answer_in_group(question(village, LI, intent), GROUP) is None


async def test_another_units_group_or_one_linked_to_none_gets_nothing(village: World) -> None:
    assert await ask.answer_in_group(question(village, LI, "grade.current"), GROUP) is None
    await linked(village, TOWN)
    assert await ask.answer_in_group(question(village, LI, "grade.current"), GROUP) is None


async def test_a_stranger_in_a_group_gets_nothing(village: World) -> None:
    await linked(village, BRANCH)
    assert await ask.answer_in_group(question(village, STRANGER, "grade.current"), GROUP) is None


async def test_the_tree_has_every_unit_under_its_parent(village: World) -> None:
    lines = await tree(village.uow)
    assert [(one.depth, one.name, one.people) for one in lines] == [
        (0, "青河镇党委", 0),
        (1, "柳林村党支部", 6),
        (2, "第一党小组", 2),
        (2, "第二党小组", 2),
    ]


def test_days_are_named_in_the_readers_language() -> None:
    made = Answer("points.mine", date(2026, 11, 25), None, None)
    assert "secretary or committee" in view.answered(made, EN).text
