"""List every method that this server knows, with the parameters that the Bot API names for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods import chats, media, messages, updates
from bot.sandbox.methods.call import Call

SENT = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup "
)
EDITED = "business_connection_id chat_id message_id inline_message_id reply_markup "
CAPTION = "caption parse_mode caption_entities "
Run = Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True)
class Method:
    """A method under its published name; parameters other than `names` are refused."""

    name: str
    run: Run
    names: frozenset[str]

    async def __call__(self, call: Call) -> Any:
        """The result of the call."""
        unknown = sorted(set(call.params.given) - self.names)
        if unknown:
            raise bad_request(f"method {self.name} has no parameter {unknown[0]}")
        return await self.run(call)


def _table(*rows: tuple[str, Run, str]) -> dict[str, Method]:
    return {name.lower(): Method(name, run, frozenset(names.split())) for name, run, names in rows}


METHODS = _table(
    ("getMe", updates.get_me, ""),
    ("getUpdates", updates.get_updates, "offset limit timeout allowed_updates"),
    (
        "setWebhook",
        updates.set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    ("deleteWebhook", updates.delete_webhook, "drop_pending_updates"),
    ("getWebhookInfo", updates.get_webhook_info, ""),
    ("sendMessage", messages.send_message, SENT + "text parse_mode entities link_preview_options"),
    (
        "sendDocument",
        media.send_document,
        SENT + CAPTION + "document thumbnail disable_content_type_detection",
    ),
    ("sendPhoto", media.send_photo, SENT + CAPTION + "photo show_caption_above_media has_spoiler"),
    ("sendMediaGroup", media.send_media_group, SENT + "media"),
    (
        "sendLocation",
        media.send_location,
        SENT + "latitude longitude horizontal_accuracy live_period heading proximity_alert_radius",
    ),
    (
        "editMessageText",
        messages.edit_message_text,
        EDITED + "text parse_mode entities link_preview_options rich_message",
    ),
    ("editMessageCaption", messages.edit_message_caption, EDITED + CAPTION + "show_caption_above_media"),
    ("editMessageMedia", media.edit_message_media, EDITED + "media"),
    ("editMessageReplyMarkup", messages.edit_message_reply_markup, EDITED),
    ("deleteMessage", messages.delete_message, "chat_id message_id"),
    ("deleteMessages", messages.delete_messages, "chat_id message_ids"),
    ("answerCallbackQuery", messages.answer_callback_query, "callback_query_id text show_alert url cache_time"),
    (
        "sendChatAction",
        messages.send_chat_action,
        "business_connection_id chat_id message_thread_id action",
    ),
    ("getFile", media.get_file, "file_id"),
    ("getChat", chats.get_chat, "chat_id"),
    ("getChatMember", chats.get_chat_member, "chat_id user_id"),
    ("getChatAdministrators", chats.get_chat_administrators, "chat_id return_bots"),
    ("getChatMemberCount", chats.get_chat_member_count, "chat_id"),
    ("leaveChat", chats.leave_chat, "chat_id"),
    ("setMyCommands", chats.set_my_commands, "commands scope language_code"),
    ("getMyCommands", chats.get_my_commands, "scope language_code"),
    ("deleteMyCommands", chats.delete_my_commands, "scope language_code"),
    ("setMyDescription", chats.set_my_description, "description language_code"),
    ("setMyShortDescription", chats.set_my_short_description, "short_description language_code"),
)


def find_method(name: str) -> Method:
    """Find a method by its name in any case; an unknown one is refused as Telegram does."""
    if name.lower() not in METHODS:
        raise ApiError(404, "Not Found: method not found")
    return METHODS[name.lower()]
