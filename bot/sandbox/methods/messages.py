"""Methods that send, edit and delete messages and answer taps."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import read_text
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods.call import Call
from bot.sandbox.model import JSON, AnyChat, Message
from bot.sandbox.taps import Answer

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_ANSWER = 200
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
NOT_HERE = {
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
}
CHAT_ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


async def send_message(call: Call) -> JSON:
    """Answer sendMessage."""
    content = text_fields(call)
    return send(call, call.chat(), content).raw


async def edit_message_text(call: Call) -> JSON:
    """Answer editMessageText; without reply_markup the buttons go."""
    content = text_fields(call)
    message = editable(call)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return change(call, message, {"entities": None, **content})


async def edit_message_caption(call: Call) -> JSON:
    """Answer editMessageCaption; without reply_markup the buttons go."""
    message = editable(call)
    if "text" in message.raw:
        raise bad_request("there is no caption in the message to edit")
    return change(call, message, {"caption": None, "caption_entities": None, **caption_fields(call)})


async def edit_message_reply_markup(call: Call) -> JSON:
    """Answer editMessageReplyMarkup; without reply_markup the buttons go."""
    return change(call, editable(call), {})


async def delete_message(call: Call) -> bool:
    """Answer deleteMessage; nothing older than 48 hours."""
    message = call.message("delete")
    if call.world.now() - message.raw["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    call.world.remove(message)
    return True


async def delete_messages(call: Call) -> bool:
    """Answer deleteMessages; those that are gone are skipped, as Telegram does."""
    chat = call.chat()
    for message_id in call.params.array("message_ids") or []:
        if message := chat.messages.get(message_id):
            call.world.remove(message)
    return True


async def answer_callback_query(call: Call) -> bool:
    """Answer answerCallbackQuery."""
    text = call.params.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = Answer(text, call.params.flag("show_alert"), call.params.text("url") or None)
    call.bot.taps.answer(str(call.params.given.get("callback_query_id", "")), answer)
    return True


async def send_chat_action(call: Call) -> bool:
    """Answer sendChatAction."""
    if call.params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.show_typing(call.chat())
    return True


def text_fields(call: Call) -> JSON:
    """Return the checked `text` and its entities."""
    text, entities = read_text(
        call.params.text("text"), call.params.text("parse_mode"), call.params.objects("entities")
    )
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_fields(call: Call) -> JSON:
    """Return the checked `caption` and its entities, if one was given."""
    caption, entities = read_text(
        call.params.text("caption"), call.params.text("parse_mode"), call.params.objects("caption_entities")
    )
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    fields: JSON = {"caption": caption} if caption else {}
    return {**fields, "caption_entities": entities} if entities else fields


def send(call: Call, chat: AnyChat, content: JSON) -> Message:
    """Post the bot's message with its keyboard, protection and reply."""
    for name, problem in NOT_HERE.items():
        if call.params.has(name):
            raise bad_request(problem)
    markup = read_markup(call.params.structure("reply_markup"))
    inline = markup is not None and "inline_keyboard" in markup
    fields = dict(content)
    if inline:
        fields["reply_markup"] = markup
    if call.params.flag("protect_content"):
        fields["has_protected_content"] = True
    reply_to = _replied(call, chat)
    chat.typing = False
    message = call.world.post(chat, call.bot.as_user(), fields, reply_to=reply_to, editable=inline or markup is None)
    if markup is not None and not inline:
        _show_keyboard(call, chat, message, markup)
    return message


def _replied(call: Call, chat: AnyChat) -> Message | None:
    reply = call.params.mapping("reply_parameters")
    if reply is None:
        return None
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    found = chat.messages.get(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _show_keyboard(call: Call, chat: AnyChat, message: Message, markup: JSON) -> None:
    if "keyboard" in markup:
        chat.reply_keyboard, chat.keyboard_message = markup, message
    elif markup.get("remove_keyboard"):
        chat.reply_keyboard = chat.keyboard_message = None
    elif markup.get("force_reply"):
        chat.force_reply = message
    call.world.changed(chat, None)


def editable(call: Call) -> Message:
    """Return the message to edit, if it is the bot's own and has no keyboard of another kind."""
    if call.params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    message = call.message("edit")
    if message.sender_id != call.bot.id or not message.editable:
        raise bad_request("message can't be edited")
    return message


def change(call: Call, message: Message, changes: JSON) -> JSON:
    """Apply an edit, unless it would change nothing."""
    markup = read_markup(call.params.structure("reply_markup"), inline_only=True)
    wanted: dict[str, Any] = {**changes, "reply_markup": markup}
    if all(message.raw.get(name) == value for name, value in wanted.items()):
        raise bad_request(NOT_MODIFIED)
    call.world.edit(message, wanted)
    return message.raw
