"""Lists of rectification items: which come first, what a filter leaves, whose units the committee sees."""

from telegram import InlineKeyboardMarkup

from bot.services.rectification import card, ledger
from bot.services.rectification.ledger import Ledger, UnitsPage
from bot.views.rectification import card as view
from bot.views.rectification import ledger as lists
from tests.installation import ZH
from tests.services.rectification.deciding import signed_off
from tests.services.rectification.handing_in import handed_in
from tests.services.rectification.items import entered, opened
from tests.world import World
from tests.world.branch import Branch
from tests.world.people import add_person, give_posts


async def test_what_one_owns_comes_first_then_by_date_and_what_is_done_last(
    world: World, branch: Branch, owner: int
) -> None:
    other = branch.members[1]
    done = await handed_in(world, branch.id, other)
    await signed_off(world, branch.above, done)
    later, own = await opened(world, branch.id, other), await opened(world, branch.id, owner)
    above, sooner = await opened(world, branch.committee, owner), await opened(world, branch.id, other)
    await world.run("UPDATE rectify_item SET due_on = '2026-11-20' WHERE id = $1", sooner)
    found = await world.act(owner, ledger.of_unit, branch.id, "all")
    assert [one.item.id for one in found.lines] == [own, above, sooner, later, done]
    for_secretary = await world.act(branch.secretary, ledger.of_unit, branch.id, "all")
    assert [one.item.id for one in for_secretary.lines] == [sooner, later, own, done]
    assert (found.counts.todo, found.counts.overdue, found.counts.signed_off) == (3, 1, 1)
    text = lists.ledger(found, ZH).text
    assert text.index("您负责的") < text.index("党组织：甲党委") < text.index("其他事项") < text.index("逾期 5 天")


async def test_filters_by_state_and_by_owner(world: World, branch: Branch) -> None:
    first, other, *_ = branch.members
    open_, of_other = await opened(world, branch.id, first), await opened(world, branch.id, other)
    handed = await handed_in(world, branch.id, other)
    for shown, owner, wanted in (
        ("work", 0, {open_, of_other}),
        ("handed", 0, {handed}),
        ("done", 0, set()),
        ("all", other, {handed, of_other}),
        ("work", other, {of_other}),
    ):
        found = await world.act(branch.secretary, ledger.of_unit, branch.id, shown, owner)
        assert {one.item.id for one in found.lines} == wanted, (shown, owner)
    await world.refused("old_button", world.act(branch.secretary, ledger.of_unit, branch.id, "nothing"))
    owners = await world.act(branch.secretary, ledger.owners, branch.id)
    assert {(one.name, one.pending, one.items) for one in owners.owners} == {("党员0", 1, 1), ("党员1", 2, 2)}


async def test_long_lists_have_pages(world: World, branch: Branch, owner: int) -> None:
    made = {await opened(world, branch.id, owner) for _ in range(ledger.ITEMS + 1)}
    first, second = (
        await world.act(branch.secretary, ledger.of_unit, branch.id, "all"),
        await world.act(branch.secretary, ledger.of_unit, branch.id, "all", page=1),
    )
    assert (first.more, second.more, len(second.lines)) == (True, False, 1)
    assert {one.item.id for one in (*first.lines, *second.lines)} == made
    shown = lists.ledger(second, ZH)
    assert "第 2 页" in shown.text
    assert "第 1 页" not in lists.ledger(first, ZH).text
    assert f"{ledger.ITEMS + 1}. 会议室太小" in shown.text
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    keys = [[one.text for one in line] for line in shown.keyboard.inline_keyboard]
    assert keys[0] == [f"{ledger.ITEMS + 1}. 会议室太小"]
    assert ["✓ 全部", "待办"] in keys


async def test_the_committee_sees_its_units_first_where_something_waits(
    world: World, branch: Branch, owner: int
) -> None:
    await opened(world, branch.id, owner)
    await handed_in(world, branch.other, branch.stranger)
    found = await world.act(branch.above, ledger.overview)
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部", "一支部", "甲党委"]
    assert [(counts.todo, counts.handed_in) for _, counts in found.units] == [(0, 1), (1, 0), (0, 0)]
    assert found.enters
    for person in (branch.secretary, branch.members[0]):
        own = await world.act(person, ledger.overview)
        assert isinstance(own, Ledger)
        assert own.unit.id == branch.id
        assert not own.others


async def test_someone_attached_to_another_unit_finds_the_own_one_too(world: World, branch: Branch) -> None:
    await give_posts(world, (branch.members[0], branch.other, "liaison"))
    found = await world.act(branch.members[0], ledger.overview)
    assert isinstance(found, UnitsPage)
    assert [unit.name for unit, _ in found.units] == ["二支部"]
    assert found.home is not None
    assert found.home.id == branch.id


async def test_an_administrator_stands_in_where_nobody_is_above(world: World, branch: Branch, owner: int) -> None:
    await world.run("INSERT INTO account (id, administrator_since, language) VALUES (7, 1, 'zh') RETURNING id")
    item = await opened(world, branch.committee, owner)
    request = world.request(7 - 1000)
    found = await ledger.overview(world.uow, request)
    assert isinstance(found, Ledger)
    assert [one.item.id for one in found.lines] == [item]
    assert (found.enters, found.attaches) == (True, True)


async def test_all_done_once_the_last_is_signed_off(world: World, branch: Branch, owner: int) -> None:

    async def done() -> bool:
        async with world.uow.reading() as cx:
            return await card.all_done(cx, branch.id)

    assert not await done()
    first, second = await handed_in(world, branch.id, owner), await handed_in(world, branch.id, branch.members[1])
    await entered(world, branch.id, owner)
    await signed_off(world, branch.above, first)
    assert not await done()
    await signed_off(world, branch.above, second)
    assert await done()
    found = await world.act(owner, card.card, first)
    assert found.all_done
    assert "全部销号" in view.card(found, ZH).text
    assert "全部销号" in lists.ledger(await world.act(owner, ledger.of_unit, branch.id, "all"), ZH).text


async def test_an_invented_owner_gives_no_name_away(world: World, branch: Branch, owner: int) -> None:
    masses = await add_person(world, "群众", branch.id, standing="mass_representative")
    await opened(world, branch.id, owner)
    await entered(world, branch.id, branch.members[2])
    await opened(world, branch.other, branch.stranger)
    for reader in (branch.members[1], masses, branch.secretary):
        for invented in (branch.stranger, branch.members[2], 987_654, -1):
            await world.refused("old_button", world.act(reader, ledger.of_unit, branch.id, "all", invented))
        found = await world.act(reader, ledger.of_unit, branch.id, "done", owner)
        assert (found.owner, found.lines) == ("党员0", ())
