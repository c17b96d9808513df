"""Preparing a rating: the card as it usually is, each switch, and what is submitted."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.rating.model import Source, State, Subject, Turnout
from bot.domain.rating.prepare import Offer
from bot.domain.rating.result import Result
from bot.domain.rating.vote import MARK
from bot.services.rating import appoint, prepare
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from tests.services.rating.rating_table import RULES, SCHEMES, Table, table


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


async def test_as_it_usually_is_it_costs_one_tap(desk: Table) -> None:
    made = await desk.prepared()
    found = await desk.rating(made)
    assert (found.state, found.subject, found.title) == (State.SUBMITTED, Subject.UNIT, "定级测评")
    assert (found.source, found.groups) == (Source.LIST, frozenset({Voters.MEMBERS}))
    assert (found.comment, found.split, found.paper) == (True, False, False)
    assert found.closes_at.astimezone(desk.hall.zone).hour == 18
    assert found.closes_at > desk.hall.now
    assert [one.code for one in found.questions] == ["overall"]
    assert found.questions[0].choices == SCHEMES.of("").choices
    assert found.prepared_by == desk.house.secretary
    assert await desk.audited() == [("rating.prepared", {"rating": made, "unit": desk.house.unit, "subject": "unit"})]
    [(to, said)] = await desk.told("rating.submitted")
    assert (to, said["unit"], said["title"]) == (desk.house.above, "一支部", "定级测评")


async def test_pressed_twice_it_is_one_rating(desk: Table) -> None:
    await desk.begin()
    version = await desk.version(desk.house.secretary)
    first, second = await desk.submit(version=version), await desk.submit(version=version)
    assert first.rating.id == second.rating.id
    assert first.told == second.told == 1
    assert len(await desk.hall.rows("SELECT id FROM rating")) == 1
    assert len(await desk.told("rating.submitted")) == 1


async def test_each_switch(desk: Table) -> None:
    made = await desk.prepared(groups="all", indicators="on", comment="off", paper="on")
    found = await desk.rating(made)
    assert found.groups == frozenset({Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS})
    assert (found.comment, found.split, found.paper) == (False, True, True)
    assert [one.code for one in found.questions][1:] == [one.code for one in SCHEMES.of("").indicators]
    again = await desk.rating(await desk.prepared(groups="all", split="off"))
    assert not again.split


async def test_a_person_is_rated_by_levels(desk: Table) -> None:
    await desk.begin()
    await desk.turn("subject", "person")
    with pytest.raises(DomainError, match="rating_person_missing"):
        await desk.submit()
    version = await desk.field("person")
    names = [one["name"] for one in (await desk.draft(desk.house.secretary))["choices"]["items"]]
    assert names[:2] == ["书记", "副书记"]
    hall, secretary = desk.hall, desk.house.secretary
    with pytest.raises(DomainError, match="rated_unfit"):
        await prepare.person(hall.uow, hall.ask(secretary), desk.installation, version, desk.house.stranger)
    await prepare.search(hall.uow, hall.ask(secretary), desk.installation, version, "副书记")
    found = (await desk.submit()).rating
    assert (found.subject, found.person_id, found.title) == (Subject.PERSON, desk.house.deputy, "对副书记的评议")
    assert [one.code for one in found.questions[0].choices] == [
        "excellent",
        "qualified",
        "barely_qualified",
        "unqualified",
    ]


async def test_a_motion_has_its_words_and_its_majority(desk: Table) -> None:
    await desk.begin()
    await desk.turn("subject", "motion")
    await desk.turn("groups", "all")
    await desk.turn("majority", "two_thirds")
    with pytest.raises(DomainError, match="rating_motion_missing"):
        await desk.submit()
    version, hall, secretary = await desk.field("title"), desk.hall, desk.house.secretary
    for wrong, code in ((f"同意{MARK}", "rating_mark"), (" ", "text_missing"), ("同" * 101, "text_too_long")):
        with pytest.raises(DomainError, match=code):
            await prepare.motion(hall.uow, hall.ask(secretary), desk.installation, version, wrong)
    await prepare.motion(hall.uow, hall.ask(secretary), desk.installation, version, "同意组长转正")
    found = (await desk.submit()).rating
    assert (found.title, found.groups) == ("同意组长转正", frozenset({Voters.MEMBERS}))
    assert found.majority == RULES.majority("two_thirds")
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
async def test_a_closing_time_that_cannot_be(desk: Table, said: str, code: str) -> None:
    await desk.begin()
    version, hall, secretary = await desk.field("closes"), desk.hall, desk.house.secretary
    with pytest.raises(DomainError, match=code):
        await prepare.enter_close(hall.uow, hall.ask(secretary), desk.installation, version, said)


async def test_a_closing_time_as_typed_a_day_alone_is_its_evening(desk: Table) -> None:
    await desk.begin()
    hall, secretary = desk.hall, desk.house.secretary
    for said, hour in (("后天", 18), ("后天上午十点", 10)):
        version = await desk.field("closes")
        await prepare.enter_close(hall.uow, hall.ask(secretary), desk.installation, version, said)
        closes = (await desk.draft(secretary))["plan"]["closes_at"]
        assert f"T{hour:02d}:00" in closes
    version = await desk.field("closes")
    await prepare.pick_close(hall.uow, hall.ask(secretary), desk.installation, version, Offer.TOMORROW)
    hall.clock.forward(days=2)
    with pytest.raises(DomainError, match="rating_too_late"):
        await desk.submit()


async def test_those_checked_in_to_a_meeting_vote(desk: Table) -> None:
    house, hall = desk.house, desk.hall
    own = await hall.meeting(house.unit, house.people)
    old = await hall.meeting(house.unit, house.people, starts=hall.now - timedelta(days=30))
    theirs = await hall.meeting(house.other, [house.stranger])
    await desk.begin()
    version = await desk.field("source")
    for wrong in (old.id, theirs.id, 987_654):
        with pytest.raises(DomainError, match="rating_meeting_unfit"):
            await prepare.present(hall.uow, hall.ask(house.secretary), desk.installation, version, wrong)
    await prepare.present(hall.uow, hall.ask(house.secretary), desk.installation, version, own.id)
    found = (await desk.submit()).rating
    assert (found.source, found.meeting_id) == (Source.PRESENT, own.id)


async def test_nobody_prepares_for_another_unit(desk: Table) -> None:
    house = desk.house
    for person in (house.stranger, house.members[1], house.leader, house.above):
        with pytest.raises(DomainError, match="not_allowed"):
            await desk.begin(house.unit, by=person)
    with pytest.raises(DomainError, match="not_found"):
        await desk.begin(987_654)
    with pytest.raises(DomainError, match="not_allowed"):
        await desk.begin(house.groups[0])


async def test_forged_switches_are_old_buttons(desk: Table) -> None:
    await desk.begin()
    for name, value in (("subject", "x"), ("paper", "yes"), ("groups", "x"), ("majority", "x"), ("unit_id", "2")):
        with pytest.raises(DomainError, match="old_button"):
            await desk.turn(name, value)
    for name in ("groups", "title", "x"):
        with pytest.raises(DomainError, match="old_button"):
            await desk.field(name)


async def test_a_unit_that_is_at_its_rating_gets_the_round_and_its_scheme(desk: Table) -> None:
    house, now = desk.house, desk.hall.now
    scheme = next(one for one in SCHEMES.every if not one.points)
    due = {step: now.date() for step in Step}
    async with desk.hall.uow.begin() as work:
        round_id = await grading.add_round(work, house.top, 2026, RoundKind.ROUND, now, house.above)
        await grading.keep_scheme(work, scheme)
        case_id = await grading.add_case(work, round_id, house.unit, scheme.digest, None, due, now)
        await work.commit()
    before = await desk.rating(await desk.prepared())
    assert before.case_id is None
    await desk.hall.run("UPDATE grade_case SET step = 'rating' WHERE id = $1 RETURNING id", case_id)
    found = await desk.rating(await desk.prepared())
    assert found.case_id == case_id
    assert found.questions[0].choices == scheme.choices
    assert found.groups == {Voters.MEMBERS}  # the branch has no masses
    await desk.begin()
    await desk.turn("subject", "person")
    assert not (await desk.draft(house.secretary))["facts"]["in_round"]


async def case(desk: Table, code: str) -> int:
    """The branch's, at the rating, under that scheme."""
    house, now = desk.house, desk.hall.now
    scheme = next(one for one in SCHEMES.every if one.code == code)
    async with desk.hall.uow.begin() as work:
        round_id = await grading.add_round(work, house.top, 2026, RoundKind.ROUND, now, house.above)
        await grading.keep_scheme(work, scheme)
        due = {step: now.date() for step in Step}
        id = await grading.add_case(work, round_id, house.unit, scheme.digest, None, due, now)
        await work.commit()
    return await desk.hall.run("UPDATE grade_case SET step = 'rating' WHERE id = $1 RETURNING id", id)


async def test_a_round_asks_the_groups_that_its_scheme_wants(desk: Table) -> None:
    await case(desk, "five_grades")
    await desk.hall.person("群众一", desk.house.unit, standing="mass_representative")
    await desk.begin()
    with pytest.raises(DomainError, match="rating_groups_wanted"):
        await desk.turn("groups", "members")
    with pytest.raises(DomainError, match="rating_groups_wanted"):
        await desk.turn("split", "off")
    found = await desk.rating((await desk.submit()).rating.id)
    assert found.split
    assert found.groups == {Voters.MEMBERS, Voters.MASSES}
    await desk.hall.person("办事群众", desk.house.unit, standing="service_user")
    found = await desk.rating(await desk.prepared())
    assert found.groups == {Voters.MEMBERS, Voters.MASSES, Voters.SERVICE_USERS}


async def test_a_case_with_a_result_is_not_rated_again(desk: Table) -> None:
    await case(desk, "satisfaction")
    first, second = await desk.prepared(), await desk.prepared()
    result = Result(5, Turnout(5, 5, 5, 0), ({"satisfied": 5},), {}).write()
    await desk.hall.run("UPDATE rating SET state = 'closed', result = $2 WHERE id = $1 RETURNING id", first, result)
    with pytest.raises(DomainError, match="rating_case_rated"):
        await desk.prepared()
    asked = desk.hall.ask(desk.house.above)
    with pytest.raises(DomainError, match="rating_case_rated"):
        await appoint.open_(desk.hall.uow, asked, desk.installation, second, (await desk.rating(second)).version)
