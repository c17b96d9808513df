"""The ledger, as it is shown in chat."""

from telegram import InlineKeyboardButton

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.ledger import Figures, Line, Span
from bot.domain.attendance.message import LongAbsence
from bot.domain.attendance.model import State
from bot.services.attendance.figures import Mine
from bot.services.attendance.ledger import MeetingFigures, Meetings, Menu, OfPerson, Row, Sheet, Table
from bot.texts.speech import Speech
from bot.views.attendance.checkin import state
from bot.views.attendance.correction import CorrectList
from bot.views.attendance.exemption import Exempting
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.renderer import renders
from bot.views.view import View


class Home(Callback, prefix="am"):
    """Show the first page of the ledger."""


class ByMeeting(Callback, prefix="an"):
    """Show a unit's meetings."""

    unit: int
    page: int


class ByPerson(Callback, prefix="ap"):
    """Show the figures of a unit's people; `span_number` is 202600 for a year, 202611 for a month."""

    unit: int
    span_number: int
    page: int

    @property
    def span(self) -> Span:
        return Span.numbered(self.span_number)


class Totals(Callback, prefix="at"):
    """Show the figures of the units below; `span_number` as in `ByPerson`."""

    unit: int
    span_number: int
    page: int

    @property
    def span(self) -> Span:
        return Span.numbered(self.span_number)


class Person(Callback, prefix="ao"):
    """Show a person's year; person 0 is the reader."""

    person: int
    year: int
    page: int


class MeetingSheet(Callback, prefix="as"):
    """Show the attendance at a meeting."""

    meeting: int
    page: int


class Norms(Callback, prefix="no"):
    """Show what a branch or group owes by the norms."""

    unit: int


def menu(result: Menu, say: Speech) -> View:
    """The first page: own figures, and a button for each ledger that the reader may open."""
    texts, lines = [say("ledger-heading")], []
    if result.name is not None:
        texts.append(mine(Mine(result.name, result.year, result.figures), say).text)
        lines.append([button(say("ledger-own"), Person(0, result.year, 0))])
    year, month = Span(result.year).number, Span(result.year, result.month).number
    for unit in result.named:
        lines.append([button(say("ledger-by-meeting", unit=unit.name), ByMeeting(unit.id, 0))])
        by_month = button(say("ledger-by-month", unit=unit.name), ByPerson(unit.id, month, 0))
        lines += [[by_month], [button(say("ledger-by-person", unit=unit.name), ByPerson(unit.id, year, 0))]]
        if unit.id in result.exempting:
            lines.append([button(say("exemption-button", unit=unit.name), Exempting(unit.id, 0))])
    every = dict.fromkeys((*result.named, *result.above))
    lines += [[button(say("norm-button", unit=unit.name), Norms(unit.id))] for unit in every]
    lines += [[button(say("ledger-below", unit=unit.name), Totals(unit.id, month, 0))] for unit in result.above]
    return View("\n".join(texts), rows(*lines, home(say)))


def mine(result: Mine, say: Speech) -> View:
    """The reader's own year in a sentence."""
    if not result.figures.expected:
        return View(say("attendance-mine-none"))
    return View(say("attendance-mine", year=str(result.year), figures=sums(result.figures, say)))


def meetings(result: Meetings, say: Speech) -> View:
    """A unit's meetings that have begun."""
    if not result.held:
        return View(say("ledger-no-meetings", unit=result.unit.name), rows(_ways_back(say)))
    buttons = [[button(_meeting(one, say), MeetingSheet(one.meeting_id, 0))] for one in result.held]
    turn = pager(result.page, result.more, lambda page: ByMeeting(result.unit.id, page), say)
    return View(say("ledger-meetings", unit=result.unit.name), rows(*buttons, turn, _ways_back(say)))


def sheet(result: Sheet, say: Speech, *, fresh: bool = False) -> View:
    """The attendance at one meeting; `fresh`: in a message of its own."""
    lines = [say("ledger-sheet", title=result.title, at=say.moment(result.starts))]
    if result.figures is not None:
        lines.append(running(result.figures, say) if result.running else sums(result.figures, say))
    if result.outside:
        lines.append(say("ledger-outside", count=result.outside))
    lines += [say("ledger-person-line", name=line.name, state=standing(line, result, say)) for line in result.lines]
    turn = pager(result.page, result.page + 1 < result.pages, lambda page: MeetingSheet(result.meeting_id, page), say)
    correct = button(say("correction-button"), CorrectList(result.meeting_id, result.page))
    return View("\n".join(lines), rows(turn, [correct] if result.correctable else [], home(say)), fresh=fresh)


def table(result: Table, say: Speech, *, below: bool) -> View:
    """The figures of a unit's people, or of the units below it."""
    lines = [
        say("ledger-table", unit=result.unit.name, span=_span(result.span, say), meetings=str(result.meetings)),
        sums(result.total, say),
        *(_row(row, say) for row in result.rows),
    ]

    def at(span: Span, page: int = 0) -> Callback:
        unit = result.unit.id
        return Totals(unit, span.number, page) if below else ByPerson(unit, span.number, page)

    turn = pager(result.page, result.page + 1 < result.pages, lambda page: at(result.span, page), say)
    before, after = result.span.moved(-1), result.span.moved(1)
    spans = [button(f"◀ {_span(before, say)}", at(before)), button(f"{_span(after, say)} ▶", at(after))]
    year = result.span.year
    people = [] if below else [button(row.name, Person(row.id, year, 0)) for row in result.rows]
    return View("\n".join(lines), rows(*grid(people, 3), turn, spans, _ways_back(say)))


def of_person(result: OfPerson, say: Speech) -> View:
    """A person's year, meeting by meeting."""
    head = say("ledger-of-person", name=result.name, year=str(result.year))
    lines = [head, sums(result.figures, say)]
    for line in result.lines:
        day = say.day(say.local(line.starts).date())
        lines.append(say("ledger-meeting-line", day=day, title=line.title, state=standing(line, result, say)))
    who, year = result.person_id, result.year
    turn = pager(result.page, result.page + 1 < result.pages, lambda page: Person(who, year, page), say)
    years = [button(f"◀ {year - 1}", Person(who, year - 1, 0)), button(f"{year + 1} ▶", Person(who, year + 1, 0))]
    return View("\n".join(lines), rows(turn, years, _ways_back(say)))


def standing(line: Line, at: Sheet | OfPerson, say: Speech) -> str:
    """A person's state, with 2/3 where there are several sessions, and notes on it."""
    result = line.overall(at.now)
    text = state(result.state if result else None, say)
    if result is not None and len(line.marks) > 1 and result.sessions:
        text += f" {result.attended}/{result.sessions}"
    notes = [say("attendance-guest")] if line.guest else []
    if line.by_hand:
        notes.append(say("attendance-by-hand"))
    if any(mark.weak for mark in line.marks):
        notes.append(say("attendance-weak"))
    if line.outside:
        notes.append(say("attendance-outside"))
    if line.leave is LeaveState.ASKED:
        notes.append(say("attendance-leave-asked"))
    if line.leave is LeaveState.REFUSED and result is not None and result.state is State.ABSENT:
        notes.append(say("attendance-leave-refused"))
    return say("attendance-with-notes", state=text, notes=say.list(notes)) if notes else text


def running(figures: Figures, say: Speech) -> str:
    """The figures of a running meeting, without a rate."""
    return say("attendance-running", expected=str(figures.expected), attended=str(figures.attended))


def sums(figures: Figures, say: Speech) -> str:
    """The figures in a sentence."""
    if not figures.expected:
        return say("attendance-nobody-expected")
    words = {
        name: str(getattr(figures, name)) for name in ("expected", "attended", "late", "remote", "leave", "absent")
    }
    return say("attendance-sums", percent=str(figures.percent), by_hand=str(figures.by_hand), **words)


def away(message: LongAbsence, say: Speech) -> View:
    """Tells a secretary of a member who has stayed away."""
    since = _span(Span(message.since.year, message.since.month), say)
    words = {"name": message.name, "unit": message.unit, "months": str(message.months)}
    return View(say("attendance-away", since=since, **words))


def _meeting(one: MeetingFigures, say: Speech) -> str:
    day = say.day(say.local(one.starts).date())
    return say(
        "ledger-held-running" if one.running else "ledger-held",
        day=day,
        title=one.title,
        attended=str(one.figures.attended),
        expected=str(one.figures.expected),
    )


def _row(row: Row, say: Speech) -> str:
    if not row.figures.expected:
        return say("ledger-row-none", name=row.name)
    words = {"attended": str(row.figures.attended), "expected": str(row.figures.expected)}
    return say("ledger-row", name=row.name, percent=str(row.figures.percent), **words)


def _span(span: Span, say: Speech) -> str:
    if not span.month:
        return say("ledger-year", year=str(span.year))
    return say("ledger-month", year=str(span.year), month=str(span.month))


def _ways_back(say: Speech) -> list[InlineKeyboardButton]:
    return [button(say("ledger-home"), Home()), *home(say)]


RENDERERS = (renders(LongAbsence, away),)
