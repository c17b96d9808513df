"""What those who decide above are told of the branches below: their grades, and where each stands in a round."""

from datetime import timedelta

import pytest

from bot.domain.grading.scheme_part import Step
from bot.services.grading import grade
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import grade as view
from tests.services.grading.grading_stage import Round, round_


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def shown(ours: Round, person: int, asked: str = "", language: str = "zh") -> tuple[str, str]:
    """The grade and the progress, as that person reads them."""
    hall = ours.hall
    found = await grade.of_own_unit(hall.uow, hall.ask(person), asked)
    say = Texts(hall.zone).speech(language)
    return view.current(found, say).text, view.progress(found, say).text


async def name(ours: Round, unit: int) -> str:
    return str((await ours.hall.rows("SELECT name FROM unit WHERE id = $1", unit))[0]["name"])


async def test_the_committee_hears_where_its_branch_is(ours: Round) -> None:
    await ours.begun()
    branch = await name(ours, ours.house.unit)
    for text in await shown(ours, ours.house.above):
        assert "没有正在进行" not in text
        assert f"· {branch}在第 1 步（调查摸底）" in text
    id = await ours.case_id()
    stage = ours.hall
    await stage.run("UPDATE grade_case SET step = $2 WHERE id = $1 RETURNING id", id, Step.RATING.value)
    stage.clock.moment += timedelta(days=400)
    progress = (await shown(ours, ours.house.above))[1]
    assert f"· {branch}在第 3 步（党员群众测评）" in progress
    assert f"⚠ 超过计划日期的 1 个：{branch}" in progress
    assert branch in (await shown(ours, ours.house.above, language="en"))[1]


async def test_grades_by_name_and_only_of_the_branch_that_is_named(ours: Round) -> None:
    await ours.former("good")
    branch = await name(ours, ours.house.unit)
    others = [
        str(row["name"])
        for row in await ours.hall.rows("SELECT name FROM unit WHERE kind = 'branch' AND id <> $1", ours.house.unit)
    ]
    text = (await shown(ours, ours.house.above))[0]
    assert f"· {branch}：好（2025 年度）" in text
    assert any(f"· {one}：还没有定级" in text for one in others)
    text = (await shown(ours, ours.house.above, f"{branch}什么等级"))[0]
    assert f"· {branch}：好（2025 年度）" in text
    assert "还没有定级" not in text


async def test_many_branches_are_counted_by_grade(ours: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    await ours.former("good")
    await ours.begun()
    monkeypatch.setattr(view, "FEW", 0)
    text = (await shown(ours, ours.house.above))[0]
    assert "· 好：1 个" in text
    assert "· 第 1 步（调查摸底）：1 个" in text


async def test_a_branch_reads_only_of_itself(ours: Round) -> None:
    await ours.begun()
    for text in await shown(ours, ours.house.secretary):
        assert "下级" not in text
        assert "个支部" not in text
    progress = (await shown(ours, ours.house.secretary))[1]
    assert progress.count("调查摸底") == 1
