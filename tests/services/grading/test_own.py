"""Whoever holds a post of a branch's own committee does not act above when that branch is graded; whoever merely
belongs to it does, but hears and answers no objection against its notice."""

from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.start import RoundDraft
from bot.domain.rating.model import Role
from bot.services import actor, conversation
from bot.services.grading import access, grade, notice, start
from bot.services.grading.whole_round import BatchAction
from bot.services.rating import page as rating_page
from bot.services.rating import recover as rating_key
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import start as card
from tests.services.attendance.attendance_branch import ACCOUNTS
from tests.services.grading.grading_end import End, end
from tests.services.rating.rating_table import RULES, Table

NO_MORE = "UPDATE post SET ended_on = '2021-01-01' WHERE person_id = $1 AND unit_id = $2 RETURNING id"
RUNS_ALL = "UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id"


@pytest.fixture
async def ours(database: Database) -> End:
    """Secretary and first member of the branch are organisers of the committee as well."""
    found = await end(database)
    house = found.ours.house
    for person in (house.secretary, house.members[0]):
        await found.hall.post(person, house.top, "organiser")
    return found


async def test_its_secretary_is_not_its_committee(ours: End) -> None:
    house, stage = ours.ours.house, ours.ours
    id = await ours.at_decision(good=10)
    assert not (await stage.access(id, house.secretary)).may_grade
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.choose(id, "good", house.secretary)
    await ours.choose(id, "good", house.members[0])
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.publish(id, house.secretary)
    with pytest.raises(DomainError, match="not_allowed"):
        await ours.all_(BatchAction.PUBLISH, house.secretary)
    await ours.publish(id, house.members[0])
    asked = ours.hall.ask(house.secretary)
    with pytest.raises(DomainError, match="own_unit_grade"):
        await notice.preview(ours.hall.uow, asked, stage.installation, id)


@pytest.mark.parametrize("post", ["publicity", "discipline"])
async def test_nobody_of_its_own_committee_decides(ours: End, post: str) -> None:
    house = ours.ours.house
    id = await ours.at_decision(good=10)
    await ours.hall.post(house.members[0], house.unit, post)
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.choose(id, "good", house.members[0])
    with pytest.raises(DomainError, match="own_unit_grade"):
        await ours.ours.start(house.unit, by=house.members[0])


async def test_its_secretary_is_offered_no_round_of_it(ours: End) -> None:
    house, hall = ours.ours.house, ours.hall
    await ours.ours.begun()
    for person, rounds in ((house.secretary, 0), (house.members[0], 1), (house.above, 1)):
        found = await grade.of_own_unit(hall.uow, hall.ask(person))
        assert len(found.rounds) == rounds


async def test_its_objections_go_to_nobody_of_it(ours: End) -> None:
    """Where the committee has only them, to an administrator who is not of the branch."""
    house, hall = ours.ours.house, ours.hall
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[1])
    assert await ours.ours.whom("objection.raised") == [house.above]
    await hall.run(NO_MORE, house.above, house.top)
    await hall.run(RUNS_ALL, house.members[3])
    await hall.run(RUNS_ALL, house.stranger)
    for person, named in ((house.members[2], True), (house.members[0], False), (house.members[3], False)):
        assert (await ours.object_(id, person, named=named)).notified == 1
    assert await ours.ours.whom("objection.raised") == [house.above, *[house.stranger] * 3]


async def test_the_level_above_hears_where_the_nearest_runs_the_branch(ours: End) -> None:
    house, hall = ours.ours.house, ours.hall
    between = await hall.unit("学区党总支", "general_branch", house.top)
    school = await hall.unit("三支部", "branch", between)
    head, member = await hall.person("三支部纪检委员", school), await hall.person("三支部党员", school)
    await hall.post(head, school, "discipline")
    await hall.post(head, between, "secretary")
    top = sorted(ACCOUNTS + one for one in (house.above, house.secretary, house.members[0]))
    today = hall.now.astimezone(hall.zone).date()
    async with hall.uow.reading() as cx:
        assert await access.deciders(cx, await actor.unit(cx, school), today) == top
    await hall.post(member, between, "organiser")
    async with hall.uow.reading() as cx:
        unit = await actor.unit(cx, school)
        assert await access.deciders(cx, unit, today) == [ACCOUNTS + member]
        assert await access.deciders(cx, unit, today, outside=True) == top


async def test_its_secretary_skips_no_step(ours: End) -> None:
    house, stage = ours.ours.house, ours.ours
    id = await stage.at_assessment()
    with pytest.raises(DomainError, match="own_unit_grade"):
        await stage.move(id, Step.ASSESSMENT, house.secretary)


async def test_its_members_answer_no_objection(ours: End) -> None:
    house = ours.ours.house
    id = await ours.at_notice(good=10)
    await ours.object_(id, house.members[1])
    [one] = await ours.objections(id)
    for person in (house.secretary, house.members[0]):
        with pytest.raises(DomainError, match="own_unit_grade"):
            await ours.answer(one.id, upheld=False, by=person)
    assert (await ours.answer(one.id, upheld=False)).objection.upheld is False


async def test_its_secretary_starts_no_round_of_it(ours: End) -> None:
    """The card leaves the branch out and says why; a forged button is refused; the others begin."""
    stage, house, hall = ours.ours, ours.ours.house, ours.hall
    await start.begin(hall.uow, hall.ask(house.secretary))
    form = await conversation.current(hall.uow, hall.ask(house.secretary))
    draft = RoundDraft.model_validate(form.draft)
    assert ([one.name for one in draft.free], draft.own) == (["二支部"], ("一支部",))
    for language, words in (("zh", "这里没有列一支部：您在那里任职"), ("en", "一支部 is not listed here")):
        assert words in card.prompt(form.prompt, Texts(hall.zone).speech(language)).text
    with pytest.raises(DomainError, match="own_unit_grade"):
        await stage.start(house.unit, house.other, by=house.secretary)
    assert (await stage.start(by=house.secretary)).units == 1
    assert await hall.rows("SELECT id FROM grade_case WHERE unit_id = $1", house.unit) == []
    assert (await stage.start(by=house.members[0])).units == 1


async def test_its_secretary_opens_no_rating_for_its_grade(ours: End, tmp_path: Path) -> None:
    stage, house, hall = ours.ours, ours.ours.house, ours.hall
    supervisor = await hall.person("监督员", house.top)
    table = Table(house, await rating_key.folder(hall.uow, tmp_path / "keys"), supervisor)
    await stage.at_rating()
    rating = await table.prepared()
    with pytest.raises(DomainError, match="own_unit_rating"):
        await table.appoint(rating, "supervisor", supervisor, house.secretary)
    await table.appoint(rating, "supervisor", supervisor)
    await table.appoint(rating, "teller", house.members[2])
    with pytest.raises(DomainError, match="own_unit_rating"):
        await table.ask_open(rating, house.secretary)
    seen = await rating_page.show(hall.uow, hall.ask(house.secretary), RULES, rating)
    assert Role.COMMITTEE not in seen.roles
    await table.ask_open(rating)


async def test_an_administrator_of_a_branch_alone_hears_who_grades_it(ours: End) -> None:
    stage, hall = ours.ours, ours.hall
    alone = await hall.unit("独立支部", "branch")
    head = await hall.person("独立书记", alone)
    await hall.post(head, alone, "secretary")
    await hall.run(RUNS_ALL, head)
    for refused in (
        start.begin(hall.uow, hall.ask(head)),
        stage.start(by=head, committee=alone),
        stage.start(alone, by=head, committee=alone),
    ):
        with pytest.raises(DomainError) as said:
            await refused
        assert (said.value.code, said.value.data) == ("own_unit_alone", {"unit": "独立支部"})
