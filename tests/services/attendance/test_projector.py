"""The projector page's link: whose it is decides, at every look, what it still shows; on both databases."""

import pytest

from bot.domain.errors import DomainError
from bot.services.attendance import projector
from bot.services.attendance.projector import Codes
from bot.services.people import account as accounts
from bot.texts.speech import LANGUAGES
from tests.clock import ZONE
from tests.installation import INSTALLATION, TEXTS
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.meeting import Called, call_meeting


async def link(world: World, called: Called, person: int, *, again: bool = False) -> str:
    return (await projector.link(world.uow, world.request(person, again=again), called.id, 60)).token


async def open_(world: World, token: str) -> str:
    return await projector.open_once(world.uow, token, world.clock.now(), ZONE)


async def look(world: World, cookie: str) -> str:
    return (
        await projector.page(world.uow, cookie, world.clock.now(), Codes(b"key", 15, ZONE, INSTALLATION.meetings))
    ).payload


async def end(world: World, branch: Branch, called: Called, what: str) -> None:
    if what == "unbound":
        own = ACCOUNTS + branch.secretary
        await world.act(branch.above, accounts.unbind, branch.secretary, own)
    elif what == "post":
        await world.run("UPDATE post SET ended_on = '2020-02-01' WHERE person_id = $1", branch.secretary)
    elif what == "left":
        await world.run("UPDATE person SET left_on = '2020-02-01' WHERE id = $1", branch.secretary)
    else:
        await world.run("UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)


@pytest.mark.parametrize("what", ["unbound", "post", "left", "cancelled"])
async def test_it_shows_nothing_once_its_maker_may_not_see_it(world: World, branch: Branch, what: str) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    cookie, waiting = (
        await open_(world, await link(world, called, branch.secretary)),
        await link(world, called, branch.secretary),
    )
    assert await look(world, cookie)
    await end(world, branch, called, what)
    with pytest.raises(DomainError):
        await look(world, cookie)
    with pytest.raises(DomainError):
        await open_(world, waiting)
    rows = await world.rows("SELECT used_at FROM board_link WHERE used_at IS NULL")
    assert len(rows) == 1


async def test_the_hosts_link_outlives_no_new_host(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, host_id=branch.members[0])
    cookie = await open_(world, await link(world, called, branch.members[0]))
    assert await look(world, cookie)
    await world.run("UPDATE meeting SET host_id = NULL WHERE id = $1", called.id)
    await world.refused("not_allowed", look(world, cookie))


async def test_a_second_delivery_promises_no_link_that_was_not_kept(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    token = await link(world, called, branch.secretary)
    await world.refused("board_link_made", link(world, called, branch.secretary, again=True))
    assert all(TEXTS.speech(language).has("error-board-link-made") for language in LANGUAGES)
    assert await look(world, await open_(world, token))
