"""Linked group chats: who may link one, what it hears, what it never reads."""

import pytest

from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.services.meeting import apply, call, change, fields, group_chat
from bot.services.meeting.group_chat import Answer, Chat
from bot.storage.connection import Row
from tests.clock import START
from tests.installation import INSTALLATION
from tests.world import World
from tests.world.messages import messages
from tests.world.people import give_posts
from tests.world.publishing import publish_draft
from tests.world.record import audit_kinds
from tests.world.village import BRANCH, CHEN, FIRST, LI, QIAN, SECOND, TOWN, WANG, ZHAO, settle

GROUP = Chat(-100500, "柳林村党支部群", "zhibu_test_bot")


async def linked(world: World) -> list[Row]:
    return await world.rows("SELECT chat_id, unit_id, bot FROM group_chat ORDER BY chat_id")


def draft(**changes: object) -> Draft:
    day = START.replace(day=27, hour=7)
    spans = (Span(starts=day, ends=day.replace(hour=9)),)
    made = Draft(unit_id=BRANCH, type="assembly", title="支部党员大会", spans=spans, place="村部二楼", host_id=LI)
    return made.but(**changes)


async def test_the_secretary_links_the_group_once(world: World) -> None:
    await settle(world, LI, WANG)
    first = await world.act(LI, group_chat.link, GROUP)
    again = await group_chat.link(world.uow, world.request(LI, again=True), GROUP)
    other = await world.act(WANG, group_chat.link, GROUP, BRANCH)
    assert first.unit is not None
    assert first == again == other
    assert first.unit.id == BRANCH
    assert [tuple(row.values()) for row in map(dict, await linked(world))] == [(GROUP.id, BRANCH, GROUP.bot)]
    assert await audit_kinds(world) == ["group_chat.linked"]


@pytest.mark.parametrize("person", [CHEN, ZHAO, QIAN, 99])
async def test_others_hear_one_sentence_and_change_nothing(world: World, person: int) -> None:
    await settle(world, CHEN, ZHAO, QIAN)
    await world.refused("group_for_secretary", world.act(person, group_chat.link, GROUP))
    await world.refused("group_for_secretary", world.act(person, group_chat.link, GROUP, BRANCH))
    assert await linked(world) == []


@pytest.mark.parametrize("unit", [TOWN, SECOND, 4_000, -1])
async def test_a_forged_unit_is_refused(world: World, unit: int) -> None:
    await settle(world, LI)
    await world.refused("group_for_secretary", world.act(LI, group_chat.link, GROUP, unit))
    assert await linked(world) == []


async def test_a_group_of_another_unit_is_not_taken_over(world: World) -> None:
    await settle(world, LI, CHEN)
    await world.act(LI, group_chat.link, GROUP)
    await give_posts(world, (CHEN, TOWN, "secretary"))
    refusal = await world.refused("group_linked_elsewhere", world.act(CHEN, group_chat.link, GROUP))
    assert refusal.data == {"unit": "柳林村党支部"}
    await world.refused("group_for_secretary", world.act(CHEN, group_chat.unlink, GROUP.id))
    assert [row["unit_id"] for row in await linked(world)] == [BRANCH]


async def test_whoever_has_two_units_chooses(world: World) -> None:
    await settle(world, LI)
    await give_posts(world, (LI, TOWN, "deputy"))
    asked = await world.act(LI, group_chat.link, GROUP)
    assert asked.unit is None
    assert {unit.id for unit in asked.choices} == {BRANCH, TOWN}
    assert await linked(world) == []
    chosen = await world.act(LI, group_chat.link, GROUP, TOWN)
    assert chosen.unit is not None
    assert chosen.unit.id == TOWN


async def test_unlinking_and_being_thrown_out(world: World) -> None:
    await settle(world, LI, CHEN)
    assert await world.act(LI, group_chat.unlink, GROUP.id) == Answer(None)
    await world.act(LI, group_chat.link, GROUP)
    await world.refused("group_for_secretary", world.act(CHEN, group_chat.unlink, GROUP.id))
    gone = await world.act(LI, group_chat.unlink, GROUP.id)
    assert gone.unit is not None
    assert gone.unit.id == BRANCH
    assert await linked(world) == []
    await world.act(LI, group_chat.link, GROUP)
    await world.act(99, group_chat.removed, GROUP.id)
    await world.act(99, group_chat.removed, GROUP.id)
    assert await linked(world) == []
    assert await audit_kinds(world) == ["group_chat.linked", "group_chat.unlinked"] * 2


async def test_a_group_that_became_a_supergroup_stays_linked(world: World) -> None:
    await settle(world, LI)
    await world.act(LI, group_chat.link, GROUP)
    await world.act(LI, group_chat.became, GROUP.id, -100900)
    await world.act(LI, group_chat.became, GROUP.id, -100900)
    assert [row["chat_id"] for row in await linked(world)] == [-100900]


async def test_a_called_meeting_is_announced_once_and_names_nobody(world: World) -> None:
    await settle(world, LI, WANG)
    await world.act(LI, group_chat.link, GROUP)
    form = await world.act(LI, call.begin, INSTALLATION, "11月27日下午三点开党员大会")
    await world.act(LI, fields.edit, INSTALLATION, form.version, "place")
    form = await world.act(LI, fields.place, INSTALLATION, "村部二楼")
    for again in (False, True):
        await call.publish(world.uow, world.request(LI, again=again), INSTALLATION, form.version)
    (announced,) = await messages(world, "group.called")
    assert announced.chat == GROUP.id
    shown = announced.zh
    assert "支部党员大会" in shown.text
    assert "15:00" in shown.text
    assert "村部二楼" in shown.text
    for name in ("李树林", "王秀兰", "赵建国", "陈小雨"):
        assert name not in str(announced.data)
        assert name not in shown.text
    assert shown.keyboard is not None
    assert shown.keyboard.to_dict()["inline_keyboard"][0][0]["url"] == "https://t.me/zhibu_test_bot"


@pytest.mark.parametrize(
    ("audience", "group", "heard"),
    [
        (AudienceKind.UNIT, None, [GROUP.id, -100600]),
        (AudienceKind.COMMITTEE, None, []),
        (AudienceKind.GROUP, SECOND, [-100600]),
        (AudienceKind.GROUP, FIRST, []),
    ],
)
async def test_a_chat_hears_of_what_concerns_most_of_its_unit(
    world: World, audience: AudienceKind, group: int | None, heard: list[int]
) -> None:
    await settle(world, LI)
    await world.act(LI, group_chat.link, GROUP)
    await world.run(
        "INSERT INTO group_chat (chat_id, unit_id, title, bot, linked_at) VALUES (-100600, $1, '', 'b', 0)", SECOND
    )
    await world.act(LI, publish_draft, INSTALLATION.meetings, draft(audience=audience, group_id=group))
    assert {one.chat for one in await messages(world, "group.called")} == set(heard)


async def test_moves_and_cancellations_are_announced(world: World) -> None:
    await settle(world, LI, WANG)
    await world.act(LI, group_chat.link, GROUP)
    called = await world.act(LI, publish_draft, INSTALLATION.meetings, draft())
    asked = await world.act(LI, change.begin, INSTALLATION, called.id, "time")
    asked = await world.act(LI, change.enter_text, INSTALLATION, "11月28日 9:00")
    await world.act(LI, apply.confirm, INSTALLATION, asked.version)
    asked = await world.act(LI, change.begin, INSTALLATION, called.id, "host")
    asked = await world.act(LI, change.person, INSTALLATION, asked.version, WANG)
    await world.act(LI, apply.confirm, INSTALLATION, asked.version)
    asked = await world.act(LI, change.begin, INSTALLATION, called.id, "cancel")
    asked = await world.act(LI, change.enter_text, INSTALLATION, "赵建国住院，改期再开")
    for _ in range(2):
        await world.act(LI, apply.confirm, INSTALLATION, asked.version)
    (changed,) = await messages(world, "group.changed")
    assert "11月28日" in changed.zh.text
    (cancelled,) = await messages(world, "group.cancelled")
    assert "赵建国" not in str(cancelled.data)
    assert "取消" in cancelled.zh.text
