"""Before it opens: who can be supervisor and teller, by whom they are named; and who takes a rating back."""

import pytest

from bot.domain.rating.model import State, VoidReason
from bot.services.rating import appoint as appointing
from bot.services.rating import page
from bot.services.rating import withdraw as rating_withdraw
from bot.services.rating.withdraw import Withdrawal
from bot.views.rating import open as view
from bot.views.rating import page as rating_view
from tests.installation import EN, INSTALLATION, ZH
from tests.services.rating.preparation import appoint, ask_open, draft, open_
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_person, add_units
from tests.world.record import audit_entries


async def test_one_then_the_other_and_it_can_be_opened(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(supervisor_id=None, teller_id=None)
    assert await appoint(ratings, made, "supervisor", ratings.supervisor) is None
    above = branch.above
    card = await world.act(above, appointing.choose, INSTALLATION, await form_version(world, above), ratings.teller)
    assert card is not None
    assert (card.supervisor, card.teller, card.electors) == ("监督员", "党员0", 7)
    facts = [fact for _, fact in await audit_entries(world, "rating.appointed")]
    assert facts == [
        {"rating": made, "role": "supervisor", "person": ratings.supervisor},
        {"rating": made, "role": "teller", "person": ratings.teller},
    ]
    opened = await ask_open(ratings, made)
    assert opened.rating.state is State.OPENING
    assert (await ask_open(ratings, made)).rating.state is State.OPENING
    assert await open_(ratings, made)
    assert (await ask_open(ratings, made)).rating.state is State.OPEN
    assert (await audit_entries(world))[-1][0] == "rating.opened"
    assert set(await recipients(world, "rating.opened")) == {ratings.supervisor, ratings.teller}


async def test_who_can_be_supervisor(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(supervisor_id=None, teller_id=None)
    unbound = await add_person(world, "没账号", branch.committee, account=False)
    afar = (await add_units(world, "committee", "乙党委"))[0]
    far = await add_person(world, "别处的", afar)
    for person, code in (
        (branch.members[1], "supervisor_unfit"),
        (branch.secretary, "role_barred"),
        (far, "supervisor_unfit"),
        (unbound, "role_unbound"),
        (987_654, "not_found"),
    ):
        await world.refused(code, appoint(ratings, made, "supervisor", person), but=FORM)
    assert await appoint(ratings, made, "supervisor", branch.stranger) is None
    assert (await ratings.get(made)).supervisor_id == branch.stranger


async def test_who_can_be_teller(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(supervisor_id=None, teller_id=None)
    unbound = await add_person(world, "没账号", branch.id, account=False)
    gone = await add_person(world, "走了", branch.id, left_on="2026-01-01")
    for person, code in (
        (branch.deputy, "role_barred"),
        (branch.stranger, "teller_unfit"),
        (ratings.supervisor, "teller_unfit"),
        (unbound, "role_unbound"),
        (gone, "not_found"),
    ):
        await world.refused(code, appoint(ratings, made, "teller", person), but=FORM)
    await appoint(ratings, made, "teller", branch.leader)
    assert (await ratings.get(made)).teller_id == branch.leader


async def test_the_person_rated_is_neither(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(supervisor_id=None, teller_id=None)
    await world.run("UPDATE rating SET person_id = $2 WHERE id = $1", made, branch.members[1])
    await world.refused("role_barred", appoint(ratings, made, "teller", branch.members[1]), but=FORM)


async def test_a_typed_name(world: World, branch: Branch, ratings: Ratings) -> None:
    made, above = await ratings.submitted(supervisor_id=None, teller_id=None), branch.above
    await world.act(above, appointing.begin, INSTALLATION, made, "teller")
    version = await form_version(world, above)
    await world.refused("nobody_called", world.act(above, appointing.search, INSTALLATION, version, "书记"))
    assert await world.act(above, appointing.search, INSTALLATION, version, "党员") is None
    names = [one["name"] for one in (await draft(ratings, above))["choices"]["items"]]
    assert names == ["党员0", "党员1", "党员2", "党员3"]
    version = await form_version(world, above)
    assert await world.act(above, appointing.search, INSTALLATION, version, "党员2") is None
    assert (await ratings.get(made)).teller_id == branch.members[2]


async def test_only_the_committee_appoints_and_opens(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted()
    for person in (branch.secretary, branch.stranger, branch.members[1], ratings.supervisor):
        await world.refused("not_allowed", appoint(ratings, made, "teller", ratings.teller, by=person))
        await world.refused("not_allowed", ask_open(ratings, made, by=person))
    await world.refused("old_button", appoint(ratings, made, "committee", ratings.teller))


async def test_it_opens_as_it_was_shown(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted(supervisor_id=None, teller_id=None)
    await world.refused("rating_roles_missing", ask_open(ratings, made))
    shown = (await ratings.get(made)).version
    await appoint(ratings, made, "supervisor", ratings.supervisor)
    await appoint(ratings, made, "teller", ratings.teller)
    stale = world.act(branch.above, appointing.open_, INSTALLATION, made, shown)
    await world.refused("rating_changed", stale)
    world.clock.forward(days=2)
    await world.refused("rating_overdue", ask_open(ratings, made))


async def test_nobody_is_replaced_while_it_opens(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted()
    await ask_open(ratings, made)
    await world.refused("rating_not_now", appoint(ratings, made, "teller", branch.members[1]))


async def test_the_page_lists_what_concerns_whoever_asks(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted()
    before = {name: await _listed(ratings, person) for name, person in _people(ratings).items()}
    seen = {"secretary", "above", "supervisor", "teller", "deputy"}
    assert {name for name, found in before.items() if found} == seen
    await world.refused("not_allowed", world.act(branch.members[2], page.show, INSTALLATION.rating, made))
    await ask_open(ratings, made)
    await open_(ratings, made)
    after = {name: await _listed(ratings, person) for name, person in _people(ratings).items()}
    assert {name for name, found in after.items() if found} == {*seen, "member"}
    card = await world.act(branch.members[2], page.show, INSTALLATION.rating, made)
    assert (card.elects, card.roles, card.waiting) == (True, frozenset(), 0)
    await world.refused("not_allowed", world.act(branch.stranger, page.show, INSTALLATION.rating, made))
    invited = await messages(world, "rating.invite")
    assert invited[0].data["supervisor"] == "监督员"
    assert ACCOUNTS + branch.members[2] in {one.chat for one in invited}


def _people(ratings: Ratings) -> dict[str, int]:
    branch = ratings.branch
    return {
        "secretary": branch.secretary,
        "deputy": branch.deputy,
        "above": branch.above,
        "supervisor": ratings.supervisor,
        "teller": ratings.teller,
        "member": branch.members[2],
        "stranger": branch.stranger,
    }


async def _listed(ratings: Ratings, person: int) -> list[int]:
    found = await ratings.world.act(person, page.listing)
    return [one.rating.id for one in found.lines]


async def withdraw(ratings: Ratings, rating: int, by: int) -> Withdrawal:
    return await ratings.world.act(by, rating_withdraw.yes, rating)


@pytest.mark.parametrize("back", [False, True])
async def test_one_side_ends_it_and_the_other_hears_of_it(
    world: World, branch: Branch, ratings: Ratings, back: bool
) -> None:
    made = await ratings.submitted()
    actor, other = (branch.above, branch.secretary) if back else (branch.secretary, branch.above)
    asked = await world.act(actor, rating_withdraw.look, made)
    assert (asked.back, asked.done) == (back, False)
    found = await withdraw(ratings, made, actor)
    assert (found.rating.state, found.rating.void_reason, found.done) == (State.VOID, VoidReason.WITHDRAWN, True)
    assert not found.rating.over
    assert await withdraw(ratings, made, actor) == found
    told = await messages(world, "rating.withdrawn")
    assert {one.chat - ACCOUNTS for one in told} == {other}
    assert told[0].data["back"] is back
    voided = [fact for _, fact in await audit_entries(world, "rating.void")]
    assert voided == [{"rating": made, "reason": "withdrawn"}]
    shown = await world.act(actor, page.show, INSTALLATION.rating, made)
    assert "开启以前就撤回了" in rating_view.card(shown, ZH).text
    await world.refused("rating_not_now", ask_open(ratings, made))
    await world.refused("rating_not_now", appoint(ratings, made, "teller", ratings.teller))


async def test_it_is_said_in_both_languages(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted()
    found = await withdraw(ratings, made, branch.above)
    [told] = await messages(world, "rating.withdrawn")
    for say, sent, words in ((ZH, told.zh, ("退回", "退回")), (EN, told.en, ("sent back", "sent it back"))):
        assert words[0] in view.withdrawal(found, say).text
        assert words[1] in sent.text


async def test_nobody_else_and_never_once_it_opens(world: World, branch: Branch, ratings: Ratings) -> None:
    made = await ratings.submitted()
    for person in (branch.stranger, branch.members[1], ratings.supervisor, ratings.teller):
        await world.refused("not_allowed", withdraw(ratings, made, person))
    await ask_open(ratings, made)
    for person in (branch.secretary, branch.above):
        await world.refused("rating_not_now", withdraw(ratings, made, person))
    assert await open_(ratings, made)
    await world.refused("rating_not_now", withdraw(ratings, made, branch.secretary))
