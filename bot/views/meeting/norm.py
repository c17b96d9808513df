"""What a unit owes by the norms, with a button that calls it."""

from telegram import InlineKeyboardButton

from bot.domain.meeting.norm import Per
from bot.services.meeting.norm import BranchNorms, Line, NormsBelow, UnitNorms
from bot.texts.speech import Speech
from bot.views.attendance.ledger import Norms
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.view import View


class Below(Callback, prefix="nb"):
    """Show the branches below a unit."""

    unit: int
    page: int


class Call(Callback, prefix="nc"):
    """Begin to call a meeting of that type in the unit."""

    unit: int
    code: str


def page(found: UnitNorms | NormsBelow, say: Speech) -> View:
    """The norms of a unit, or of the branches below it."""
    return below(found, say) if isinstance(found, NormsBelow) else of_unit(found, say)


def of_unit(found: UnitNorms, say: Speech) -> View:
    """The norms of this month, quarter and year, with a button for each that is neither held nor planned."""
    parts = [say("norm-heading", unit=found.unit.name, day=say.day(found.today))]
    for per in Per:
        lines = [one for one in found.lines if one.standing.period.per is per]
        if lines:
            head = say(f"norm-{per.value}", last=say.day(lines[0].standing.period.last))
            parts.append("\n".join([head, *(_line(one, found, say) for one in lines)]))
    if not found.lines:
        parts.append(say("norm-none"))
    calls = [[button(say("norm-call", what=_what(one, found, say)), _call(one))] for one in found.lines if one.callable]
    above = [button(say("norm-back"), Below(found.above, 0))] if found.above else []
    return View("\n\n".join(parts), rows(*calls, above, home(say)))


def below(found: NormsBelow, say: Speech) -> View:
    """The branches below, each with how many norms it owes."""
    if not found.sums:
        return View(say("norm-below-none", unit=found.unit.name), rows(home(say)))
    lines = [_sum(one, say) for one in found.sums]
    turn = pager(found.page, found.more, lambda page: Below(found.unit.id, page), say)
    return View(say("norm-below", unit=found.unit.name), rows(*([one] for one in lines), turn, home(say)))


def _sum(one: BranchNorms, say: Speech) -> InlineKeyboardButton:
    key = "norm-below-owed" if one.owed else "norm-below-done"
    return button(say(key, unit=one.unit.name, count=one.owed), Norms(one.unit.id))


def _line(one: Line, found: UnitNorms, say: Speech) -> str:
    """How many meetings are held of how many, and what is planned and owed."""
    standing, what = one.standing, _what(one, found, say)
    text = say("norm-line", what=what, held=str(standing.held), times=str(standing.times))
    if standing.planned and standing.missing:
        text += say("norm-line-planned", days=say.list([say.day(day) for day in standing.planned]))
    if standing.owed:
        text += say("norm-line-owed", count=standing.owed)
    return text


def _what(one: Line, found: UnitNorms, say: Speech) -> str:
    kind = one.kind.name(say.language)
    return kind if one.unit.id == found.unit.id else say("norm-of-group", group=one.unit.name, kind=kind)


def _call(one: Line) -> Call:
    return Call(one.unit.id, one.kind.code)
