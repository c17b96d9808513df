"""Whoever holds a post of a branch's own committee does not act above when that branch is graded; whoever merely
belongs to it does, but hears and answers no objection against its notice."""

import pytest

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.start import RoundDraft
from bot.domain.rating.model import Role
from bot.services import actor, conversation
from bot.services.grading import access, grade, notice, start
from bot.services.grading.step import move
from bot.services.grading.whole_round import BatchAction
from bot.services.rating import page as rating_page
from bot.views.grading import start as card
from tests.clock import ZONE
from tests.installation import INSTALLATION, TEXTS
from tests.services.grading.cases import at_assessment, at_decision, case_at, start_round
from tests.services.grading.decision import choose, perform_all, publish
from tests.services.grading.notice import answer, at_notice, object_, objections_of
from tests.services.rating.preparation import appoint, ask_open, prepared
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.people import add_person, add_units, give_posts

NO_MORE = "UPDATE post SET ended_on = '2021-01-01' WHERE person_id = $1 AND unit_id = $2"
RUNS_ALL = "UPDATE account SET administrator_since = 1 WHERE person_id = $1"


@pytest.fixture(autouse=True)
async def organisers(world: World, branch: Branch) -> None:
    """Secretary and first member of the branch are organisers of the committee as well."""
    await give_posts(
        world, *((person, branch.committee, "organiser") for person in (branch.secretary, branch.members[0]))
    )


async def test_its_secretary_is_not_its_committee(world: World, branch: Branch) -> None:
    id = await at_decision(world, branch, good=10)
    async with world.uow.reading() as cx:
        found = await access.CaseAccess.of(cx, world.request(branch.secretary), id)
    assert not found.may_grade
    await world.refused("own_unit_grade", choose(world, branch.secretary, id, "good"))
    await choose(world, branch.members[0], id, "good")
    await world.refused("own_unit_grade", publish(world, branch.secretary, id))
    await world.refused("not_allowed", perform_all(world, branch.secretary, BatchAction.PUBLISH))
    await publish(world, branch.members[0], id)
    asked = world.request(branch.secretary)
    await world.refused("own_unit_grade", notice.preview(world.uow, asked, INSTALLATION, id))


@pytest.mark.parametrize("post", ["publicity", "discipline"])
async def test_nobody_of_its_own_committee_decides(world: World, branch: Branch, post: str) -> None:
    id = await at_decision(world, branch, good=10)
    await give_posts(world, (branch.members[0], branch.id, post))
    await world.refused("own_unit_grade", choose(world, branch.members[0], id, "good"))
    await world.refused("own_unit_grade", start_round(world, branch.members[0], branch.committee, branch.id))


async def test_its_secretary_is_offered_no_round_of_it(world: World, branch: Branch) -> None:
    await case_at(world, branch, Step.SURVEY)
    for person, rounds in ((branch.secretary, 0), (branch.members[0], 1), (branch.above, 1)):
        found = await world.act(person, grade.of_own_unit)
        assert len(found.rounds) == rounds


async def test_its_objections_go_to_nobody_of_it(world: World, branch: Branch) -> None:
    """Where the committee has only them, to an administrator who is not of the branch."""
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[1], id)
    assert await recipients(world, "objection.raised") == [branch.above]
    await world.run(NO_MORE, branch.above, branch.committee)
    await world.run(RUNS_ALL, branch.members[3])
    await world.run(RUNS_ALL, branch.stranger)
    for person, named in (
        (branch.members[2], True),
        (branch.members[0], False),
        (branch.members[3], False),
    ):
        assert (await object_(world, person, id, named=named)).notified == 1
    assert sorted(await recipients(world, "objection.raised")) == [branch.above, *[branch.stranger] * 3]


async def test_the_level_above_hears_where_the_nearest_runs_the_branch(world: World, branch: Branch) -> None:
    [between] = await add_units(world, "general_branch", "学区党总支", above=branch.committee)
    [school] = await add_units(world, "branch", "三支部", above=between)
    head, member = (
        await add_person(world, "三支部纪检委员", school),
        await add_person(world, "三支部党员", school),
    )
    await give_posts(world, (head, school, "discipline"))
    await give_posts(world, (head, between, "secretary"))
    top = sorted(ACCOUNTS + one for one in (branch.above, branch.secretary, branch.members[0]))
    today = world.clock.now().astimezone(ZONE).date()
    async with world.uow.reading() as cx:
        assert await access.deciders(cx, await actor.unit(cx, school), today) == top
    await give_posts(world, (member, between, "organiser"))
    async with world.uow.reading() as cx:
        unit = await actor.unit(cx, school)
        assert await access.deciders(cx, unit, today) == [ACCOUNTS + member]
        assert await access.deciders(cx, unit, today, outside=True) == top


async def test_its_secretary_skips_no_step(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    await world.refused("own_unit_grade", world.act(branch.secretary, move, id, Step.ASSESSMENT))


async def test_its_members_answer_no_objection(world: World, branch: Branch) -> None:
    id = await at_notice(world, branch, good=10)
    await object_(world, branch.members[1], id)
    [one] = await objections_of(world, id)
    for person in (branch.secretary, branch.members[0]):
        await world.refused("own_unit_grade", answer(world, person, one.id, upheld=False))
    assert (await answer(world, branch.above, one.id, upheld=False)).objection.upheld is False


async def test_its_secretary_starts_no_round_of_it(world: World, branch: Branch) -> None:
    """The card leaves the branch out and says why; a forged button is refused; the others begin."""
    await world.act(branch.secretary, start.begin)
    form = await world.act(branch.secretary, conversation.current)
    draft = RoundDraft.model_validate(form.draft)
    assert ([one.name for one in draft.free], draft.own) == (["二支部"], ("一支部",))
    for language, words in (("zh", "这里没有列一支部：您在那里任职"), ("en", "一支部 is not listed here")):
        assert words in card.prompt(form.prompt, TEXTS.speech(language)).text
    await world.refused(
        "own_unit_grade", start_round(world, branch.secretary, branch.committee, branch.id, branch.other)
    )
    assert (await start_round(world, branch.secretary, branch.committee)).units == 1
    assert await world.rows("SELECT id FROM grade_case WHERE unit_id = $1", branch.id) == []
    assert (await start_round(world, branch.members[0], branch.committee)).units == 1


async def test_its_secretary_opens_no_rating_for_its_grade(world: World, branch: Branch, ratings: Ratings) -> None:
    await case_at(world, branch, Step.RATING)
    rating = await prepared(ratings)
    by_secretary = appoint(ratings, rating, "supervisor", ratings.supervisor, branch.secretary)
    await world.refused("own_unit_rating", by_secretary)
    await appoint(ratings, rating, "supervisor", ratings.supervisor)
    await appoint(ratings, rating, "teller", branch.members[2])
    await world.refused("own_unit_rating", ask_open(ratings, rating, branch.secretary))
    seen = await world.act(branch.secretary, rating_page.show, INSTALLATION.rating, rating)
    assert Role.COMMITTEE not in seen.roles
    await ask_open(ratings, rating)


async def test_an_administrator_of_a_branch_alone_hears_who_grades_it(world: World) -> None:
    [alone] = await add_units(world, "branch", "独立支部")
    head = await add_person(world, "独立书记", alone)
    await give_posts(world, (head, alone, "secretary"))
    await world.run(RUNS_ALL, head)
    for step in (
        world.act(head, start.begin),
        start_round(world, head, alone),
        start_round(world, head, alone, alone),
    ):
        error = await world.refused("own_unit_alone", step)
        assert error.data == {"unit": "独立支部"}
