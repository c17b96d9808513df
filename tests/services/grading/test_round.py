"""A committee starts a round: its own branches alone, each under the scheme of its sector, once a year."""

from datetime import date

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.start import usual_year
from bot.domain.grading.step_date import working_days_on
from bot.services.grading import round as grading_round
from bot.services.grading import start
from bot.services.workdays import is_working_day
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.grading.grading_stage import SCHEMES, Round, round_


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def test_all_branches_each_under_the_scheme_of_its_sector(ours: Round) -> None:
    await ours.sector("村")
    await ours.sector("机关", ours.house.other)
    started = await ours.start()
    assert (started.units, started.notified, started.committee) == (2, 2, "甲党委")
    first, second = await ours.case(await ours.case_id()), await ours.case(await ours.case_id(ours.house.other))
    assert (first.digest, second.digest) == (SCHEMES.of("村").digest, SCHEMES.of("机关").digest)
    assert {first.step, second.step} == {Step.SURVEY}
    async with ours.hall.uow.reading() as cx:
        assert (await grading.scheme(cx, second.digest)).code == "satisfaction"


async def test_steps_are_due_one_after_the_other_on_working_days(ours: Round) -> None:
    id = await ours.begun()
    async with ours.hall.uow.reading() as cx:
        stages = await grading.stages(cx, id)
    day = ours.hall.now.astimezone(ours.hall.zone).date()
    for stage in stages:
        day = working_days_on(day, SCHEMES.of("村").days[stage.step], is_working_day)
        assert stage.due_on == day
    assert stages[0].entered_at == ours.hall.now
    assert all(stage.entered_at is None for stage in stages[1:])


async def test_secretaries_are_told_with_the_dates(ours: Round) -> None:
    await ours.start()
    assert await ours.whom("grading.started") == sorted([ours.house.secretary, ours.house.stranger])
    data = dict(await ours.told("grading.started"))[ours.house.secretary]
    assert (data["unit"], data["committee"], data["year"]) == ("一支部", "甲党委", 2026)
    assert sorted(data["due"], key=data["due"].__getitem__) == [step.value for step in Step]
    [facts] = await ours.audited("grade.round")
    assert len(facts["cases"]) == 2


async def test_the_former_grade_is_the_newest_before_that_year(ours: Round) -> None:
    await ours.former("average", 2024)
    await ours.former("合格", 2025)
    assert (await ours.case(await ours.begun("离退休"))).former == "合格"


@pytest.mark.parametrize("written", ["好", "good", "Good"])
async def test_an_imported_grade_with_two_places_is_left_to_the_committee(ours: Round, written: str) -> None:
    """“好” is the best of four and the second of five; a file does not say of which."""
    await ours.former(written)
    assert (await ours.case(await ours.begun())).former == "好 / Good"


async def test_an_imported_grade_of_no_scheme_stays_as_written(ours: Round) -> None:
    await ours.former("先进")
    assert (await ours.case(await ours.begun())).former == "先进"


async def test_chosen_branches_alone_then_the_others(ours: Round) -> None:
    assert (await ours.start(ours.house.unit)).units == 1
    with pytest.raises(DomainError) as refused:
        await ours.start(ours.house.unit)
    assert (refused.value.code, refused.value.data) == ("grading_taken", {"unit": "一支部"})
    assert (await ours.start()).units == 1
    with pytest.raises(DomainError, match="grading_nobody"):
        await ours.start()
    assert len(await ours.hall.rows("SELECT id FROM grade_case")) == 2


async def test_who_may_not_start_one(ours: Round) -> None:
    for person in (ours.house.secretary, ours.house.stranger, ours.house.members[0]):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.start(by=person)
    other = await ours.hall.unit("乙党委", "committee")
    foreign = await ours.hall.unit("三支部", "branch", other)
    for committee, unit in ((other, foreign), (ours.house.top, foreign)):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.start(unit, committee=committee)
    for unit in (ours.house.groups[0], 2**31):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.start(unit)
    with pytest.raises(DomainError, match="grading_year"):
        await ours.start(year=2024)
    assert await ours.hall.rows("SELECT id FROM grade_round") == []


async def test_an_administrator_stands_in_only_where_nobody_is_above(ours: Round) -> None:
    alone = await ours.hall.unit("独立支部", "branch")
    await ours.hall.run("INSERT INTO account (id, administrator_since) VALUES ($1, 1) RETURNING id", ACCOUNTS)
    started = await grading_round.start(ours.hall.uow, ours.hall.ask(0), ours.installation, alone, 2026)
    assert started.units == 1
    with pytest.raises(DomainError, match="not_allowed"):
        await grading_round.start(ours.hall.uow, ours.hall.ask(0), ours.installation, ours.house.top, 2026)


async def test_the_card_takes_ticks_and_years(ours: Round) -> None:
    hall, installation, person = ours.hall, ours.installation, ours.house.above
    await start.begin(hall.uow, hall.ask(person))
    version = await ours.version(person)
    now = await start.tick(hall.uow, hall.ask(person), version, ours.house.other)
    assert [one["chosen"] for one in now.draft["free"]] == [True, False]
    now = await start.of_year(hall.uow, hall.ask(person), version, 2025)
    assert (now.draft["year"], [one["chosen"] for one in now.draft["free"]]) == (2025, [True, True])
    with pytest.raises(DomainError, match="grading_year"):
        await start.of_year(hall.uow, hall.ask(person), version, 2020)
    await start.tick_all(hall.uow, hall.ask(person), version, chosen=False)
    with pytest.raises(DomainError, match="grading_nobody"):
        await start.go(hall.uow, hall.ask(person), installation, version)
    await start.tick(hall.uow, hall.ask(person), version, ours.house.unit)
    started = await start.go(hall.uow, hall.ask(person), installation, version)
    assert (started.units, started.year) == (1, 2025)
    with pytest.raises(DomainError, match="stale_form"):
        await start.go(hall.uow, hall.ask(person), installation, version)
    with pytest.raises(DomainError, match="not_allowed"):
        await start.begin(hall.uow, hall.ask(ours.house.secretary))


async def test_early_in_the_year_the_last_one_is_offered(ours: Round) -> None:
    assert (usual_year(date(2026, 2, 1)), usual_year(date(2026, 11, 1))) == (2025, 2026)
