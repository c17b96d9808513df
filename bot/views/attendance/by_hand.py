"""Checking in by hand, as it is shown: who is missing, for which reason, and what was recorded."""

from bot.domain.attendance.message import ByHandDraft
from bot.domain.attendance.model import Way
from bot.domain.message import Prompt
from bot.services.attendance.by_hand import NAME, REASONS, ByHand, Missing
from bot.texts.speech import Speech
from bot.views import form
from bot.views.attendance import checkin
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.renderer import prompts
from bot.views.view import View


class Hand(Callback, prefix="hm"):
    """Show who is not checked in to the meeting's present session."""

    meeting: int


class HandPage(Callback, prefix="hl"):
    """Show another page of the people who are missing from a session."""

    session: int
    page: int


class HandWho(Callback, prefix="hp"):
    """Choose a person to check in by hand."""

    session: int
    person: int


class HandReason(Callback, prefix="hr"):
    """Check the person in; `reason`: one that has a button, or empty to type one."""

    session: int
    person: int
    reason: str


def missing(result: Missing, say: Speech, *, fresh: bool = False) -> View:
    """The people who are not checked in, each with a button."""
    what = checkin.session_title(result.title, result.session, say)
    share = say("by-hand-share", by_hand=str(result.by_hand), attended=str(result.attended))
    if not result.people:
        return View(f"{say('by-hand-all-here', what=what)}\n{share}", fresh=fresh)
    people = [button(name, HandWho(result.session_id, person)) for person, name in result.people]
    turn = pager(result.page, result.page + 1 < result.pages, lambda page: HandPage(result.session_id, page), say)
    return View(f"{say('by-hand-who', what=what)}\n{share}", rows(*grid(people, 3), turn), fresh=fresh)


def why(name: str, session_id: int, person_id: int, say: Speech) -> View:
    """The reasons to choose from."""
    known = [button(reason(one, say), HandReason(session_id, person_id, one)) for one in REASONS]
    other = button(say("by-hand-other"), HandReason(session_id, person_id, ""))
    back = button(say("by-hand-back"), HandPage(session_id, 0))
    return View(say("by-hand-why", name=name), rows(known, [other], [back]))


def marked(result: ByHand, say: Speech) -> View:
    """The recorded check-in, above the list of those who are still missing."""
    key = "by-hand-already" if result.again and result.way is not Way.BY_HAND else "by-hand-done"
    lead = say(key, name=result.name, at=say.moment(result.at))
    rest = missing(result.missing, say)
    return View(f"{lead}\n\n{rest.text}", rest.keyboard, toast=lead)


def reason(one: str, say: Speech) -> str:
    """The words of a reason that has a button; a typed reason as it is."""
    return say(f"by-hand-{one.replace('_', '-')}") if one in REASONS else one


def prompt(asked: Prompt, say: Speech) -> View:
    """Asks for a reason that has no button."""
    draft = ByHandDraft.model_validate(asked.draft)
    return form.ask(say("by-hand-type", name=draft.name, title=draft.title), say)


RENDERERS = (prompts(NAME, prompt),)
