"""Publishing months' scores: the preview with its yes, all at once, and the reason for publishing again."""

from bot.domain.grading.grade import points
from bot.domain.grading.message import RepublishDraft
from bot.domain.message import Prompt
from bot.services.grading.month_score import MonthAccess
from bot.services.grading.month_score_enter import SheetResult
from bot.services.grading.month_score_publish import NAME, MonthBatch, aspect_lines
from bot.services.reason_form import REASON
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.grading import month_score
from bot.views.grading.month_score import AllOf, card_button, deducted, list_button, scored
from bot.views.menu import home
from bot.views.renderer import prompts
from bot.views.view import View


class Publish(Callback, prefix="msg"):
    """Publish a score. `version`: of the sheet that was shown."""

    unit: int
    month: int
    version: int


class Yes(Callback, prefix="msh"):
    """Publish again with the reason that is shown. `version`: of the form."""

    version: int


class Rewrite(Callback, prefix="msi"):
    """Ask for the reason once more. `version`: of the form."""

    version: int


def asked(done: SheetResult, say: Speech) -> View:
    """Show all deductions once more, and ask; show the sheet where it is published already."""
    access = done.access
    if done.again or access.draft is None:
        return month_score.card(access, say)
    text = "\n".join(
        [
            say("month-score-publish-ask", unit=access.unit.name),
            scored(access.month, access.sheet.total, aspect_lines(access.scheme, access.lines), say),
            "",
            say("month-score-publish-next"),
        ]
    )
    yes = button(say("month-score-publish-yes"), Publish(access.unit.id, access.month.number, access.draft.version))
    return View(text, rows([yes], [card_button(access, say)]))


def batch(found: MonthBatch, say: Speech) -> View:
    """List what would be published, with a yes, or what was."""
    back, month = [list_button(found.month, say)], say.month(found.month.first)
    if not found.lines:
        return View(say("month-score-all-nothing", month=month, count=found.changed), rows(back, home(say)))
    key = "month-score-all-done" if found.done else "month-score-all-ask"
    lines = [say(key, month=month, count=len(found.lines)), *(text for one in found.lines for text in _line(one, say))]
    yes = [button(say("month-score-all-yes", count=len(found.lines)), AllOf(found.month.number, found.mark))]
    return View("\n".join(lines), rows([] if found.done else yes, back, home(say)))


def _line(access: MonthAccess, say: Speech) -> list[str]:
    head = say("month-score-all-line", unit=access.unit.name, points=points(access.sheet.total))
    return [head, *(f"　{text}" for text in deducted(aspect_lines(access.scheme, access.lines), say))]


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask why it is published again; then show everything once more."""
    draft = RepublishDraft.model_validate(asked.draft)
    named = {"unit": draft.unit_name, "month": say.month(draft.of.first)}
    before, cancel = points(draft.before), form.cancel_button(say)
    if asked.step == REASON:
        return View(say("month-score-why", before=before, points=points(draft.score), **named), rows([cancel]))
    text = [
        say("month-score-again-ask", before=before, **named),
        say("grading-reason", reason=draft.reason),
        scored(draft.of, draft.score, draft.lines, say),
    ]
    yes = button(say("month-score-again-yes"), Yes(asked.version))
    return View("\n".join(text), rows([yes], [button(say("month-score-rewrite"), Rewrite(asked.version)), cancel]))


RENDERERS = (prompts(NAME, prompt),)
