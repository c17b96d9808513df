"""Check reply markup as Telegram does before a message is sent or edited."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request

JSON = dict[str, Any]
MOST_BUTTONS = 100
LONGEST_DATA = 64
FLAGS = (
    "force_reply",
    "remove_keyboard",
    "selective",
    "one_time_keyboard",
    "resize_keyboard",
    "is_persistent",
)
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read_markup(given: Any, *, inline_only: bool = False) -> JSON | None:
    """Return the checked reply markup; None for none and for an empty inline keyboard."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    for flag in FLAGS:
        if not isinstance(given.get(flag, False), bool):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    kind = next((name for name in KINDS if name in given), None)
    if inline_only and kind not in ("inline_keyboard", None):
        raise bad_request("inline keyboard expected")
    if kind == "inline_keyboard":
        return _inline(given)
    if kind == "keyboard":
        return _reply(given)
    return given if kind else None


def _rows(given: JSON, name: str) -> list[list[Any]]:
    rows = given[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _inline(given: JSON) -> JSON | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(given, "inline_keyboard")]
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any) -> JSON:
    prefix = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        problem = 'Field "text" must be of type String' if "text" in button else 'Can\'t find field "text"'
        raise bad_request(f"{prefix}: {problem}")
    actions = [name for name in ("callback_data", "url", "copy_text") if button.get(name)]
    if not actions:
        raise bad_request(f"{prefix}: Text buttons are unallowed in the inline keyboard")
    if not text.strip() or len(actions) > 1:
        raise bad_request("REPLY_MARKUP_INVALID" if len(actions) == 1 else "BUTTON_TYPE_INVALID")
    _action(actions[0], button[actions[0]])
    return {**button}


def _action(kind: str, value: Any) -> None:
    if kind == "callback_data" and len(str(value).encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        _url(str(value))


def _url(url: str) -> None:
    parts = urlsplit(url)
    wrong = f"inline keyboard button URL '{url}' is invalid"
    if parts.scheme not in ("http", "https", "tg", "ton", ""):
        raise bad_request(f"{wrong}: Unsupported URL protocol")
    host = parts.netloc or parts.path.split("/")[0]
    if parts.scheme not in ("tg", "ton") and "." not in host:
        raise bad_request(f"{wrong}: Wrong HTTP URL")


def _reply(given: JSON) -> JSON:
    rows = [[_reply_button(button) for button in row] for row in _rows(given, "keyboard")]
    return {**given, "keyboard": rows}


def _reply_button(button: Any) -> JSON:
    shaped = {"text": button} if isinstance(button, str) else button
    if not isinstance(shaped, dict) or not isinstance(shaped.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not shaped["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return {**shaped}
