"""Handlers of files that people send."""

from bot.handlers.files import upload

MODULES = (upload,)
