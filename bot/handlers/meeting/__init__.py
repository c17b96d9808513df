"""Handlers of meetings, series, norms and group chats."""

from bot.handlers.meeting import call, card, change, group_chat, norm, series, series_end

# Group chats first: what is sent in the name of a chat is ignored.
MODULES = (group_chat, card, call, change, norm, series, series_end)
