"""Who may be written to; blocking; groups and what a bot hears in them."""

from typing import Any

import pytest

from bot.sandbox.errors import PhoneError
from bot.sandbox.model import BotAccount
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api

CANNOT_INITIATE = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"


async def error_code(api: Api, chat_id: int) -> tuple[int, str]:
    body = await api.answer("sendMessage", chat_id=chat_id, text="x")
    return body["error_code"], body["description"]


async def test_someone_who_never_started_cannot_be_written_to(api: Api, wang: Phone) -> None:
    assert await error_code(api, wang.id) == (403, CANNOT_INITIATE)
    await wang.start()
    assert await api.call("sendMessage", chat_id=wang.id, text="x")


async def test_start_carries_the_payload_of_a_link(api: Api, wang: Phone) -> None:
    await wang.open_link("https://t.me/branch_bot?start=Ab_9-x")
    await wang.open_link("tg://resolve?domain=Branch_Bot&start=y")
    first, second = [update["message"] for update in await api.updates()]
    assert first["text"] == "/start Ab_9-x"
    assert first["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert first["chat"]["id"] == first["from"]["id"] == wang.id
    assert second["text"] == "/start y"


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/other_bot?start=x",
        "https://example.org/branch_bot?start=x",
        "https://t.me/branch_bot?start=" + "x" * 65,
        "https://t.me/branch_bot?start=a%20b",
    ],
)
async def test_links_that_telegram_would_not_open(api: Api, wang: Phone, link: str) -> None:
    with pytest.raises(PhoneError):
        await wang.open_link(link)
    assert await api.updates() == []


async def test_blocking_and_unblocking_are_told(api: Api, started: Phone) -> None:
    await started.block()
    await started.block()
    assert await error_code(api, started.id) == (403, BLOCKED)
    with pytest.raises(PhoneError):
        await started.send("听得到吗")
    await started.unblock()
    blocked, unblocked = [update["my_chat_member"] for update in await api.updates()]
    assert blocked["old_chat_member"]["status"] == "member"
    assert blocked["new_chat_member"]["status"] == "kicked"
    assert blocked["new_chat_member"]["user"]["id"] == 4242
    assert blocked["from"]["id"] == blocked["chat"]["id"] == started.id
    assert unblocked["new_chat_member"]["status"] == "member"
    await api.call("sendMessage", chat_id=started.id, text="回来了")


async def test_pressing_start_unblocks(api: Api, started: Phone) -> None:
    await started.block()
    await started.start()
    kinds = [sorted(update)[0] for update in await api.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_bot_hears_that_it_is_added_promoted_and_removed(api: Api, telegram: Telegram, wang: Phone) -> None:
    group = telegram.add_group("第一支部", [wang])
    assert group.id < 0
    assert await error_code(api, group.id) == (403, "Forbidden: bot is not a member of the supergroup chat")
    group.add_bot()
    group.add_bot(administrator=True)
    group.remove_bot()
    added, service, promoted, removed = await api.updates()
    assert added["my_chat_member"]["chat"] == {"id": group.id, "type": "supergroup", "title": "第一支部"}
    assert statuses(added) == ("left", "member")
    assert service["message"]["new_chat_members"][0]["id"] == 4242
    assert statuses(promoted) == ("member", "administrator")
    assert statuses(removed) == ("administrator", "kicked")
    assert await error_code(api, group.id) == (403, "Forbidden: bot was kicked from the supergroup chat")


def statuses(update: dict[str, Any]) -> tuple[str, str]:
    change = update["my_chat_member"]
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("大家好", False),
        ("/grade", True),
        ("/grade@branch_bot", True),
        ("/grade@other_bot", False),
        ("党 @branch_bot 我们什么等级", True),
        ("@other_bot 你好", False),
    ],
)
async def test_in_a_group_a_bot_hears_what_is_meant_for_it(
    api: Api, telegram: Telegram, wang: Phone, text: str, heard: bool
) -> None:
    group = telegram.add_group("第一支部", [wang])
    group.add_bot()
    before = await api.updates()
    await wang.send(text, chat=group)
    after = await api.updates()
    assert [update["message"]["text"] for update in after[len(before) :]] == ([text] if heard else [])


async def test_replies_to_it_are_heard_and_administrators_hear_all(
    api: Api, telegram: Telegram, wang: Phone, li: Phone
) -> None:
    group = telegram.add_group("第一支部", [wang, li])
    group.add_bot()
    await api.call("sendMessage", chat_id=group.id, text="通知")
    notice = await li.wait_for("通知", chat=group)
    await li.send("收到", chat=group, reply_to=notice)
    assert (await api.updates())[-1]["message"]["text"] == "收到"
    await li.send("闲聊", chat=group)
    assert (await api.updates())[-1]["message"]["text"] == "收到"
    group.add_bot(administrator=True)
    await li.send("又闲聊", chat=group)
    assert (await api.updates())[-1]["message"]["text"] == "又闲聊"


async def test_an_anonymous_administrator_writes_in_the_groups_name(api: Api, telegram: Telegram, wang: Phone) -> None:
    group = telegram.add_group("第一支部", [wang])
    group.add_bot()
    await wang.send("/start", chat=group, as_chat=True)
    message = (await api.updates())[-1]["message"]
    assert message["sender_chat"]["id"] == group.id
    assert message["from"]["username"] == "GroupAnonymousBot"


async def test_only_members_see_a_group(telegram: Telegram, wang: Phone, li: Phone) -> None:
    group = telegram.add_group("第一支部", [wang])
    with pytest.raises(PhoneError):
        await li.send("我也来", chat=group)


async def test_members_of_a_group(api: Api, telegram: Telegram, wang: Phone, li: Phone) -> None:
    group = telegram.add_group("第一支部", [wang, li])
    group.add_bot(administrator=True)

    async def status(user_id: int) -> str:
        return str((await api.call("getChatMember", chat_id=group.id, user_id=user_id))["status"])

    assert await status(wang.id) == "creator"
    assert await status(li.id) == "member"
    assert await status(4242) == "administrator"
    assert await status(telegram.add_user("赵").id) == "left"
    assert await api.error("getChatMember", chat_id=group.id, user_id=5) == "Bad Request: PARTICIPANT_ID_INVALID"
    group.promote(li.id)
    above = await api.call("getChatAdministrators", chat_id=group.id)
    assert {member["user"]["id"] for member in above} == {wang.id, li.id, 4242}
    assert await api.call("getChatMemberCount", chat_id=group.id) == 3
    assert (await api.call("getChat", chat_id=group.id))["title"] == "第一支部"
    assert await api.call("leaveChat", chat_id=group.id)
    assert "not a member" in await api.error("getChatMemberCount", chat_id=group.id)


async def test_get_chat_of_a_person(api: Api, started: Phone, li: Phone) -> None:
    assert (await api.call("getChat", chat_id=started.id))["first_name"] == "王芳"
    assert await api.error("getChat", chat_id=li.id) == "Bad Request: chat not found"


async def test_chats_of_two_bots_are_apart(api: Api, telegram: Telegram, account: BotAccount, started: Phone) -> None:
    second = telegram.add_bot("77:second", "second_bot")
    await started.start(bot=second)
    other = Api(api.session, telegram.url, second.token)
    await other.call("sendMessage", chat_id=started.id, text="第二个")
    assert [message.text for message in started.messages(account)] == ["/start"]
    assert [message.text for message in started.messages(second)] == ["/start", "第二个"]
