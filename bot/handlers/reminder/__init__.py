"""Handlers of reminders and their settings."""

from bot.handlers.reminder import day, page

MODULES = (
    day,
    page,
)
