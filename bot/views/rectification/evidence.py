"""Evidence: gathered piece by piece, handed in, shown to those above."""

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.clock import from_ms
from bot.domain.rectification.evidence import PieceKind
from bot.services.rectification.evidence import PIECE, Form, HandedIn, Shown
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rectification import brief, sign_off
from bot.views.view import File, View


@dataclass(frozen=True, slots=True)
class Begin(Callback, prefix="ev"):
    """The owner begins, or goes on, gathering."""

    item: int


@dataclass(frozen=True, slots=True)
class Show(Callback, prefix="es"):
    """Every piece, from disk."""

    item: int


@dataclass(frozen=True, slots=True)
class HandIn(Callback, prefix="eh"):
    version: int


@dataclass(frozen=True, slots=True)
class DropLast(Callback, prefix="ed"):
    version: int


def show_button(item: int, say: Speech) -> InlineKeyboardButton:
    return button(say("evidence-show"), Show(item))


def prompt(data: dict[str, Any], say: Speech) -> View:
    """What is gathered so far, and what can be done with it."""
    draft, version = data["draft"], data["version"]
    pieces, problem = draft["pieces"], brief.short(draft["problem"])
    if not pieces:
        return View(say("evidence-ask", problem=problem), rows([form.cancel_button(say)]))
    lines = [say("evidence-gathered", problem=problem, count=len(pieces))]
    lines += [_line(number, one, say) for number, one in enumerate(pieces, 1)]
    hand_in = button(say("evidence-hand-in"), HandIn(version))
    drop = button(say("evidence-drop-last"), DropLast(version))
    keyboard = rows([hand_in], [drop], [form.cancel_button(say)])
    return View("\n".join([*lines, say("evidence-go-on")]), keyboard)


def gathering(now: Form, say: Speech) -> View:
    """The prompt in place of one that says otherwise."""
    return prompt({"draft": now.draft, "version": now.version}, say)


def _line(number: int, piece: dict[str, Any], say: Speech) -> str:
    kind, label = piece["kind"], piece["label"]
    if kind == PieceKind.PHOTO and not label:
        return say("evidence-line-photo", number=number)
    return say(f"evidence-line-{'photo-with-words' if kind == PieceKind.PHOTO else kind}", number=number, label=label)


def handed_in(result: HandedIn, say: Speech) -> View:
    """What the owner sees."""
    key = "evidence-is-handed-in" if result.told else "evidence-nobody-to-tell"
    text = say(key, problem=brief.short(result.problem), count=result.pieces)
    return View(text, rows([brief.open_button(result.item, say)], home(say)))


def to_committee(data: dict[str, Any], say: Speech) -> View:
    return View(_told("evidence-for-committee", data, say), rows(*deciding(data["item"], say, see=True)))


def to_secretary(data: dict[str, Any], say: Speech) -> View:
    keyboard = rows([show_button(data["item"], say)], [brief.open_button(data["item"], say)])
    return View(_told("evidence-for-secretary", data, say), keyboard)


def _told(key: str, data: dict[str, Any], say: Speech) -> str:
    problem = brief.short(data["problem"])
    return say(key, problem=problem, unit=data["unit"], owner=data["owner"], count=data["pieces"])


def deciding(item: int, say: Speech, *, see: bool) -> list[list[InlineKeyboardButton]]:
    """Sign off or return; `see`: look at the evidence first."""
    return [
        [show_button(item, say)] if see else [],
        [button(say("sign-off"), sign_off.SignOff(item)), button(say("sign-off-return"), sign_off.Return(item))],
        [brief.open_button(item, say)],
    ]


def shown(result: Shown, say: Speech) -> View:
    return View(toast=say("evidence-on-its-way", count=result.pieces))


def piece(data: dict[str, Any], say: Speech) -> View:
    """One message of a piece; `contents` are the file's."""
    at = say.moment(from_ms(data["at"]))
    head = say("evidence-piece", number=data["number"], of=data["of"], by=data["by"], at=at) if data["first"] else ""
    text = "\n".join(part for part in (head, data["words"]) if part)
    if data["file"] is None:
        return View(text)
    if data["contents"] is None:
        return View(f"{text}\n{say('evidence-file-gone')}")
    if data["kind"] == PieceKind.PHOTO:
        return View(text, picture=data["contents"])
    return View(text, file=File(data["name"], data["contents"]))


def end(data: dict[str, Any], say: Speech) -> View:
    """After the last piece: what those above can do now."""
    text = say("evidence-end", problem=brief.short(data["problem"]), count=data["pieces"])
    if data["decide"]:
        return View(text, rows(*deciding(data["item"], say, see=False)))
    return View(text, rows([brief.open_button(data["item"], say)]))


RENDERERS = {
    "form.evidence": prompt,
    "evidence.handed_in": to_committee,
    "evidence.secretary": to_secretary,
    PIECE: piece,
    "evidence.end": end,
}
