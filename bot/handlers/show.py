"""Turn a view into calls of the Bot API."""

from dataclasses import replace
from typing import Any

from telegram import BotCommandScopeChat, InlineKeyboardMarkup, InputFile, LinkPreviewOptions

from bot.domain.menu import CommandMenu
from bot.gateway.sender import Call
from bot.texts.speech import Speech
from bot.views import menu
from bot.views.renderers import render
from bot.views.view import View

MESSAGE, CAPTION, TOAST = 4096, 1024, 200
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def answering(query_id: str, toast: str | None, *, alert: bool = False) -> Call:
    """Make the call that answers a tap."""
    text = toast[:TOAST] if toast else None
    return Call(
        "answer_callback_query", None, {"callback_query_id": query_id, "text": text, "show_alert": alert and bool(text)}
    )


def calls(view: View, chat_id: int, edit: int | None = None) -> list[Call]:
    """Make the calls that show a view; `edit` is the tapped message, which is edited where that is possible."""
    if view.file is not None:
        return [_file(view, chat_id)]
    if view.picture is not None:
        photo: dict[str, Any] = {
            "photo": InputFile(view.picture, "picture.png"),
            "caption": view.text[:CAPTION] or None,
        }
        return [Call("send_photo", chat_id, photo | _common(view))]
    parts = pages(view.text)
    if edit is not None and len(parts) == 1 and isinstance(view.keyboard, InlineKeyboardMarkup | None):
        body = {"message_id": edit, "text": view.text, "reply_markup": view.keyboard}
        return [Call("edit_message_text", chat_id, {**body, "link_preview_options": NO_PREVIEW})]
    return [_message(part, view, chat_id, last=part is parts[-1]) for part in parts]


def _message(text: str, view: View, chat_id: int, *, last: bool) -> Call:
    params: dict[str, Any] = {"text": text, "link_preview_options": NO_PREVIEW}
    params |= _common(view) if last else {}
    return Call("send_message", chat_id, params)


def _file(view: View, chat_id: int) -> Call:
    if view.file is None:
        raise ValueError("a view without a file")
    document = InputFile(view.file.data, view.file.name)
    params: dict[str, Any] = {"document": document, "caption": view.text[:CAPTION] or None}
    return Call("send_document", chat_id, params | _common(view))


def _common(view: View) -> dict[str, Any]:
    found: dict[str, Any] = {"reply_markup": view.keyboard} if view.keyboard is not None else {}
    return found | ({"protect_content": True} if view.protected else {})


def pages(text: str) -> list[str]:
    """Cut a long text at line ends into messages of at most 4,096 characters."""
    parts: list[str] = []
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), MESSAGE):
            piece = line[start : start + MESSAGE]
            if parts and len(parts[-1]) + 1 + len(piece) <= MESSAGE and start == 0:
                parts[-1] += "\n" + piece
            else:
                parts.append(piece)
    return [part for part in parts if part.strip()]


def message_call(kind: str, data: dict[str, Any], say: Speech, chat_id: int) -> Call:
    """Make the one call that sends an outbox row; a text too long for one message is cut."""
    if kind == CommandMenu.kind:
        listed = menu.commands(CommandMenu.model_validate(data).commands, say)
        return Call("set_my_commands", None, {"commands": listed, "scope": BotCommandScopeChat(chat_id)})
    return calls(_cut(render(kind, data, say), say), chat_id)[0]


def _cut(view: View, say: Speech) -> View:
    """Shorten a view to one message: a mark stands where the rest is left out, and the keyboard stays."""
    if view.file is not None or view.picture is not None or len(view.text) <= MESSAGE:
        return view
    mark = say("message-cut")
    return replace(view, text=view.text[: MESSAGE - len(mark)] + mark)
