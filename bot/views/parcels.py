"""Which view renders which kind of outbox row."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.speech import Speech
from bot.views import (
    attendance,
    binding,
    by_hand,
    correction,
    evidence,
    exemption,
    extension,
    group_chat,
    house,
    leave,
    live_count,
    meeting,
    meeting_call,
    meeting_change,
    post,
    post_term,
    rectify,
    rectify_enter,
    rectify_import,
    reminder,
    reminder_page,
    series,
    series_notice,
    sign_off,
)
from bot.views.view import View

Render = Callable[[dict[str, Any], Speech], View]


def render(kind: str, data: dict[str, Any], say: Speech) -> View:
    """KeyError for a kind that no view knows."""
    return table()[kind](data, say)


def table() -> Mapping[str, Render]:
    return {
        **attendance.PARCELS,
        **by_hand.PARCELS,
        **correction.PARCELS,
        **evidence.PARCELS,
        **exemption.PARCELS,
        **extension.PARCELS,
        **leave.PARCELS,
        **live_count.PARCELS,
        **meeting.PARCELS,
        **meeting_call.PARCELS,
        **meeting_change.PARCELS,
        **binding.PARCELS,
        **group_chat.PARCELS,
        **house.PARCELS,
        **series.PARCELS,
        **series_notice.PARCELS,
        **sign_off.PARCELS,
        **post.PARCELS,
        **post_term.PARCELS,
        **rectify.PARCELS,
        **rectify_enter.PARCELS,
        **rectify_import.PARCELS,
        **reminder.PARCELS,
        **reminder_page.PARCELS,
    }
