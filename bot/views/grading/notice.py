"""The notice of a grade as everyone of the unit reads it, its withdrawal, and the grade once it is final."""

from telegram import InlineKeyboardButton

from bot.domain.grading.message import GradeFinal, ItemsWanted, NoticePublished, NoticeWithdrawn
from bot.services.grading.case import CaseCard
from bot.services.grading.final import FinalResult
from bot.services.grading.notice import NoticePreview, PublishedNotice
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import card_button, outcome, outcome_of, why
from bot.views.grading.objection import object_buttons
from bot.views.grading.overview import Overview
from bot.views.rectification.enter import Enter
from bot.views.renderer import renders
from bot.views.view import View


class Publish(Callback, prefix="gq"):
    """Publish the decision. `version`: of the case that was shown."""

    case: int
    version: int


class AskPublish(Callback, prefix="gqa"):
    """Show what would be published, and ask."""

    case: int


class Code(Callback, prefix="gqb"):
    """Show the code to check the notice with."""

    case: int


def ask_button(case: int, say: Speech) -> InlineKeyboardButton:
    """A button that shows what would be published."""
    return button(say("grading-notice-publish"), AskPublish(case))


def code_button(case: int, say: Speech) -> InlineKeyboardButton:
    """A button that shows the code to check the notice with."""
    return button(say("grading-notice-code"), Code(case))


def asked(found: NoticePreview, say: Speech) -> View:
    """Show what everyone would read, and ask."""
    access, decision = found.access, found.decision
    open_, back = (
        [card_button(access.case.id, say)],
        [button(say("grading-overview-open"), Overview(access.round.id, 0))],
    )
    facts = {"unit": access.unit.name, "until": say.full_day(found.until)}
    if found.out:
        return View(say("grading-notice-was", **facts), rows(open_, back))
    shown, days = outcome_of(access.scheme, decision, say), access.scheme.notice_days
    lines = [say("grading-notice-ask", outcome=shown, year=str(access.round.year), days=days, **facts)]
    lines += [say("grading-decide-reason", reason=decision.reason)] if decision.reason else []
    go = [button(say("grading-notice-go"), Publish(access.case.id, found.version))]
    return View("\n".join([*lines, say("grading-notice-ask-sure")]), rows(go, open_, back))


def code(found: CaseCard, say: Speech) -> View:
    """Show the code of the notice; say so where there is none."""
    notice, open_ = found.notice, rows([card_button(found.access.case.id, say)])
    if notice is None:
        return View(say("grading-notice-none", unit=found.access.unit.name), open_)
    return View(say("grading-notice-head", head=notice.head), open_, fresh=True)


def published(result: PublishedNotice, say: Speech) -> View:
    """Tell the committee that the notice is published, and to how many it went."""
    access, notice = result.access, result.notice
    facts = {"unit": access.unit.name, "until": say.full_day(notice.ends_on)}
    if result.again:
        text = say("grading-notice-was", **facts)
    else:
        shown = outcome_of(access.scheme, result.decision, say)
        text = say("grading-notice-done", outcome=shown, count=result.readers, **facts)
    back = button(say("grading-overview-open"), Overview(access.round.id, 0))
    return View(text, rows([card_button(access.case.id, say)], [back]))


def notice(message: NoticePublished, say: Speech) -> View:
    """Show the notice to everyone of the unit and to the committee."""
    shown = outcome(message.grade, message.score, say)
    first, until = say.full_day(message.starts), say.full_day(message.until)
    lines = [
        say("grading-notice", unit=message.unit, year=str(message.year), outcome=shown),
        *why(message, say),
        say("grading-notice-days", first=first, until=until, days=message.days),
        *([say("grading-notice-object")] if message.mine else []),
        *([say("grading-notice-head", head=message.head)] if message.printed else []),
    ]
    ways = object_buttons(message.notice, say) if message.mine else []
    ways = ways if message.printed else [*ways, [code_button(message.case, say)]]
    return View("\n".join(lines), rows(*ways, [card_button(message.case, say)]))


def withdrawn(message: NoticeWithdrawn, say: Speech) -> View:
    """Tell everyone who was told of the notice that it is withdrawn."""
    text = say("grading-notice-withdrawn", unit=message.unit, year=str(message.year))
    return View(text, rows([card_button(message.case, say)]))


class Finish(Callback, prefix="gu"):
    """Make the grade final. `version`: of the case that was shown."""

    case: int
    version: int


def finished(result: FinalResult, say: Speech) -> View:
    """Tell the committee that the grade is final."""
    access, shown = result.access, outcome_of(result.access.scheme, result.decision, say)
    key = "grading-final-was" if result.again else "grading-final-done"
    back = button(say("grading-overview-open"), Overview(access.round.id, 0))
    return View(say(key, unit=access.unit.name, outcome=shown), rows([card_button(access.case.id, say)], [back]))


def final(message: GradeFinal, say: Speech) -> View:
    """Tell everyone of the unit, and the committee, that the grade is final."""
    shown = outcome(message.grade, message.score, say)
    lines = [say("grading-final", unit=message.unit, year=str(message.year), outcome=shown), *why(message, say)]
    return View("\n".join(lines), rows([card_button(message.case, say)]))


def items(message: ItemsWanted, say: Speech) -> View:
    """Ask the secretary to enter what was found as rectification items."""
    enter = button(say("grading-final-enter"), Enter(message.unit_id))
    return View(say("grading-final-items", unit=message.unit), rows([enter], [card_button(message.case, say)]))


RENDERERS = (
    renders(NoticePublished, notice),
    renders(NoticeWithdrawn, withdrawn),
    renders(GradeFinal, final),
    renders(ItemsWanted, items),
)
