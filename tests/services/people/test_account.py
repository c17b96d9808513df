"""A lost phone, somebody else's phone, the secretary's yes."""

from datetime import UTC, datetime

import pytest

from bot.domain.attendance.ledger import LeaveState
from bot.domain.attendance.message import LeaveAsked
from bot.domain.people.binding import Result
from bot.domain.request import Request
from bot.services.people import account
from bot.storage.connection import Database
from bot.storage.outbox import OutboundMessage
from bot.texts.speech import LANGUAGES
from bot.views.people import binding as view
from tests.services.people.hall import ADMIN, CONFIRMED, LI_CHAT, OTHER_PHONE, PHONE, TEXTS, Hall, open_hall
from tests.services.small_branch import CHEN, LI, WANG, asks, meeting_with

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


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await open_hall(database)


def by(hall: Hall, account_id: int = LI_CHAT) -> Request:
    return hall.asks(account_id)


async def test_unbinding_tells_the_old_account_and_frees_the_person(hall: Hall) -> None:
    await hall.share(NUMBER)
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    assert await hall.bound() == {LI_CHAT: LI}
    assert await hall.told("binding.unbound") == [PHONE]
    assert (await hall.audited())[-1] == "account.unbound"
    new = await hall.open(await hall.link(), OTHER_PHONE)
    assert new.result is Result.BOUND


async def test_what_was_done_stays_the_persons(hall: Hall) -> None:
    await hall.share(NUMBER)
    await meeting_with(hall.uow, CHEN)
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    rows = await hall.rows("SELECT person_id FROM attendance")
    assert [row["person_id"] for row in rows] == [CHEN]


async def test_a_form_that_the_old_account_was_in_is_forgotten(hall: Hall) -> None:
    await hall.share(NUMBER)
    async with hall.uow.begin() as work:
        await work.execute(
            "INSERT INTO conversation (account_id, name, step, version, draft, updated_at) "
            "VALUES ($1, 'meeting', 'place', 3, $2, 0)",
            PHONE,
            '{"title": "党员大会"}',
        )
        await work.commit()
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    rows = await hall.rows("SELECT name, draft FROM conversation")
    assert [(row["name"], row["draft"]) for row in rows] == [("", "{}")]


async def test_what_was_on_its_way_to_the_old_account_does_not_arrive(hall: Hall) -> None:
    await hall.share(NUMBER)
    async with hall.uow.begin() as work:
        for chat in (PHONE, LI_CHAT):
            await work.post(OutboundMessage(f"leave:{chat}", chat, ASKED))
        await work.commit()
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    assert [row["chat_id"] for row in await hall.rows("SELECT chat_id FROM outbox WHERE kind = 'leave.asked'")] == [
        LI_CHAT
    ]
    assert await hall.told("binding.unbound") == [PHONE]


async def test_an_account_whose_person_has_left_is_parted_on_record_before_it_becomes_anothers(hall: Hall) -> None:
    await hall.share(NUMBER)
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", CHEN)
        await work.execute("UPDATE account SET administrator_since = 1 WHERE id = $1", PHONE)
        await work.post(OutboundMessage("leave:5", PHONE, ASKED))
        await work.commit()
    assert (await hall.open(await hall.link(WANG))).result is Result.BOUND
    assert (await hall.bound())[PHONE] == WANG
    assert (await hall.audited())[1:] == ["account.bound", "account.unbound", "administrator.ended", "account.bound"]
    assert await hall.rows("SELECT id FROM outbox WHERE kind = 'leave.asked'") == []
    rows = await hall.rows("SELECT administrator_since FROM account WHERE id = $1", PHONE)
    assert rows[0]["administrator_since"] is None


async def test_the_same_button_again_undoes_nothing_more(hall: Hall) -> None:
    await hall.share(NUMBER)
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    await hall.open(await hall.link(), OTHER_PHONE)
    await account.unbind(hall.uow, by(hall), CHEN, PHONE)
    assert (await hall.bound())[OTHER_PHONE] == CHEN
    assert (await hall.audited()).count("account.unbound") == 1


@pytest.mark.parametrize("who", [PHONE, OTHER_PHONE])
async def test_members_and_strangers_unbind_nobody(hall: Hall, who: int) -> None:
    await hall.share(NUMBER)
    code = "not_allowed" if who == PHONE else "unknown_account"
    await hall.refused(code, account.unbind(hall.uow, by(hall, who), LI, LI_CHAT))
    await hall.refused(code, account.card(hall.uow, by(hall, who), LI))


async def test_an_administrator_may_and_an_invented_person_is_not_found(hall: Hall) -> None:
    await hall.refused("not_found", account.unbind(hall.uow, by(hall, ADMIN), 999, PHONE))
    await account.unbind(hall.uow, by(hall, ADMIN), LI, LI_CHAT)
    assert await hall.bound() == {}


async def test_the_card_says_since_when(hall: Hall) -> None:
    none = await account.card(hall.uow, by(hall), CHEN)
    await hall.share(NUMBER)
    found = await account.card(hall.uow, by(hall), CHEN)
    assert found.account is not None
    for say in map(TEXTS.speech, LANGUAGES):
        assert "陈小雨" in view.card(none, say).text
        assert "14:00" in view.card(found, say).text
        assert view.unbind_question(found, PHONE, say).keyboard is not None


async def test_where_the_secretary_confirms_nothing_holds_before_the_yes(hall: Hall) -> None:
    waiting = await hall.share(NUMBER, terms=CONFIRMED)
    assert waiting.result is Result.WAITING
    assert await hall.bound() == {LI_CHAT: LI}
    assert await hall.told("binding.asked") == [LI_CHAT]
    assert (await hall.share(NUMBER, terms=CONFIRMED)).result is Result.WAITING
    assert await hall.told("binding.asked") == [LI_CHAT]
    await account.confirm(hall.uow, by(hall), CHEN, PHONE)
    assert (await hall.bound())[PHONE] == CHEN
    assert await hall.told("binding.confirmed") == [PHONE]
    assert await hall.audited() == ["administrator.made", "account.bound"]
    await account.confirm(hall.uow, by(hall), CHEN, PHONE)
    await hall.refused("not_waiting", account.refuse(hall.uow, by(hall), CHEN, PHONE))


async def test_a_link_that_waits_is_used_up_and_answers_its_opener_kindly(hall: Hall) -> None:
    token = await hall.link()
    assert (await hall.open(token, terms=CONFIRMED)).result is Result.WAITING
    assert (await hall.open(token, terms=CONFIRMED)).result is Result.WAITING
    await hall.refused("link_used", hall.open(token, OTHER_PHONE, terms=CONFIRMED))


async def test_the_secretarys_no_leaves_nothing(hall: Hall) -> None:
    await hall.share(NUMBER, terms=CONFIRMED)
    await account.refuse(hall.uow, by(hall), CHEN, PHONE)
    assert await hall.told("binding.declined") == [PHONE]
    assert await hall.rows("SELECT * FROM pending_binding") == []
    await hall.refused("not_waiting", account.confirm(hall.uow, by(hall), CHEN, PHONE))


async def test_of_two_that_wait_for_one_person_one_is_confirmed(hall: Hall) -> None:
    await hall.share(NUMBER, terms=CONFIRMED)
    await hall.share(NUMBER, of=OTHER_PHONE, account_id=OTHER_PHONE, terms=CONFIRMED)
    await account.confirm(hall.uow, by(hall), CHEN, OTHER_PHONE)
    await hall.refused("person_taken", account.confirm(hall.uow, by(hall), CHEN, PHONE))


async def test_a_forged_yes_binds_nothing(hall: Hall) -> None:
    await hall.share(NUMBER, terms=CONFIRMED)
    await hall.refused("not_waiting", account.confirm(hall.uow, by(hall), WANG, PHONE))
    await hall.refused("not_waiting", account.confirm(hall.uow, by(hall), CHEN, OTHER_PHONE))
    await hall.refused("unknown_account", account.confirm(hall.uow, by(hall, PHONE), CHEN, PHONE))
    await hall.refused("unknown_account", account.confirm(hall.uow, asks(WANG), CHEN, PHONE))
