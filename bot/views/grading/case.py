"""The page of a case for those who work on it: its step, until when, what is known, what the reader can do next."""

from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.grade import points
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import leaves, name
from bot.domain.rating.model import RUNNING, State
from bot.services.grading.case import CasePage
from bot.services.grading.step import ENTERED, SKIPPED
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.grading import assess, score, self_assessment, summary, survey
from bot.views.grading.lines import CaseOf, former_grade, refusal, step_name
from bot.views.grading.step import AskSkip, ask_skip, move_button
from bot.views.menu import home
from bot.views.rating.page import Prepare, Show
from bot.views.view import View

Rows = list[list[InlineKeyboardButton]]


def page(found: CasePage, say: Speech) -> View:
    """Show the page, with the buttons of the step that the case is at."""
    access = found.access
    parts: dict[Step, tuple[list[str], Rows]] = {
        Step.SURVEY: (survey.lines(found.entries, say), _survey_buttons(found, say)),
        Step.SELF_ASSESSMENT: (_self(found, say), _self_buttons(found, say)),
        Step.RATING: (_rating(found, say), _rating_buttons(found, say)),
    }
    known, buttons = parts.get(access.case.step, (_assessment(found, say), _assessment_buttons(found, say)))
    text = summary.joined([_head(found, say), known, _waits(found, say)])
    return View(text, rows(*_on(found, say), *buttons, home(say)))


def _head(found: CasePage, say: Speech) -> list[str]:
    access, stage = found.access, found.stage
    late = "grading-head-late" if stage.late(access.today) else "grading-head"
    return [
        say(
            late,
            unit=access.unit.name,
            year=str(access.round.year),
            place=list(Step).index(stage.step) + 1,
            step=step_name(stage.step, say),
            day=say.full_day(stage.due_on),
        ),
        say("grading-former", grade=former_grade(access.scheme, access.case.former, say)),
    ]


def _waits(found: CasePage, say: Speech) -> list[str]:
    if found.access.case.step is Step.ASSESSMENT and not found.access.may_grade:
        return [say("grading-waits-above")]
    if found.fault is None or found.access.case.step not in ENTERED:
        return []
    return [say("grading-waits", why=refusal(found.fault, found.access.scheme, say))]


def _on(found: CasePage, say: Speech) -> Rows:
    """Offer the next step once this one is done, to whoever may leave it."""
    access, step = found.access, found.access.case.step
    if step not in ENTERED or (step is Step.ASSESSMENT and not access.may_grade):
        return []
    if found.fault is None:
        return [[move_button(access.case.id, step, say)]]
    return [[button(say("grading-skip"), AskSkip(access.case.id))]] if _skippable(found) else []


def skip(found: CasePage, say: Speech) -> View:
    """Ask before the rating is skipped; show the page where the committee has nothing to skip."""
    missing = _skippable(found)
    return ask_skip(found.access, missing, say) if missing else page(found, say)


def _skippable(found: CasePage) -> DomainError | None:
    """Return what the committee may go on without, at the rating."""
    at = found.access.may_grade and found.access.case.step is Step.RATING
    return found.fault if at and found.fault and found.fault.code in SKIPPED else None


def _survey_buttons(found: CasePage, say: Speech) -> Rows:
    show = [button(say("grading-survey-show"), survey.Show(found.access.case.id))] if found.entries else []
    return [*survey.buttons(found.access.case.id, say), show]


def _self(found: CasePage, say: Speech) -> list[str]:
    case, scheme = found.access.case, found.access.scheme
    shown = [_filled(found, ScoreSheetOwner.UNIT, say)] if scheme.points else []
    if case.proposed is not None:
        shown.append(say("grading-proposed-is", grade=name(scheme, case.proposed, say.language)))
    if case.proposed_reason:
        shown.append(say("grading-reason", reason=case.proposed_reason))
    return shown


def _filled(found: CasePage, owner: ScoreSheetOwner, say: Speech) -> str:
    whole = found.summary.own if owner is ScoreSheetOwner.UNIT else found.summary.sheet
    every = leaves(found.access.scheme, owner)
    done = len([code for code in every if code in found.summary.entered[owner]])
    if whole is None:
        return say(f"grading-filling-{owner.value}", done=done, of=len(every))
    return say(f"grading-filled-{owner.value}", done=done, of=len(every), total=points(whole.total))


def _self_buttons(found: CasePage, say: Speech) -> Rows:
    case = found.access.case.id
    if not found.secretary:
        return _sheets(found, ScoreSheetOwner.UNIT, say)
    choose = [button(say("grading-propose-open"), self_assessment.Choose(case))]
    if not found.access.scheme.points:
        return [choose]
    waiting = found.summary.own is None
    return [
        [] if waiting else choose,
        *score.way_on(case, ScoreSheetOwner.UNIT, waiting, bool(found.summary.entered[ScoreSheetOwner.UNIT]), say),
        *_sheets(found, ScoreSheetOwner.UNIT, say),
    ]


def _sheets(found: CasePage, owner: ScoreSheetOwner, say: Speech) -> Rows:
    if not found.summary.entered[owner]:
        return []
    return [[button(say(f"grading-sheet-open-{owner.value}"), score.Sheet(found.access.case.id, owner.value))]]


def _rating(found: CasePage, say: Speech) -> list[str]:
    shown = [say("grading-rating", title=one.title, state=one.state.value) for one in found.ratings[:3]]
    shown = shown or [say("grading-rating-none")]
    asked = [say("grading-opinion-ask")] if _asks_opinion(found) and found.access.case.opinion is None else []
    return [*shown, *summary.ballots(found.summary, say), *_opinion(found, say), *asked]


def _asks_opinion(found: CasePage) -> bool:
    """Tell whether the reader is the secretary, a rating is over and none goes on."""
    states = {one.state for one in found.ratings}
    return found.secretary and any(one.over for one in found.ratings) and not states & RUNNING


def _opinion(found: CasePage, say: Speech) -> list[str]:
    case, scheme = found.access.case, found.access.scheme
    if case.opinion is None:
        return []
    return [say("grading-opinion-is", grade=name(scheme, case.opinion, say.language))]


def _rating_buttons(found: CasePage, say: Speech) -> Rows:
    """Offer the rating; once it is over, the grades that the unit may ask for."""
    access = found.access
    shown: Rows = [[button(say("grading-rating-open"), Show(one.id))] for one in found.ratings[:1]]
    opinions = self_assessment.opinions(access.case.id, access.scheme, say) if _asks_opinion(found) else []
    coming = any(one.state is State.SUBMITTED or one.state in RUNNING for one in found.ratings)
    ready = found.secretary and not coming and found.summary.ballots is None
    prepare = [[button(say("grading-rating-prepare"), Prepare(access.unit.id))]] if ready else []
    return [*opinions, *shown, *prepare]


def _assessment(found: CasePage, say: Speech) -> list[str]:
    """List what the committee has so far; to the unit only what it has said itself."""
    said = [*_self(found, say), *_opinion(found, say)]
    if not found.access.may_grade:
        return said
    shown = [_filled(found, ScoreSheetOwner.COMMITTEE, say)] if found.access.scheme.points else []
    return [*said, *shown, *summary.lines(found.summary, say, missing=not _waits(found, say))]


def _assessment_buttons(found: CasePage, say: Speech) -> Rows:
    case, access = found.access.case.id, found.access
    if not access.may_grade:
        return [*_result(found, say), *_sheets(found, ScoreSheetOwner.UNIT, say)]
    scored, every = found.summary.entered[ScoreSheetOwner.COMMITTEE], leaves(access.scheme, ScoreSheetOwner.COMMITTEE)
    waiting = access.case.step is Step.ASSESSMENT and any(code not in scored for code in every)
    return [
        *_result(found, say),
        *score.way_on(case, ScoreSheetOwner.COMMITTEE, waiting, bool(scored), say),
        [button(say("grading-rules-open"), assess.Show(case))],
        *_sheets(found, ScoreSheetOwner.COMMITTEE, say),
        *_sheets(found, ScoreSheetOwner.UNIT, say),
    ]


def _result(found: CasePage, say: Speech) -> Rows:
    """Offer the card of the case, from the decision on."""
    case = found.access.case
    deciding = case.step is Step.DECISION and found.access.may_grade
    key = "grading-decide-open" if deciding else "grading-result-open"
    return [] if case.step in ENTERED else [[button(say(key), CaseOf(case.id))]]
