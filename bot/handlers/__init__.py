"""Telegram in. The order of this list is the order in which handlers are asked."""

from bot.handlers import errors, fallback, form, language, menu, start
from bot.handlers.attendance import by_hand, checkin, correction, exemption, leave, live_count
from bot.handlers.attendance import ledger as attendance
from bot.handlers.attendance import projector as board
from bot.handlers.context import App
from bot.handlers.files import upload
from bot.handlers.grading import assess as grading_assess
from bot.handlers.grading import decide as grading_decide
from bot.handlers.grading import grade, month_score, month_score_publish, objection
from bot.handlers.grading import notice as grading_notice
from bot.handlers.grading import overview as grading_overview
from bot.handlers.grading import score as grading_score
from bot.handlers.grading import self_assessment as grading_self
from bot.handlers.grading import start as grading_start
from bot.handlers.grading import survey as grading_survey
from bot.handlers.grading import work as grading_work
from bot.handlers.meeting import call as meeting_call
from bot.handlers.meeting import card as meeting
from bot.handlers.meeting import change as meeting_change
from bot.handlers.meeting import group_chat, norm, series, series_end
from bot.handlers.people import binding, invite, post, post_term, reach, roster
from bot.handlers.questions import ask, me
from bot.handlers.rating import appoint as rating_appoint
from bot.handlers.rating import close as rating_close
from bot.handlers.rating import page as rating_page
from bot.handlers.rating import paper as rating_paper
from bot.handlers.rating import prepare as rating_prepare
from bot.handlers.rating import result as rating_result
from bot.handlers.rating import voiding as rating_voiding
from bot.handlers.rating import vote as rating_vote
from bot.handlers.rating import withdraw as rating_withdraw
from bot.handlers.rectification import card as rectify
from bot.handlers.rectification import enter as rectify_enter
from bot.handlers.rectification import evidence, extension, sign_off
from bot.handlers.rectification import importing as rectify_import
from bot.handlers.reminder import day as reminder
from bot.handlers.reminder import page as reminder_page


def register(app: App) -> None:
    # What is sent in the name of a chat is ignored before anything else sees it.
    # A scanned code is a /start of its own form, so check-in comes before start.
    for room in (
        errors,
        rating_vote,  # a reply to a ballot is nobody else's
        group_chat,
        reach,
        form,
        checkin,
        start,
        menu,
        binding,
        invite,
        post,
        post_term,
        me,
        language,
        grade,
        roster,
        rectify,
        rectify_enter,
        rectify_import,
        upload,
        meeting,
        meeting_call,
        meeting_change,
        leave,
        by_hand,
        live_count,
        board,
        attendance,
        correction,
        exemption,
        reminder,
        reminder_page,
        norm,
        series,
        series_end,
        evidence,
        sign_off,
        extension,
        rating_page,
        rating_prepare,
        rating_appoint,
        rating_close,
        rating_paper,
        rating_result,
        rating_voiding,
        rating_withdraw,
        grading_start,
        grading_work,
        grading_survey,
        grading_score,
        grading_self,
        grading_assess,
        grading_decide,
        grading_notice,
        grading_overview,
        month_score,
        month_score_publish,
        objection,
        ask,  # takes whatever text is left
        fallback,  # and this whatever button is left
    ):
        room.register(app)
