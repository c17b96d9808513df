"""The handlers of what comes from Telegram, in the order in which they are asked: the first that fits answers."""

from bot.handlers import (
    attendance,
    errors,
    fallback,
    files,
    form,
    grading,
    language,
    meeting,
    menu,
    people,
    questions,
    rating,
    rectification,
    reminder,
    start,
)
from bot.handlers.context import App

MODULES = (
    errors,
    *rating.MODULES,  # a reply to a ballot belongs to that ballot, whatever else it looks like
    *meeting.MODULES,  # what is sent in the name of a chat is ignored
    form,
    *attendance.MODULES,  # a scanned code is a /start with a parameter, so check-in comes before start
    start,
    menu,
    language,
    *people.MODULES,
    *files.MODULES,
    *rectification.MODULES,
    *reminder.MODULES,
    *grading.MODULES,
    *questions.MODULES,  # takes all text that is left
    fallback,  # and all buttons that are left
)


def register(app: App) -> None:
    """Add every handler to the application."""
    for module in MODULES:
        module.register(app)
