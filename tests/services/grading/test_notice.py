"""Notices and the end: who is told, what is refused, and what then stands in the history."""

from datetime import date, timedelta

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import Names
from bot.services.grading import case as grading_case
from bot.services.grading import grade, grade_import
from bot.services.grading import notice as grading_notice
from bot.services.grading.whole_round import BatchAction
from bot.services.workdays import is_working_day
from bot.views.grading import notice as view
from tests.clock import ZONE
from tests.installation import INSTALLATION, ZH
from tests.services.grading.cases import at_decision, case_of
from tests.services.grading.decision import because, choose, perform_all, preview_all, publish
from tests.services.grading.notice import at_notice, finish, grades_of, notice_of, over
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.people import add_person
from tests.world.record import audit_entries


async def test_it_hangs_out_for_working_days_with_the_chains_head(world: World, branch: Branch) -> None:
    guest = await add_person(world, "群众代表", branch.id, standing="mass_representative")
    await add_person(world, "没绑定", branch.id, account=False)
    await add_person(world, "走了", branch.id, left_on="2026-01-01")
    id = await at_notice(world, branch, good=10)
    notice, today = await notice_of(world, id), world.clock.now().astimezone(ZONE).date()
    days = [today + timedelta(days=n) for n in range(1, (notice.ends_on - today).days + 1)]
    assert (notice.starts_on, sum(map(is_working_day, days)), is_working_day(days[-1])) == (today, 5, True)
    told = await messages(world, "notice.published")
    assert sorted(one.chat - ACCOUNTS for one in told) == sorted([*branch.people, guest])
    [head] = {one.data["head"] for one in told}
    [row] = await world.rows("SELECT hash FROM audit WHERE kind = 'grade.published'")
    assert head == row["hash"] == notice.head
    assert {one.chat - ACCOUNTS for one in told if one.data["printed"]} == {branch.secretary}
    assert (await case_of(world, id)).step is Step.NOTICE
    assert await grades_of(world) == []


async def test_nothing_is_published_before_it_is_decided_and_only_once(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await world.refused("grading_undecided", publish(world, branch.above, id))
    version = (await case_of(world, id)).version
    await choose(world, branch.above, id, "good")
    await world.refused("grading_moved", world.act(branch.above, grading_notice.publish, INSTALLATION, id, version))
    await world.refused("not_allowed", publish(world, branch.secretary, id))
    await publish(world, branch.above, id)
    assert (await publish(world, branch.above, id)).again
    assert len(await world.rows("SELECT id FROM grade_notice")) == 1


async def test_what_would_be_published_is_shown_first(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await world.refused("grading_undecided", world.act(branch.above, grading_notice.preview, INSTALLATION, id))
    await choose(world, branch.above, id, "good")
    await world.refused("not_allowed", world.act(branch.secretary, grading_notice.preview, INSTALLATION, id))
    found = await world.act(branch.above, grading_notice.preview, INSTALLATION, id)
    assert "公示出去" in str(view.asked(found, ZH).keyboard)
    assert "公示期 5 个工作日" in view.asked(found, ZH).text
    assert await world.rows("SELECT id FROM grade_notice") == []
    published = await world.act(branch.above, grading_notice.publish, INSTALLATION, id, found.version)
    assert published.notice.ends_on == found.until
    again = await world.act(branch.above, grading_notice.preview, INSTALLATION, id)
    assert again.out
    assert "公示出去" not in str(view.asked(again, ZH).keyboard)


async def test_it_is_final_after_its_last_day_and_stands_in_the_history(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=9, average=1)
    await world.refused("notice_running", finish(world, branch.above, id))
    last = (await notice_of(world, id)).ends_on
    world.clock.moment += timedelta(days=(last - world.clock.now().astimezone(ZONE).date()).days)
    await world.refused("notice_running", finish(world, branch.above, id))
    await over(world, id)
    await world.refused("not_allowed", finish(world, branch.secretary, id))
    await finish(world, branch.above, id)
    assert (await finish(world, branch.above, id)).again
    assert await grades_of(world) == [(2026, "good", 975)]
    assert sorted(await recipients(world, "grading.final")) == sorted(branch.people)
    assert await recipients(world, "grading.items") == [branch.secretary]
    card = await world.act(branch.members[0], grading_case.of, id)
    assert (card.stages[-1].done_at is not None, card.may_grade, card.objects) == (True, False, False)
    [(_, entry)] = await audit_entries(world, "grade.final")
    assert (entry["grade"], entry["score"], entry["case"]) == ("good", 975, id)


async def test_a_unit_left_ungraded_has_no_grade_but_its_reason_is_shown(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await choose(world, branch.above, id, "")
    await because(world, branch.above, "正在撤并")
    await publish(world, branch.above, id)
    first, *_ = await messages(world, "notice.published")
    assert (first.data["grade"], first.data["reason"]) == (None, "正在撤并")
    await over(world, id)
    await finish(world, branch.above, id)
    assert await grades_of(world) == []
    found = await world.act(branch.secretary, grade.of_own_unit)
    assert found.newest is not None
    assert found.newest.decision is not None
    assert (found.newest.over, found.newest.decision.reason) == (True, "正在撤并")


async def test_all_at_once_under_one_head(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await perform_all(world, branch.above, BatchAction.DECIDE)
    shown = await preview_all(world, branch.above, BatchAction.PUBLISH)
    assert [(one.grade, one.score) for one in shown.lines] == [("good", 1000)]
    assert (await perform_all(world, branch.above, BatchAction.PUBLISH)).done
    early = await preview_all(world, branch.above, BatchAction.FINISH)
    assert not early.lines
    assert [one.fault.code for one in early.waiting] == ["notice_running"]
    await over(world, id)
    assert (await perform_all(world, branch.above, BatchAction.FINISH)).done
    assert await grades_of(world) == [(2026, "good", 1000)]


async def test_grade_says_that_it_is_under_notice(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    asked = world.request(branch.members[0])
    found = await grade.of_own_unit(world.uow, asked)
    assert found.history == []
    assert found.newest is not None
    assert found.newest.notice is not None
    assert found.newest.grade == Names(zh="好", en="Good")
    assert found.newest.notice.days_left(date.fromisoformat(found.newest.notice.ends_on.isoformat())) == 1
    await over(world, id)
    await finish(world, branch.above, id)
    found = await grade.of_own_unit(world.uow, asked)
    assert [(one.year, one.grade) for one in found.history] == [(2026, "good")]
    assert found.names == {2026: Names(zh="好", en="Good")}


async def test_a_file_does_not_change_what_a_round_has_decided(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await over(world, id)
    await finish(world, branch.above, id)
    own = [f"甲党委/一支部,{year},70,一般,{year}-12-20" for year in (2026, 2024)]
    lines = "\n".join(["党组织,年度,得分,等级,定级日期", *own, ""])
    seen = await grade_import.preview(world.uow, None, lines.encode(), "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_of_a_round")]
    await world.refused("roster_has_faults", grade_import.apply(world.uow, None, lines.encode(), "g.csv"))
    assert await grades_of(world) == [(2026, "good", 1000)]


async def test_a_file_gives_no_grade_where_a_round_left_the_unit_ungraded(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    await choose(world, branch.above, id, "")
    await because(world, branch.above, "正在撤并")
    await publish(world, branch.above, id)
    await over(world, id)
    line = "党组织,年度,得分,等级,定级日期\n甲党委/一支部,2026,70,一般,2026-12-20\n".encode()
    assert not (await grade_import.preview(world.uow, None, line, "g.csv")).faults
    await finish(world, branch.above, id)
    seen = await grade_import.preview(world.uow, None, line, "g.csv")
    assert [(fault.row, fault.code) for fault in seen.faults] == [(2, "grades_of_a_round")]
