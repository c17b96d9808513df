"""Who may vote: by standing, by a meeting, who waits for the supervisor, and what stands against opening."""

from datetime import timedelta

from bot.domain.clock import to_ms
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Doubt, State, Subject
from bot.services.people import roster
from bot.storage.rating import elector
from bot.storage.rating.elector import Elector
from bot.views.view import sentence
from tests.clock import ZONE
from tests.installation import INSTALLATION, ZH
from tests.services.rating.preparation import ask_open, case_of, open_
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import Called, attended, call_meeting
from tests.world.messages import messages
from tests.world.people import add_person

BY_HAND = """
INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'present', 'by_hand', $3)"""


async def test_groups_follow_from_standings(world: World, branch: Branch, ratings: Ratings) -> None:
    unit = branch.id
    more = {
        standing: await add_person(world, standing, unit, standing=standing)
        for standing in ("probationary", "activist", "mass_representative", "delegate", "service_user")
    }
    gone = await add_person(world, "走了", unit, left_on="2026-01-01")
    found = await electors(ratings, await ratings.opened())
    assert {name: found[id].voters for name, id in more.items()} == {
        "probationary": Voters.MEMBERS,
        "activist": Voters.MASSES,
        "mass_representative": Voters.MASSES,
        "delegate": Voters.MASSES,
        "service_user": Voters.SERVICE_USERS,
    }
    assert set(found) == {*branch.people, *more.values()}
    assert gone not in found
    outside = {name for name, id in more.items() if found[id].doubt is Doubt.OUTSIDE}
    assert outside == {"mass_representative", "delegate", "service_user"}
    assert all(found[more[name]].account_id is None for name in outside)
    assert found[ratings.teller].account_id == ACCOUNTS + ratings.teller


async def test_members_alone_and_on_a_motion_those_with_a_vote(world: World, branch: Branch, ratings: Ratings) -> None:
    unit = branch.id
    probationary = await add_person(world, "预备", unit, standing="probationary")
    await add_person(world, "积极", unit, standing="activist")
    assert set(await electors(ratings, await ratings.opened(groups="members"))) == {*branch.people, probationary}
    made = await ratings.opened(Subject.MOTION, groups="members")
    assert set(await electors(ratings, made)) == set(branch.people)


async def of_meeting(ratings: Ratings, called: Called, groups: str = "members", case: int | None = None) -> int:
    """Ready to open, for those who are checked in."""
    return await ratings.submitted(source="present", meeting_id=called.id, groups=groups, case_id=case)


async def electors(ratings: Ratings, rating: int) -> dict[int, Elector]:
    async with ratings.world.uow.reading() as cx:
        return {one.elector.person_id: one.elector for one in await elector.listed(cx, rating)}


async def bound(ratings: Ratings, person: int, at: int) -> None:
    """Their account became theirs at that moment (ms)."""
    await ratings.world.run("UPDATE account SET bound_at = $2 WHERE person_id = $1", person, at)


async def test_new_accounts_changed_standings_and_marks_by_hand_wait_for_the_supervisor(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.secretary)
    await attended(world, called, *branch.people[:-1])
    old, new = to_ms(world.clock.now() - timedelta(days=15)), to_ms(world.clock.now() - timedelta(days=13))
    by_hand, fresh, moved, known = branch.members[3], branch.members[1], branch.members[2], branch.deputy
    await world.run(BY_HAND, called.session, by_hand, to_ms(world.clock.now()))
    await bound(ratings, fresh, new)
    await bound(ratings, known, old)
    await world.run("UPDATE person SET standing_at = $2 WHERE id = $1", moved, new)
    await world.run("UPDATE person SET standing_at = $2 WHERE id = $1", known, old)
    made = await of_meeting(ratings, called)
    await ask_open(ratings, made)
    assert await open_(ratings, made)
    found = await electors(ratings, made)
    assert {id: one.doubt for id, one in found.items() if one.doubt} == {
        fresh: Doubt.NEW_ACCOUNT,
        moved: Doubt.NEW_STANDING,
        by_hand: Doubt.BY_HAND,
    }
    assert {one.source for one in found.values()} == {"present"}
    assert all((one.account_id is None) == (one.doubt is not None) for one in found.values())
    [told] = [one.data for one in await messages(world, "rating.opened") if one.chat == ACCOUNTS + ratings.supervisor]
    assert (told["role"], told["electors"], told["waiting"]) == ("supervisor", 7, 3)
    doubtful = {one.chat - ACCOUNTS for one in await messages(world, "rating.invite") if one.data["doubt"]}
    assert doubtful == {fresh, moved, by_hand}


async def test_a_roster_that_changes_the_standing_is_remembered(world: World, branch: Branch) -> None:
    head = "编号,姓名,党组织,类别\n"
    place = "甲党委/一支部"
    uow = world.uow
    await roster.apply(
        uow,
        None,
        roster.RosterFile(f"{head}X1,新人,{place},积极分子\nX2,旧人,{place},正式党员\n".encode(), "r.csv", ZONE),
    )
    assert await _changed(world) == {"X1": None, "X2": None}
    world.clock.forward(days=1)
    await roster.apply(
        uow,
        None,
        roster.RosterFile(f"{head}X1,新人,{place},预备党员\nX2,旧人改名,{place},正式党员\n".encode(), "r.csv", ZONE),
    )
    at = to_ms(world.clock.now())
    assert await _changed(world) == {"X1": at, "X2": None}
    world.clock.forward(days=1)
    await roster.apply(
        uow, None, roster.RosterFile(f"{head}X2,旧人改名,甲党委/二支部,正式党员\n".encode(), "r.csv", ZONE)
    )
    assert await _changed(world) == {"X1": at, "X2": to_ms(world.clock.now())}


async def _changed(world: World) -> dict[str, int | None]:
    rows = await world.rows("SELECT number, standing_at FROM person WHERE number IS NOT NULL")
    return {row["number"]: row["standing_at"] for row in rows}


async def test_fewer_than_five_do_not_vote(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(groups="members")
    for person in branch.members[1:]:
        await world.run("UPDATE person SET left_on = '2026-01-01' WHERE id = $1", person)
    error = await world.refused("electors_too_few", ask_open(ratings, made))
    assert error.data == {"least": 5, "count": 4}
    assert (await ratings.get(made)).state is State.SUBMITTED


async def test_what_changed_between_the_tap_and_the_opening_is_seen(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    made = await ratings.submitted(groups="members")
    await ask_open(ratings, made)
    await world.run("UPDATE person SET unit_id = $2 WHERE id = $1", ratings.supervisor, branch.id)
    assert not await open_(ratings, made)
    assert (await ratings.get(made)).state is State.SUBMITTED
    [told] = await messages(world, "rating.not_opened")
    assert (told.chat, told.data["code"]) == (ACCOUNTS + branch.above, "supervisor_unfit")
    assert await electors(ratings, made) == {}


async def test_of_each_group_that_a_grading_asks_somebody_is_checked_in(
    world: World, branch: Branch, ratings: Ratings
) -> None:
    """Its case is rated once: without them there would be no way on. With the list they are asked anyway."""
    voice = await add_person(world, "群众代表", branch.id, standing="mass_representative")
    called = await call_meeting(world, branch.id, [*branch.people, voice])
    await attended(world, called, *branch.people)
    case = await case_of(ratings, INSTALLATION.schemes.of("村"))
    made = await of_meeting(ratings, called, "masses,members", case)
    error = await world.refused("rating_group_absent", ask_open(ratings, made))
    assert error.data == {"voters": "masses"}
    assert "要听群众的意见" in sentence(error, ZH)
    await attended(world, called, voice)
    await ask_open(ratings, made)
    assert await open_(ratings, made)
    assert voice in await electors(ratings, made)
