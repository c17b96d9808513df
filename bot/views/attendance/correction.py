"""Correcting attendance, as it is shown: whom, to which state, why, and the message to the person."""

from bot.domain.attendance.message import AttendanceCorrected, CorrectionDraft
from bot.domain.message import Prompt
from bot.services.attendance.correction import NAME, STATES, Correctable, CorrectableSession, Corrected
from bot.services.attendance.ledger import Sheet
from bot.texts.speech import Speech
from bot.views import form
from bot.views.attendance.checkin import state
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.renderer import prompts, renders
from bot.views.view import View


class CorrectList(Callback, prefix="al"):
    """Choose a person whose attendance at the meeting is corrected."""

    meeting: int
    page: int


class Correct(Callback, prefix="ac"):
    """Show a person's states at the meeting."""

    meeting: int
    person: int


class CorrectTo(Callback, prefix="ak"):
    """Correct a person's attendance at a session to that state."""

    session: int
    person: int
    state: str


def whom(sheet: Sheet, say: Speech) -> View:
    """The people of a meeting, each with a button."""
    people = [button(line.name, Correct(sheet.meeting_id, line.person_id)) for line in sheet.lines]
    turn = pager(sheet.page, sheet.page + 1 < sheet.pages, lambda page: CorrectList(sheet.meeting_id, page), say)
    return View(say("correction-whom", title=sheet.title), rows(*grid(people, 3), turn))


def to_what(result: Correctable, say: Speech) -> View:
    """A person's states, session by session, with the states to choose from."""
    lines, keyboard = [say("correction-of", name=result.name, title=result.title)], []
    for part in result.parts:
        several = len(result.parts) > 1
        label = say("attendance-session", number=str(part.number)) + " " if several else ""
        lines += _part(part, label, say)
        keys = [button(label + state(one, say), CorrectTo(part.session_id, result.person_id, one)) for one in STATES]
        keyboard += grid(keys, 2 if several else 3)
    return View("\n".join(lines), rows(*keyboard))


def corrected(result: Corrected, say: Speech) -> View:
    """The correction that was made."""
    return View(say("correction-done", name=result.name, old=state(result.old, say), new=state(result.new, say)))


def prompt(asked: Prompt, say: Speech) -> View:
    """Asks for the reason."""
    draft = CorrectionDraft.model_validate(asked.draft)
    text = say("correction-why", name=draft.name, title=draft.title, new=state(draft.state, say))
    return form.ask(text, say)


def told(message: AttendanceCorrected, say: Speech) -> View:
    """Tells the person concerned."""
    words = {"title": message.title, "at": say.moment(message.starts), "reason": message.reason, "by": message.by}
    return View(say("correction-told", old=state(message.old, say), new=state(message.new, say), **words))


def _part(part: CorrectableSession, label: str, say: Speech) -> list[str]:
    now = say("correction-now", label=label, state=state(part.state, say))
    past = [
        say(
            "correction-past",
            old=state(one.old, say),
            new=state(one.new, say),
            at=say.moment(one.at),
            reason=one.reason,
        )
        for one in part.corrections
    ]
    return [now, *past]


RENDERERS = (prompts(NAME, prompt), renders(AttendanceCorrected, told))
