"""Handlers of rectification items."""

from bot.handlers.rectification import card, enter, evidence, extension, importing, sign_off

MODULES = (card, enter, importing, evidence, sign_off, extension)
