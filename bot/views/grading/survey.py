"""The survey: what to enter, and what has been entered."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.domain.grading.message import SurveyDraft
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import LINES, NUMBERS, SurveyEntry, SurveyKind, number_of
from bot.domain.message import Prompt
from bot.services.grading.survey import NAME, SurveyFile
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, rows
from bot.views.grading.lines import work_button
from bot.views.renderer import prompts
from bot.views.view import View

LABEL = 30


class Enter(Callback, prefix="gc"):
    """Ask for an entry. `kind`: a `SurveyKind`."""

    case: int
    kind: str


class Show(Callback, prefix="gca"):
    """Show the survey."""

    case: int


class Drop(Callback, prefix="gcb"):
    """Remove an entry."""

    case: int
    entry: int


def buttons(case: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Offer what can be entered: the numbers one after the other, or lines of one kind."""
    kinds = (NUMBERS[0], *LINES)
    return grid([button(say(f"grading-survey-enter-{_key(kind)}"), Enter(case, kind.value)) for kind in kinds], 2)


def lines(entries: Sequence[SurveyEntry], say: Speech) -> list[str]:
    """List the entries; numbers that are not known are left out."""
    known = [(kind, number_of(entries, kind)) for kind in NUMBERS]
    shown = [say(f"grading-survey-{_key(kind)}", number=number) for kind, number in known if number is not None]
    for kind in LINES:
        words = [one.words for one in entries if one.kind is kind]
        if words:
            shown.append(say(f"grading-survey-{_key(kind)}", count=len(words)))
            shown += [f"{place}. {one}" for place, one in enumerate(words, 1)]
    return shown


def filed(found: SurveyFile, say: Speech) -> View:
    """Show the survey; at its step each line can be removed."""
    case = found.access.case
    title = say("grading-survey-title", unit=found.access.unit.name, year=str(found.access.round.year))
    text = "\n".join([title, *(lines(found.entries, say) or [say("grading-survey-nothing")])])
    if case.step is not Step.SURVEY:
        return View(text, rows([work_button(case.id, say)]))
    drops = [
        [button(say("grading-survey-drop", words=(one.words or "")[:LABEL]), Drop(case.id, one.id))]
        for one in found.entries
        if one.words is not None
    ]
    return View(text, rows(*buttons(case.id, say), *drops[-20:], [work_button(case.id, say)]))


def noted(found: SurveyFile, say: Speech) -> View:
    """Show the survey, unless the form goes on: its next question then says what was noted."""
    return View() if found.on else filed(found, say)


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for a number or for lines of one kind, after saying what was noted just before."""
    draft = SurveyDraft.model_validate(asked.draft)
    text = say(f"grading-survey-ask-{_key(draft.survey_kind)}", unit=draft.unit)
    if draft.noted:
        kind, number = draft.noted
        noted = say("grading-survey-noted", what=say(f"grading-survey-{_key(kind)}", number=number))
        text = "\n".join([noted, text])
    return form.ask(text, say)


def _key(kind: SurveyKind) -> str:
    return kind.value.replace("_", "-")


RENDERERS = (prompts(NAME, prompt),)
