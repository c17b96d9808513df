"""One Bot API call, with the chat and the message that it means."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.model import AnyChat, BotAccount, GroupChat, Message, PrivateChat
from bot.sandbox.params import Params
from bot.sandbox.world import World


@dataclass(frozen=True)
class Call:
    """A call: which bot makes it, and with which parameters."""

    world: World
    bot: BotAccount
    params: Params

    def known_chat(self) -> AnyChat:
        """Return the chat of `chat_id`, whether or not the bot may write there."""
        if not self.params.has("chat_id"):
            raise bad_request("chat_id is empty")
        chat_id = self.params.chat_id()
        if chat_id in self.world.people:
            return self.world.private_chat(self.bot, self.world.people[chat_id])
        if chat_id in self.world.groups:
            return self.world.groups[chat_id]
        raise bad_request("chat not found")

    def chat(self) -> AnyChat:
        """Return the chat of `chat_id`, if the bot may write there."""
        chat = self.known_chat()
        if isinstance(chat, PrivateChat):
            _may_write(chat)
        else:
            _is_member(self.bot, chat)
        return chat

    def message(self, purpose: str) -> Message:
        """Return the message of `message_id` in that chat; `purpose` words the refusal, as in "message to edit not
        found"."""
        chat = self.chat()
        message_id = self.params.integer("message_id")
        if message_id is None:
            raise bad_request("message identifier is not specified")
        if message_id not in chat.messages:
            raise bad_request(f"message to {purpose} not found")
        return chat.messages[message_id]


def _may_write(chat: PrivateChat) -> None:
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def _is_member(bot: BotAccount, group: GroupChat) -> None:
    status = group.status(bot.id)
    if status == "kicked":
        raise forbidden("bot was kicked from the supergroup chat")
    if status == "left":
        raise forbidden("bot is not a member of the supergroup chat")
