"""Attaching leader and liaison to a unit, and what a low grade does not open without them."""

from bot.domain.rectification.model import ItemState
from bot.services.rectification import liaison
from bot.services.rectification import open as rectify_open
from tests.installation import INSTALLATION
from tests.rows import dump
from tests.services.rectification.entry_form import save, to_card
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.people import add_person, give_posts
from tests.world.record import audit_kinds

GRADE = """
INSERT INTO grade_result (unit_id, year, score, grade, decided_on, source)
VALUES ($1, $2, 700, $3, '2025-12-20', 'import')"""


async def test_a_low_grade_opens_nothing_without_leader_and_liaison(world: World, branch: Branch, owner: int) -> None:
    now = await to_card(world, branch.secretary, branch.id, owner)
    await world.run(GRADE, branch.id, 2024, "good")
    await world.run(GRADE, branch.id, 2025, "average")
    await world.refused("attached_missing", save(world, branch.secretary, now, publish=True))
    kept = await save(world, branch.secretary, now, publish=False)
    await attach(world, branch, "liaison", branch.above)
    await world.refused("attached_missing", world.act(branch.secretary, rectify_open.open_, INSTALLATION, kept.item.id))
    await attach(world, branch, "attached_leader", branch.above)
    opened = await world.act(branch.secretary, rectify_open.open_, INSTALLATION, kept.item.id)
    assert opened.item.state is ItemState.OPEN


async def test_attached_at_the_committee_is_attached_to_its_units(world: World, branch: Branch, owner: int) -> None:
    await world.run(GRADE, branch.id, 2025, "poor")
    for kind in ("attached_leader", "liaison"):
        person = await add_person(world, kind, branch.committee)
        await give_posts(world, (person, branch.committee, kind))
    found = await save(world, branch.secretary, await to_card(world, branch.secretary, branch.id, owner))
    assert [one.name for one in found.attached.leaders] == ["attached_leader"]
    await attach(world, branch, "attached_leader", branch.above)
    nearer = await world.act(branch.above, liaison.offered, branch.id, "liaison")
    assert [one.name for one in nearer.attached.leaders] == ["上级"]
    assert [one.name for one in nearer.attached.liaisons] == ["liaison"]


async def test_an_attached_leader_who_left_counts_no_more(world: World, branch: Branch, owner: int) -> None:
    await world.run(GRADE, branch.id, 2025, "average")
    gone = await add_person(world, "走了", branch.committee)
    await attach(world, branch, "attached_leader", gone)
    await attach(world, branch, "liaison", branch.above)
    await world.run("UPDATE person SET left_on = '2026-11-01' WHERE id = $1", gone)
    now = await to_card(world, branch.secretary, branch.id, owner)
    await world.refused("attached_missing", save(world, branch.secretary, now, publish=True))
    await world.refused("attached_left", attach(world, branch, "attached_leader", gone))


async def attach(world: World, branch: Branch, kind: str, person: int, by: int | None = None) -> liaison.Done:
    return await world.act(by or branch.above, liaison.attach, branch.id, kind, person)


async def test_another_takes_the_place_and_the_same_changes_nothing(world: World, branch: Branch) -> None:
    other = await add_person(world, "新联络员", branch.committee)
    await attach(world, branch, "liaison", branch.above)
    done = await attach(world, branch, "liaison", other)
    assert [one.name for one in done.attached.liaisons] == ["新联络员"]
    before = await dump(world.uow)
    await attach(world, branch, "liaison", other)
    assert await dump(world.uow) == before
    assert await audit_kinds(world) == ["post.given", "post.ended", "post.given"]
    assert await recipients(world, "post.ended") == [branch.above]


async def test_who_attaches_whom(world: World, branch: Branch) -> None:
    for by, kind, person, code in (
        (branch.secretary, "liaison", branch.above, "not_allowed"),
        (branch.stranger, "liaison", branch.above, "not_allowed"),
        (branch.above, "secretary", branch.above, "old_button"),
        (branch.above, "liaison", branch.members[0], "attached_unfit"),
        (branch.above, "liaison", branch.stranger, "attached_unfit"),
        (branch.above, "liaison", 987_654, "not_found"),
    ):
        await world.refused(code, attach(world, branch, kind, person, by))
