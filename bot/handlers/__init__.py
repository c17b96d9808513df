"""Telegram in. The order of this list is the order in which handlers are asked."""

from bot.handlers import (
    ask,
    attendance,
    binding,
    board,
    by_hand,
    checkin,
    correction,
    errors,
    exemption,
    form,
    grade,
    group_chat,
    invite,
    language,
    leave,
    leftover,
    live_count,
    me,
    meeting,
    meeting_call,
    meeting_change,
    menu,
    post,
    reach,
    roster,
    series,
    series_end,
    start,
)
from bot.handlers.context import App


def register(app: App) -> None:
    # What is sent in the name of a chat is ignored before anything else sees it.
    # A scanned code is a /start of its own form, so check-in comes before start.
    for room in (
        errors,
        group_chat,
        reach,
        form,
        checkin,
        start,
        menu,
        binding,
        invite,
        post,
        me,
        language,
        grade,
        roster,
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
        series,
        series_end,
        ask,  # takes whatever text is left
        leftover,  # and this whatever button is left
    ):
        room.register(app)
