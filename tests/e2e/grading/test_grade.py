"""Asking for the branch's grade through the real bot."""

from bot.services.grading import grade_import
from bot.services.installation import sample
from tests.e2e.system import System


async def test_grade_answers_grade_score_date_and_history(system: System) -> None:
    await grade_import.apply(system.server.uow, None, sample.grades_csv(2026), "grades.csv")
    await system.bind("P000010")
    phone = system.people["P000010"]
    await phone.start()
    mark = phone.mark()
    await phone.send("/grade")
    answer = await phone.wait_for("92.6", after=mark)
    assert "：好" in answer.text
    assert "2025年12月19日" in answer.text
    mark = phone.mark()
    await phone.tap("历次等级", message=answer)
    history = await phone.wait_for("78.5", after=mark)
    assert [year for year in ("2025", "2024", "2023") if year in history.text] == ["2025", "2024", "2023"]
