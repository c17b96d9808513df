"""Corrections of earlier months are read too; what is begun can be corrected whatever the file says by then."""

import pytest

from bot.domain.grading.month_score import MonthState
from bot.services.questions import ask, dues
from bot.services.questions.ask import Question
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import month_score as view
from bot.views.grading import month_score_publish as publish_view
from bot.views.questions import ask as answers
from tests.services.attendance.attendance_branch import ROOT
from tests.services.grading.month_score_stage import NOVEMBER, Months, months, refused, shown

OCTOBER = NOVEMBER.later(-1)
DUES = dues.rules(ROOT / "config")
CORRECTED = "2026年10月得分 99：\n· 学习教育 −1 学习记录不全\n2026年12月20日更正，理由：补交了记录"


@pytest.fixture
async def ours(database: Database) -> Months:
    return await months(database)


async def october_corrected(ours: Months) -> None:
    """October and November are published; in December October is corrected, twice."""
    ours.on(2026, 11, 5)
    await ours.enter("study", "2 学习记录不全", month=OCTOBER)
    await ours.publish(month=OCTOBER)
    await ours.all_full()
    await ours.publish()
    ours.on(2026, 12, 1)
    await ours.enter("study", "3 学习记录不全", month=OCTOBER)
    await ours.again("少扣了", month=OCTOBER)
    ours.on(2026, 12, 20)
    await ours.enter("study", "1 学习记录不全", month=OCTOBER)
    await ours.again("补交了记录", month=OCTOBER)


async def test_a_correction_of_an_earlier_month_is_read_for_31_days(ours: Months) -> None:
    await october_corrected(ours)
    for day in ((2026, 12, 20), (2027, 1, 20)):
        ours.on(*day)
        for person in (ours.house.secretary, ours.house.members[0]):
            text = await shown(ours, person)
            assert text.endswith(f"2026年11月得分 100，没有扣分。\n\n{CORRECTED}")
            assert "少扣了" not in text
        assert "Corrected on 20 December 2026" in await shown(ours, ours.house.members[0], "en")
    assert "10月" not in await shown(ours, ours.house.stranger)
    ours.on(2027, 1, 21)
    assert "10月" not in await shown(ours, ours.house.secretary)
    assert "大家" not in view.card(await ours.card(month=OCTOBER), Texts(ours.hall.zone).speech("zh")).text


async def test_an_earlier_month_that_was_never_corrected_is_not_read(ours: Months) -> None:
    ours.on(2026, 11, 5)
    for month in (NOVEMBER, OCTOBER):
        await ours.all_full(month=month)
        await ours.publish(month=month)
    assert "10月" not in await shown(ours, ours.house.secretary)
    assert all("最近一个月的得分" in text for _, text in await ours.told())


async def test_corrections_are_not_told_in_a_group(ours: Months) -> None:
    await october_corrected(ours)
    hall, house, group = ours.hall, ours.house, -100_123
    sql = "INSERT INTO group_chat (chat_id, unit_id, linked_at) VALUES ($1, $2, 0) RETURNING chat_id AS id"
    await hall.run(sql, group, house.unit)
    asked = Question(hall.uow, hall.ask(house.secretary), hall.rules, DUES, "grade.current")
    for found, told in ((await ask.answer_in_group(asked, group), False), (await ask.answer(asked), True)):
        assert found is not None
        assert ("补交了记录" in answers.answered(found, Texts(hall.zone).speech("zh")).text) is told


@pytest.mark.parametrize("lines", ["[]", "3", "x", '{"study": 5}', '{"study": [[1]]}'])
async def test_what_cannot_be_read_is_left_out(ours: Months, lines: str) -> None:
    """The rest of the answer stays."""
    await october_corrected(ours)
    await ours.hall.run("UPDATE month_score SET lines = $1 WHERE number = 3 RETURNING id", lines)
    assert "2026年11月得分 100" in await shown(ours, ours.house.secretary)
    await ours.hall.run("UPDATE month_score SET lines = $1 RETURNING id", lines)
    assert "一支部还没有定级" in await shown(ours, ours.house.secretary)
    assert "一支部：还没有定级" in await shown(ours, ours.house.above)


async def test_a_committee_that_is_taken_out_corrects_what_it_has_begun(ours: Months) -> None:
    await ours.all_full()
    await ours.publish()
    ours.rules = ours.rules.model_copy(update={"committees": ()})
    assert [row.unit.id for row in (await ours.page()).rows] == [ours.house.unit]
    await ours.enter("study", "2 学习记录不全")
    assert (await ours.again("漏扣")).published is not None
    await refused(ours, "month_score_elsewhere", ours.card(ours.house.other))
    await refused(ours, "month_score_elsewhere", ours.all_full(ours.house.other))
    await refused(ours, "month_score_elsewhere", ours.card(month=OCTOBER))
    ours.on(2026, 12, 5)
    found = await ours.page(month=NOVEMBER.later(1))
    assert found.rows == []
    for language in ("zh", "en"):
        assert view.page(found, 0, Texts(ours.hall.zone).speech(language)).text
    assert (await ours.look_at_all(month=NOVEMBER.later(1))).lines == ()
    await refused(ours, "not_allowed", ours.page(by=ours.house.secretary))


async def test_nothing_to_publish_names_what_waits_with_a_reason(ours: Months) -> None:
    say = Texts(ours.hall.zone).speech("zh")
    await ours.all_full()
    await ours.publish()
    assert "重新公布" not in publish_view.batch(await ours.look_at_all(), say).text
    await ours.enter("study", "2 学习记录不全")
    looked = await ours.look_at_all()
    assert (looked.lines, looked.changed) == ((), 1)
    assert "1 个支部改过分，要写明理由重新公布" in publish_view.batch(looked, say).text
    assert publish_view.batch(looked, Texts(ours.hall.zone).speech("en")).text


async def test_what_others_did_is_said_as_it_is(ours: Months) -> None:
    say = Texts(ours.hall.zone).speech("zh")
    await ours.begin("study")
    await ours.enter("study", "2 学习记录不全", by=ours.second)
    done = await ours.enter_text("2 学习记录不全")
    assert (done.moved, done.access.sheet.total) == (False, 980)
    await ours.publish()
    await ours.enter("dues", "1 迟交")
    assert await ours.look() is None
    await ours.because("漏扣")
    await ours.again("补扣", by=ours.second)
    done = await ours.confirm()
    assert done.access.state is MonthState.PUBLISHED
    assert "和已经公布的一样" in view.after(done, say).text
    await ours.enter("dues", "2 迟交")
    assert await ours.look() is None
    await ours.because("漏扣")
    await ours.enter("dues", "3 迟交", by=ours.second)
    done = await ours.confirm()
    assert (done.moved, done.access.state) == (True, MonthState.CHANGED)
    text = view.after(done, say).text
    assert "还没有重新公布" in text
    assert "别人" not in text
    assert "没有记上" not in text
    assert view.after(done, Texts(ours.hall.zone).speech("en")).text


async def test_a_month_that_is_over_does_not_say_that_it_can_be_scored(ours: Months) -> None:
    say = Texts(ours.hall.zone).speech("zh")
    assert "就能打分" not in view.page(await ours.page(month=OCTOBER), 0, say).text
