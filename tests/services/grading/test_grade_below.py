"""What those who decide above are told of the branches below: their grades, and where each stands in a round."""

from datetime import timedelta

import pytest

from bot.domain.grading.scheme_part import Step
from bot.services.grading import grade
from bot.views.grading import grade as view
from tests.installation import TEXTS
from tests.services.grading.rounds import Rounds
from tests.world import World
from tests.world.branch import Branch


async def shown(rounds: Rounds, person: int, asked: str = "", language: str = "zh") -> tuple[str, str]:
    """The grade and the progress, as that person reads them."""
    found = await rounds.world.act(person, grade.of_own_unit, asked)
    say = TEXTS.speech(language)
    return view.current(found, say).text, view.progress(found, say).text


async def name(rounds: Rounds, unit: int) -> str:
    return str((await rounds.world.rows("SELECT name FROM unit WHERE id = $1", unit))[0]["name"])


async def test_the_committee_hears_where_its_branch_is(world: World, branch: Branch, rounds: Rounds) -> None:
    await rounds.begun()
    own = await name(rounds, branch.id)
    for text in await shown(rounds, branch.above):
        assert "没有正在进行" not in text
        assert f"· {own}在第 1 步（调查摸底）" in text
    id = await rounds.case_id()
    await world.run("UPDATE grade_case SET step = $2 WHERE id = $1", id, Step.RATING.value)
    world.clock.moment += timedelta(days=400)
    progress = (await shown(rounds, branch.above))[1]
    assert f"· {own}在第 3 步（党员群众测评）" in progress
    assert f"⚠ 超过计划日期的 1 个：{own}" in progress
    assert own in (await shown(rounds, branch.above, language="en"))[1]


async def test_grades_by_name_and_only_of_the_branch_that_is_named(
    world: World, branch: Branch, rounds: Rounds
) -> None:
    await rounds.former("good")
    own = await name(rounds, branch.id)
    others = [
        str(row["name"])
        for row in await world.rows("SELECT name FROM unit WHERE kind = 'branch' AND id <> $1", branch.id)
    ]
    text = (await shown(rounds, branch.above))[0]
    assert f"· {own}：好（2025 年度）" in text
    assert any(f"· {one}：还没有定级" in text for one in others)
    text = (await shown(rounds, branch.above, f"{own}什么等级"))[0]
    assert f"· {own}：好（2025 年度）" in text
    assert "还没有定级" not in text


async def test_many_branches_are_counted_by_grade(
    branch: Branch, rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rounds.former("good")
    await rounds.begun()
    monkeypatch.setattr(view, "FEW", 0)
    text = (await shown(rounds, branch.above))[0]
    assert "· 好：1 个" in text
    assert "· 第 1 步（调查摸底）：1 个" in text


async def test_a_branch_reads_only_of_itself(branch: Branch, rounds: Rounds) -> None:
    await rounds.begun()
    for text in await shown(rounds, branch.secretary):
        assert "下级" not in text
        assert "个支部" not in text
    progress = (await shown(rounds, branch.secretary))[1]
    assert progress.count("调查摸底") == 1
