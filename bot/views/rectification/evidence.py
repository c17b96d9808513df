"""Evidence: gathered piece by piece, handed in, shown to those above."""

from telegram import InlineKeyboardButton

from bot.domain.message import Prompt
from bot.domain.rectification.evidence import PieceKind
from bot.domain.rectification.message import (
    EvidenceDraft,
    EvidenceEnd,
    EvidencePiece,
    GatheredPiece,
    HandedInMessage,
    HandedInToCommittee,
    HandedInToSecretary,
)
from bot.services.rectification.evidence import NAME, EvidenceShown, HandedIn
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rectification import items, sign_off
from bot.views.renderer import prompts, renders
from bot.views.view import File, View


class Begin(Callback, prefix="ev"):
    """The owner begins, or goes on, gathering."""

    item: int


class Show(Callback, prefix="es"):
    """Every piece, from disk."""

    item: int


class HandIn(Callback, prefix="eh"):
    """Hand in what is gathered."""

    version: int


class DropLast(Callback, prefix="ed"):
    """Remove the piece that was given last."""

    version: int


def show_button(item: int, say: Speech) -> InlineKeyboardButton:
    """The button that shows the evidence of an item."""
    return button(say("evidence-show"), Show(item))


def prompt(asked: Prompt, say: Speech) -> View:
    """What is gathered so far, and what can be done with it."""
    draft = EvidenceDraft.model_validate(asked.draft)
    pieces, problem = draft.pieces, items.short(draft.problem)
    if not pieces:
        return form.ask(say("evidence-ask", problem=problem), say)
    lines = [say("evidence-gathered", problem=problem, count=len(pieces))]
    lines += [_line(number, one, say) for number, one in enumerate(pieces, 1)]
    hand_in = button(say("evidence-hand-in"), HandIn(asked.version))
    drop = button(say("evidence-drop-last"), DropLast(asked.version))
    keyboard = rows([hand_in], [drop], [form.cancel_button(say)])
    return View("\n".join([*lines, say("evidence-go-on")]), keyboard)


def _line(number: int, piece: GatheredPiece, say: Speech) -> str:
    kind, label = piece.piece_kind, piece.label
    if kind is PieceKind.PHOTO and not label:
        return say("evidence-line-photo", number=number)
    return say(f"evidence-line-{'photo-with-words' if kind is PieceKind.PHOTO else kind}", number=number, label=label)


def handed_in(result: HandedIn, say: Speech) -> View:
    """What the owner sees."""
    key = "evidence-is-handed-in" if result.told else "evidence-nobody-to-tell"
    text = say(key, problem=items.short(result.problem), count=result.pieces)
    return View(text, rows([items.open_button(result.item, say)], home(say)))


def to_committee(message: HandedInToCommittee, say: Speech) -> View:
    """To the committee: evidence to decide on."""
    return View(_told("evidence-for-committee", message, say), rows(*deciding(message.item, say, see=True)))


def to_secretary(message: HandedInToSecretary, say: Speech) -> View:
    """To the secretary: evidence was handed in."""
    keyboard = rows([show_button(message.item, say)], [items.open_button(message.item, say)])
    return View(_told("evidence-for-secretary", message, say), keyboard)


def _told(key: str, message: HandedInMessage, say: Speech) -> str:
    problem = items.short(message.problem)
    return say(key, problem=problem, unit=message.unit, owner=message.owner, count=message.pieces)


def deciding(item: int, say: Speech, *, see: bool) -> list[list[InlineKeyboardButton]]:
    """Sign off or return; `see`: look at the evidence first."""
    return [
        [show_button(item, say)] if see else [],
        [button(say("sign-off"), sign_off.SignOff(item)), button(say("sign-off-return"), sign_off.Return(item))],
        [items.open_button(item, say)],
    ]


def shown(result: EvidenceShown, say: Speech) -> View:
    """So many pieces are on their way."""
    return View(toast=say("evidence-on-its-way", count=result.pieces))


def piece(message: EvidencePiece, say: Speech) -> View:
    """One message of a piece, with its file where it has one."""
    text = "\n".join(part for part in (_head(message, say), message.words) if part)
    if message.file is None:
        return View(text)
    if message.contents is None:
        return View(f"{text}\n{say('evidence-file-gone')}")
    if message.piece_kind is PieceKind.PHOTO:
        return View(text, picture=message.contents)
    return View(text, file=File(message.name, message.contents))


def _head(message: EvidencePiece, say: Speech) -> str:
    if not message.first:
        return ""
    at = say.moment(message.at)
    return say("evidence-piece", number=message.number, of=message.of, by=message.by, at=at)


def end(message: EvidenceEnd, say: Speech) -> View:
    """After the last piece: what those above can do now."""
    text = say("evidence-end", problem=items.short(message.problem), count=message.pieces)
    if message.decide:
        return View(text, rows(*deciding(message.item, say, see=False)))
    return View(text, rows([items.open_button(message.item, say)]))


RENDERERS = (
    prompts(NAME, prompt),
    renders(HandedInToCommittee, to_committee),
    renders(HandedInToSecretary, to_secretary),
    renders(EvidencePiece, piece),
    renders(EvidenceEnd, end),
)
