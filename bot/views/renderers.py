"""List which view renders which kind of message."""

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from bot.texts.speech import Speech
from bot.views.attendance import by_hand, correction, exemption, leave, live_count
from bot.views.attendance import ledger as attendance
from bot.views.grading import assess as grading_assess
from bot.views.grading import decide as grading_decide
from bot.views.grading import month_score, month_score_publish, objection
from bot.views.grading import notice as grading_notice
from bot.views.grading import score as grading_score
from bot.views.grading import self_assessment as grading_self
from bot.views.grading import start as grading_start
from bot.views.grading import step as grading_step
from bot.views.grading import survey as grading_survey
from bot.views.installation import lifecycle
from bot.views.meeting import call as meeting_call
from bot.views.meeting import change as meeting_change
from bot.views.meeting import group_chat, series, series_notice
from bot.views.meeting import notice as meeting_notice
from bot.views.people import binding, post, post_term
from bot.views.rating import close as rating_close
from bot.views.rating import invitation as rating_invite
from bot.views.rating import open as rating_open
from bot.views.rating import paper as rating_paper
from bot.views.rating import prepare as rating_prepare
from bot.views.rating import result as rating_result
from bot.views.rating import voiding as rating_voiding
from bot.views.rectification import enter as rectification_enter
from bot.views.rectification import evidence, extension, sign_off
from bot.views.rectification import importing as rectification_importing
from bot.views.rectification import items as rectification_items
from bot.views.reminder import day as reminder
from bot.views.reminder import page as reminder_page
from bot.views.renderer import Renderer
from bot.views.view import View


def gather(*tables: Sequence[Renderer]) -> Mapping[str, Renderer]:
    """Index renderers by kind. ValueError for a kind that two views render."""
    found: dict[str, Renderer] = {}
    for one in chain.from_iterable(tables):
        if one.kind in found:
            raise ValueError(f"two views render messages of the kind {one.kind}")
        found[one.kind] = one
    return MappingProxyType(found)


RENDERERS = gather(
    attendance.RENDERERS,
    binding.RENDERERS,
    by_hand.RENDERERS,
    correction.RENDERERS,
    evidence.RENDERERS,
    exemption.RENDERERS,
    extension.RENDERERS,
    grading_assess.RENDERERS,
    grading_decide.RENDERERS,
    grading_notice.RENDERERS,
    grading_score.RENDERERS,
    grading_self.RENDERERS,
    grading_start.RENDERERS,
    grading_step.RENDERERS,
    grading_survey.RENDERERS,
    group_chat.RENDERERS,
    leave.RENDERERS,
    lifecycle.RENDERERS,
    live_count.RENDERERS,
    meeting_notice.RENDERERS,
    meeting_call.RENDERERS,
    meeting_change.RENDERERS,
    month_score.RENDERERS,
    month_score_publish.RENDERERS,
    objection.RENDERERS,
    post.RENDERERS,
    post_term.RENDERERS,
    rating_close.RENDERERS,
    rating_invite.RENDERERS,
    rating_open.RENDERERS,
    rating_paper.RENDERERS,
    rating_prepare.RENDERERS,
    rating_result.RENDERERS,
    rating_voiding.RENDERERS,
    rectification_items.RENDERERS,
    rectification_enter.RENDERERS,
    rectification_importing.RENDERERS,
    reminder.RENDERERS,
    reminder_page.RENDERERS,
    series.RENDERERS,
    series_notice.RENDERERS,
    sign_off.RENDERERS,
)


def render(kind: str, data: dict[str, Any], say: Speech) -> View:
    """Render a message. KeyError for a kind that no view renders."""
    return RENDERERS[kind].render(data, say)
