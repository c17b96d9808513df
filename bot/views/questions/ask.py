"""Answers to questions in plain words, and the questions that one can tap."""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.attendance.leave import UpcomingMeeting
from bot.services.attendance.checkin import Offer
from bot.services.attendance.checkin import OpenSession as Session
from bot.services.attendance.figures import Mine
from bot.services.grading.grade import UnitGrades
from bot.services.meeting.card import Listed, MeetingCard
from bot.services.people.unit_summary import Committee, Members
from bot.services.questions.ask import Answer, Result
from bot.services.questions.dues import DuesRule
from bot.services.rating.page import Listing
from bot.services.rating.result import Latest, Promise
from bot.services.rectification.ledger import Ledger, OwnItems
from bot.texts.speech import Speech
from bot.views.attendance import checkin, leave
from bot.views.attendance import ledger as attendance
from bot.views.callback import Callback, button
from bot.views.grading import grade
from bot.views.meeting import card as meeting
from bot.views.menu import HOME, Open
from bot.views.people import unit_summary
from bot.views.questions import dues
from bot.views.rating import page as rating_page
from bot.views.rating import result as rating_result
from bot.views.rectification import ledger as rectification_ledger
from bot.views.view import View

EXAMPLES = ("meeting.next", "grade.current", "attendance.mine", "branch.committee", "dues.rule")
THEN = {
    "grade.current": ("grade.progress", "branch.committee"),
    "grade.progress": ("grade.current",),
    "grade.history": ("grade.current",),
    "meeting.next": ("meeting.list",),
    "meeting.list": ("meeting.next",),
    "theme.current": ("meeting.next", "meeting.list"),
    "attendance.mine": ("meeting.next", "profile.mine"),
    "rating.status": ("rating.anonymity", "rating.result"),
    "rating.result": ("rating.status",),
    "rating.anonymity": ("rating.status",),
    "rectify.open": ("rectify.mine",),
    "rectify.mine": ("rectify.open",),
    "branch.members": ("branch.committee", "grade.current"),
    "branch.committee": ("branch.members",),
    "dues.rule": ("branch.committee",),
}
"""What people ask next."""
OTHERS = ("branch.committee",)
STANDING = frozenset(
    {
        *("grade.current", "grade.history", "grade.progress", "attendance.mine", "branch.members", "branch.committee"),
        *("rectify.open", "rectify.mine"),
    }
)
"""Facts that change and do not name their own days: the answer says as of when."""

GRADES = {"grade.current": grade.current, "grade.history": grade.history, "grade.progress": grade.progress}


class AskQuestion(Callback, prefix="q"):
    """Ask this question."""

    intent: str


def explain(say: Speech) -> View:
    """Explain what can be asked, with a few questions to tap."""
    return View(say("ask-explain"), _keyboard([_tap(one, say) for one in EXAMPLES], [_home(say)]), fresh=True)


def nearest(intents: tuple[str, ...], say: Speech) -> View:
    """Offer the questions that may have been meant."""
    return View(say("ask-which"), _keyboard([_tap(one, say) for one in intents], [_home(say)]))


def off_topic(say: Speech) -> View:
    """Say that the text was not understood, with questions to tap."""
    return View(say("ask-none"), _keyboard([_tap(one, say) for one in EXAMPLES[:2]], [_home(say)]))


def no_comment(shown: View, say: Speech) -> View:
    """Add how a comment is given to a ballot, for the text may have been meant as one."""
    return replace(shown, text=f"{shown.text}\n\n{say('ask-no-comment')}")


def courteous(kind: str, say: Speech) -> View:
    """Answer a courtesy; `kind`: thanks, greeting or noted."""
    return View(say(f"ask-{kind}"), _keyboard([], [_home(say)]))


def check_in(found: Offer, say: Speech) -> View:
    """Offer the check-in, to someone who has written that they have arrived."""
    waiting = [one for one in found.open if not one.marked]
    if waiting:
        taps = [
            button(say("ask-check-in-button", what=_what(one, say)), checkin.CheckIn(one.session_id)) for one in waiting
        ]
        return View(say("ask-check-in"), _keyboard(taps, [_home(say)]), fresh=True)
    if found.open:
        what = say.list([_what(one, say) for one in found.open])
        return View(say("ask-checked-in", what=what), _keyboard([], [_home(say)]), fresh=True)
    return replace(checkin.offer(found, say), keyboard=_keyboard([], [_home(say)]), fresh=True)


def withdraw(found: tuple[UpcomingMeeting, ...], say: Speech) -> View:
    """List the asker's leaves, each with a button to withdraw it."""
    taps = [
        button(
            say("leave-withdraw-from", day=say.day(say.local(one.starts).date()), title=one.title),
            leave.Withdraw(one.meeting_id),
        )
        for one in found
    ]
    return View(say("ask-withdraw" if taps else "ask-withdraw-none"), _keyboard(taps, [_home(say)]), fresh=True)


def manage(found: Listed, say: Speech) -> View:
    """List the meetings to come, and say where they are changed, to someone who may."""
    shown = replace(meeting.listed(found, say), fresh=True)
    changes = found.may_call and found.entries
    return replace(shown, text=f"{shown.text}\n\n{say('ask-manage')}") if changes else shown


def _what(one: Session, say: Speech) -> str:
    return checkin.session_title(one.title, one.number, say)


def not_text(say: Speech) -> View:
    """Answer what is not text."""
    return View(say("ask-not-text"), _keyboard([], [_home(say)]))


def unknown_command(say: Speech) -> View:
    """Answer a command that there is not."""
    return View(say("ask-unknown-command"), _keyboard([], [_home(say)]))


def answered(found: Answer, say: Speech) -> View:
    """Show an answer as a message of its own, with questions that may come next."""
    if found.result is None:
        return _cannot(found, say)
    view = _shown(found, found.result, say)
    then = [_tap(one, say) for one in THEN.get(found.intent, OTHERS)]
    old = view.keyboard.inline_keyboard if isinstance(view.keyboard, InlineKeyboardMarkup) else ()
    lines = [list(line) for line in old] + [[one] for one in then]
    return replace(view, text=_dated(view.text, found, say), keyboard=InlineKeyboardMarkup(lines), fresh=True)


def answered_in_group(found: Answer, say: Speech) -> View:
    """Show an answer to all of a group: without buttons, which belong to one person."""
    text = _shown(found, found.result, say).text if found.result is not None else ""
    return View(_dated(text, found, say))


def _cannot(found: Answer, say: Speech) -> View:
    """Say that this cannot be answered yet, and who may know."""
    topic = say(f"ask-question-{found.intent.replace('.', '-')}")
    key = "ask-cannot-yet" if found.secretary else "ask-cannot-yet-no-secretary"
    text = say(key, topic=topic, secretary=found.secretary or "")
    return View(text, _keyboard([_tap(one, say) for one in OTHERS], [_home(say)]), fresh=True)


def _shown(found: Answer, result: Result, say: Speech) -> View:
    match result:
        case UnitGrades():
            return GRADES[found.intent](result, say)
        case MeetingCard():
            return meeting.card(result, say)
        case Listed():
            return replace(meeting.listed(result, say), text=_lines(found.intent, result, say))
        case Mine():
            return attendance.mine(result, say)
        case Members():
            return View(unit_summary.members(result, say))
        case Committee():
            return View(unit_summary.committee(result, say, contact_first=found.contact))
        case Ledger():
            return rectification_ledger.ledger(result, say)
        case OwnItems():
            return rectification_ledger.mine(result, say)
        case Listing():
            return _ratings(result, say)
        case Latest():
            return rating_result.latest(result, say)
        case Promise():
            return View(f"{say('ask-anonymous')}\n\n{say('rating-vote-promise')}", _keyboard([], [_home(say)]))
        case DuesRule():
            return View(dues.rule(result, say))


def _lines(intent: str, result: Listed, say: Speech) -> str:
    if intent == "theme.current":
        head = say("ask-theme" if result.entries else "ask-theme-none")
    elif result.first is not None and result.last is not None:
        days = {"first": say.day(result.first), "last": say.day(result.last)}
        head = say("ask-meetings" if result.entries else "ask-meetings-none", **days)
    else:
        head = say("ask-coming" if result.entries else "ask-coming-none")
    lines = [
        say(
            "ask-meeting-line",
            number=str(number),
            title=entry.meeting.title,
            when=say.span(entry.meeting.starts, entry.meeting.ends),
            place=entry.meeting.place,
        )
        for number, entry in enumerate(result.entries, 1)
    ]
    return "\n".join([head, *lines])


def _ratings(result: Listing, say: Speech) -> View:
    """List ratings with the state of each and until when votes are taken."""
    view = rating_page.listing(result, say)
    lines = [rating_page.in_words(one, say) for one in result.lines]
    return replace(view, text="\n".join([view.text, *lines]))


def _dated(text: str, found: Answer, say: Speech) -> str:
    return f"{text}\n\n{say('ask-as-of', day=say.day(found.today))}" if found.intent in STANDING else text


def _tap(intent: str, say: Speech) -> InlineKeyboardButton:
    return button(say(f"ask-question-{intent.replace('.', '-')}"), AskQuestion(intent))


def _home(say: Speech) -> InlineKeyboardButton:
    return button(say("menu-open-home"), Open(HOME))


def _keyboard(taps: list[InlineKeyboardButton], last: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([*([one] for one in taps), last])
