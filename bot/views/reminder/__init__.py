"""Views of reminders, and which of them render messages."""

from bot.views.reminder import day, page

RENDERERS = (
    *day.RENDERERS,
    *page.RENDERERS,
)
