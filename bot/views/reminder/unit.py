"""Reminders of what concerns a unit as a whole: norms, probations and terms that end."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.domain.reminder.model import Kind
from bot.services.reminder.source import Line
from bot.texts.speech import Speech
from bot.views.attendance.ledger import Norms
from bot.views.callback import button
from bot.views.meeting import norm
from bot.views.menu import Open
from bot.views.people import post
from bot.views.reminder.line import Said, day_in_words

Piece = dict[str, Any]


def norms(line: Line, say: Speech) -> Said:
    """What is owed, to the secretary; what was missed, to the committee above."""
    if line["over"]:
        text = say("reminder-norm-missed", unit=line["name"], parts=_by_day(line, _missed, say))
        return Said(text, (button(say("reminder-button-norms", unit=line["name"]), norm.Below(line["unit"], 0)),))
    text = say("reminder-norm-owed", unit=line["name"], parts=_by_day(line, _owed, say))
    if len(line["pieces"]) == 1:
        [piece] = line["pieces"]
        call = button(say("reminder-button-call", what=_what(piece, say)), norm.Call(piece["unit"], piece["type"]))
        return Said(text, (call,))
    return Said(text, (button(say("reminder-button-norms", unit=line["name"]), Norms(line["unit"])),))


def probation(line: Line, say: Speech) -> Said:
    text = say("reminder-probation", name=line["name"], unit=line["unit"], day=_ends(line, say))
    return Said(text, (button(say("reminder-button-roster", name=line["name"]), Open("roster")),))


def term(line: Line, say: Speech) -> Said:
    facts = {"name": line["name"], "unit": line["unit"], "kind": post.kind_name(line["post"], say)}
    text = say("reminder-term", day=_ends(line, say), **facts)
    return Said(text, (button(say("reminder-button-posts", unit=line["unit"]), post.OfUnit(line["unit_id"])),))


def _by_day(line: Line, words: Callable[[Piece, Speech], str], say: Speech) -> str:
    """Month, quarter and year end on days of their own."""
    ends = sorted({piece["ends"] for piece in line["pieces"]})
    return say("reminder-norm-between").join(
        say(
            "reminder-norm-by-over" if line["over"] else "reminder-norm-by",
            day=say.day(date.fromisoformat(one)),
            parts=say.list([words(piece, say) for piece in line["pieces"] if piece["ends"] == one]),
        )
        for one in ends
    )


def _owed(piece: Piece, say: Speech) -> str:
    return say("reminder-norm-piece", what=_what(piece, say), times=piece["times"])


def _missed(piece: Piece, say: Speech) -> str:
    key = "reminder-norm-missed-piece" if piece["count"] == len(piece["units"]) else "reminder-norm-missed-many"
    return say(key, what=_what(piece, say), count=piece["count"], units=say.list(piece["units"]))


def _what(piece: Piece, say: Speech) -> str:
    """A type of meeting, of the group where it is a group's."""
    kind = piece["en"] if say.language == "en" else piece["zh"]
    group = piece.get("group", "")
    return say("norm-of-group", group=group, kind=kind) if group else kind


def _ends(line: Line, say: Speech) -> str:
    return day_in_words(date.fromisoformat(line["ends"]), line, say)


LINES = {Kind.NORM.value: norms, Kind.PROBATION.value: probation, Kind.TERM.value: term}
