"""Nobody decides about what is or was their own; reasons are for those whom the item concerns."""

from telegram import InlineKeyboardMarkup

from bot.domain.rectification.model import ItemState
from bot.services.people import account
from bot.services.rectification import card, enter, evidence, extension, sign_off
from bot.views.rectification import card as view
from tests.installation import EN, ZH
from tests.services.rectification.deciding import ask_later, give_reason, signed_off
from tests.services.rectification.entry_form import fill, save
from tests.services.rectification.handing_in import gather, hand_in, handed_in
from tests.services.rectification.items import entered, item_of, opened
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import recipients
from tests.world.people import add_person, add_units, give_posts

RUNS = "UPDATE account SET administrator_since = 1 WHERE person_id = $1 RETURNING id"
NOBODY_ABOVE = "UPDATE post SET ended_on = '2021-01-01' WHERE unit_id = $1"
STAND_IN = "INSERT INTO account (id, administrator_since, language) VALUES (77, 1, 'zh') RETURNING id"


async def organiser(world: World, branch: Branch) -> int:
    """A member of the branch who acts in the committee above as well."""
    found = await add_person(world, "组织员", branch.id)
    await give_posts(world, (found, branch.committee, "organiser"))
    return found


async def given_to(world: World, person: int, item: int, owner: int) -> None:
    form = await fill(world, person, enter.change, item)
    form = await fill(world, person, enter.field, form.version, "owner")
    await save(world, person, await fill(world, person, enter.owner, form.version, owner))


async def alone(world: World) -> tuple[int, int]:
    """The administrator of a branch that nobody is above, and an item of theirs that was handed in."""
    [lone] = await add_units(world, "branch", "独支部")
    runs = await add_person(world, "管理员", lone)
    await world.run(RUNS, runs)
    return runs, await handed_in(world, lone, runs)


# --- what is or was one's own -----------------------------------------------------------------------------


async def test_an_administrator_does_not_part_from_the_roster_alone(world: World) -> None:
    runs, _ = await alone(world)
    await world.refused("own_unbinding", world.act(runs, account.unbind, runs, ACCOUNTS + runs))
    [row] = await world.rows("SELECT person_id FROM account WHERE id = $1", ACCOUNTS + runs)
    assert row["person_id"] == runs


async def test_parted_by_another_the_account_still_decides_about_nothing_of_its_own(
    world: World, branch: Branch
) -> None:
    runs, item = await alone(world)
    other = await add_person(world, "另一位管理员", branch.id)
    await world.run(RUNS, other)
    await world.act(other, account.unbind, runs, ACCOUNTS + runs)
    for step in (signed_off(world, runs, item), world.act(runs, sign_off.begin, item)):
        await world.refused("own_item", step)
    assert (await item_of(world, item)).state is ItemState.HANDED_IN
    lone = (await item_of(world, item)).unit_id
    of_another = await handed_in(world, lone, await add_person(world, "独党员", lone))
    await signed_off(world, runs, of_another)
    assert (await item_of(world, of_another)).state is ItemState.SIGNED_OFF


async def test_who_gave_evidence_does_not_sign_it_off_after_it_was_given_to_another(
    world: World, branch: Branch, owner: int
) -> None:
    once = await organiser(world, branch)
    item = await handed_in(world, branch.id, once)
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above, "补一张照片")
    await given_to(world, branch.secretary, item, owner)
    await gather(world, owner, item)
    await hand_in(world, owner)
    for step in (signed_off(world, once, item), world.act(once, sign_off.begin, item)):
        await world.refused("own_item", step)
    found = await world.act(once, card.card, item)
    assert not found.allowed.sign_off
    assert once not in await recipients(world, "evidence.handed_in")
    await signed_off(world, branch.above, item)
    assert (await item_of(world, item)).state is ItemState.SIGNED_OFF


async def test_who_owned_it_without_doing_anything_does_not_sign_it_off_either(
    world: World, branch: Branch, owner: int
) -> None:
    once = await organiser(world, branch)
    item = await opened(world, branch.id, once)
    await given_to(world, branch.secretary, item, owner)
    await gather(world, owner, item)
    await hand_in(world, owner)
    assert once not in await recipients(world, "evidence.handed_in")
    await world.refused("own_item", signed_off(world, once, item))


async def test_who_asked_a_later_date_does_not_agree_to_it(world: World, branch: Branch, owner: int) -> None:
    once = await organiser(world, branch)
    item = await opened(world, branch.id, once)
    await ask_later(world, once, item)
    await given_to(world, branch.secretary, item, owner)
    [asked] = await world.rows("SELECT id FROM rectify_extension")
    await world.refused("own_item", world.act(once, extension.decide, asked["id"], agree=True))
    await world.act(branch.above, extension.decide, asked["id"], agree=True)
    assert (await item_of(world, item)).extended


async def test_whoever_stands_in_for_the_committee_does_not_give_the_own_item_away(
    world: World, branch: Branch, owner: int
) -> None:
    await world.run(NOBODY_ABOVE, branch.committee)
    await world.run(RUNS, branch.secretary)
    item = await opened(world, branch.id, branch.secretary)
    now = await fill(world, branch.secretary, enter.change, item)
    now = await fill(world, branch.secretary, enter.field, now.version, "owner")
    now = await fill(world, branch.secretary, enter.owner, now.version, owner)
    await world.refused("item_not_given_away", save(world, branch.secretary, now, publish=False))


# --- who sees it ------------------------------------------------------------------------------------------


async def test_who_stands_in_for_the_committee_sees_the_item_it_decides_on(
    world: World, branch: Branch, owner: int
) -> None:
    await world.run(NOBODY_ABOVE, branch.committee)
    await world.run(STAND_IN)
    item = await handed_in(world, branch.id, owner)
    asked = world.request(77 - ACCOUNTS)
    found = await card.card(world.uow, asked, item)
    assert (found.allowed.sign_off, found.allowed.see_evidence, found.allowed.see_reasons) == (True, True, True)
    assert (await card.history(world.uow, asked, item)).events
    assert (await evidence.show(world.uow, asked, item)).pieces == 1
    assert await sign_off.ask(world.uow, asked, item)
    await world.refused("not_allowed", card.card(world.uow, asked, await entered(world, branch.id, owner)))


async def test_reasons_and_history_are_for_those_whom_it_concerns(world: World, branch: Branch, owner: int) -> None:
    masses = await add_person(world, "群众", branch.id, standing="mass_representative")
    liaison = await add_person(world, "联络员", branch.committee)
    await give_posts(world, (liaison, branch.committee, "liaison"))
    item = await opened(world, branch.id, owner)
    await ask_later(world, owner, item, reason="住院做手术")
    await gather(world, owner, item)
    await hand_in(world, owner)
    await world.act(branch.above, sign_off.begin, item)
    await give_reason(world, branch.above, "照片是旧的")
    for reader in (masses, branch.members[1]):
        words = await card_words(world, reader, item)
        assert not any(one in words for one in ("住院做手术", "照片是旧的", "办理记录", "History"))
        assert "2027" in words
        await world.refused("not_allowed", world.act(reader, card.history, item))
    for reader in (owner, branch.secretary, branch.above, liaison):
        words = await card_words(world, reader, item)
        assert all(one in words for one in ("住院做手术", "照片是旧的", "办理记录", "History"))
        past = await world.act(reader, card.history, item)
        assert "照片是旧的" in view.history(past, ZH).text


async def card_words(world: World, reader: int, item: int) -> str:
    """Everything that they can read on it, in both languages, buttons included."""
    found = await world.act(reader, card.card, item)
    views = [view.card(found, say) for say in (ZH, EN)]
    boards = [view.keyboard for view in views if isinstance(view.keyboard, InlineKeyboardMarkup)]
    labels = [one.text for board in boards for row in board.inline_keyboard for one in row]
    return "\n".join([*(view.text for view in views), *labels])
