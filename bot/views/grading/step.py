"""Going from step to step: the buttons, the result, and the message."""

from telegram import InlineKeyboardButton

from bot.domain.errors import DomainError
from bot.domain.grading.message import CaseMoved
from bot.domain.grading.scheme_part import Step, Voters
from bot.services.grading.access import CaseAccess
from bot.services.grading.step import Moved, MovedAll
from bot.services.rating import grading_ballots
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import refusal, step_name, work_button
from bot.views.menu import home
from bot.views.renderer import renders
from bot.views.view import View, sentence


class Move(Callback, prefix="gba"):
    """Move the case on from that step, a `Step`."""

    case: int
    step: str


class AskMove(Callback, prefix="gbd"):
    """Ask before the case is moved on where there is no way back."""

    case: int
    step: str


class AskSkip(Callback, prefix="gbe"):
    """Say what is lost without the rating's result, and ask."""

    case: int


class Skip(Callback, prefix="gbb"):
    """Move the case on from the rating without its result."""

    case: int


class MoveAll(Callback, prefix="gbc"):
    """Move on all cases of the round that are ready at that step. `mark` 0: show them first where there is no way back;
    otherwise the fingerprint of what was shown."""

    round: int
    step: str
    mark: int


FINAL = (Step.SURVEY, Step.SELF_ASSESSMENT, Step.RATING)
"""Nothing in them can be changed once the case has gone on; scores from above can, until the notice."""


def move_button(case: int, step: Step, say: Speech) -> InlineKeyboardButton:
    """A button to the next step."""
    on = AskMove(case, step.value) if step in FINAL else Move(case, step.value)
    return button(say("grading-move", step=step_name(step, say)), on)


def ask(case: int, unit: str, step: Step, say: Speech) -> View:
    """Ask before a step that cannot be changed afterwards is left."""
    words = step_name(step, say)
    yes = [button(say("grading-move-yes"), Move(case, step.value))]
    return View(say("grading-move-ask", unit=unit, step=words), rows(yes, [work_button(case, say)], home(say)))


def ask_skip(access: CaseAccess, missing: DomainError, say: Speech) -> View:
    """Ask before the committee goes on without what is missing."""
    lines = [
        say("grading-skip-ask", unit=access.unit.name, why=refusal(missing, access.scheme, say)),
        say(f"grading-skip-loses-{_lost(access, missing)}"),
        say("grading-skip-sure"),
    ]
    yes = [button(say("grading-skip-yes"), Skip(access.case.id))]
    return View("\n".join(lines), rows(yes, [work_button(access.case.id, say)], home(say)))


def _lost(access: CaseAccess, missing: DomainError) -> str:
    if missing.code == "opinion_missing":
        return "opinion"
    voters = Voters(str(missing.data["voters"])) if "voters" in missing.data else None
    return "score" if grading_ballots.scores(access.scheme, voters) else "voices"


def moved(result: Moved, say: Speech) -> View:
    """Say which step the case is at now."""
    text = say(
        "grading-moved-already" if result.again else "grading-moved",
        unit=result.access.unit.name,
        step=step_name(result.stage.step, say),
        day=say.full_day(result.stage.due_on),
    )
    return View(text, rows([work_button(result.access.case.id, say)], home(say)))


def moved_all(result: MovedAll, say: Speech) -> View:
    """Say how many cases went on, and why the others wait."""
    waiting = [say("grading-moved-waits", unit=one.unit, why=sentence(one.fault, say)) for one in result.waiting]
    key = "grading-moved-all" if result.units else "grading-moved-all-before"
    head = say(key, step=step_name(result.step, say), moved=result.moved, waiting=len(waiting))
    return View("\n".join([head, *waiting]), rows(home(say)), fresh=True)


def case_moved(message: CaseMoved, say: Speech) -> View:
    """Tell the secretary or the committee which step the case has come to."""
    text = say(
        "grading-told-moved-committee" if message.committee else "grading-told-moved",
        unit=message.unit,
        year=str(message.year),
        step=step_name(message.step, say),
        next=say(f"grading-next-{message.step.value.replace('_', '-')}"),
        day=say.full_day(message.due),
    )
    return View(text, rows([work_button(message.case, say)]))


RENDERERS = (renders(CaseMoved, case_moved),)
