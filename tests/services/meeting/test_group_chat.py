"""Linked group chats: who may link one, what it hears, what it never reads."""

import json
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.domain.request import Request
from bot.services.meeting import apply, card, change, group_chat
from bot.services.meeting.group_chat import Answer, Chat
from bot.storage.connection import Database, Row
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.clock import START
from tests.installation import INSTALLATION
from tests.services.meeting.meeting_stage import RULES
from tests.services.small_branch import BRANCH, CHEN, FIRST, LI, QIAN, SECOND, TOWN, WANG, ZHAO, asks, branch

ZONE = ZoneInfo("Asia/Shanghai")
GROUP = Chat(-100500, "柳林村党支部群", "zhibu_test_bot")
SAY = Texts(ZONE).speech("zh")


async def linked(uow: UnitOfWork) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch("SELECT chat_id, unit_id, bot FROM group_chat ORDER BY chat_id")


async def messages(uow: UnitOfWork, kind: str) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch("SELECT key, chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind)


async def audit_kinds(uow: UnitOfWork) -> list[str]:
    async with uow.reading() as cx:
        return [row["kind"] for row in await cx.fetch("SELECT kind FROM audit ORDER BY sequence")]


def draft(**changes: object) -> Draft:
    day = START.replace(day=27, hour=7)
    spans = (Span(starts=day, ends=day.replace(hour=9)),)
    made = Draft(unit_id=BRANCH, type="assembly", title="支部党员大会", spans=spans, place="村部二楼", host_id=LI)
    return made.but(**changes)


async def refused(uow: UnitOfWork, request: Request, unit_id: int = 0, chat: Chat = GROUP) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        await group_chat.link(uow, request, chat, unit_id)
    return refusal.value


async def test_the_secretary_links_the_group_once(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    first = await group_chat.link(uow, asks(LI, 7), GROUP)
    again = await group_chat.link(uow, asks(LI, 7), GROUP)
    other = await group_chat.link(uow, asks(WANG), GROUP, BRANCH)
    assert first.unit is not None
    assert first == again == other
    assert first.unit.id == BRANCH
    assert [tuple(row.values()) for row in map(dict, await linked(uow))] == [(GROUP.id, BRANCH, GROUP.bot)]
    assert await audit_kinds(uow) == ["group_chat.linked"]


@pytest.mark.parametrize("person", [CHEN, ZHAO, QIAN, 99])
async def test_others_hear_one_sentence_and_change_nothing(database: Database, person: int) -> None:
    uow = await branch(database, CHEN, ZHAO, QIAN)
    assert (await refused(uow, asks(person))).code == "group_for_secretary"
    assert (await refused(uow, asks(person), BRANCH)).code == "group_for_secretary"
    assert await linked(uow) == []


@pytest.mark.parametrize("unit", [TOWN, SECOND, 4_000, -1])
async def test_a_forged_unit_is_refused(database: Database, unit: int) -> None:
    uow = await branch(database, LI)
    assert (await refused(uow, asks(LI), unit)).code == "group_for_secretary"
    assert await linked(uow) == []


async def test_a_group_of_another_unit_is_not_taken_over(database: Database) -> None:
    uow = await branch(database, LI, CHEN)
    await group_chat.link(uow, asks(LI), GROUP)
    async with uow.begin() as work:
        await work.execute(
            "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, 'secretary', '2024-01-01')",
            CHEN,
            TOWN,
        )
        await work.commit()
    refusal = await refused(uow, asks(CHEN))
    assert (refusal.code, refusal.data) == ("group_linked_elsewhere", {"unit": "柳林村党支部"})
    with pytest.raises(DomainError, match="group_for_secretary"):
        await group_chat.unlink(uow, asks(CHEN), GROUP.id)
    assert [row["unit_id"] for row in await linked(uow)] == [BRANCH]


async def test_whoever_has_two_units_chooses(database: Database) -> None:
    uow = await branch(database, LI)
    async with uow.begin() as work:
        await work.execute(
            "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, 'deputy', '2024-01-01')", LI, TOWN
        )
        await work.commit()
    asked = await group_chat.link(uow, asks(LI), GROUP)
    assert asked.unit is None
    assert {unit.id for unit in asked.choices} == {BRANCH, TOWN}
    assert await linked(uow) == []
    chosen = await group_chat.link(uow, asks(LI), GROUP, TOWN)
    assert chosen.unit is not None
    assert chosen.unit.id == TOWN


async def test_unlinking_and_being_thrown_out(database: Database) -> None:
    uow = await branch(database, LI, CHEN)
    assert await group_chat.unlink(uow, asks(LI), GROUP.id) == Answer(None)
    await group_chat.link(uow, asks(LI), GROUP)
    with pytest.raises(DomainError, match="group_for_secretary"):
        await group_chat.unlink(uow, asks(CHEN), GROUP.id)
    gone = await group_chat.unlink(uow, asks(LI), GROUP.id)
    assert gone.unit is not None
    assert gone.unit.id == BRANCH
    assert await linked(uow) == []
    await group_chat.link(uow, asks(LI), GROUP)
    await group_chat.removed(uow, asks(99), GROUP.id)
    await group_chat.removed(uow, asks(99), GROUP.id)
    assert await linked(uow) == []
    assert await audit_kinds(uow) == ["group_chat.linked", "group_chat.unlinked"] * 2


async def test_a_group_that_became_a_supergroup_stays_linked(database: Database) -> None:
    uow = await branch(database, LI)
    await group_chat.link(uow, asks(LI), GROUP)
    await group_chat.became(uow, asks(LI), GROUP.id, -100900)
    await group_chat.became(uow, asks(LI), GROUP.id, -100900)
    assert [row["chat_id"] for row in await linked(uow)] == [-100900]


async def test_a_called_meeting_is_announced_once_and_names_nobody(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    await group_chat.link(uow, asks(LI), GROUP)
    for _ in range(2):
        await card.call(uow, asks(LI, 12), RULES, draft())
    (announced,) = await messages(uow, "group.called")
    assert announced["chat_id"] == GROUP.id
    shown = render("group.called", json.loads(announced["data"]), SAY)
    assert "支部党员大会" in shown.text
    assert "15:00" in shown.text
    assert "村部二楼" in shown.text
    for name in ("李树林", "王秀兰", "赵建国", "陈小雨"):
        assert name not in announced["data"]
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
    database: Database, audience: AudienceKind, group: int | None, heard: list[int]
) -> None:
    uow = await branch(database, LI)
    await group_chat.link(uow, asks(LI), GROUP)
    async with uow.begin() as work:
        await work.execute(
            "INSERT INTO group_chat (chat_id, unit_id, title, bot, linked_at) VALUES (-100600, $1, '', 'b', 0)", SECOND
        )
        await work.commit()
    await card.call(uow, asks(LI), RULES, draft(audience=audience, group_id=group))
    assert {row["chat_id"] for row in await messages(uow, "group.called")} == set(heard)


async def test_moves_and_cancellations_are_announced(database: Database) -> None:
    uow = await branch(database, LI, WANG)
    await group_chat.link(uow, asks(LI), GROUP)
    called = await card.call(uow, asks(LI), RULES, draft())
    asked = await change.begin(uow, asks(LI), INSTALLATION, called.id, "time")
    asked = await change.enter_text(uow, asks(LI), INSTALLATION, "11月28日 9:00")
    await apply.confirm(uow, asks(LI), INSTALLATION, asked.version)
    asked = await change.begin(uow, asks(LI), INSTALLATION, called.id, "host")
    asked = await change.person(uow, asks(LI), INSTALLATION, asked.version, WANG)
    await apply.confirm(uow, asks(LI), INSTALLATION, asked.version)
    asked = await change.begin(uow, asks(LI), INSTALLATION, called.id, "cancel")
    asked = await change.enter_text(uow, asks(LI), INSTALLATION, "赵建国住院，改期再开")
    for _ in range(2):
        await apply.confirm(uow, asks(LI), INSTALLATION, asked.version)
    (changed,) = await messages(uow, "group.changed")
    assert "11月28日" in render("group.changed", json.loads(changed["data"]), SAY).text
    (cancelled,) = await messages(uow, "group.cancelled")
    assert "赵建国" not in cancelled["data"]
    assert "取消" in render("group.cancelled", json.loads(cancelled["data"]), SAY).text
