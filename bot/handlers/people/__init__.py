"""Handlers of accounts, posts and the roster."""

from bot.handlers.people import binding, invite, post, post_term, reach, roster

MODULES = (reach, binding, invite, post, post_term, roster)
