"""Who may vote: by standing, by a meeting, who waits for the supervisor, and what stands against opening."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Doubt, State
from bot.services.people import roster
from bot.services.rating import prepare
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.view import sentence
from tests.services.attendance.attendance_branch import ACCOUNTS, tap
from tests.services.grading.grading_stage import Round
from tests.services.rating.rating_table import Table, table

BY_HAND = """
INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'present', 'by_hand', $3)
RETURNING session_id AS id"""


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Table:
    return await table(database, tmp_path)


async def test_groups_follow_from_standings(desk: Table) -> None:
    hall, unit = desk.hall, desk.house.unit
    more = {
        standing: await hall.person(standing, unit, standing=standing)
        for standing in ("probationary", "activist", "mass_representative", "delegate", "service_user")
    }
    gone = await hall.person("走了", unit, left_on="2026-01-01")
    found = await desk.electors(await desk.opened(groups="all"))
    assert {name: found[id].voters for name, id in more.items()} == {
        "probationary": Voters.MEMBERS,
        "activist": Voters.MASSES,
        "mass_representative": Voters.MASSES,
        "delegate": Voters.MASSES,
        "service_user": Voters.SERVICE_USERS,
    }
    assert set(found) == {*desk.house.people, *more.values()}
    assert gone not in found
    outside = {name for name, id in more.items() if found[id].doubt is Doubt.OUTSIDE}
    assert outside == {"mass_representative", "delegate", "service_user"}
    assert all(found[more[name]].account_id is None for name in outside)
    assert found[desk.teller].account_id == ACCOUNTS + desk.teller


async def test_members_alone_and_on_a_motion_those_with_a_vote(desk: Table) -> None:
    hall, unit = desk.hall, desk.house.unit
    probationary = await hall.person("预备", unit, standing="probationary")
    await hall.person("积极", unit, standing="activist")
    assert set(await desk.electors(await desk.opened())) == {*desk.house.people, probationary}
    await desk.begin()
    await desk.turn("subject", "motion")
    secretary = desk.house.secretary
    version = await desk.field("title")
    await prepare.motion(hall.uow, hall.ask(secretary), desk.installation, version, "同意")
    made = (await desk.submit()).rating.id
    await desk.appoint(made, "supervisor", desk.supervisor)
    await desk.appoint(made, "teller", desk.teller)
    await desk.ask_open(made)
    assert await desk.hold(made)
    assert set(await desk.electors(made)) == set(desk.house.people)


async def test_new_accounts_changed_standings_and_marks_by_hand_wait_for_the_supervisor(desk: Table) -> None:
    house, hall = desk.house, desk.hall
    called = await hall.meeting(house.unit, house.people, host=house.secretary)
    await tap(house, called, *house.people[:-1])
    old, new = to_ms(hall.now - timedelta(days=15)), to_ms(hall.now - timedelta(days=13))
    by_hand, fresh, moved, known = house.members[3], house.members[1], house.members[2], house.deputy
    await hall.run(BY_HAND, called.session, by_hand, to_ms(hall.now))
    await desk.bound(fresh, new)
    await desk.bound(known, old)
    await hall.run("UPDATE person SET standing_at = $2 WHERE id = $1 RETURNING id", moved, new)
    await hall.run("UPDATE person SET standing_at = $2 WHERE id = $1 RETURNING id", known, old)
    await desk.begin()
    version = await desk.field("source")
    await prepare.present(hall.uow, hall.ask(house.secretary), desk.installation, version, called.id)
    made = (await desk.submit()).rating.id
    await desk.appoint(made, "supervisor", desk.supervisor)
    await desk.appoint(made, "teller", desk.teller)
    await desk.ask_open(made)
    assert await desk.hold(made)
    found = await desk.electors(made)
    assert {id: one.doubt for id, one in found.items() if one.doubt} == {
        fresh: Doubt.NEW_ACCOUNT,
        moved: Doubt.NEW_STANDING,
        by_hand: Doubt.BY_HAND,
    }
    assert {one.source for one in found.values()} == {"present"}
    assert all((one.account_id is None) == (one.doubt is not None) for one in found.values())
    [told] = [said for to, said in await desk.told("rating.opened") if to == desk.supervisor]
    assert (told["role"], told["electors"], told["waiting"]) == ("supervisor", 7, 3)
    doubtful = {to for to, said in await desk.told("rating.invite") if said["doubt"]}
    assert doubtful == {fresh, moved, by_hand}


async def test_a_roster_that_changes_the_standing_is_remembered(desk: Table) -> None:
    head = "编号,姓名,党组织,类别\n"
    place = "甲党委/一支部"
    uow, zone = desk.hall.uow, desk.hall.zone
    await roster.apply(uow, None, zone, f"{head}X1,新人,{place},积极分子\nX2,旧人,{place},正式党员\n".encode(), "r.csv")
    assert await _changed(desk) == {"X1": None, "X2": None}
    desk.hall.clock.forward(days=1)
    await roster.apply(
        uow, None, zone, f"{head}X1,新人,{place},预备党员\nX2,旧人改名,{place},正式党员\n".encode(), "r.csv"
    )
    at = to_ms(desk.hall.now)
    assert await _changed(desk) == {"X1": at, "X2": None}
    desk.hall.clock.forward(days=1)
    await roster.apply(uow, None, zone, f"{head}X2,旧人改名,甲党委/二支部,正式党员\n".encode(), "r.csv")
    assert await _changed(desk) == {"X1": at, "X2": to_ms(desk.hall.now)}


async def _changed(desk: Table) -> dict[str, int | None]:
    rows = await desk.hall.rows("SELECT number, standing_at FROM person WHERE number IS NOT NULL")
    return {row["number"]: row["standing_at"] for row in rows}


async def test_fewer_than_five_do_not_vote(desk: Table) -> None:
    made = await desk.appointed()
    for person in desk.house.members[1:]:
        await desk.hall.run("UPDATE person SET left_on = '2026-01-01' WHERE id = $1 RETURNING id", person)
    with pytest.raises(DomainError, match="electors_too_few") as error:
        await desk.ask_open(made)
    assert error.value.data == {"least": 5, "count": 4}
    assert (await desk.rating(made)).state is State.SUBMITTED


async def test_what_changed_between_the_tap_and_the_opening_is_seen(desk: Table) -> None:
    made = await desk.appointed()
    await desk.ask_open(made)
    await desk.hall.run("UPDATE person SET unit_id = $2 WHERE id = $1 RETURNING id", desk.supervisor, desk.house.unit)
    assert not await desk.hold(made)
    assert (await desk.rating(made)).state is State.SUBMITTED
    [(to, said)] = await desk.told("rating.not_opened")
    assert (to, said["code"]) == (desk.house.above, "supervisor_unfit")
    assert await desk.electors(made) == {}


async def test_of_each_group_that_a_grading_asks_somebody_is_checked_in(desk: Table) -> None:
    """Its case is rated once: without them there would be no way on. With the list they are asked anyway."""
    house, hall, stage = desk.house, desk.hall, Round(desk.house)
    voice = await hall.person("群众代表", house.unit, standing="mass_representative")
    called = await hall.meeting(house.unit, [*house.people, voice])
    await tap(house, called, *house.people)
    await stage.at_rating()
    await desk.begin()
    version = await desk.field("source")
    await prepare.present(hall.uow, hall.ask(house.secretary), desk.installation, version, called.id)
    made = (await desk.submit()).rating.id
    await desk.appoint(made, "supervisor", desk.supervisor)
    await desk.appoint(made, "teller", desk.teller)
    with pytest.raises(DomainError) as refused:
        await desk.ask_open(made)
    assert (refused.value.code, refused.value.data) == ("rating_group_absent", {"voters": "masses"})
    assert "要听群众的意见" in sentence(refused.value, Texts(hall.zone).speech("zh"))
    await tap(house, called, voice)
    await desk.ask_open(made)
    assert await desk.hold(made)
    assert voice in await desk.electors(made)
