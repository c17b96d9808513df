"""Handlers of questions in plain words and what is held about a person."""

from bot.handlers.questions import ask, me

MODULES = (
    me,
    ask,  # last: it takes all text that is left
)
