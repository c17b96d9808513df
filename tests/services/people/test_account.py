"""A lost phone, somebody else's phone, the secretary's yes."""

from datetime import UTC, datetime

import pytest

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.message import LeaveAsked
from bot.domain.people.binding import BindingResult
from bot.services.people import account
from bot.storage.outbox import OutboundMessage
from bot.views.people import binding as view
from tests.installation import EN, ZH
from tests.services.people.binding import (
    ADMINISTRATOR,
    CONFIRMED,
    OTHER_PHONE,
    PHONE,
    bound,
    new_link,
    open_link,
    refused,
    share_number,
)
from tests.world import ACCOUNTS, World
from tests.world.meeting import attended, call_meeting
from tests.world.messages import recipients
from tests.world.record import audit_kinds
from tests.world.village import BRANCH, CHEN, LI, WANG

NUMBER = "+8613900000004"
ASKED = LeaveAsked(
    meeting=1,
    person=WANG,
    name="王秀兰",
    title="党员大会",
    starts=datetime(2026, 11, 28, 6, 0, tzinfo=UTC),
    reason="住院",
    state=LeaveState.ASKED,
    decider=None,
)


async def test_unbinding_tells_the_old_account_and_frees_the_person(village: World) -> None:
    await share_number(village, NUMBER)
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    assert await bound(village) == {LI: LI}
    assert await recipients(village, "binding.unbound") == [PHONE]
    assert (await audit_kinds(village))[-1] == "account.unbound"
    new = await open_link(village, await new_link(village), OTHER_PHONE)
    assert new.result is BindingResult.BOUND


async def test_what_was_done_stays_the_persons(village: World) -> None:
    await share_number(village, NUMBER)
    await attended(village, await call_meeting(village, BRANCH, [CHEN]), CHEN)
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    rows = await village.rows("SELECT person_id FROM attendance")
    assert [row["person_id"] for row in rows] == [CHEN]


async def test_a_form_that_the_old_account_was_in_is_forgotten(village: World) -> None:
    await share_number(village, NUMBER)
    await village.run(
        "INSERT INTO conversation (account_id, name, step, version, draft, updated_at) "
        "VALUES ($1, 'meeting', 'place', 3, $2, 0)",
        ACCOUNTS + PHONE,
        '{"title": "党员大会"}',
    )
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    rows = await village.rows("SELECT name, draft FROM conversation")
    assert [(row["name"], row["draft"]) for row in rows] == [("", "{}")]


async def test_what_was_on_its_way_to_the_old_account_does_not_arrive(village: World) -> None:
    await share_number(village, NUMBER)
    async with village.uow.begin() as work:
        for chat in (ACCOUNTS + PHONE, ACCOUNTS + LI):
            await work.post(OutboundMessage(f"leave:{chat}", chat, ASKED))
        await work.commit()
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    rows = await village.rows("SELECT chat_id FROM outbox WHERE kind = 'leave.asked'")
    assert [row["chat_id"] for row in rows] == [ACCOUNTS + LI]
    assert await recipients(village, "binding.unbound") == [PHONE]


async def test_an_account_whose_person_has_left_is_parted_on_record_before_it_becomes_anothers(village: World) -> None:
    await share_number(village, NUMBER)
    async with village.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", CHEN)
        await work.execute("UPDATE account SET administrator_since = 1 WHERE id = $1", ACCOUNTS + PHONE)
        await work.post(OutboundMessage("leave:5", ACCOUNTS + PHONE, ASKED))
        await work.commit()
    assert (await open_link(village, await new_link(village, WANG))).result is BindingResult.BOUND
    assert (await bound(village))[PHONE] == WANG
    assert (await audit_kinds(village))[1:] == [
        "account.bound",
        "account.unbound",
        "administrator.ended",
        "account.bound",
    ]
    assert await village.rows("SELECT id FROM outbox WHERE kind = 'leave.asked'") == []
    rows = await village.rows("SELECT administrator_since FROM account WHERE id = $1", ACCOUNTS + PHONE)
    assert rows[0]["administrator_since"] is None


async def test_the_same_button_again_undoes_nothing_more(village: World) -> None:
    await share_number(village, NUMBER)
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    await open_link(village, await new_link(village), OTHER_PHONE)
    await village.act(LI, account.unbind, CHEN, ACCOUNTS + PHONE)
    assert (await bound(village))[OTHER_PHONE] == CHEN
    assert (await audit_kinds(village)).count("account.unbound") == 1


@pytest.mark.parametrize("who", [PHONE, OTHER_PHONE])
async def test_members_and_strangers_unbind_nobody(village: World, who: int) -> None:
    await share_number(village, NUMBER)
    code = "not_allowed" if who == PHONE else "unknown_account"
    await village.refused(code, village.act(who, account.unbind, LI, ACCOUNTS + LI))
    await village.refused(code, village.act(who, account.card, LI))


async def test_an_administrator_may_and_an_invented_person_is_not_found(village: World) -> None:
    await village.refused("not_found", village.act(ADMINISTRATOR, account.unbind, 999, ACCOUNTS + PHONE))
    await village.act(ADMINISTRATOR, account.unbind, LI, ACCOUNTS + LI)
    assert await bound(village) == {}


async def test_the_card_says_since_when(village: World) -> None:
    none = await village.act(LI, account.card, CHEN)
    await share_number(village, NUMBER)
    found = await village.act(LI, account.card, CHEN)
    assert found.account is not None
    for say in (ZH, EN):
        assert "陈小雨" in view.card(none, say).text
        assert "14:00" in view.card(found, say).text
        assert view.unbind_question(found, ACCOUNTS + PHONE, say).keyboard is not None


async def test_where_the_secretary_confirms_nothing_holds_before_the_yes(village: World) -> None:
    waiting = await share_number(village, NUMBER, terms=CONFIRMED)
    assert waiting.result is BindingResult.WAITING
    assert await bound(village) == {LI: LI}
    assert await recipients(village, "binding.asked") == [LI]
    assert (await share_number(village, NUMBER, terms=CONFIRMED)).result is BindingResult.WAITING
    assert await recipients(village, "binding.asked") == [LI]
    await village.act(LI, account.confirm, CHEN, ACCOUNTS + PHONE)
    assert (await bound(village))[PHONE] == CHEN
    assert await recipients(village, "binding.confirmed") == [PHONE]
    assert await audit_kinds(village) == ["administrator.made", "account.bound"]
    await village.act(LI, account.confirm, CHEN, ACCOUNTS + PHONE)
    await village.refused("not_waiting", village.act(LI, account.refuse, CHEN, ACCOUNTS + PHONE))


async def test_a_link_that_waits_is_used_up_and_answers_its_opener_kindly(village: World) -> None:
    token = await new_link(village)
    assert (await open_link(village, token, terms=CONFIRMED)).result is BindingResult.WAITING
    assert (await open_link(village, token, terms=CONFIRMED)).result is BindingResult.WAITING
    await refused(village, "link_used", open_link(village, token, OTHER_PHONE, terms=CONFIRMED))


async def test_the_secretarys_no_leaves_nothing(village: World) -> None:
    await share_number(village, NUMBER, terms=CONFIRMED)
    await village.act(LI, account.refuse, CHEN, ACCOUNTS + PHONE)
    assert await recipients(village, "binding.declined") == [PHONE]
    assert await village.rows("SELECT * FROM pending_binding") == []
    await village.refused("not_waiting", village.act(LI, account.confirm, CHEN, ACCOUNTS + PHONE))


async def test_of_two_that_wait_for_one_person_one_is_confirmed(village: World) -> None:
    await share_number(village, NUMBER, terms=CONFIRMED)
    await share_number(village, NUMBER, of=OTHER_PHONE, by=OTHER_PHONE, terms=CONFIRMED)
    await village.act(LI, account.confirm, CHEN, ACCOUNTS + OTHER_PHONE)
    await village.refused("person_taken", village.act(LI, account.confirm, CHEN, ACCOUNTS + PHONE))


async def test_a_forged_yes_binds_nothing(village: World) -> None:
    await share_number(village, NUMBER, terms=CONFIRMED)
    await village.refused("not_waiting", village.act(LI, account.confirm, WANG, ACCOUNTS + PHONE))
    await village.refused("not_waiting", village.act(LI, account.confirm, CHEN, ACCOUNTS + OTHER_PHONE))
    await village.refused("unknown_account", village.act(PHONE, account.confirm, CHEN, ACCOUNTS + PHONE))
    await village.refused("unknown_account", village.act(WANG, account.confirm, CHEN, ACCOUNTS + PHONE))
