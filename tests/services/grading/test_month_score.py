"""A month is scored aspect by aspect, published once, and corrected only by publishing anew with a reason."""

import asyncio

import pytest

from bot.domain.grading.month_score import MonthState
from bot.domain.grading.scoring import Deduction
from bot.domain.period import Month
from bot.services.grading import grade
from bot.services.questions import ask, dues
from bot.services.questions.ask import Question
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import grade as grade_view
from bot.views.grading import month_score as view
from bot.views.grading import month_score_publish as publish_view
from bot.views.questions import ask as answers
from tests.services.attendance.attendance_branch import ROOT
from tests.services.grading.month_score_stage import NOVEMBER, Months, months, other_version, refused, shown

DUES = dues.rules(ROOT / "config")
OCTOBER, DECEMBER = NOVEMBER.later(-1), NOVEMBER.later(1)


@pytest.fixture
async def ours(database: Database) -> Months:
    return await months(database)


async def test_from_nothing_to_published(ours: Months) -> None:
    assert (await ours.card()).state is MonthState.NONE
    await ours.enter("study", "2 学习记录不全\n0.5 缺席一次")
    done = await ours.enter("dues", "得9分 迟交一天")
    assert (done.access.state, done.access.sheet.total) == (MonthState.DRAFT, 965)
    looked = await ours.look()
    assert looked is not None
    assert "· 学习教育 −0.5 缺席一次" in publish_view.asked(looked, Texts(ours.hall.zone).speech("zh")).text
    assert "96.5" not in await shown(ours, ours.house.secretary)
    published = (await ours.publish()).published
    assert published is not None
    assert (published.number, published.score, published.reason) == (1, 965, None)
    [(who, told)] = await ours.told()
    assert who == ours.house.secretary
    assert "一支部的2026年11月评分公布了" in told
    for person in (ours.house.secretary, ours.house.members[0]):
        text = await shown(ours, person)
        assert "2026年11月得分 96.5：\n· 党费收缴 −1 迟交一天\n· 学习教育 −2 学习记录不全" in text
    assert "Score of November 2026: 96.5" in await shown(ours, ours.house.members[0], "en")
    assert "96.5" not in await shown(ours, ours.house.stranger)
    assert "· 一支部：还没有定级，2026年11月得分 96.5" in await shown(ours, ours.house.above)


async def test_reasons_stand_in_the_record_sealed(ours: Months) -> None:
    await ours.enter("study", "2 学习记录不全")
    await ours.publish()
    [entry] = await ours.audited()
    assert (entry["off"], entry["score"], entry["month"], entry["number"]) == ({"study": [20]}, 980, "2026-11", 1)
    assert "学习" not in str(entry)


async def test_full_marks_are_one_tap_and_lose_nothing_that_is_entered(ours: Months) -> None:
    done = await ours.all_full()
    assert (done.access.state, done.access.sheet.total) == (MonthState.DRAFT, 1000)
    await ours.enter("study", "2 学习记录不全")
    again = await ours.all_full()
    assert (again.again, again.access.sheet.total) == (True, 980)
    await ours.begin("study")
    assert (await ours.full()).access.sheet.total == 1000
    await ours.publish()
    assert "2026年11月得分 100，没有扣分。" in await shown(ours, ours.house.secretary)


async def test_a_correction_needs_its_reason_and_both_stay(ours: Months) -> None:
    await ours.enter("study", "2 学习记录不全")
    await ours.publish()
    ours.on(2027, 3, 1)
    done = await ours.enter("study", "1 学习记录不全")
    assert done.access.state is MonthState.CHANGED
    assert "得分 98：" in await shown(ours, ours.house.secretary)
    await refused(ours, "month_score_reason", ours.publish())
    assert await ours.look() is None
    await refused(ours, "reason_missing", ours.because(""))
    await ours.because("补交了记录")
    published = (await ours.confirm()).published
    assert published is not None
    assert (published.number, published.score, published.reason) == (2, 990, "补交了记录")
    rows = await ours.hall.rows("SELECT number, score, reason FROM month_score ORDER BY number")
    assert [tuple(row.values()) for row in rows] == [(1, 980, None), (2, 990, "补交了记录")]
    assert "得分 99：\n· 学习教育 −1 学习记录不全\n2027年3月1日更正，理由：补交了记录" in await shown(
        ours, ours.house.secretary
    )
    assert "重新公布。理由：补交了记录" in (await ours.told())[1][1]
    assert [entry["number"] for entry in await ours.audited()] == [1, 2]


async def test_the_same_yes_again_publishes_once(ours: Months) -> None:
    await ours.all_full()
    await ours.publish()
    again = await ours.publish()
    assert (again.again, again.published) == (True, None)
    looked = await ours.look()
    assert looked is not None
    assert looked.again
    assert len(await ours.audited()) == len(await ours.told()) == 1


async def test_two_yeses_at_once_publish_once(ours: Months) -> None:
    await ours.all_full()
    done = await asyncio.gather(ours.publish(), ours.publish(by=ours.second), ours.publish())
    assert sorted(one.again for one in done) == [False, True, True]
    assert len(await ours.audited()) == 1


async def test_what_was_changed_since_it_was_shown_is_not_published(ours: Months) -> None:
    access = (await ours.all_full()).access
    assert access.draft is not None
    await ours.enter("study", "2 学习记录不全", by=ours.second)
    await refused(ours, "grading_moved", ours.publish(version=access.draft.version))
    assert await ours.audited() == []


async def test_two_phones_in_one_aspect_do_not_write_over_each_other(ours: Months) -> None:
    await ours.begin("study")
    await ours.begin("dues", by=ours.second)
    await ours.enter_text("3 迟交", by=ours.second)
    assert not (await ours.enter_text("2 学习记录不全")).moved
    await ours.begin("study")
    await ours.enter("study", "4 没有学习", by=ours.second)
    done = await ours.enter_text("1 学习记录不全")
    assert done.moved
    assert done.access.lines["study"] == [Deduction(40, "没有学习")]
    assert done.access.sheet.total == 930
    assert "没有记上" in view.after(done, Texts(ours.hall.zone).speech("zh")).text


async def test_a_correction_that_others_moved_is_not_published(ours: Months) -> None:
    await ours.all_full()
    await ours.publish()
    await ours.enter("study", "2 学习记录不全")
    assert await ours.look() is None
    await ours.because("漏扣")
    await ours.enter("dues", "1 迟交", by=ours.second)
    done = await ours.confirm()
    assert (done.moved, done.published) == (True, None)
    assert len(await ours.audited()) == 1


async def test_all_that_are_scored_at_once_after_a_look(ours: Months) -> None:
    await ours.enter("study", "2 学习记录不全")
    assert [row.state for row in (await ours.page()).rows] == [MonthState.DRAFT, MonthState.NONE]
    looked = await ours.look_at_all()
    assert "　· 学习教育 −2 学习记录不全" in publish_view.batch(looked, Texts(ours.hall.zone).speech("zh")).text
    await ours.all_full(ours.house.other)
    moved = await ours.publish_all(looked.mark)
    assert (moved.done, len(moved.lines)) == (False, 2)
    done = await ours.publish_all(moved.mark)
    assert (done.done, len(done.lines)) == (True, 2)
    assert [row.state for row in (await ours.page()).rows] == [MonthState.PUBLISHED, MonthState.PUBLISHED]
    assert sorted(who for who, _ in await ours.told()) == sorted([ours.house.secretary, ours.house.stranger])
    assert not (await ours.publish_all(moved.mark)).done
    assert len(await ours.audited()) == 2


async def test_a_correction_is_not_among_all(ours: Months) -> None:
    await ours.all_full()
    await ours.publish()
    await ours.enter("study", "2 学习记录不全")
    assert (await ours.look_at_all()).lines == ()


async def test_the_last_month_is_open_for_some_days_and_the_next_is_not(ours: Months) -> None:
    ours.on(2026, 11, 10)
    await ours.all_full(month=OCTOBER)
    ours.on(2026, 11, 11)
    await refused(ours, "month_score_over", ours.all_full(ours.house.other, month=OCTOBER))
    await refused(ours, "month_score_over", ours.begin("study", ours.house.other, month=OCTOBER))
    assert (await ours.publish(month=OCTOBER)).published is not None
    for step in (ours.all_full(month=DECEMBER), ours.card(month=DECEMBER), ours.page(month=DECEMBER)):
        await refused(ours, "month_score_ahead", step)
    await refused(ours, "old_button", ours.card(month=Month(1999, 12)))
    await refused(ours, "month_score_none", ours.look())
    await refused(ours, "month_score_none", ours.publish())


async def test_the_newest_month_counts_whichever_was_published_last(ours: Months) -> None:
    ours.on(2026, 11, 5)
    await ours.all_full()
    await ours.publish()
    await ours.enter("study", "2 学习记录不全", month=OCTOBER)
    await ours.publish(month=OCTOBER)
    assert "2026年11月得分 100" in await shown(ours, ours.house.secretary)
    assert "2026年11月得分 100" in await shown(ours, ours.house.above)


@pytest.mark.parametrize(
    ("aspect", "text", "code"),
    [
        ("nothing", "2 缺", "month_score_aspect"),
        ("study", "10.1 太多", "deduction_above_maximum"),
        ("study", "得11分", "score_above_maximum"),
        ("study", "2", "deduction_without_reason"),
        ("study", "缺", "deduction_unreadable"),
        ("study", "", "text_missing"),
    ],
)
async def test_what_cannot_be_taken_off_changes_nothing(ours: Months, aspect: str, text: str, code: str) -> None:
    await refused(ours, code, ours.enter(aspect, text))
    assert await ours.hall.rows("SELECT id FROM month_score_draft") == []


async def test_only_the_committee_above_scores_and_nobody_the_own_branch(ours: Months) -> None:
    house = ours.house
    await ours.all_full()
    for person in (house.secretary, house.members[0], house.stranger):
        for step in (ours.card(by=person), ours.page(by=person), ours.look(by=person), ours.look_at_all(by=person),
                     ours.publish(by=person), ours.all_full(by=person), ours.begin("study", by=person)):  # fmt: skip
            await refused(ours, "not_allowed", step)
    await house.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", ours.second, house.unit)
    assert [row.unit.id for row in (await ours.page(by=ours.second)).rows] == [house.unit, house.other]
    await house.hall.post(ours.second, house.unit, "deputy")
    for step in (ours.card(by=ours.second), ours.publish(by=ours.second), ours.begin("study", by=ours.second)):
        await refused(ours, "own_unit_grade", step)
    assert [row.unit.id for row in (await ours.page(by=ours.second)).rows] == [house.other]
    await house.hall.post(ours.second, house.other, "deputy")
    await refused(ours, "own_unit_grade", ours.page(by=ours.second))
    await refused(ours, "own_unit_grade", ours.look_at_all(by=ours.second))
    await refused(ours, "not_allowed", ours.card(house.top))
    await refused(ours, "not_found", ours.card(987_654))
    await refused(ours, "month_score_elsewhere", ours.card(house.groups[0]))
    assert await ours.audited() == []


async def test_a_committee_that_is_not_named_is_offered_nothing(ours: Months) -> None:
    say = Texts(ours.hall.zone).speech("zh")
    labels = []
    for committees in (("甲党委",), ()):
        ours.rules = ours.rules.model_copy(update={"committees": committees})
        asked = ours.hall.ask(ours.house.above)
        found = await grade.of_own_unit(ours.hall.uow, asked, months=ours.rules)
        keyboard = grade_view.current(found, say).keyboard
        labels.append("本月评分" in str(keyboard))
    assert labels == [True, False]
    await refused(ours, "not_allowed", ours.page())
    await refused(ours, "month_score_elsewhere", ours.card())


async def test_a_later_file_changes_nothing_that_was_begun(ours: Months) -> None:
    await ours.enter("life", "6 缺一次党课")
    await ours.publish()
    ours.rules = other_version()
    text = await shown(ours, ours.house.secretary)
    assert "得分 94：\n· 组织生活 −6 缺一次党课" in text
    done = await ours.enter("life", "7 缺一次党课")
    assert (done.access.scheme.version, done.access.sheet.total) == (1, 930)
    assert (await ours.card(ours.house.other)).scheme.version == 2
    await refused(ours, "deduction_above_maximum", ours.enter("life", "6 缺一次党课", ours.house.other))


async def test_sheets_can_be_read_in_both_languages(ours: Months) -> None:
    ours.on(2026, 11, 9)
    for step in (None, ours.enter("study", "2 学习记录不全"), ours.publish(), ours.enter("dues", "1 迟交")):
        if step is not None:
            await step
        for language in ("zh", "en"):
            say = Texts(ours.hall.zone).speech(language)
            for month in (NOVEMBER, OCTOBER):
                assert view.card(await ours.card(month=month), say).text
                assert view.page(await ours.page(month=month), 0, say).text


async def test_reasons_are_not_told_in_a_group(ours: Months) -> None:
    """They may name people."""
    await ours.enter("study", "2 党员0没有参加")
    await ours.publish()
    hall, house, group = ours.hall, ours.house, -100_123
    sql = "INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0) RETURNING chat_id AS id"
    await hall.run(sql, group, house.unit)
    asked = Question(hall.uow, hall.ask(house.secretary), hall.rules, DUES, "grade.current")
    for found, told in ((await ask.answer_in_group(asked, group), False), (await ask.answer(asked), True)):
        assert found is not None
        text = answers.answered(found, Texts(hall.zone).speech("zh")).text
        assert ("没有参加" in text) is told
