"""A group linked to the branch, announced to, and left alone otherwise."""

import pytest

from bot.sandbox.group import Group
from bot.sandbox.phone import Phone
from tests.e2e.system import BOT_NAME, System

SECRETARY, MEMBER = "P000001", "P000010"


@pytest.fixture
def group(system: System, secretary: Phone) -> Group:
    made = system.telegram.add_group("第一中学党支部群", [secretary, system.people[MEMBER]])
    made.add_bot()
    return made


async def linked(system: System) -> int:
    return len(await system.rows("SELECT chat_id FROM group_chat"))


async def test_the_greetings_button_links_and_unlink_parts(system: System, secretary: Phone, group: Group) -> None:
    member = system.people[MEMBER]
    greeting = await secretary.wait_for("连接本群", chat=group.chat)
    refusal = await member.tap("连接本群", message=greeting, chat=group.chat)
    assert refusal is not None
    assert "书记" in refusal
    assert await linked(system) == 0
    await secretary.tap("连接本群", message=greeting, chat=group.chat)
    done = await member.wait_for("本群已连接到第一中学党支部", chat=group.chat)
    assert await member.tap("打开和我的私聊", message=done, chat=group.chat) == f"https://t.me/{BOT_NAME}"
    assert await linked(system) == 1
    await secretary.send("/unlink", chat=group.chat)
    await member.wait_for("的连接已取消", chat=group.chat)
    assert await linked(system) == 0


async def test_link_by_command_and_thrown_out(system: System, secretary: Phone, group: Group) -> None:
    await secretary.send(f"/link@{BOT_NAME}", chat=group.chat)
    await secretary.wait_for("本群已连接到", chat=group.chat)
    mark = secretary.mark()
    group.remove_bot()
    await secretary.send("/me")
    await secretary.wait_for("第一中学党支部", after=mark)
    assert await linked(system) == 0


async def test_in_private_link_says_where_it_belongs(system: System, secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send("/link")
    assert "群里" in (await secretary.wait_for("/link", after=mark)).text


async def test_personal_things_are_not_answered_in_the_group(system: System, secretary: Phone, group: Group) -> None:
    member = system.people[MEMBER]
    await secretary.wait_for("连接本群", chat=group.chat)
    before = len(secretary.messages(group.chat))
    await secretary.send("/link", chat=group.chat, as_chat=True)
    await member.send("大家明天见", chat=group.chat)
    await member.send("/me", chat=group.chat)
    await member.wait_for("请在和我的私聊里办", chat=group.chat)
    assert len(secretary.messages(group.chat)) == before + 4, "one answer to three messages"
    assert await linked(system) == 0
