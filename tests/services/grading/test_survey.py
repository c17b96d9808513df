"""The survey: numbers one after the other, lines that can be taken out, by the branch or from above."""

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import Kind
from bot.services.grading import survey
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import survey as view
from tests.services.grading.grading_stage import Round, round_


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def test_the_four_numbers_follow_each_other(ours: Round) -> None:
    id, hall, person = await ours.begun(), ours.hall, ours.house.secretary
    await survey.begin(hall.uow, hall.ask(person), id, Kind.HANDED_OUT)
    for text, on in (("一共发了120份", True), ("１１８", True), ("30户", True), ("一共十二人", False)):
        version = await ours.version(person)
        found = await survey.say(hall.uow, hall.ask(person), version, text)
        assert found.on == on
    shown = view.filed(found, Texts(hall.zone).speech("zh")).text
    assert all(words in shown for words in ("发出问卷：120", "收回问卷：118", "走访：30", "座谈：12"))


async def test_the_later_number_counts_and_fits_the_other(ours: Round) -> None:
    id = await ours.begun()
    await ours.survey(id, Kind.HANDED_OUT, "100")
    with pytest.raises(DomainError) as refused:
        await ours.survey(id, Kind.RETURNED, "101")
    assert (refused.value.code, refused.value.data) == ("survey_returned", {"out": "100", "back": "101"})
    await ours.survey(id, Kind.RETURNED, "90")
    with pytest.raises(DomainError, match="survey_returned"):
        await ours.survey(id, Kind.HANDED_OUT, "80")
    await ours.survey(id, Kind.HANDED_OUT, "95")
    for text in ("很多", "-1", "1000001", "1 2", ""):
        with pytest.raises(DomainError, match="survey_number"):
            await ours.survey(id, Kind.VISITS, text)
    rows = await ours.hall.rows("SELECT kind, number FROM grade_survey ORDER BY kind")
    assert [(row["kind"], row["number"]) for row in rows] == [("handed_out", 95), ("returned", 90)]


async def test_lines_from_above_too_and_taken_out_again(ours: Round) -> None:
    id, hall = await ours.begun(), ours.hall
    found = await ours.survey(id, Kind.PROBLEM, "活动室太小\n\n 记录 不全 ", by=ours.house.above)
    assert [one.words for one in found.entries] == ["活动室太小", "记录 不全"]
    first = found.entries[0].id
    for _ in range(2):
        found = await survey.drop(hall.uow, hall.ask(ours.house.secretary), id, first)
        assert [one.words for one in found.entries] == ["记录 不全"]
    with pytest.raises(DomainError, match="text_missing"):
        await ours.survey(id, Kind.FACT, " \n ")
    with pytest.raises(DomainError, match="text_too_long"):
        await ours.survey(id, Kind.FACT, "长" * 201)
    with pytest.raises(DomainError, match="survey_full"):
        await ours.survey(id, Kind.FACT, "\n".join(["事实"] * 60))


async def test_a_line_of_another_case_stays(ours: Round) -> None:
    await ours.start()
    own, other = await ours.case_id(), await ours.case_id(ours.house.other)
    found = await ours.survey(other, Kind.FACT, "二支部的", by=ours.house.stranger)
    hall = ours.hall
    await survey.drop(hall.uow, hall.ask(ours.house.secretary), own, found.entries[0].id)
    assert len(await hall.rows("SELECT id FROM grade_survey")) == 1
    with pytest.raises(DomainError, match="not_allowed"):
        await survey.show(hall.uow, hall.ask(ours.house.secretary), other)


async def test_after_its_step_the_file_is_closed(ours: Round) -> None:
    id, hall = await ours.begun(), ours.hall
    await ours.survey(id, Kind.FACT, "党员 29 名")
    for person in (ours.house.members[0], ours.house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.survey(id, Kind.FACT, "别人的", by=person)
    await ours.move(id, Step.SURVEY)
    with pytest.raises(DomainError, match="grading_not_now"):
        await ours.survey(id, Kind.FACT, "晚了")
    shown = await survey.show(hall.uow, hall.ask(ours.house.above), id)
    assert len(shown.entries) == 1
