"""Binding: every way in, everything that is refused and who hears of it."""

from datetime import timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.people.binding import BindingResult, token_hash
from bot.services.installation.audit import verify
from bot.services.people import binding, invite
from bot.services.people.binding import BindingOutcome
from tests.services.people.binding import (
    ADMINISTRATOR,
    CONFIRMED,
    OTHER_PHONE,
    PHONE,
    TERMS,
    at_once,
    bound,
    new_link,
    open_link,
    refused,
    share_number,
)
from tests.world import ACCOUNTS, World
from tests.world.messages import recipients
from tests.world.record import audit_kinds
from tests.world.village import CHEN, GUEST, LI, SUN, WANG, ZHAO

CHEN_NUMBER, WANG_NUMBER, SUN_NUMBER = "+8613900000004", "13900000002", "+8613900000006"


async def test_a_link_binds_and_the_secretary_hears_of_it(village: World) -> None:
    opened = await open_link(village, await new_link(village))
    assert opened == BindingOutcome(BindingResult.BOUND, "陈小雨", "柳林村党支部")
    assert (await bound(village))[PHONE] == CHEN
    assert await recipients(village, "binding.bound") == [LI]
    assert await audit_kinds(village) == ["administrator.made", "account.bound"]
    assert (await verify(village.uow)).fault is None


async def test_the_own_contact_binds_however_the_number_is_written(village: World) -> None:
    assert (await share_number(village, CHEN_NUMBER)).result is BindingResult.BOUND
    assert (
        await share_number(village, "86" + WANG_NUMBER, of=OTHER_PHONE, by=OTHER_PHONE)
    ).result is BindingResult.BOUND
    assert (await bound(village)) == {LI: LI, PHONE: CHEN, OTHER_PHONE: WANG}
    rows = await village.rows("SELECT bound_by FROM account WHERE id = $1", ACCOUNTS + PHONE)
    assert rows[0]["bound_by"] == "contact"


async def test_outside_participants_bind_too(village: World) -> None:
    assert (await open_link(village, await new_link(village, GUEST))).result is BindingResult.BOUND


async def test_the_same_again_is_answered_kindly_and_changes_nothing(village: World) -> None:
    token = await new_link(village)
    await open_link(village, token)
    assert (await open_link(village, token)).result is BindingResult.ALREADY
    assert (await share_number(village, CHEN_NUMBER)).result is BindingResult.ALREADY
    assert (await share_number(village, "10086")).result is BindingResult.ALREADY
    assert await recipients(village, "binding.bound") == [LI]
    assert await recipients(village, "binding.refused") == []


async def test_a_second_delivery_of_the_update_gets_the_same_kind_of_answer(village: World) -> None:
    token = await new_link(village)
    first = await village.act(PHONE, binding.by_link, token, "小雨", TERMS)
    again = await binding.by_link(village.uow, village.request(PHONE, again=True), token, "小雨", TERMS)
    assert (first.result, again.result) == (BindingResult.BOUND, BindingResult.ALREADY)
    assert await audit_kinds(village) == ["administrator.made", "account.bound"]


async def test_a_used_link_is_refused_and_the_secretary_hears_of_it(village: World) -> None:
    token = await new_link(village)
    await open_link(village, token)
    await refused(village, "link_used", open_link(village, token, OTHER_PHONE))
    assert await recipients(village, "binding.refused") == [LI]


async def test_a_link_ends_after_its_hours_and_not_before(village: World) -> None:
    token, second = await new_link(village), await new_link(village, WANG)
    village.clock.forward(hours=71, minutes=59)
    assert (await open_link(village, token)).result is BindingResult.BOUND
    village.clock.forward(minutes=1)
    await refused(village, "link_expired", open_link(village, second, OTHER_PHONE))
    assert await recipients(village, "binding.refused") == [LI]


async def test_a_newer_link_revokes_the_older(village: World) -> None:
    old, new = await new_link(village), await new_link(village)
    await refused(village, "link_revoked", open_link(village, old))
    assert (await open_link(village, new)).result is BindingResult.BOUND


async def test_an_invented_link_is_told_to_administrators_once_a_day(village: World) -> None:
    await refused(village, "link_unknown", open_link(village, "x" * 32))
    await refused(village, "link_unknown", open_link(village, "y" * 32))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR]
    village.clock.forward(days=1)
    await refused(village, "link_unknown", open_link(village, "z" * 32))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR, ADMINISTRATOR]


async def test_after_too_many_wrong_links_even_a_good_one_has_to_wait(village: World) -> None:
    good = await new_link(village)
    for number in range(5):
        await refused(village, "link_unknown", open_link(village, f"wrong{number}"))
        village.clock.forward(minutes=1)
    refusal = await refused(village, "too_many_wrong_links", open_link(village, good))
    assert refusal.data["until"] == village.clock.now() + timedelta(minutes=55)
    assert (await open_link(village, good, OTHER_PHONE)).result is BindingResult.BOUND
    village.clock.forward(minutes=55)
    await refused(village, "link_used", open_link(village, good))


async def test_a_wrong_link_delivered_twice_counts_once(village: World) -> None:
    for again in (False, True, True):
        with pytest.raises(DomainError):
            await binding.by_link(village.uow, village.request(PHONE, again=again), "wrong", "小雨", TERMS)
    assert len(await village.rows("SELECT id FROM wrong_link")) == 1


async def test_someone_elses_contact_is_refused_and_their_secretary_hears_of_it(village: World) -> None:
    await refused(village, "foreign_contact", share_number(village, CHEN_NUMBER, of=OTHER_PHONE))
    await refused(village, "foreign_contact", share_number(village, CHEN_NUMBER, of=None))
    assert await recipients(village, "binding.refused") == [LI]


async def test_a_foreign_contact_of_nobody_on_the_roster_is_told_to_administrators(village: World) -> None:
    await refused(village, "foreign_contact", share_number(village, "10010", of=OTHER_PHONE))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR]


async def test_a_number_that_is_on_no_roster_is_refused(village: World) -> None:
    await refused(village, "number_unknown", share_number(village, "+8613911111111"))
    await refused(village, "number_unknown", share_number(village, ""))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR]


@pytest.mark.parametrize(
    ("roster", "shared"),
    [("13105551234", "+13105551234"), ("13105551234", "13105551234"), ("+13105551234", "+8613105551234")],
)
async def test_a_number_of_another_country_is_another_number(village: World, roster: str, shared: str) -> None:
    await village.run("UPDATE person SET phone = $1 WHERE id = $2", roster, CHEN)
    await refused(village, "number_unknown", share_number(village, shared))
    assert await recipients(village, "binding.refused") == [ADMINISTRATOR]


async def test_a_foreign_number_binds_whole(village: World) -> None:
    await village.run("UPDATE person SET phone = '+13105551234' WHERE id = $1", CHEN)
    assert (await share_number(village, "13105551234")).result is BindingResult.BOUND


async def test_a_number_of_two_people_is_refused(village: World) -> None:
    await village.run("UPDATE person SET phone = $1 WHERE id = $2", CHEN_NUMBER, ZHAO)
    await refused(village, "number_shared", share_number(village, CHEN_NUMBER))
    assert await recipients(village, "binding.refused") == [LI]


async def test_a_second_account_of_one_person_is_refused(village: World) -> None:
    spare = await new_link(village)
    await share_number(village, CHEN_NUMBER)
    await refused(village, "link_revoked", open_link(village, spare, OTHER_PHONE))
    await refused(village, "person_taken", share_number(village, CHEN_NUMBER, of=OTHER_PHONE, by=OTHER_PHONE))
    await refused(village, "person_taken", new_link(village))
    assert await recipients(village, "binding.refused") == [LI]


async def test_an_account_of_one_person_does_not_become_anothers(village: World) -> None:
    await share_number(village, CHEN_NUMBER)
    token = await new_link(village, WANG)
    await refused(village, "account_taken", open_link(village, token))
    assert await recipients(village, "binding.refused") == [LI]
    assert (await open_link(village, token, OTHER_PHONE)).result is BindingResult.BOUND


async def test_someone_who_has_left_is_not_bound(village: World) -> None:
    token = await new_link(village)
    await refused(village, "person_left", new_link(village, SUN))
    await refused(village, "number_unknown", share_number(village, SUN_NUMBER))
    await village.run("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", CHEN)
    await refused(village, "person_left", open_link(village, token))


async def test_two_phones_with_the_same_link_at_the_same_moment_one_wins(village: World) -> None:
    token = await new_link(village)
    phones = range(6001, 6009)
    outcomes = await at_once(village, *(open_link(village, token, phone) for phone in phones))
    won = [one for one in outcomes if isinstance(one, BindingOutcome)]
    lost = [one.code for one in outcomes if isinstance(one, DomainError)]
    assert [one.result for one in won] == [BindingResult.BOUND]
    assert lost == ["link_used"] * 7
    assert sorted((await bound(village)).values()) == [LI, CHEN]
    assert (await audit_kinds(village)).count("account.bound") == 1


async def test_two_phones_with_the_same_administrators_link_one_wins(village: World) -> None:
    token = await invite.create_admin_link(village.uow, timedelta(hours=1))
    outcomes = await at_once(village, *(open_link(village, token, phone) for phone in range(7001, 7007)))
    lost = [one.code for one in outcomes if isinstance(one, DomainError)]
    assert ([one.result for one in outcomes if isinstance(one, BindingOutcome)], lost) == (
        ["administrator"],
        ["link_used"] * 5,
    )
    assert await recipients(village, "administrator.made") == [ADMINISTRATOR]


async def test_a_token_is_long_kept_as_a_hash_and_fits_a_link(village: World) -> None:
    token = await new_link(village)
    rows = await village.rows("SELECT * FROM invite WHERE person_id = $1", CHEN)
    assert len(token) == 32
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert rows[0]["token_hash"] == token_hash(token)
    assert token not in str(dict(rows[0]))


async def test_an_attempt_says_no_number_to_anyone(village: World) -> None:
    await refused(village, "number_unknown", share_number(village, "+8613911111111"))
    await share_number(village, CHEN_NUMBER)
    rows = await village.rows("SELECT key, data FROM outbox")
    kept_text = " ".join(f"{row['key']} {row['data']}" for row in rows)
    # Random keys hold digits too: no run of digits as long as half a number stands there.
    assert [digits for digits in ("13911111111", CHEN_NUMBER.removeprefix("+86")) if digits[-8:] in kept_text] == []


async def test_who_one_is_before_and_after(village: World) -> None:
    assert await village.act(PHONE, binding.standing) is None
    await share_number(village, CHEN_NUMBER, terms=CONFIRMED)
    assert await village.act(PHONE, binding.standing) is BindingResult.WAITING
    assert await village.act(ADMINISTRATOR, binding.standing) is BindingResult.ALREADY


async def test_an_account_takes_the_language_of_the_roster_or_else_of_its_phone(village: World) -> None:
    await village.run("UPDATE person SET language = 'en' WHERE id = $1", CHEN)
    request = village.request(PHONE)
    await binding.by_link(village.uow, request, await new_link(village), "小雨", TERMS)
    assert request.language == "en"
    rows = await village.rows("SELECT language FROM account WHERE id = $1", ACCOUNTS + PHONE)
    assert rows[0]["language"] == "en"
