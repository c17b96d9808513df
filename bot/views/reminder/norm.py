"""Reminders of norms: what is owed, and what was missed."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.domain.reminder.line import MissedNorm, NormLine, NormPiece, OwedNorm
from bot.texts.speech import Speech
from bot.views.attendance.ledger import Norms
from bot.views.callback import button
from bot.views.meeting import norm
from bot.views.reminder.line import RenderedLine

Piece = TypeVar("Piece", bound=NormPiece)


def norms(line: NormLine, say: Speech) -> RenderedLine:
    """What is owed, to the secretary; what was missed, to the committee above."""
    if line.missed:
        parts = _by_day("reminder-norm-by-over", line.missed, _missed, say)
        show = button(say("reminder-button-norms", unit=line.name), norm.Below(line.unit, 0))
        return RenderedLine(say("reminder-norm-missed", unit=line.name, parts=parts), (show,))
    text = say("reminder-norm-owed", unit=line.name, parts=_by_day("reminder-norm-by", line.owed, _owed, say))
    if len(line.owed) == 1:
        [piece] = line.owed
        call = button(say("reminder-button-call", what=_owed_name(piece, say)), norm.Call(piece.unit, piece.type))
        return RenderedLine(text, (call,))
    return RenderedLine(text, (button(say("reminder-button-norms", unit=line.name), Norms(line.unit)),))


def _by_day(key: str, pieces: Sequence[Piece], words: Callable[[Piece, Speech], str], say: Speech) -> str:
    """Month, quarter and year end on days of their own."""
    return say("reminder-norm-between").join(
        say(key, day=say.day(ends), parts=say.list([words(piece, say) for piece in pieces if piece.ends == ends]))
        for ends in sorted({piece.ends for piece in pieces})
    )


def _owed(piece: OwedNorm, say: Speech) -> str:
    return say("reminder-norm-piece", what=_owed_name(piece, say), times=piece.times)


def _missed(piece: MissedNorm, say: Speech) -> str:
    key = "reminder-norm-missed-piece" if piece.count == len(piece.units) else "reminder-norm-missed-many"
    return say(key, what=_type_name(piece, say), count=piece.count, units=say.list(list(piece.units)))


def _owed_name(piece: OwedNorm, say: Speech) -> str:
    """A type of meeting, of the group where it is a group's."""
    kind = _type_name(piece, say)
    return say("norm-of-group", group=piece.group, kind=kind) if piece.group else kind


def _type_name(piece: NormPiece, say: Speech) -> str:
    return piece.en if say.language == "en" else piece.zh
