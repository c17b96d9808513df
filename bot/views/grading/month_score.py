"""The months' scores: the committee's list, a branch's sheet, the question for one aspect, the message."""

from telegram import InlineKeyboardButton

from bot.domain.grading.grade import points
from bot.domain.grading.message import AspectDraft, AspectLines, MonthScorePublished
from bot.domain.grading.month_score import MonthState, Publication
from bot.domain.grading.scheme_part import Indicator, tenths
from bot.domain.grading.scoring import half_up
from bot.domain.message import Prompt
from bot.domain.period import Month
from bot.services.grading.month_score import MonthAccess, MonthPage, ScoredMonth
from bot.services.grading.month_score_enter import NAME, SheetResult
from bot.services.grading.month_score_publish import aspect_lines
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.grading.lines import deductions
from bot.views.menu import home
from bot.views.renderer import prompts, renders
from bot.views.view import View

PER_PAGE = 12
NOW = 0


class Months(Callback, prefix="ms"):
    """Show the branches of a month. `month`: its number, 0 for the current one."""

    month: int
    page: int


class Card(Callback, prefix="msa"):
    """Show a branch's sheet of a month."""

    unit: int
    month: int


class Aspect(Callback, prefix="msb"):
    """Ask for the deductions of an aspect."""

    unit: int
    month: int
    aspect: str


class Full(Callback, prefix="msc"):
    """Give the aspect that the form asks about full marks. `version`: of the form."""

    version: int


class AllFull(Callback, prefix="msd"):
    """Begin a month with full marks for all aspects."""

    unit: int
    month: int


class AskPublish(Callback, prefix="mse"):
    """Show what would be published, and ask."""

    unit: int
    month: int


class AllOf(Callback, prefix="msf"):
    """Publish all scores of a month. `mark` 0: show them first; otherwise the fingerprint of what was shown."""

    month: int
    mark: int


def open_button(say: Speech) -> InlineKeyboardButton:
    """A button to the current month."""
    return button(say("month-score-open"), Months(NOW, 0))


def list_button(month: Month, say: Speech) -> InlineKeyboardButton:
    """A button to the branches of a month."""
    return button(say("month-score-list", month=say.month(month.first)), Months(month.number, 0))


def card_button(access: MonthAccess, say: Speech) -> InlineKeyboardButton:
    """A button to a branch's sheet."""
    return button(say("month-score-card"), Card(access.unit.id, access.month.number))


def page(found: MonthPage, say: Speech) -> View:
    """List the branches of a month; a tap on one opens its sheet."""
    pages = max(1, -(-len(found.rows) // PER_PAGE))
    number = min(max(found.number, 0), pages - 1)
    shown = found.rows[number * PER_PAGE : (number + 1) * PER_PAGE]
    taps = [button(_label(row, say), Card(row.unit.id, row.month.number)) for row in shown]
    turn = pager(number, number + 1 < pages, lambda one: Months(found.month.number, one), say)
    together = [button(say("month-score-all", count=found.drafts), AllOf(found.month.number, 0))]
    months = [found.month.later(-1), *([found.month.later(1)] if found.month.number < found.now.number else [])]
    other = [list_button(one, say) for one in months]
    return View(_head(found, say), rows(*grid(taps, 1), turn, together if found.drafts else [], other, home(say)))


def _head(found: MonthPage, say: Speech) -> str:
    if not found.rows:
        return say("month-score-head-none", month=say.month(found.month.first))
    states = [row.state for row in found.rows]
    return say(
        "month-score-head",
        month=say.month(found.month.first),
        count=len(states),
        none=states.count(MonthState.NONE),
        draft=states.count(MonthState.DRAFT),
        published=states.count(MonthState.PUBLISHED),
        changed=states.count(MonthState.CHANGED),
    )


def _label(row: MonthAccess, say: Speech) -> str:
    facts = {"unit": row.unit.name, "points": points(row.sheet.total)}
    return say(f"month-score-row-{row.state.value}", **facts)


def card(access: MonthAccess, say: Speech, *, lead: str = "") -> View:
    """Show a branch's sheet; a tap on an aspect scores it anew."""
    unit, month = access.unit.id, access.month.number
    text = "\n".join([*([lead, ""] if lead else []), *sheet(access, say)])
    back = [list_button(access.month, say)]
    if not access.may_enter:
        return View("\n".join([text, say("error-month-score-over")]), rows(back, home(say)))
    taps = [button(one.name(say.language), Aspect(unit, month, one.code)) for one in access.scheme.aspects]
    full = [button(say("month-score-all-full"), AllFull(unit, month))] if access.state is MonthState.NONE else []
    go = {MonthState.DRAFT: "month-score-publish", MonthState.CHANGED: "month-score-publish-again"}.get(access.state)
    publish = [button(say(go), AskPublish(unit, month))] if go else []
    return View(text, rows(*grid(taps, 2), full, publish, back, home(say)))


def sheet(access: MonthAccess, say: Speech) -> list[str]:
    """Say how far the month is, then each aspect with its deductions."""
    found = [title(access, say)]
    if access.state is MonthState.CHANGED and access.published is not None:
        found.append(say("month-score-was", points=points(access.published.score)))
    if access.state is MonthState.PUBLISHED and access.published is not None and access.published.reason:
        found.append(_corrected(access.published, say))
    found += _aspects(access, say) if access.draft is not None else []
    return [*found, say("month-score-hint", count=len(access.scheme.aspects))] if access.may_enter else found


def _aspects(access: MonthAccess, say: Speech) -> list[str]:
    left, found = access.sheet, []
    for one in access.scheme.aspects:
        found.append(_aspect(one, half_up(left.scores[one.code]), say))
        found += deductions(access.lines.get(one.code, ()), say)
    return found


def title(access: MonthAccess, say: Speech) -> str:
    """Say the branch, the month and how far it is."""
    facts = {"unit": access.unit.name, "month": say.month(access.month.first), "points": points(access.sheet.total)}
    return say(f"month-score-title-{access.state.value}", **facts)


def _aspect(one: Indicator, left: int, say: Speech) -> str:
    return say("grading-line", name=one.name(say.language), points=points(left), most=points(tenths(one.weight)))


def after(done: SheetResult, say: Speech) -> View:
    """Show the sheet after a step, beginning with what the step did."""
    return card(done.access, say, lead=_lead(done, say))


def _lead(done: SheetResult, say: Speech) -> str:
    access = done.access
    if done.moved:
        return _moved(done, say)
    if done.published is not None:
        return say("month-score-done", unit=access.unit.name, month=say.month(access.month.first))
    if not done.aspect:
        return ""
    one, left = access.scheme.aspect(done.aspect), access.sheet.scores[done.aspect]
    most = points(tenths(one.weight))
    return say("grading-score-noted", name=one.name(say.language), points=points(half_up(left)), most=most)


def _moved(done: SheetResult, say: Speech) -> str:
    if done.aspect:
        return say("month-score-moved")
    same = done.access.state is MonthState.PUBLISHED
    return say("month-score-moved-same" if same else "month-score-moved-again")


def published(shown: ScoredMonth, say: Speech) -> str:
    """Say the published score and each deduction, for everyone who sees the grade."""
    one = shown.published
    text = scored(one.month, one.score, aspect_lines(shown.scheme, one.lines), say)
    return text if one.number == 1 else "\n".join([text, _corrected(one, say)])


def scored(month: Month, score: int, lines: AspectLines, say: Speech) -> str:
    """Say a score with its deductions, one a line: 2026年10月得分 96.5：…"""
    facts = {"month": say.month(month.first), "points": points(score)}
    if not lines:
        return say("month-score-full", **facts)
    return "\n".join([say("month-score-scored", **facts), *deducted(lines, say)])


def deducted(lines: AspectLines, say: Speech) -> list[str]:
    """One line for each deduction, with its aspect and its reason."""
    return [
        say("month-score-line", name=names.name(say.language), points=points(off), reason=why)
        for names, own in lines
        for off, why in own
    ]


def _corrected(one: Publication, say: Speech) -> str:
    return say("month-score-corrected", day=say.full_day(one.published_on), reason=one.reason or "")


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask what one aspect has lost."""
    draft = AspectDraft.model_validate(asked.draft)
    facts = {"unit": draft.unit_name, "name": draft.name.name(say.language), "most": points(draft.most)}
    text = [say("month-score-ask", **facts)]
    if draft.lines:
        kept = [say("grading-deduction", points=points(off), reason=why) for off, why in draft.lines]
        text += [say("grading-score-now"), *kept]
    full = [button(say("grading-score-full"), Full(asked.version))]
    return form.ask("\n".join(text), say, full)


def month_score_published(message: MonthScorePublished, say: Speech) -> View:
    """Tell the branch's secretary the month's score."""
    key = "month-score-told-again" if message.number > 1 else "month-score-told"
    head = say(key, unit=message.unit_name, month=say.month(message.of.first), reason=message.reason)
    text = "\n".join([head, scored(message.of, message.score, message.lines, say), "", say("month-score-told-next")])
    return View(text, rows(home(say)))


RENDERERS = (prompts(NAME, prompt), renders(MonthScorePublished, month_score_published))
