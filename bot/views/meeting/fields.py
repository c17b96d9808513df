"""The questions for the fields of a meeting that is being called."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import Calling, Step
from bot.domain.meeting.draft import AudienceKind
from bot.domain.unit import UnitKind
from bot.texts.speech import Speech
from bot.views import pick
from bot.views.callback import Callback, button, rows
from bot.views.meeting import lines as meeting_lines
from bot.views.view import View


class Edit(Callback, prefix="me"):
    """Go from the card to one of its fields."""

    version: int
    field: str


class Back(Callback, prefix="mb"):
    """Go back to the card."""

    version: int


class Clear(Callback, prefix="mr"):
    """Clear the agenda, or the place for checking in."""

    version: int


class PickAudience(Callback, prefix="ma"):
    """Choose who is invited; `group`: 0 for all but a group."""

    version: int
    kind: str
    group: int


class PickWay(Callback, prefix="mw"):
    """Accept a way of checking in (1), or not (0)."""

    version: int
    way: str
    on: int


Line = list[InlineKeyboardButton]


def prompt(step: Step, calling: Calling, version: int, say: Speech) -> View:
    """The question for a field, with what can be tapped in place of typing, and the way back."""
    text = {
        Step.TITLE: lambda: say("meeting-ask-title", now=say.title(calling.draft.title)),
        Step.PLACE: lambda: place(calling, say),
        Step.AGENDA: lambda: agenda(calling, say),
        Step.SESSIONS: lambda: say("meeting-ask-sessions"),
        Step.CHOSEN: lambda: say("meeting-ask-chosen", count=len(calling.draft.people)),
        Step.GUESTS: lambda: guests(calling, say),
    }.get(step, lambda: say(f"meeting-ask-{step.value}"))()
    if calling.choices.search:
        text += "\n" + say("meeting-searched", name=calling.choices.search)
    return View(text, rows(*_lines(step, calling, version, say), _back(step, calling, version, say)))


def place(calling: Calling, say: Speech) -> str:
    """The question for the place."""
    return say("meeting-ask-place-known" if calling.places else "meeting-ask-place", now=calling.draft.place)


def agenda(calling: Calling, say: Speech) -> str:
    """The question for the agenda, above the present one."""
    now = meeting_lines.agenda(calling.draft.agenda, say)
    return "\n".join([say("meeting-ask-agenda"), *([""] if now else []), *now])


def guests(calling: Calling, say: Speech) -> str:
    """The question for guests."""
    if not calling.choices.items:
        return say("meeting-ask-guests-none")
    return say("meeting-ask-guests", count=len(calling.draft.guests))


def _lines(step: Step, calling: Calling, version: int, say: Speech) -> list[Line]:
    match step:
        case Step.PLACE:
            return pick.places(calling.places, version)
        case Step.HOST | Step.RECORDER:
            return pick.people(calling.choices, version, say)
        case Step.CHOSEN | Step.GUESTS:
            return pick.several(calling.choices, version, say)
        case Step.AUDIENCE:
            return _audiences(calling, version, say)
        case Step.WAYS:
            return ways(calling.draft.ways, version, say)
        case Step.AGENDA if calling.draft.agenda:
            return [[button(say("meeting-no-agenda"), Clear(version))]]
        case Step.SPOT if calling.draft.spot:
            return [[button(say("meeting-no-spot"), Clear(version))]]
        case _:
            return []


def _audiences(calling: Calling, version: int, say: Speech) -> list[Line]:
    kinds = [AudienceKind.UNIT, AudienceKind.COMMITTEE, AudienceKind.CHOSEN]
    if calling.facts is not None and calling.facts.kind is UnitKind.GROUP:
        kinds.remove(AudienceKind.COMMITTEE)
    lines = [[button(say(f"meeting-audience-{kind.value}"), PickAudience(version, kind.value, 0))] for kind in kinds]
    groups = [
        [button(one.name, PickAudience(version, AudienceKind.GROUP.value, one.id))] for one in calling.choices.items
    ]
    return [*lines[:-1], *groups, lines[-1], [button(say("meeting-edit-guests"), Edit(version, Step.GUESTS.value))]]


def ways(accepted: Sequence[Way], version: int, say: Speech) -> list[Line]:
    """A button for each way of checking in but by hand, which is always accepted."""
    return [
        [
            button(
                say(
                    "meeting-chosen-mark" if one in accepted else "meeting-not-chosen-mark",
                    name=meeting_lines.way(one, say),
                ),
                PickWay(version, one.value, 0 if one in accepted else 1),
            )
        ]
        for one in Way
        if one is not Way.BY_HAND
    ]


def _back(step: Step, calling: Calling, version: int, say: Speech) -> Line:
    done = step in (Step.CHOSEN, Step.GUESTS, Step.WAYS)
    return [button(say("meeting-done" if done else "meeting-back-to-card"), Back(version))]
