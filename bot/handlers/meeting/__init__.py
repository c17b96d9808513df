"""Handlers of meetings, series, norms and group chats."""

from bot.handlers.meeting import call, card, change, group_chat, norm, series, series_end

MODULES = (
    group_chat,  # first: what is sent in the name of a chat is ignored
    card,
    call,
    change,
    norm,
    series,
    series_end,
)
