"""Find the button that a person means."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox.errors import PhoneError
from bot.sandbox.model import JSON, AnyChat, Message


def find_button(message: Message | None, chat: AnyChat, what: str) -> tuple[Message, JSON] | None:
    """Find the button in the given message, or in the newest one that has it; None if there is none."""
    if message is not None and message.deleted:
        raise PhoneError("这条消息已删除。 This message is deleted.")
    for candidate in [message] if message is not None else reversed(chat.messages.values()):
        if button := _one(candidate.buttons, what):
            return candidate, button
    return None


def find_key(chat: AnyChat, what: str) -> JSON:
    """Find the key of the keyboard below the chat."""
    keys = [key for row in (chat.reply_keyboard or {}).get("keyboard", []) for key in row]
    key = _one(keys, what)
    if key is None:
        there = _texts([*_shown(chat), *keys])
        raise PhoneError(f"没有“{what}”这个按钮。 There is no button {what!r}; there are {there}.")
    return key


def hide_used_keyboard(chat: AnyChat, content: JSON) -> None:
    """Hide a one-time keyboard when one of its keys was used."""
    keyboard = chat.reply_keyboard or {}
    keys = [key for row in keyboard.get("keyboard", []) for key in row]
    used = any(
        key["text"] == content.get("text") or ("contact" in content and key.get("request_contact")) for key in keys
    )
    if used and keyboard.get("one_time_keyboard"):
        chat.reply_keyboard = None


def _one(buttons: list[JSON], what: str) -> JSON | None:
    for button in buttons:
        if what in (button["text"], button.get("callback_data")):
            return button
    partial = [button for button in buttons if what in button["text"]]
    if len(partial) > 1:
        raise PhoneError(f"“{what}”对应几个按钮。 {what!r} could be any of {_texts(partial)}.")
    return partial[0] if partial else None


def _shown(chat: AnyChat) -> list[JSON]:
    return [button for message in chat.messages.values() for button in message.buttons][-20:]


def _texts(buttons: Iterable[JSON]) -> list[str]:
    return [str(button["text"]) for button in buttons]
