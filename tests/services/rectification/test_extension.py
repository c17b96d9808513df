"""A later date: asked by the owner, agreed or refused above; the first date stays."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import FARTHEST
from bot.services.rectification import card, extension
from bot.services.rectification.extension import ExtensionState
from bot.views.rectification import card as view
from tests.installation import ZH
from tests.services.rectification.deciding import ask_later, signed_off
from tests.services.rectification.handing_in import gather, hand_in
from tests.services.rectification.items import history, item_of, opened, stale
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_person, give_posts
from tests.world.record import audit_entries

DUE = date(2026, 12, 25)


async def number(world: World) -> int:
    rows = await world.rows("SELECT max(id) AS id FROM rectify_extension")
    return int(rows[0]["id"])


async def test_agreed_moves_the_date_and_keeps_the_first(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    asked = await ask_later(world, owner, item, "明年2月1日")
    assert (asked.until, asked.told) == (date(2027, 2, 1), 1)
    [sent] = await messages(world, "extension.asked")
    data = sent.data
    assert (sent.chat - ACCOUNTS, data["reason"], data["due"], data["until"]) == (
        branch.above,
        "设备没到",
        "2026-12-25",
        "2027-02-01",
    )
    decision = await world.act(branch.above, extension.decide, await number(world), agree=True)
    assert (decision.extension.state, decision.extension.decider) == (ExtensionState.AGREED, "上级")
    now = await item_of(world, item)
    assert (now.first_due_on, now.due_on, now.extended) == (DUE, date(2027, 2, 1), True)
    assert await recipients(world, "extension.agreed") == [owner]
    assert await history(world, item) == ["extension_asked", "extension_agreed"]
    past = await world.act(branch.above, card.history, item)
    assert "原因：设备没到" in view.history(past, ZH).text
    assert await stale(world) == [item]
    facts = {"item": item, "extension": await number(world), "until": "2027-02-01"}
    assert await audit_entries(world) == [("rectify.extended", facts)]


async def test_refused_leaves_the_date_and_it_can_be_asked_again(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    for times in (1, 2):
        await ask_later(world, owner, item)
        await world.act(branch.above, extension.decide, await number(world), agree=False)
        assert (await item_of(world, item)).due_on == DUE
        assert await recipients(world, "extension.refused") == [owner] * times
        assert len(await messages(world, "extension.asked")) == times
    assert await audit_entries(world) == []


async def test_whoever_is_second_sees_who_decided(world: World, branch: Branch, owner: int) -> None:
    second = await add_person(world, "组织员", branch.committee)
    await give_posts(world, (second, branch.committee, "organiser"))
    await ask_later(world, owner, await opened(world, branch.id, owner))
    asked = await number(world)
    taps = [
        world.act(by, extension.decide, asked, agree=agree) for agree, by in ((True, branch.above), (False, second)) * 3
    ]
    decisions = await asyncio.gather(*taps)
    assert [one.again for one in decisions].count(False) == 1
    assert len({one.extension.state for one in decisions}) == 1
    assert len(await recipients(world, "extension.agreed") + await recipients(world, "extension.refused")) == 1


async def test_only_the_committee_decides_and_never_the_owner(world: World, branch: Branch, owner: int) -> None:
    await give_posts(world, (owner, branch.committee, "deputy"))
    await ask_later(world, owner, await opened(world, branch.id, owner))
    asked = await number(world)
    await world.refused("own_item", world.act(owner, extension.decide, asked, agree=True))
    for person in (branch.secretary, branch.stranger, branch.members[1]):
        await world.refused("not_allowed", world.act(person, extension.decide, asked, agree=True))
    await world.refused("not_found", world.act(branch.above, extension.decide, 987_654, agree=True))


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_not_when_it_is_not_the_owners_turn(world: World, branch: Branch, owner: int, state: str) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, extension.begin, item)
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    with pytest.raises(DomainError, match=code):
        await world.act(owner, extension.begin, item)
    with pytest.raises(DomainError, match=code):
        await world.act(owner, extension.enter_day, await form_version(world, owner), "明年2月1日")


async def test_not_by_another_and_not_twice(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    for person in (branch.secretary, branch.above, branch.members[1]):
        await world.refused("item_of_another", world.act(person, extension.begin, item))
    await ask_later(world, owner, item)
    await world.refused("extension_waiting", world.act(owner, extension.begin, item))
    assert len(await messages(world, "extension.asked")) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-12-25", "extension_not_later"),
        ("明天", "extension_not_later"),
        ("有空再说", "day_unreadable"),
        ("2027-02-30", "when_impossible"),
        ("字" * 500, "day_unreadable"),
    ],
)
async def test_a_date_that_will_not_do(world: World, branch: Branch, owner: int, day: str, code: str) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, extension.begin, item)
    with pytest.raises(DomainError, match=code):
        await world.act(owner, extension.enter_day, await form_version(world, owner), day)


async def test_an_overdue_item_is_not_moved_into_the_past(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    world.clock.forward(days=60)
    await world.refused("extension_past", ask_later(world, owner, item, "2027-01-03"), but=FORM)
    await ask_later(world, owner, item, "2027-02-15")
    world.clock.forward(days=60)
    await world.refused("extension_past", world.act(branch.above, extension.decide, await number(world), agree=True))
    assert (
        await world.act(branch.above, extension.decide, await number(world), agree=False)
    ).extension.state is ExtensionState.REFUSED


async def test_by_the_calendar_and_stale_buttons_lead_nowhere(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, extension.begin, item)
    version = await form_version(world, owner)
    turned = await world.act(owner, extension.turn_month, version, date(2027, 3, 9))
    assert turned.draft["picker"]["month"] == "2027-03-01"
    await world.act(owner, extension.pick_day, version, date(2027, 3, 9))
    await world.refused("stale_form", world.act(owner, extension.pick_day, version, date(2027, 3, 10)))
    version = await form_version(world, owner)
    for reason, code in (("", "reason_missing"), ("字" * 501, "text_too_long")):
        with pytest.raises(DomainError, match=code):
            await world.act(owner, extension.ask, version, reason)
    asked = await world.act(owner, extension.ask, version, "设备没到")
    assert asked.until == date(2027, 3, 9)


async def test_asked_before_and_decided_after_the_sign_off_is_refused(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await ask_later(world, owner, item)
    await gather(world, owner, item)
    await hand_in(world, owner)
    await signed_off(world, branch.above, item)
    await world.refused("item_signed_off", world.act(branch.above, extension.decide, await number(world), agree=True))
    assert (await item_of(world, item)).due_on == DUE


async def test_where_nobody_above_can_be_asked_the_owner_hears_it(world: World, branch: Branch, owner: int) -> None:
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    assert (await ask_later(world, owner, await opened(world, branch.id, owner))).told == 0


async def test_what_is_typed_for_one_item_is_not_taken_for_another(world: World, branch: Branch, owner: int) -> None:
    one, other = await opened(world, branch.id, owner), await opened(world, branch.id, owner)
    await world.act(owner, extension.begin, one)
    written_for = await form_version(world, owner)
    await world.act(owner, extension.begin, other)
    await world.refused("stale_form", world.act(owner, extension.enter_day, written_for, "三个月后"))
    for item in (one, other):
        written_for = await form_version(world, owner)
        await world.act(owner, extension.begin, item)
        version = await form_version(world, owner)
        await world.act(owner, extension.enter_day, version, "三个月后")
    await world.refused("stale_form", world.act(owner, extension.ask, written_for, "给前一项的理由"))
    assert await messages(world, "extension.asked") == []


async def test_no_date_further_away_than_a_due_date_may_be(world: World, branch: Branch, owner: int) -> None:
    item = await opened(world, branch.id, owner)
    await world.act(owner, extension.begin, item)
    version = await form_version(world, owner)
    for far in (date(9999, 12, 31), world.clock.now().date() + FARTHEST + timedelta(days=1)):
        await world.refused("due_too_far", world.act(owner, extension.pick_day, version, far))
    await world.act(owner, extension.pick_day, version, world.clock.now().date() + FARTHEST)
