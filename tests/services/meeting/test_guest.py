"""Guests who are invited after the meeting was called; on both databases."""

import pytest

from bot.services.meeting import guest
from bot.storage.connection import Database
from tests.services.meeting.change_stage import call, told
from tests.services.meeting.meeting_stage import GUEST, MEMBER, OUTSIDER, RULES, SECRETARY, MeetingStage, refused


@pytest.fixture
async def stage(database: Database) -> MeetingStage:
    return await MeetingStage(database).raise_()


async def test_guests_are_invited_once_without_a_vote(stage: MeetingStage) -> None:
    made = await call(stage)
    offered = await guest.offered(stage.uow, stage.by(SECRETARY), made.id, 0)
    assert [(one.name, one.chosen) for one in offered.choices.items] == [("戊代表", False)]
    for _ in range(2):
        added = await guest.invite(stage.uow, stage.by(SECRETARY), RULES, made.id, GUEST, 0)
        assert added.choices.items[0].chosen
    row = (await stage.rows("SELECT voting, guest FROM invitee WHERE person_id = $1", GUEST))[0]
    assert (bool(row["voting"]), bool(row["guest"])) == (False, True)
    assert len(await told(stage, "meeting.called")) == 5
    for by, person in ((SECRETARY, OUTSIDER), (SECRETARY, MEMBER), (MEMBER, GUEST), (OUTSIDER, GUEST)):
        await refused("not_allowed", guest.invite(stage.uow, stage.by(by), RULES, made.id, person, 0))


async def test_a_guest_without_an_account_is_not_said_to_be_invited(stage: MeetingStage) -> None:
    made = await call(stage)
    async with stage.uow.begin() as work:
        await work.execute("UPDATE account SET person_id = NULL WHERE person_id = $1", GUEST)
        await work.commit()
    added = await guest.invite(stage.uow, stage.by(SECRETARY), RULES, made.id, GUEST, 0)
    assert not added.told
