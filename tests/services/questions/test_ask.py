"""Answers to questions in plain words: from the asker's own unit and permissions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.attendance.model import Way
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.meeting.rules import read
from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.request import Request
from bot.intents import fold, intents
from bot.services.grading.grade import UnitGrades
from bot.services.meeting.card import Listed, MeetingCard
from bot.services.people.unit_facts import Committee, Members, tree
from bot.services.questions import ask, dues
from bot.services.questions.ask import Answer, Question
from bot.services.questions.dues import DuesRule
from bot.settings import load
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.questions import ask as view
from bot.views.view import View
from tests.clock import START
from tests.services.small_branch import BRANCH, CHEN, LI, TOWN, WANG, asks, branch

CONFIG = Path(__file__).parents[3] / "config"
RULES = read((CONFIG / "meetings.toml").read_text(encoding="utf-8"))
DUES = dues.rules(CONFIG)
ZONE = load(_env_file=None).zone
TEXTS = Texts(ZONE, RULES.names())
GROUP = -100123
MEETING = """
INSERT INTO meeting (id, unit_id, type, title, starts, ends, place, ways, state, called_at)
VALUES ($1, $2, $3, $4, $5, $6, '村部会议室', $7, 'called', 0)"""


@pytest.fixture
async def uow(database: Database) -> UnitOfWork:
    uow = await branch(database, LI, WANG, CHEN)
    async with uow.begin() as work:
        for year, score, grade in ((2024, 885, "fairly_good"), (2025, 926, "good")):
            await work.execute(
                "INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source) "
                "VALUES ($1, $2, $3, $4, $5, '')",
                BRANCH,
                year,
                score,
                grade,
                f"{year}-12-20",
            )
        await work.commit()
    return uow


async def call(uow: UnitOfWork, id: int, type: str, title: str, days: int, *people: int, unit: int = BRANCH) -> None:
    starts = to_ms(START) + days * 86_400_000
    async with uow.begin() as work:
        await work.execute(MEETING, id, unit, type, title, starts, starts + 3_600_000, Way.BUTTON.value)
        await work.execute(
            "INSERT INTO session (meeting_id, number, starts, ends) VALUES ($1, 1, $2, $3)",
            id,
            starts,
            starts + 3_600_000,
        )
        for person in people:
            await work.execute(
                "INSERT INTO invitee (meeting_id, person_id, voting) VALUES ($1, $2, $3)", id, person, True
            )
        await work.commit()


def question(uow: UnitOfWork, person: int, intent: str, text: str = "") -> Question:
    return Question(uow, asks(person), RULES, DUES, intent, fold(text))


async def answer(uow: UnitOfWork, person: int, intent: str, text: str = "") -> Answer:
    return await ask.answer(question(uow, person, intent, text))


def labels(made: View) -> list[str]:
    assert isinstance(made.keyboard, InlineKeyboardMarkup)
    return [one.text for line in made.keyboard.inline_keyboard for one in line]


async def shown(uow: UnitOfWork, person: int, intent: str, text: str = "", language: str = "zh") -> View:
    return view.answered(await answer(uow, person, intent, text), TEXTS.speech(language))


async def test_the_grade_and_its_history(uow: UnitOfWork) -> None:
    found = await answer(uow, CHEN, "grade.current")
    assert isinstance(found.result, UnitGrades)
    assert [one.score for one in found.result.history] == [926, 885]
    text = (await shown(uow, CHEN, "grade.current")).text
    assert "92.6" in text
    assert text.endswith("（截至 11月25日周三）")
    assert "88.5" in (await shown(uow, CHEN, "grade.history")).text


async def test_members_are_counted_by_standing_without_those_who_left(uow: UnitOfWork) -> None:
    found = (await answer(uow, CHEN, "branch.members")).result
    assert isinstance(found, Members)
    assert found.total == 4
    assert found.standings == {
        Standing.FULL: 3,
        Standing.PROBATIONARY: 1,
        Standing.ACTIVIST: 1,
        Standing.MASS_REPRESENTATIVE: 1,
    }
    assert (found.flags.retired, found.flags.floating) == (1, 1)
    assert "党员 4 名：正式党员 3 名，预备党员 1 名" in (await shown(uow, CHEN, "branch.members")).text


async def test_the_committee_by_rank_with_group_leaders_and_no_phone(uow: UnitOfWork) -> None:
    found = (await answer(uow, CHEN, "branch.committee")).result
    assert isinstance(found, Committee)
    assert [(one.kind, one.name) for one in found.posts] == [
        (PostKind.SECRETARY, "李树林"),
        (PostKind.ORGANISATION, "王秀兰"),
    ]
    assert [(one.unit_name, one.name) for one in found.leaders] == [("第二党小组", "赵建国")]
    text = (await shown(uow, CHEN, "branch.committee")).text
    assert "书记李树林" in text
    assert "139" not in text


async def test_a_question_for_a_phone_number_is_answered_before_the_list(uow: UnitOfWork) -> None:
    asked = replace(question(uow, CHEN, "branch.committee"), contact=True)
    text = view.answered(await ask.answer(asked), TEXTS.speech("zh")).text
    assert text.startswith("有事请找书记李树林")
    assert text.count("电话号码我不外传") == 1
    plain = (await shown(uow, CHEN, "branch.committee")).text
    assert plain.index("组织委员") < plain.index("电话号码我不外传")


@pytest.mark.parametrize("intent", ["dues.rule", "meeting.next", "meeting.list", "theme.current"])
async def test_only_facts_that_change_say_as_of_when(uow: UnitOfWork, intent: str) -> None:
    assert "截至" not in (await shown(uow, CHEN, intent)).text
    assert "截至" in (await shown(uow, CHEN, "branch.members")).text


async def test_the_next_meeting_is_the_askers_own(uow: UnitOfWork) -> None:
    await call(uow, 1, "committee", "支委会", 1, LI)
    await call(uow, 2, "assembly", "党员大会", 2, LI, CHEN)
    found = (await answer(uow, CHEN, "meeting.next")).result
    assert isinstance(found, MeetingCard)
    assert found.notice.title == "党员大会"
    text = (await shown(uow, CHEN, "meeting.next")).text
    assert "村部会议室" in text


@pytest.mark.parametrize(("language", "word"), [("zh", "您已签到"), ("en", "You are checked in")])
async def test_the_next_meeting_says_that_one_is_there_already(uow: UnitOfWork, language: str, word: str) -> None:
    await call(uow, 1, "assembly", "党员大会", 0, LI, CHEN)
    async with uow.begin() as work:
        await work.execute(
            "INSERT INTO attendance (session_id, person_id, state, way, at) "
            "SELECT id, $1, 'present', 'button', $2 FROM session",
            CHEN,
            to_ms(START),
        )
        await work.commit()
    here = await shown(uow, CHEN, "meeting.next", language=language)
    assert word in here.text
    assert "14:00" in here.text.splitlines()[-1]
    assert not any(text.startswith(("签到", "请假", "Check in", "Ask for leave")) for text in labels(here))
    other = await shown(uow, LI, "meeting.next", language=language)
    assert word not in other.text
    assert any(text.startswith(("签到", "Check in")) for text in labels(other))


async def test_no_meeting_is_said_plainly(uow: UnitOfWork) -> None:
    assert "还没有安排会议" in (await shown(uow, CHEN, "meeting.next")).text
    assert "还没有安排" in (await shown(uow, CHEN, "theme.current")).text
    assert "没有安排会议" in (await shown(uow, CHEN, "meeting.list", "下周有哪些会")).text


async def test_meetings_of_the_time_that_was_asked_for(uow: UnitOfWork) -> None:
    await call(uow, 1, "assembly", "本周的会", 1, CHEN)
    await call(uow, 2, "assembly", "下周的会", 7, CHEN)
    here = (await shown(uow, CHEN, "meeting.list", "這週有哪些會議")).text
    assert "本周的会" in here
    assert "下周的会" not in here
    assert "下周的会" in (await shown(uow, CHEN, "meeting.list", "meetings next week", "en")).text


async def test_the_theme_day_of_this_month(uow: UnitOfWork) -> None:
    await call(uow, 1, "assembly", "党员大会", 1, CHEN)
    await call(uow, 2, "theme_day", "植树", 3, CHEN)
    found = (await answer(uow, CHEN, "theme.current")).result
    assert isinstance(found, Listed)
    assert [one.meeting.title for one in found.entries] == ["植树"]


async def test_dues_show_the_askers_own_scale_first(uow: UnitOfWork) -> None:
    for person, retired in ((WANG, True), (CHEN, False)):
        found = (await answer(uow, person, "dues.rule")).result
        assert isinstance(found, DuesRule)
        assert [scale.retired for scale in found.scales] == [retired, not retired]
        assert found.no_income == Decimal("0.2")
    text = (await shown(uow, CHEN, "dues.rule")).text
    for line in ("3000 元及以下：0.5%", "5000 元以上，到 10000 元：1.5%", "10000 元以上：2%", "每月 0.2 元"):
        assert line in text


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_intent_has_an_answer_and_its_next_steps(uow: UnitOfWork, language: str) -> None:
    for intent in intents():
        made = await shown(uow, CHEN, intent, language=language)
        assert made.text
        assert made.keyboard is not None


async def test_what_cannot_be_answered_yet_says_so_and_names_the_secretary(uow: UnitOfWork) -> None:
    found = await answer(uow, CHEN, "points.mine")
    assert (found.result, found.secretary) == (None, "李树林")
    assert "还帮不上忙" in (await shown(uow, CHEN, "points.mine")).text


async def test_an_unknown_account_is_refused_whatever_it_asks(uow: UnitOfWork) -> None:
    stranger = Request(1, 5, START, ZONE)
    for intent in ("grade.current", "branch.committee", "dues.rule", "points.mine"):
        with pytest.raises(DomainError, match="unknown_account"):
            await ask.answer(Question(uow, stranger, RULES, DUES, intent))
    with pytest.raises(DomainError, match="unknown_account"):
        await ask.known(uow, stranger)


async def linked(uow: UnitOfWork, unit: int) -> None:
    async with uow.begin() as work:
        await work.execute("INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0)", GROUP, unit)
        await work.commit()


async def test_a_linked_group_gets_what_is_public(uow: UnitOfWork) -> None:
    await linked(uow, BRANCH)
    await call(uow, 1, "committee", "支委会", 1, LI)
    await call(uow, 2, "assembly", "党员大会", 2, LI, CHEN)
    found = await ask.answer_in_group(question(uow, LI, "meeting.next"), GROUP)
    assert found is not None
    made = view.answered_in_group(found, TEXTS.speech("zh"))
    assert "党员大会" in made.text
    assert "支委会" not in made.text
    assert made.keyboard is None
    dues_of_all = await ask.answer_in_group(question(uow, WANG, "dues.rule"), GROUP)
    assert dues_of_all is not None
    assert isinstance(dues_of_all.result, DuesRule)
    assert not dues_of_all.result.scales[0].retired


@pytest.mark.parametrize("intent", ["attendance.mine", "profile.mine", "points.mine", "leave.request", "rectify.mine"])
async def test_a_group_never_gets_what_is_personal(uow: UnitOfWork, intent: str) -> None:
    await linked(uow, BRANCH)
    assert await ask.answer_in_group(question(uow, LI, intent), GROUP) is None


async def test_another_units_group_or_one_linked_to_none_gets_nothing(uow: UnitOfWork) -> None:
    assert await ask.answer_in_group(question(uow, LI, "grade.current"), GROUP) is None
    await linked(uow, TOWN)
    assert await ask.answer_in_group(question(uow, LI, "grade.current"), GROUP) is None


async def test_a_stranger_in_a_group_gets_nothing(uow: UnitOfWork) -> None:
    await linked(uow, BRANCH)
    stranger = Question(uow, Request(1, 5, START, ZONE), RULES, DUES, "grade.current")
    assert await ask.answer_in_group(stranger, GROUP) is None


async def test_the_tree_has_every_unit_under_its_parent(uow: UnitOfWork) -> None:
    lines = await tree(uow)
    assert [(one.depth, one.name, one.people) for one in lines] == [
        (0, "青河镇党委", 0),
        (1, "柳林村党支部", 6),
        (2, "第一党小组", 2),
        (2, "第二党小组", 2),
    ]


def test_days_are_named_in_the_readers_language() -> None:
    made = Answer("points.mine", date(2026, 11, 25), None, None)
    assert "secretary or committee" in view.answered(made, TEXTS.speech("en")).text
