"""What those who decide above are told of the branches below: their grades, and where each stands in a round."""

from datetime import timedelta

import pytest

from bot.domain.grading.scheme_part import Step
from bot.services.grading import grade
from bot.views.grading import grade as view
from tests.installation import TEXTS
from tests.services.grading.cases import case_at, former_grade, newest_case
from tests.world import World
from tests.world.branch import Branch


async def shown(world: World, person: int, asked: str = "", language: str = "zh") -> tuple[str, str]:
    """The grade and the progress, as that person reads them."""
    found = await world.act(person, grade.of_own_unit, asked)
    say = TEXTS.speech(language)
    return view.current(found, say).text, view.progress(found, say).text


async def name(world: World, unit: int) -> str:
    return str((await world.rows("SELECT name FROM unit WHERE id = $1", unit))[0]["name"])


async def test_the_committee_hears_where_its_branch_is(world: World, branch: Branch) -> None:
    await case_at(world, branch, Step.SURVEY)
    own = await name(world, branch.id)
    for text in await shown(world, branch.above):
        assert "没有正在进行" not in text
        assert f"· {own}在第 1 步（调查摸底）" in text
    id = await newest_case(world, branch.id)
    await world.run("UPDATE grade_case SET step = $2 WHERE id = $1", id, Step.RATING.value)
    world.clock.moment += timedelta(days=400)
    progress = (await shown(world, branch.above))[1]
    assert f"· {own}在第 3 步（党员群众测评）" in progress
    assert f"⚠ 超过计划日期的 1 个：{own}" in progress
    assert own in (await shown(world, branch.above, language="en"))[1]


async def test_grades_by_name_and_only_of_the_branch_that_is_named(world: World, branch: Branch) -> None:
    await former_grade(world, branch.id, "good")
    own = await name(world, branch.id)
    others = [
        str(row["name"])
        for row in await world.rows("SELECT name FROM unit WHERE kind = 'branch' AND id <> $1", branch.id)
    ]
    text = (await shown(world, branch.above))[0]
    assert f"· {own}：好（2025 年度）" in text
    assert any(f"· {one}：还没有定级" in text for one in others)
    text = (await shown(world, branch.above, f"{own}什么等级"))[0]
    assert f"· {own}：好（2025 年度）" in text
    assert "还没有定级" not in text


async def test_many_branches_are_counted_by_grade(
    world: World, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await former_grade(world, branch.id, "good")
    await case_at(world, branch, Step.SURVEY)
    monkeypatch.setattr(view, "FEW", 0)
    text = (await shown(world, branch.above))[0]
    assert "· 好：1 个" in text
    assert "· 第 1 步（调查摸底）：1 个" in text


async def test_a_branch_reads_only_of_itself(world: World, branch: Branch) -> None:
    await case_at(world, branch, Step.SURVEY)
    for text in await shown(world, branch.secretary):
        assert "下级" not in text
        assert "个支部" not in text
    progress = (await shown(world, branch.secretary))[1]
    assert progress.count("调查摸底") == 1
