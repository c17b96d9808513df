"""The projector page's link: whose it is decides, at every look, what it still shows; on both databases."""

import pytest

from bot.domain.errors import DomainError
from bot.services.attendance import projector
from bot.services.attendance.projector import Codes
from bot.services.people import account as accounts
from bot.storage.connection import Database
from bot.texts.speech import LANGUAGES, Texts
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, Called, branch


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def link(house: Branch, called: Called, person: int, update: int | None = None) -> str:
    hall = house.hall
    return (await projector.link(hall.uow, hall.ask(person, update=update), called.id, 60)).token


async def open_(house: Branch, token: str) -> str:
    return await projector.open_once(house.hall.uow, token, house.hall.now, house.hall.zone)


async def look(house: Branch, cookie: str) -> str:
    hall = house.hall
    return (await projector.page(hall.uow, cookie, hall.now, Codes(b"key", 15, hall.zone, hall.rules))).payload


async def end(house: Branch, called: Called, what: str) -> None:
    hall = house.hall
    if what == "unbound":
        own = ACCOUNTS + house.secretary
        await accounts.unbind(hall.uow, hall.ask(house.above), house.secretary, own)
    elif what == "post":
        await hall.run("UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1 RETURNING id", house.secretary)
    elif what == "left":
        await hall.run("UPDATE person SET left_on = '2020-02-01' WHERE id = $1 RETURNING id", house.secretary)
    else:
        await hall.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1 RETURNING id", called.id)


@pytest.mark.parametrize("what", ["unbound", "post", "left", "cancelled"])
async def test_it_shows_nothing_once_its_maker_may_not_see_it(house: Branch, what: str) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    cookie, waiting = (
        await open_(house, await link(house, called, house.secretary)),
        await link(house, called, house.secretary),
    )
    assert await look(house, cookie)
    await end(house, called, what)
    with pytest.raises(DomainError):
        await look(house, cookie)
    with pytest.raises(DomainError):
        await open_(house, waiting)
    rows = await house.hall.rows("SELECT used_at FROM board_link WHERE used_at IS NULL")
    assert len(rows) == 1


async def test_the_hosts_link_outlives_no_new_host(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people, host=house.members[0])
    cookie = await open_(house, await link(house, called, house.members[0]))
    assert await look(house, cookie)
    await house.hall.run("UPDATE meeting SET host_id = NULL WHERE id = $1 RETURNING id", called.id)
    with pytest.raises(DomainError, match="not_allowed"):
        await look(house, cookie)


async def test_a_second_delivery_promises_no_link_that_was_not_kept(house: Branch) -> None:
    called = await house.hall.meeting(house.unit, house.people)
    token = await link(house, called, house.secretary, update=7000)
    with pytest.raises(DomainError, match="board_link_made"):
        await link(house, called, house.secretary, update=7000)
    texts = Texts(house.hall.zone)
    assert all(texts.speech(language).has("error-board-link-made") for language in LANGUAGES)
    assert await look(house, await open_(house, token))
