"""Handlers of reminders and their settings."""

from bot.handlers.reminder import page

MODULES = (page,)
