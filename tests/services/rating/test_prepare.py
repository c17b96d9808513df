"""Preparing a rating: the card as it usually is, each switch, and what is submitted."""

from datetime import timedelta

import pytest

from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.rating.model import Source, State, Subject, Turnout
from bot.domain.rating.prepare import Offer
from bot.domain.rating.result import Result
from bot.domain.rating.vote import MARK
from bot.services.rating import prepare, prepare_submit
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.rating.preparation import ask_open, begin, case_of, draft, field, prepared, submit, turn
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.meeting import call_meeting
from tests.world.messages import messages, recipients
from tests.world.people import add_person
from tests.world.record import audit_entries


async def test_as_it_usually_is_it_costs_one_tap(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await prepared(ratings)
    found = await ratings.get(made)
    assert (found.state, found.subject, found.title) == (State.SUBMITTED, Subject.UNIT, "定级测评")
    assert (found.source, found.groups) == (Source.LIST, frozenset({Voters.MEMBERS}))
    assert (found.comment, found.split, found.paper) == (True, False, False)
    assert found.closes_at.astimezone(ZONE).hour == 18
    assert found.closes_at > world.clock.now()
    assert [one.code for one in found.questions] == ["overall"]
    assert found.questions[0].choices == INSTALLATION.schemes.of("").choices
    assert found.prepared_by == branch.secretary
    assert await audit_entries(world) == [("rating.prepared", {"rating": made, "unit": branch.id, "subject": "unit"})]
    [told] = await messages(world, "rating.submitted")
    assert (told.chat, told.data["unit"], told.data["title"]) == (ACCOUNTS + branch.above, "一支部", "定级测评")


async def test_pressed_twice_it_is_one_rating(world: World, branch: Branch, ratings: Ratings) -> None:
    await begin(ratings)
    version = await form_version(world, branch.secretary)
    submitted = [await world.act(branch.secretary, prepare_submit.submit, INSTALLATION, version) for _ in range(2)]
    first, second = submitted
    assert first.rating.id == second.rating.id
    assert first.told == second.told == 1
    assert len(await world.rows("SELECT id FROM rating")) == 1
    assert len(await recipients(world, "rating.submitted")) == 1


async def test_each_switch(ratings: Ratings) -> None:
    made = await prepared(ratings, groups="all", indicators="on", comment="off", paper="on")
    found = await ratings.get(made)
    assert found.groups == frozenset({Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS})
    assert (found.comment, found.split, found.paper) == (False, True, True)
    assert [one.code for one in found.questions][1:] == [one.code for one in INSTALLATION.schemes.of("").indicators]
    again = await ratings.get(await prepared(ratings, groups="all", split="off"))
    assert not again.split


async def test_a_person_is_rated_by_levels(world: World, branch: Branch, ratings: Ratings) -> None:
    await begin(ratings)
    await turn(ratings, "subject", "person")
    await world.refused("rating_person_missing", submit(ratings))
    version = await field(ratings, "person")
    names = [one["name"] for one in (await draft(ratings, branch.secretary))["choices"]["items"]]
    assert names[:2] == ["书记", "副书记"]
    secretary = branch.secretary
    await world.refused("rated_unfit", world.act(secretary, prepare.person, INSTALLATION, version, branch.stranger))
    await world.act(secretary, prepare.search, INSTALLATION, version, "副书记")
    found = (await submit(ratings)).rating
    assert (found.subject, found.person_id, found.title) == (Subject.PERSON, branch.deputy, "对副书记的评议")
    assert [one.code for one in found.questions[0].choices] == [
        "excellent",
        "qualified",
        "barely_qualified",
        "unqualified",
    ]


async def test_a_motion_has_its_words_and_its_majority(world: World, branch: Branch, ratings: Ratings) -> None:
    await begin(ratings)
    await turn(ratings, "subject", "motion")
    await turn(ratings, "groups", "all")
    await turn(ratings, "majority", "two_thirds")
    await world.refused("rating_motion_missing", submit(ratings))
    version, secretary = await field(ratings, "title"), branch.secretary
    for wrong, code in ((f"同意{MARK}", "rating_mark"), (" ", "text_missing"), ("同" * 101, "text_too_long")):
        await world.refused(code, world.act(secretary, prepare.motion, INSTALLATION, version, wrong))
    await world.act(secretary, prepare.motion, INSTALLATION, version, "同意组长转正")
    found = (await submit(ratings)).rating
    assert (found.title, found.groups) == ("同意组长转正", frozenset({Voters.MEMBERS}))
    assert found.majority == INSTALLATION.rating.majority("two_thirds")
    assert [one.code for one in found.questions[0].choices] == ["yes", "no", "abstain"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("昨天18:00", "rating_too_late"),
        ("什么时候", "when_unreadable"),
        ("2月30日", "when_impossible"),
        ("明年5月1日 9:00", "rating_too_long"),
    ],
)
async def test_a_closing_time_that_cannot_be(
    world: World, branch: Branch, ratings: Ratings, said: str, code: str
) -> None:
    await begin(ratings)
    version, secretary = await field(ratings, "closes"), branch.secretary
    await world.refused(code, world.act(secretary, prepare.enter_close, INSTALLATION, version, said))


async def test_a_closing_time_as_typed_a_day_alone_is_its_evening(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    await begin(ratings)
    secretary = branch.secretary
    for said, hour in (("后天", 18), ("后天上午十点", 10)):
        version = await field(ratings, "closes")
        await world.act(secretary, prepare.enter_close, INSTALLATION, version, said)
        closes = (await draft(ratings, secretary))["plan"]["closes_at"]
        assert f"T{hour:02d}:00" in closes
    version = await field(ratings, "closes")
    await world.act(secretary, prepare.pick_close, INSTALLATION, version, Offer.TOMORROW)
    world.clock.forward(days=2)
    await world.refused("rating_too_late", submit(ratings))


async def test_those_checked_in_to_a_meeting_vote(world: World, branch: Branch, ratings: Ratings) -> None:
    own = await call_meeting(world, branch.id, branch.people)
    old = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() - timedelta(days=30))
    theirs = await call_meeting(world, branch.other, [branch.stranger])
    await begin(ratings)
    version = await field(ratings, "source")
    for wrong in (old.id, theirs.id, 987_654):
        await world.refused(
            "rating_meeting_unfit", world.act(branch.secretary, prepare.present, INSTALLATION, version, wrong)
        )
    await world.act(branch.secretary, prepare.present, INSTALLATION, version, own.id)
    found = (await submit(ratings)).rating
    assert (found.source, found.meeting_id) == (Source.PRESENT, own.id)


async def test_nobody_prepares_for_another_unit(world: World, branch: Branch, ratings: Ratings) -> None:
    for person in (branch.stranger, branch.members[1], branch.leader, branch.above):
        await world.refused("not_allowed", begin(ratings, branch.id, by=person))
    await world.refused("not_found", begin(ratings, 987_654))
    await world.refused("not_allowed", begin(ratings, branch.groups[0]))


async def test_forged_switches_are_old_buttons(world: World, ratings: Ratings) -> None:
    await begin(ratings)
    for name, value in (("subject", "x"), ("paper", "yes"), ("groups", "x"), ("majority", "x"), ("unit_id", "2")):
        await world.refused("old_button", turn(ratings, name, value))
    for name in ("groups", "title", "x"):
        await world.refused("old_button", field(ratings, name))


async def test_a_unit_that_is_at_its_rating_gets_the_round_and_its_scheme(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    scheme = next(one for one in INSTALLATION.schemes.every if not one.points)
    case_id = await case_of(ratings, scheme, step=Step.SURVEY)
    before = await ratings.get(await prepared(ratings))
    assert before.case_id is None
    await world.run("UPDATE grade_case SET step = 'rating' WHERE id = $1", case_id)
    found = await ratings.get(await prepared(ratings))
    assert found.case_id == case_id
    assert found.questions[0].choices == scheme.choices
    assert found.groups == {Voters.MEMBERS}  # the branch has no masses
    await begin(ratings)
    await turn(ratings, "subject", "person")
    assert not (await draft(ratings, branch.secretary))["facts"]["in_round"]


def scheme_of(code: str) -> Scheme:
    return next(one for one in INSTALLATION.schemes.every if one.code == code)


async def test_a_round_asks_the_groups_that_its_scheme_wants(world: World, branch: Branch, ratings: Ratings) -> None:
    await case_of(ratings, scheme_of("five_grades"))
    await add_person(world, "群众一", branch.id, standing="mass_representative")
    await begin(ratings)
    await world.refused("rating_groups_wanted", turn(ratings, "groups", "members"))
    await world.refused("rating_groups_wanted", turn(ratings, "split", "off"))
    found = await ratings.get((await submit(ratings)).rating.id)
    assert found.split
    assert found.groups == {Voters.MEMBERS, Voters.MASSES}
    await add_person(world, "办事群众", branch.id, standing="service_user")
    found = await ratings.get(await prepared(ratings))
    assert found.groups == {Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS}


async def test_a_case_with_a_result_is_not_rated_again(world: World, branch: Branch, ratings: Ratings) -> None:
    await case_of(ratings, scheme_of("satisfaction"))
    first, second = await prepared(ratings), await prepared(ratings)
    result = Result(5, Turnout(5, 5, 5, 0), ({"satisfied": 5},), {}).write()
    await world.run("UPDATE rating SET state = 'closed', result = $2 WHERE id = $1", first, result)
    await world.refused("rating_case_rated", prepared(ratings), but=FORM)
    await world.refused("rating_case_rated", ask_open(ratings, second))
