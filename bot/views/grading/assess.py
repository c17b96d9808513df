"""The scheme's rules in a case: which hold by which evidence, which are overridden, which can be stated."""

from telegram import InlineKeyboardButton

from bot.domain.grading.message import RuleDraft
from bot.domain.grading.words import name
from bot.domain.message import Prompt
from bot.services.grading.assess import EVIDENCE, NAME, STEPS, RulesInForce
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.grading import summary
from bot.views.grading.lines import refusal, work_button
from bot.views.renderer import prompts
from bot.views.view import View

LABEL = 30


class Show(Callback, prefix="gk"):
    """Show the rules of the case's scheme."""

    case: int


class State(Callback, prefix="gka"):
    """Ask for the evidence that a rule holds."""

    case: int
    rule: str


class Override(Callback, prefix="gkb"):
    """Ask why a rule in force is overridden."""

    case: int
    rule: str


class TakeBack(Callback, prefix="gkc"):
    """Remove the evidence of a rule."""

    case: int
    rule: str


class Restore(Callback, prefix="gkd"):
    """Remove the override of a rule."""

    case: int
    rule: str


def rules(found: RulesInForce, say: Speech) -> View:
    """Show the rules that hold, with a button for each that can be stated, overridden or restored."""
    access = found.access
    shown = [summary.applied(one, access.scheme, say) for one in found.applied]
    if found.fault is not None:
        shown.append(refusal(found.fault, access.scheme, say))
    title = say("grading-rules", unit=access.unit.name, year=str(access.round.year))
    text = "\n".join([title, *(shown or [say("grading-rules-none")])])
    buttons = _buttons(found, say) if access.case.step in STEPS else []
    return View(text, rows(*buttons, [work_button(access.case.id, say)]))


def _buttons(found: RulesInForce, say: Speech) -> list[list[InlineKeyboardButton]]:
    case, circumstances = found.access.case.id, found.summary.circumstances
    state = [_one("grading-rule-state", State(case, one.code), found, say) for one in found.free()]
    override = [_one("grading-rule-override", Override(case, one.code), found, say) for one in found.overridable()]
    judge = [_one("grading-rule-judge", Override(case, one.code), found, say) for one in found.unclear()]
    restore = [_one("grading-rule-restore", Restore(case, code), found, say) for code in circumstances.overrides]
    back = [_one("grading-rule-take-back", TakeBack(case, code), found, say) for code in circumstances.facts]
    return [[one] for one in (*judge, *state, *override, *restore, *back)]


def _one(
    key: str, kind: State | Override | TakeBack | Restore, found: RulesInForce, say: Speech
) -> InlineKeyboardButton:
    return button(say(key, rule=name(found.access.scheme, kind.rule, say.language)[:LABEL]), kind)


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the evidence of a rule, why it is overridden, or what the committee finds."""
    draft = RuleDraft.model_validate(asked.draft)
    facts = {"unit": draft.unit, "rule": draft.name.name(say.language)}
    if draft.former is not None:
        text = say("grading-rule-ask-judgement", former=draft.former, **facts)
    else:
        text = say(f"grading-rule-ask-{'evidence' if asked.step == EVIDENCE else 'reason'}", **facts)
    return form.ask(text, say)


RENDERERS = (prompts(NAME, prompt),)
