"""Notices, objections, the end: who is told, what is refused, what goes back."""

from datetime import date, timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import Names
from bot.services.grading import grade, grade_import, objection
from bot.services.grading import notice as grading_notice
from bot.services.grading.whole_round import BatchAction
from bot.services.people import forget
from bot.services.workdays import is_working_day
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from bot.texts.speech import Texts
from bot.views.grading import notice as view
from bot.views.renderers import render
from tests.services.grading.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def grades_of(ours: End) -> list[tuple[int, str, int | None]]:
    rows = await ours.hall.rows("SELECT year, grade, score FROM grade_result ORDER BY year")
    return [(row["year"], row["grade"], row["score"]) for row in rows]


async def test_it_hangs_out_for_working_days_with_the_chains_head(ours: End) -> None:
    house = ours.ours.house
    guest = await ours.hall.person("群众代表", house.unit, standing="mass_representative")
    await ours.hall.person("没绑定", house.unit, account=False)
    await ours.hall.person("走了", house.unit, left_on="2026-01-01")
    id = await ours.at_notice(good=10)
    notice, today = await ours.notice(id), ours.hall.now.astimezone(ours.hall.zone).date()
    days = [today + timedelta(days=n) for n in range(1, (notice.ends_on - today).days + 1)]
    assert (notice.starts_on, sum(map(is_working_day, days)), is_working_day(days[-1])) == (today, 5, True)
    told = await ours.ours.told("notice.published")
    assert sorted(person for person, _ in told) == sorted([*house.people, guest])
    [head] = {data["head"] for _, data in told}
    [row] = await ours.hall.rows("SELECT hash FROM audit WHERE kind = 'grade.published'")
    assert head == row["hash"] == notice.head
    assert {person for person, data in told if data["printed"]} == {house.secretary}
    assert (await ours.ours.case(id)).step is Step.NOTICE
    assert await grades_of(ours) == []


async def test_nothing_is_published_before_it_is_decided_and_only_once(ours: End) -> None:
    id = await ours.at_decision(good=10)
    with pytest.raises(DomainError, match="grading_undecided"):
        await ours.publish(id)
    version = (await ours.ours.case(id)).version
    await ours.choose(id, "good")
    with pytest.raises(DomainError, match="grading_moved"):
        await ours.publish(id, version=version)
    with pytest.raises(DomainError, match="not_allowed"):
        await ours.publish(id, ours.ours.house.secretary)
    await ours.publish(id)
    assert (await ours.publish(id)).again
    assert len(await ours.hall.rows("SELECT id FROM grade_notice")) == 1


async def test_what_would_be_published_is_shown_first(ours: End) -> None:
    id = await ours.at_decision(good=10)
    hall, installation, house = ours.hall, ours.ours.installation, ours.ours.house
    with pytest.raises(DomainError, match="grading_undecided"):
        await grading_notice.preview(hall.uow, hall.ask(house.above), installation, id)
    await ours.choose(id, "good")
    with pytest.raises(DomainError, match="not_allowed"):
        await grading_notice.preview(hall.uow, hall.ask(house.secretary), installation, id)
    found = await grading_notice.preview(hall.uow, hall.ask(house.above), installation, id)
    say = Texts(hall.zone).speech("zh")
    assert "公示出去" in str(view.asked(found, say).keyboard)
    assert "公示期 5 个工作日" in view.asked(found, say).text
    assert await hall.rows("SELECT id FROM grade_notice") == []
    published = await ours.publish(id, version=found.version)
    assert published.notice.ends_on == found.until
    again = await grading_notice.preview(hall.uow, hall.ask(house.above), installation, id)
    assert again.out
    assert "公示出去" not in str(view.asked(again, say).keyboard)


async def test_it_is_final_after_its_last_day_and_stands_in_the_history(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=9, average=1)
    with pytest.raises(DomainError, match="notice_running"):
        await ours.finish(id)
    last = (await ours.notice(id)).ends_on
    ours.hall.clock.moment += timedelta(days=(last - ours.hall.now.astimezone(ours.hall.zone).date()).days)
    with pytest.raises(DomainError, match="notice_running"):
        await ours.finish(id)
    await ours.over(id)
    with pytest.raises(DomainError, match="not_allowed"):
        await ours.finish(id, house.secretary)
    await ours.finish(id)
    assert (await ours.finish(id)).again
    assert await grades_of(ours) == [(2026, "good", 975)]
    assert await ours.ours.whom("grading.final") == sorted(house.people)
    assert await ours.ours.whom("grading.items") == [house.secretary]
    card = await ours.card(id, house.members[0])
    assert (card.stages[-1].done_at is not None, card.may_grade, card.objects) == (True, False, False)
    [entry] = await ours.ours.audited("grade.final")
    assert (entry["grade"], entry["score"], entry["case"]) == ("good", 975, id)


async def test_a_unit_left_ungraded_has_no_grade_but_its_reason_is_shown(ours: End) -> None:
    id = await ours.at_decision(good=10)
    await ours.choose(id, "")
    await ours.because("正在撤并")
    await ours.publish(id)
    [data, *_] = [data for _, data in await ours.ours.told("notice.published")]
    assert (data["grade"], data["reason"]) == (None, "正在撤并")
    await ours.over(id)
    await ours.finish(id)
    assert await grades_of(ours) == []
    found = await grade.of_own_unit(ours.hall.uow, ours.hall.ask(ours.ours.house.secretary))
    assert found.newest is not None
    assert found.newest.decision is not None
    assert (found.newest.over, found.newest.decision.reason) == (True, "正在撤并")


async def test_a_rejected_objection_is_answered_and_the_notice_goes_on(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    raised = await ours.object_(id, house.members[0])
    assert (raised.named, raised.notified) == (True, 1)
    [(committee, data)] = await ours.ours.told("objection.raised")
    assert (committee, data["by"], data["words"]) == (house.above, "党员0", "分数和实际不符")
    with pytest.raises(DomainError, match="objection_waiting"):
        await ours.object_(id, house.members[0])
    await ours.over(id)
    with pytest.raises(DomainError, match="objection_unanswered"):
        await ours.finish(id)
    assert (await ours.look(BatchAction.FINISH)).lines == ()
    [one] = await ours.objections(id)
    answered = await ours.answer(one.id, upheld=False)
    assert (answered.again, answered.back) == (False, False)
    assert (await ours.answer(one.id, upheld=True)).again
    assert await ours.ours.whom("objection.answered") == [house.members[0]]
    await ours.finish(id)
    assert await grades_of(ours) == [(2026, "good", 1000)]


async def test_an_upheld_objection_takes_the_notice_back_to_the_decision(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[0])
    await ours.object_(id, house.members[1], "活动室没有用")
    first, second = await ours.objections(id)
    assert (await ours.answer(first.id, upheld=True)).back
    assert (await ours.ours.case(id)).step is Step.DECISION
    async with ours.hall.uow.reading() as cx:
        assert {one.step for one in await grading.stages(cx, id) if one.done_at is None} == set(list(Step)[4:])
    assert set(house.people) <= set(await ours.ours.whom("notice.withdrawn"))
    with pytest.raises(DomainError, match="grading_undecided"):
        await ours.publish(id)
    await ours.choose(id, "fairly_good")
    await ours.because("异议成立")
    await ours.publish(id)
    await ours.over(id)
    with pytest.raises(DomainError, match="objection_unanswered"):
        await ours.finish(id)
    assert not (await ours.answer(second.id, upheld=False)).back
    await ours.finish(id)
    assert await grades_of(ours) == [(2026, "fairly_good", 1000)]
    rows = await ours.hall.rows("SELECT number, grade FROM grade_decision ORDER BY number")
    assert [(row["number"], row["grade"]) for row in rows] == [(1, "good"), (2, "fairly_good")]


async def test_who_is_upheld_once_the_notice_was_taken_back_is_told_so(ours: End) -> None:
    house, say = ours.ours.house, Texts(ours.hall.zone).speech("zh")
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[0])
    await ours.object_(id, house.members[1], "活动室没有用")
    for one in await ours.objections(id):
        await ours.answer(one.id, upheld=True)
    told = dict(await ours.ours.told("objection.answered"))
    first, later = (render("objection.answered", told[who], say).text for who in house.members[:2])
    assert "✓ 异议成立，公示撤回，等级重新研究。" in first
    assert "那次公示先前已经撤回" in later
    assert "公示撤回，等级重新研究" not in later


async def test_a_named_objection_of_someone_forgotten_stays_without_the_name(ours: End) -> None:
    id = await ours.at_notice(good=10)
    who = ours.ours.house.members[0]
    await ours.object_(id, who)
    left = "UPDATE person SET number = 'P7', left_on = '2026-11-26' WHERE id = $1 RETURNING id"
    await ours.hall.run(left, who)
    await forget.forget(ours.hall.uow, "P7", date(2027, 12, 1), 300)
    [one] = await ours.objections(id)
    assert (one.person_id, one.by, one.words) == (None, None, "分数和实际不符")


async def test_who_may_object_and_until_when(ours: End) -> None:
    house, hall = ours.ours.house, ours.hall
    id = await ours.at_notice(good=10)
    guest = await hall.person("服务对象", house.unit, standing="service_user")
    for person in (house.stranger, house.above):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.object_(id, person)
    await ours.object_(id, guest)
    with pytest.raises(DomainError, match="objection_empty"):
        await ours.object_(id, house.members[1], "")
    for words in ("😡", "不对！！"):
        with pytest.raises(DomainError, match="objection_short"):
            await ours.object_(id, house.members[1], words)
    with pytest.raises(DomainError, match="not_found"):
        await objection.begin(hall.uow, hall.ask(guest), 987_654, named=True)
    notice = await ours.notice(id)
    await ours.over(id)
    with pytest.raises(DomainError, match="objection_too_late"):
        await objection.begin(hall.uow, hall.ask(guest), notice.id, named=False)


async def test_only_the_committee_answers_and_never_the_own(ours: End) -> None:
    house, hall = ours.ours.house, ours.hall
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[0])
    [one] = await ours.objections(id)
    for person in (house.secretary, house.members[0], house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.answer(one.id, upheld=True, by=person)
    await hall.post(house.members[0], house.top, "organiser")
    with pytest.raises(DomainError, match="own_objection"):
        await ours.answer(one.id, upheld=True, by=house.members[0])


async def test_all_at_once_under_one_head(ours: End) -> None:
    id = await ours.at_decision(good=10)
    await ours.all_(BatchAction.DECIDE)
    shown = await ours.look(BatchAction.PUBLISH)
    assert [(one.grade, one.score) for one in shown.lines] == [("good", 1000)]
    assert (await ours.all_(BatchAction.PUBLISH)).done
    assert not (await ours.look(BatchAction.FINISH)).lines
    assert [one.fault.code for one in (await ours.look(BatchAction.FINISH)).waiting] == ["notice_running"]
    await ours.over(id)
    assert (await ours.all_(BatchAction.FINISH)).done
    assert await grades_of(ours) == [(2026, "good", 1000)]


async def test_grade_says_that_it_is_under_notice(ours: End) -> None:
    id = await ours.at_notice(good=10)
    asked = ours.hall.ask(ours.ours.house.members[0])
    found = await grade.of_own_unit(ours.hall.uow, asked)
    assert found.history == []
    assert found.newest is not None
    assert found.newest.notice is not None
    assert found.newest.grade == Names(zh="好", en="Good")
    assert found.newest.notice.days_left(date.fromisoformat(found.newest.notice.ends_on.isoformat())) == 1
    await ours.over(id)
    await ours.finish(id)
    found = await grade.of_own_unit(ours.hall.uow, asked)
    assert [(one.year, one.grade) for one in found.history] == [(2026, "good")]
    assert found.names == {2026: Names(zh="好", en="Good")}


async def test_a_file_does_not_change_what_a_round_has_decided(ours: End) -> None:
    id = await ours.at_notice(good=10)
    await ours.over(id)
    await ours.finish(id)
    own = [f"甲党委/一支部,{year},70,一般,{year}-12-20" for year in (2026, 2024)]
    lines = "\n".join(["党组织,年度,得分,等级,定级日期", *own, ""])
    seen = await grade_import.preview(ours.hall.uow, None, lines.encode(), "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_of_a_round")]
    with pytest.raises(DomainError, match="roster_has_faults"):
        await grade_import.apply(ours.hall.uow, None, lines.encode(), "g.csv")
    assert await grades_of(ours) == [(2026, "good", 1000)]


async def test_a_file_gives_no_grade_where_a_round_left_the_unit_ungraded(ours: End) -> None:
    id = await ours.at_decision(good=10)
    await ours.choose(id, "")
    await ours.because("正在撤并")
    await ours.publish(id)
    await ours.over(id)
    line = "党组织,年度,得分,等级,定级日期\n甲党委/一支部,2026,70,一般,2026-12-20\n".encode()
    assert not (await grade_import.preview(ours.hall.uow, None, line, "g.csv")).faults
    await ours.finish(id)
    seen = await grade_import.preview(ours.hall.uow, None, line, "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_of_a_round")]
