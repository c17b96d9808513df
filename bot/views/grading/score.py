"""A sheet of scores with its deductions, and the question for one leaf of it."""

from telegram import InlineKeyboardButton

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.grade import points
from bot.domain.grading.message import ScoreDraft
from bot.domain.grading.scheme_part import Indicator
from bot.domain.grading.scoring import Entered, half_up, remaining
from bot.domain.grading.words import leaves, limit, name
from bot.domain.message import Prompt
from bot.services.grading.score import NAME, NEXT, FilledSheet
from bot.services.grading.summary import Summary
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, rows
from bot.views.grading.lines import deductions, work_button
from bot.views.renderer import prompts
from bot.views.view import View


class Sheet(Callback, prefix="gd"):
    """Show a sheet. `owner`: a `ScoreSheetOwner`."""

    case: int
    owner: str


class Score(Callback, prefix="gda"):
    """Ask for a leaf, or for `NEXT`."""

    case: int
    owner: str
    leaf: str


class Full(Callback, prefix="gdb"):
    """Give the leaf that the form asks about full marks. `version`: of the form."""

    version: int


class Rest(Callback, prefix="gdc"):
    """Give full marks to all leaves that are not scored yet."""

    case: int
    owner: str


def sheet(found: FilledSheet, say: Speech, *, lead: str = "") -> View:
    """Show the whole sheet; a tap on a leaf scores it anew."""
    case, owner, scheme = found.access.case.id, found.owner, found.access.scheme
    title = say(f"grading-sheet-{owner.value}", unit=found.access.unit.name, year=str(found.access.round.year))
    text = "\n".join([*([lead, ""] if lead else []), title, *lines(found.summary, owner, say)])
    if not found.may:
        return View(text, rows([work_button(case, say)]))
    every = leaves(scheme, owner)
    again = [button(name(scheme, code, say.language), Score(case, owner.value, code)) for code in every]
    waiting = [code for code in every if code not in found.entered]
    return View(
        text,
        rows(*way_on(case, owner, bool(waiting), bool(found.entered), say), *grid(again, 3), [work_button(case, say)]),
    )


def way_on(
    case: int, owner: ScoreSheetOwner, waiting: bool, begun: bool, say: Speech
) -> list[list[InlineKeyboardButton]]:
    """Offer the next leaf, and full marks for all the rest."""
    if not waiting:
        return []
    return [
        [button(say("grading-score-next" if begun else "grading-score-begin"), Score(case, owner.value, NEXT))],
        [button(say("grading-score-rest"), Rest(case, owner.value))],
    ]


def lines(summary: Summary, owner: ScoreSheetOwner, say: Speech) -> list[str]:
    """List the indicators with their parts and deductions, the sum last."""
    shown = [line for one in summary.scheme.indicators for line in _indicator(summary, owner, one, say)]
    whole = summary.own if owner is ScoreSheetOwner.UNIT else summary.sheet
    if whole is not None:
        shown.append(say("grading-sheet-total", points=points(whole.total)))
    return shown


def _indicator(summary: Summary, owner: ScoreSheetOwner, one: Indicator, say: Speech) -> list[str]:
    name_ = one.name(say.language)
    if one.ballots is not None and owner is ScoreSheetOwner.COMMITTEE:
        return [_by_ballots(summary, one, say)]
    entered = summary.entered[owner]
    if not one.parts:
        return _leaf(entered, one.code, name_, limit(summary.scheme, one.code), say)
    found = [say("grading-line-parts", name=name_, most=points(limit(summary.scheme, one.code)))]
    for part in one.parts:
        found += _leaf(entered, part.code, f"· {part.name(say.language)}", limit(summary.scheme, part.code), say)
    return found


def _leaf(entered: Entered, code: str, name_: str, most: int, say: Speech) -> list[str]:
    if code not in entered:
        return [say("grading-line-waiting", name=name_, most=points(most))]
    left = remaining(code, most, entered[code])
    head = say("grading-line", name=name_, points=points(left), most=points(most))
    return [head, *deductions(entered[code], say)]


def _by_ballots(summary: Summary, one: Indicator, say: Speech) -> str:
    name_, most = one.name(say.language), points(limit(summary.scheme, one.code))
    if summary.sheet is None:
        return say("grading-line-ballots-waiting", name=name_, most=most)
    exact = summary.sheet.scores[one.code]
    return say("grading-line-ballots", name=name_, points=points(half_up(exact)), most=most)


def noted(found: FilledSheet, say: Speech) -> View:
    """Say what a leaf has now; after the last show the sheet."""
    scheme = found.access.scheme
    text = say(
        "grading-score-noted",
        name=name(scheme, found.leaf, say.language),
        points=points(found.left),
        most=points(limit(scheme, found.leaf)),
    )
    return View(text) if found.on else sheet(found, say, lead=text)


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the deductions of a leaf."""
    draft = ScoreDraft.model_validate(asked.draft)
    values = {"name": draft.name.name(say.language), "most": points(draft.most), "unit": draft.unit}
    text = [say("grading-score-ask", place=draft.place, of=draft.of, **values)]
    if draft.lines is not None:
        kept = [say("grading-deduction", points=points(off), reason=why) for off, why in draft.lines]
        text += [say("grading-score-now"), *(kept or [say("grading-score-full-now")])]
    full = button(say("grading-score-full"), Full(asked.version))
    rest = [button(say("grading-score-rest"), Rest(draft.case, draft.owner.value))] if draft.waiting > 1 else []
    return form.ask("\n".join(text), say, [full], rest)


RENDERERS = (prompts(NAME, prompt),)
