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
from tests.services.rectification.items import Items
from tests.world import ACCOUNTS, FORM, World
from tests.world.branch import Branch

DUE = date(2026, 12, 25)


async def number(world: World) -> int:
    rows = await world.rows("SELECT max(id) AS id FROM rectify_extension")
    return int(rows[0]["id"])


async def test_agreed_moves_the_date_and_keeps_the_first(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    asked = await items.ask_later(item, "明年2月1日")
    assert (asked.until, asked.told) == (date(2027, 2, 1), 1)
    [sent] = await world.sent("extension.asked")
    data = sent.data
    assert (sent.chat - ACCOUNTS, data["reason"], data["due"], data["until"]) == (
        branch.above,
        "设备没到",
        "2026-12-25",
        "2027-02-01",
    )
    decision = await items.decide(await number(world))
    assert (decision.extension.state, decision.extension.decider) == (ExtensionState.AGREED, "上级")
    now = await items.item(item)
    assert (now.first_due_on, now.due_on, now.extended) == (DUE, date(2027, 2, 1), True)
    assert await world.told("extension.agreed") == [items.owner]
    assert await items.history(item) == ["extension_asked", "extension_agreed"]
    past = await world.act(branch.above, card.history, item)
    assert "原因：设备没到" in view.history(past, ZH).text
    assert await items.stale() == [item]
    facts = {"item": item, "extension": await number(world), "until": "2027-02-01"}
    assert await world.audited() == [("rectify.extended", facts)]


async def test_refused_leaves_the_date_and_it_can_be_asked_again(world: World, items: Items) -> None:
    item = await items.opened()
    for times in (1, 2):
        await items.ask_later(item)
        await items.decide(await number(world), agree=False)
        assert (await items.item(item)).due_on == DUE
        assert await world.told("extension.refused") == [items.owner] * times
        assert len(await world.sent("extension.asked")) == times
    assert await world.audited() == []


async def test_whoever_is_second_sees_who_decided(world: World, branch: Branch, items: Items) -> None:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    await items.ask_later(await items.opened())
    asked = await number(world)
    taps = [items.decide(asked, agree=agree, by=by) for agree, by in ((True, branch.above), (False, second)) * 3]
    decisions = await asyncio.gather(*taps)
    assert [one.again for one in decisions].count(False) == 1
    assert len({one.extension.state for one in decisions}) == 1
    assert len(await world.told("extension.agreed") + await world.told("extension.refused")) == 1


async def test_only_the_committee_decides_and_never_the_owner(world: World, branch: Branch, items: Items) -> None:
    await world.posts((items.owner, branch.committee, "deputy"))
    await items.ask_later(await items.opened())
    asked = await number(world)
    await world.refused("own_item", items.decide(asked, by=items.owner))
    for person in (branch.secretary, branch.stranger, branch.members[1]):
        await world.refused("not_allowed", items.decide(asked, by=person))
    await world.refused("not_found", items.decide(987_654))


@pytest.mark.parametrize("state", ["draft", "handed_in", "signed_off"])
async def test_not_when_it_is_not_the_owners_turn(world: World, items: Items, state: str) -> None:
    item = await items.opened()
    await world.act(items.owner, extension.begin, item)
    await world.run("UPDATE rectify_item SET state = $2 WHERE id = $1 RETURNING id", item, state)
    code = "item_not_open" if state == "draft" else f"item_{state}"
    with pytest.raises(DomainError, match=code):
        await world.act(items.owner, extension.begin, item)
    with pytest.raises(DomainError, match=code):
        await world.act(items.owner, extension.enter_day, await world.version(items.owner), "明年2月1日")


async def test_not_by_another_and_not_twice(world: World, branch: Branch, items: Items) -> None:
    item = await items.opened()
    for person in (branch.secretary, branch.above, branch.members[1]):
        await world.refused("item_of_another", world.act(person, extension.begin, item))
    await items.ask_later(item)
    await world.refused("extension_waiting", world.act(items.owner, extension.begin, item))
    assert len(await world.sent("extension.asked")) == 1


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
async def test_a_date_that_will_not_do(world: World, items: Items, day: str, code: str) -> None:
    item = await items.opened()
    await world.act(items.owner, extension.begin, item)
    with pytest.raises(DomainError, match=code):
        await world.act(items.owner, extension.enter_day, await world.version(items.owner), day)


async def test_an_overdue_item_is_not_moved_into_the_past(world: World, items: Items) -> None:
    item = await items.opened()
    world.clock.forward(days=60)
    await world.refused("extension_past", items.ask_later(item, "2027-01-03"), but=FORM)
    await items.ask_later(item, "2027-02-15")
    world.clock.forward(days=60)
    await world.refused("extension_past", items.decide(await number(world)))
    assert (await items.decide(await number(world), agree=False)).extension.state is ExtensionState.REFUSED


async def test_by_the_calendar_and_stale_buttons_lead_nowhere(world: World, items: Items) -> None:
    item = await items.opened()
    await world.act(items.owner, extension.begin, item)
    version = await world.version(items.owner)
    turned = await world.act(items.owner, extension.turn_month, version, date(2027, 3, 9))
    assert turned.draft["picker"]["month"] == "2027-03-01"
    await world.act(items.owner, extension.pick_day, version, date(2027, 3, 9))
    await world.refused("stale_form", world.act(items.owner, extension.pick_day, version, date(2027, 3, 10)))
    version = await world.version(items.owner)
    for reason, code in (("", "reason_missing"), ("字" * 501, "text_too_long")):
        with pytest.raises(DomainError, match=code):
            await world.act(items.owner, extension.ask, version, reason)
    asked = await world.act(items.owner, extension.ask, version, "设备没到")
    assert asked.until == date(2027, 3, 9)


async def test_asked_before_and_decided_after_the_sign_off_is_refused(world: World, items: Items) -> None:
    item = await items.opened()
    await items.ask_later(item)
    await items.gather(item)
    await items.hand_in()
    await items.sign_off(item)
    await world.refused("item_signed_off", items.decide(await number(world)))
    assert (await items.item(item)).due_on == DUE


async def test_where_nobody_above_can_be_asked_the_owner_hears_it(world: World, branch: Branch, items: Items) -> None:
    await world.run("UPDATE post SET ended_on = '2026-01-01' WHERE unit_id = $1 RETURNING id", branch.committee)
    assert (await items.ask_later(await items.opened())).told == 0


async def test_what_is_typed_for_one_item_is_not_taken_for_another(world: World, items: Items) -> None:
    one, other = await items.opened(), await items.opened()
    await world.act(items.owner, extension.begin, one)
    written_for = await world.version(items.owner)
    await world.act(items.owner, extension.begin, other)
    await world.refused("stale_form", world.act(items.owner, extension.enter_day, written_for, "三个月后"))
    for item in (one, other):
        written_for = await world.version(items.owner)
        await world.act(items.owner, extension.begin, item)
        version = await world.version(items.owner)
        await world.act(items.owner, extension.enter_day, version, "三个月后")
    await world.refused("stale_form", world.act(items.owner, extension.ask, written_for, "给前一项的理由"))
    assert await world.sent("extension.asked") == []


async def test_no_date_further_away_than_a_due_date_may_be(world: World, items: Items) -> None:
    item = await items.opened()
    await world.act(items.owner, extension.begin, item)
    version = await world.version(items.owner)
    for far in (date(9999, 12, 31), world.now.date() + FARTHEST + timedelta(days=1)):
        await world.refused("due_too_far", world.act(items.owner, extension.pick_day, version, far))
    await world.act(items.owner, extension.pick_day, version, world.now.date() + FARTHEST)
