"""Sign-off: by the committee above alone, never without evidence, numbered without gaps."""

import asyncio

import pytest

from bot.domain.rectification.model import ItemState
from bot.services.rectification import sign_off
from bot.services.rectification.sign_off import Asked, Decision
from bot.storage.rectification import milestone
from bot.views.rectification import sign_off as view
from tests.clock import ZONE
from tests.installation import ZH
from tests.services.rectification.deciding import give_reason, signed_off
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import history, item_of, opened
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.people import add_person, add_units, give_posts
from tests.world.record import audit_entries


async def test_signed_off_with_a_number_and_owner_and_secretary_hear(world: World, branch: Branch, owner: int) -> None:
    item, other = await handed_in(world, branch.id, owner), await opened(world, branch.id, owner)
    decision = await signed_off(world, branch.above, item)
    assert isinstance(decision, Decision)
    assert (decision.again, decision.by, decision.all_done) == (False, "上级", False)
    done = (await item_of(world, item)).signed_off
    assert done is not None
    assert (done.committee_id, done.year, done.number, done.by) == (branch.committee, 2026, 1, branch.above)
    assert done.at == world.clock.now()
    assert sorted(await recipients(world, "sign_off.done")) == sorted([branch.secretary, owner])
    assert await history(world, item) == ["handed_in", "signed_off"]
    facts = {"item": item, "committee": branch.committee, "year": 2026, "number": 1}
    assert await audit_entries(world) == [("rectify.signed_off", facts)]
    assert await recipients(world, "sign_off.all") == []
    assert (await item_of(world, other)).state is ItemState.OPEN


async def test_it_is_asked_first_what_is_signed_off(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    asked = await world.act(branch.above, sign_off.ask, item)
    assert isinstance(asked, Asked)
    assert (asked.pieces, asked.owner, asked.unit) == (1, "党员0", "一支部")
    assert asked.open == ()
    assert (await item_of(world, item)).state is ItemState.HANDED_IN


async def test_the_question_names_the_milestones_that_are_still_open(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    async with world.uow.begin() as work:
        await milestone.replace(
            work,
            item,
            [
                ("制度上墙", world.clock.now().astimezone(ZONE).date()),
                ("中期检查", world.clock.now().astimezone(ZONE).date()),
            ],
        )
        first = (await milestone.of_item(work, item))[0]
        await milestone.reach(work, first.id, work.now)
        await work.commit()
    asked = await world.act(branch.above, sign_off.ask, item)
    assert isinstance(asked, Asked)
    assert asked.open == ("中期检查",)
    assert "还有 1 个节点没有完成：中期检查" in view.confirm(asked, ZH).text


async def test_a_second_tap_is_told_who_did_it(world: World, branch: Branch, owner: int) -> None:
    second = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (second, branch.committee, "organiser"))
    item = await handed_in(world, branch.id, owner)
    version = (await item_of(world, item)).version
    await world.act(branch.above, sign_off.confirm, item, version)
    for tap in (
        await world.act(second, sign_off.confirm, item, version),
        await world.act(second, sign_off.ask, item),
        await world.act(second, sign_off.begin, item),
    ):
        assert isinstance(tap, Decision)
        assert (tap.again, tap.by, tap.item.state) == (True, "上级", ItemState.SIGNED_OFF)
    assert len(await audit_entries(world)) == 1


async def test_never_by_the_owner_not_even_as_administrator_or_committee(
    world: World, branch: Branch, owner: int
) -> None:
    await give_posts(world, (owner, branch.committee, "organisation"))
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", owner)
    item = await handed_in(world, branch.id, owner)
    for step in (
        world.act(owner, sign_off.ask, item),
        signed_off(world, owner, item),
        world.act(owner, sign_off.begin, item),
    ):
        await world.refused("own_item", step)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN


async def test_nobody_else_decides(world: World, branch: Branch, owner: int) -> None:
    item = await handed_in(world, branch.id, owner)
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", branch.members[1])
    for person in (branch.secretary, branch.deputy, branch.stranger, branch.members[1], branch.leader):
        for step in (signed_off(world, person, item), world.act(person, sign_off.begin, item)):
            await world.refused("not_allowed", step)
    for step in (
        world.act(branch.above, sign_off.confirm, 987_654, 1),
        world.act(branch.above, sign_off.begin, 987_654),
    ):
        await world.refused("not_found", step)


@pytest.mark.parametrize("state", ["draft", "open", "returned"])
async def test_never_before_it_is_handed_in(world: World, branch: Branch, owner: int, state: str) -> None:
    item = await opened(world, branch.id, owner)
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    for step in (signed_off(world, branch.above, item), world.act(branch.above, sign_off.begin, item)):
        await world.refused("item_not_handed_in", step)


async def test_never_without_evidence_whatever_the_row_says(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.run("UPDATE rectify_item SET state = 'handed_in' WHERE id = $1 RETURNING id", item)
    await world.refused("item_not_handed_in", signed_off(world, branch.above, item))


async def test_another_round_than_the_one_that_was_shown_is_asked_about_anew(
    world: World, branch: Branch, owner: int
) -> None:
    item = await handed_in(world, branch.id, owner)
    seen = (await item_of(world, item)).version
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above)
    await gather(world, owner, item)
    await hand_in(world, owner)
    assert isinstance(await world.act(branch.above, sign_off.confirm, item, seen), Asked)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN


async def test_many_at_once_get_numbers_without_gaps(world: World, branch: Branch) -> None:
    made = [await handed_in(world, branch.id, owner) for owner in branch.people for _ in range(2)]
    assert len({(await item_of(world, item)).unit_id for item in made}) == 1
    taps = [signed_off(world, branch.above, item) for item in made * 2]
    results = await asyncio.gather(*taps)
    assert sum(isinstance(one, Decision) and not one.again for one in results) == len(made)
    rows = await world.rows("SELECT sign_off_number AS n FROM rectify_item ORDER BY n")
    assert [row["n"] for row in rows] == list(range(1, len(made) + 1))
    assert len(await audit_entries(world)) == len(made)


async def test_each_committee_counts_for_itself_and_each_year_anew(world: World, branch: Branch, owner: int) -> None:
    other = await add_person(world, "别的党员", branch.other)
    [top] = await add_units(world, "committee", "乙党委")
    lonely, head = await add_person(world, "乙书记", top), await add_person(world, "乙副书记", top)
    await world.run("UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id", head)
    assert await numbered(world, branch.above, await handed_in(world, branch.id, owner)) == (branch.committee, 2026, 1)
    assert await numbered(world, branch.above, await handed_in(world, branch.other, other)) == (
        branch.committee,
        2026,
        2,
    )
    # where nobody is above, the unit counts for itself and an administrator stands in
    assert await numbered(world, head, await handed_in(world, top, lonely)) == (top, 2026, 1)
    # New Year's Eve is over in Shanghai, not yet by the universal clock
    world.clock.moment = world.clock.moment.replace(month=12, day=31, hour=16, minute=30)
    assert await numbered(world, branch.above, await handed_in(world, branch.id, owner)) == (branch.committee, 2027, 1)


async def numbered(world: World, person: int, item: int) -> tuple[int, int, int]:
    await signed_off(world, person, item)
    done = (await item_of(world, item)).signed_off
    assert done is not None
    return done.committee_id, done.year, done.number


async def test_with_the_last_item_secretary_and_committee_hear_that_it_can_be_rated_anew(
    world: World, branch: Branch, owner: int
) -> None:
    second = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (second, branch.committee, "organiser"))
    first, last = await handed_in(world, branch.id, owner), await handed_in(world, branch.id, owner)
    await signed_off(world, branch.above, first)
    assert await recipients(world, "sign_off.all") == []
    decision = await signed_off(world, branch.above, last)
    assert isinstance(decision, Decision)
    assert decision.all_done
    assert await recipients(world, "sign_off.all") == [second]
    heard = [(one.chat - ACCOUNTS, one.data.get("all_done")) for one in await messages(world, "sign_off.done")]
    assert heard[2:] == [(owner, None), (branch.secretary, True)]
