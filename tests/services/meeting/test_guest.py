"""Guests who are invited after the meeting was called; on both databases."""

from bot.services.meeting import guest
from tests.services.meeting.changing import call
from tests.services.meeting.town import GUEST, MEMBER, NO_HOLIDAYS, OUTSIDER, SECRETARY
from tests.world import World
from tests.world.messages import messages


async def test_guests_are_invited_once_without_a_vote(town: World) -> None:
    made = await call(town)
    offered = await town.act(SECRETARY, guest.offered, made.id, 0)
    assert [(one.name, one.chosen) for one in offered.choices.items] == [("戊代表", False)]
    for _ in range(2):
        added = await town.act(SECRETARY, guest.invite, NO_HOLIDAYS.meetings, made.id, GUEST, 0)
        assert added.choices.items[0].chosen
    row = (await town.rows("SELECT voting, guest FROM invitee WHERE person_id = $1", GUEST))[0]
    assert (bool(row["voting"]), bool(row["guest"])) == (False, True)
    assert len(await messages(town, "meeting.called")) == 5
    for by, person in ((SECRETARY, OUTSIDER), (SECRETARY, MEMBER), (MEMBER, GUEST), (OUTSIDER, GUEST)):
        await town.refused("not_allowed", town.act(by, guest.invite, NO_HOLIDAYS.meetings, made.id, person, 0))


async def test_a_guest_without_an_account_is_not_said_to_be_invited(town: World) -> None:
    made = await call(town)
    await town.run("UPDATE account SET person_id = NULL WHERE person_id = $1", GUEST)
    added = await town.act(SECRETARY, guest.invite, NO_HOLIDAYS.meetings, made.id, GUEST, 0)
    assert not added.told
