"""Views of meetings, and which of them render messages."""

from bot.views.meeting import call, change, group_chat, notice, series, series_notice

RENDERERS = (
    *call.RENDERERS,
    *change.RENDERERS,
    *group_chat.RENDERERS,
    *notice.RENDERERS,
    *series.RENDERERS,
    *series_notice.RENDERERS,
)
