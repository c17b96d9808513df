"""Binding: every way in, everything that is refused and who hears of it."""

from datetime import timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.people.binding import Result, kept
from bot.services.installation.audit import verify
from bot.services.people import binding, invite
from bot.services.people.binding import Opened
from bot.storage.connection import Database
from tests.services.people.hall import ADMIN, CONFIRMED, LI_CHAT, OTHER_PHONE, PHONE, TERMS, Hall, open_hall
from tests.services.small_branch import CHEN, GUEST, LI, SUN, WANG, ZHAO

CHEN_NUMBER, WANG_NUMBER, SUN_NUMBER = "+8613900000004", "13900000002", "+8613900000006"


@pytest.fixture
async def hall(database: Database) -> Hall:
    return await open_hall(database)


async def test_a_link_binds_and_the_secretary_hears_of_it(hall: Hall) -> None:
    opened = await hall.open(await hall.link())
    assert opened == Opened(Result.BOUND, "陈小雨", "柳林村党支部")
    assert (await hall.bound())[PHONE] == CHEN
    assert await hall.told("binding.bound") == [LI_CHAT]
    assert await hall.audited() == ["administrator.made", "account.bound"]
    assert (await verify(hall.uow)).fault is None


async def test_the_own_contact_binds_however_the_number_is_written(hall: Hall) -> None:
    assert (await hall.share(CHEN_NUMBER)).result is Result.BOUND
    assert (await hall.share("86" + WANG_NUMBER, of=OTHER_PHONE, account_id=OTHER_PHONE)).result is Result.BOUND
    assert (await hall.bound()) == {LI_CHAT: LI, PHONE: CHEN, OTHER_PHONE: WANG}
    rows = await hall.rows("SELECT bound_by FROM account WHERE id = $1", PHONE)
    assert rows[0]["bound_by"] == "contact"


async def test_outside_participants_bind_too(hall: Hall) -> None:
    assert (await hall.open(await hall.link(GUEST))).result is Result.BOUND


async def test_the_same_again_is_answered_kindly_and_changes_nothing(hall: Hall) -> None:
    token = await hall.link()
    await hall.open(token)
    assert (await hall.open(token)).result is Result.ALREADY
    assert (await hall.share(CHEN_NUMBER)).result is Result.ALREADY
    assert (await hall.share("10086")).result is Result.ALREADY
    assert await hall.told("binding.bound") == [LI_CHAT]
    assert await hall.told("binding.refused") == []


async def test_a_second_delivery_of_the_update_gets_the_same_kind_of_answer(hall: Hall) -> None:
    token = await hall.link()
    first = await binding.by_link(hall.uow, hall.asks(PHONE), token, "小雨", TERMS)
    again = await binding.by_link(hall.uow, hall.asks(PHONE, again=True), token, "小雨", TERMS)
    assert (first.result, again.result) == (Result.BOUND, Result.ALREADY)
    assert await hall.audited() == ["administrator.made", "account.bound"]


async def test_a_used_link_is_refused_and_the_secretary_hears_of_it(hall: Hall) -> None:
    token = await hall.link()
    await hall.open(token)
    await hall.refused("link_used", hall.open(token, OTHER_PHONE))
    assert await hall.told("binding.refused") == [LI_CHAT]


async def test_a_link_ends_after_its_hours_and_not_before(hall: Hall) -> None:
    token, second = await hall.link(), await hall.link(WANG)
    hall.clock.forward(hours=71, minutes=59)
    assert (await hall.open(token)).result is Result.BOUND
    hall.clock.forward(minutes=1)
    await hall.refused("link_expired", hall.open(second, OTHER_PHONE))
    assert await hall.told("binding.refused") == [LI_CHAT]


async def test_a_newer_link_revokes_the_older(hall: Hall) -> None:
    old, new = await hall.link(), await hall.link()
    await hall.refused("link_revoked", hall.open(old))
    assert (await hall.open(new)).result is Result.BOUND


async def test_an_invented_link_is_told_to_administrators_once_a_day(hall: Hall) -> None:
    await hall.refused("link_unknown", hall.open("x" * 32))
    await hall.refused("link_unknown", hall.open("y" * 32))
    assert await hall.told("binding.refused") == [ADMIN]
    hall.clock.forward(days=1)
    await hall.refused("link_unknown", hall.open("z" * 32))
    assert await hall.told("binding.refused") == [ADMIN, ADMIN]


async def test_after_too_many_wrong_links_even_a_good_one_has_to_wait(hall: Hall) -> None:
    good = await hall.link()
    for number in range(5):
        await hall.refused("link_unknown", hall.open(f"wrong{number}"))
        hall.clock.forward(minutes=1)
    refusal = await hall.refused("too_many_wrong_links", hall.open(good))
    assert refusal.data["until"] == hall.clock.now() + timedelta(minutes=55)
    assert (await hall.open(good, OTHER_PHONE)).result is Result.BOUND
    hall.clock.forward(minutes=55)
    await hall.refused("link_used", hall.open(good))


async def test_a_wrong_link_delivered_twice_counts_once(hall: Hall) -> None:
    for again in (False, True, True):
        with pytest.raises(DomainError):
            await binding.by_link(hall.uow, hall.asks(PHONE, again=again), "wrong", "小雨", TERMS)
    assert len(await hall.rows("SELECT id FROM wrong_link")) == 1


async def test_someone_elses_contact_is_refused_and_their_secretary_hears_of_it(hall: Hall) -> None:
    await hall.refused("foreign_contact", hall.share(CHEN_NUMBER, of=OTHER_PHONE))
    await hall.refused("foreign_contact", hall.share(CHEN_NUMBER, of=None))
    assert await hall.told("binding.refused") == [LI_CHAT]


async def test_a_foreign_contact_of_nobody_on_the_roster_is_told_to_administrators(hall: Hall) -> None:
    await hall.refused("foreign_contact", hall.share("10010", of=OTHER_PHONE))
    assert await hall.told("binding.refused") == [ADMIN]


async def test_a_number_that_is_on_no_roster_is_refused(hall: Hall) -> None:
    await hall.refused("number_unknown", hall.share("+8613911111111"))
    await hall.refused("number_unknown", hall.share(""))
    assert await hall.told("binding.refused") == [ADMIN]


@pytest.mark.parametrize(
    ("roster", "shared"),
    [("13105551234", "+13105551234"), ("13105551234", "13105551234"), ("+13105551234", "+8613105551234")],
)
async def test_a_number_of_another_country_is_another_number(hall: Hall, roster: str, shared: str) -> None:
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET phone = $1 WHERE id = $2", roster, CHEN)
        await work.commit()
    await hall.refused("number_unknown", hall.share(shared))
    assert await hall.told("binding.refused") == [ADMIN]


async def test_a_foreign_number_binds_whole(hall: Hall) -> None:
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET phone = '+13105551234' WHERE id = $1", CHEN)
        await work.commit()
    assert (await hall.share("13105551234")).result is Result.BOUND


async def test_a_number_of_two_people_is_refused(hall: Hall) -> None:
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET phone = $1 WHERE id = $2", CHEN_NUMBER, ZHAO)
        await work.commit()
    await hall.refused("number_shared", hall.share(CHEN_NUMBER))
    assert await hall.told("binding.refused") == [LI_CHAT]


async def test_a_second_account_of_one_person_is_refused(hall: Hall) -> None:
    spare = await hall.link()
    await hall.share(CHEN_NUMBER)
    await hall.refused("link_revoked", hall.open(spare, OTHER_PHONE))
    await hall.refused("person_taken", hall.share(CHEN_NUMBER, of=OTHER_PHONE, account_id=OTHER_PHONE))
    await hall.refused("person_taken", hall.link())
    assert await hall.told("binding.refused") == [LI_CHAT]


async def test_an_account_of_one_person_does_not_become_anothers(hall: Hall) -> None:
    await hall.share(CHEN_NUMBER)
    token = await hall.link(WANG)
    await hall.refused("account_taken", hall.open(token))
    assert await hall.told("binding.refused") == [LI_CHAT]
    assert (await hall.open(token, OTHER_PHONE)).result is Result.BOUND


async def test_someone_who_has_left_is_not_bound(hall: Hall) -> None:
    token = await hall.link()
    await hall.refused("person_left", hall.link(SUN))
    await hall.refused("number_unknown", hall.share(SUN_NUMBER))
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET left_on = '2026-11-25' WHERE id = $1", CHEN)
        await work.commit()
    await hall.refused("person_left", hall.open(token))


async def test_two_phones_with_the_same_link_at_the_same_moment_one_wins(hall: Hall) -> None:
    token = await hall.link()
    phones = range(6001, 6009)
    outcomes = await hall.at_once(*(hall.open(token, phone) for phone in phones))
    won = [one for one in outcomes if isinstance(one, Opened)]
    lost = [one.code for one in outcomes if isinstance(one, DomainError)]
    assert [one.result for one in won] == [Result.BOUND]
    assert lost == ["link_used"] * 7
    assert sorted((await hall.bound()).values()) == [LI, CHEN]
    assert (await hall.audited()).count("account.bound") == 1


async def test_two_phones_with_the_same_administrators_link_one_wins(hall: Hall) -> None:
    token = await invite.create_admin_link(hall.uow, timedelta(hours=1))
    outcomes = await hall.at_once(*(hall.open(token, phone) for phone in range(7001, 7007)))
    lost = [one.code for one in outcomes if isinstance(one, DomainError)]
    assert ([one.result for one in outcomes if isinstance(one, Opened)], lost) == (["administrator"], ["link_used"] * 5)
    assert await hall.told("administrator.made") == [ADMIN]


async def test_a_token_is_long_kept_as_a_hash_and_fits_a_link(hall: Hall) -> None:
    token = await hall.link()
    rows = await hall.rows("SELECT * FROM invite WHERE person_id = $1", CHEN)
    assert len(token) == 32
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert rows[0]["token_hash"] == kept(token)
    assert token not in str(dict(rows[0]))


async def test_an_attempt_says_no_number_to_anyone(hall: Hall) -> None:
    await hall.refused("number_unknown", hall.share("+8613911111111"))
    await hall.share(CHEN_NUMBER)
    rows = await hall.rows("SELECT key, data FROM outbox")
    kept_text = " ".join(f"{row['key']} {row['data']}" for row in rows)
    assert "139" not in kept_text


async def test_who_one_is_before_and_after(hall: Hall) -> None:
    assert await binding.standing(hall.uow, hall.asks(PHONE)) is None
    await hall.share(CHEN_NUMBER, terms=CONFIRMED)
    assert await binding.standing(hall.uow, hall.asks(PHONE)) is Result.WAITING
    assert await binding.standing(hall.uow, hall.asks(ADMIN)) is Result.ALREADY


async def test_an_account_takes_the_language_of_the_roster_or_else_of_its_phone(hall: Hall) -> None:
    async with hall.uow.begin() as work:
        await work.execute("UPDATE person SET language = 'en' WHERE id = $1", CHEN)
        await work.commit()
    request = hall.asks(PHONE)
    await binding.by_link(hall.uow, request, await hall.link(), "小雨", TERMS)
    assert request.language == "en"
    rows = await hall.rows("SELECT language FROM account WHERE id = $1", PHONE)
    assert rows[0]["language"] == "en"
