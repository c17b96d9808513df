"""Telegram in. The order of this list is the order in which handlers are asked."""

from bot.handlers import errors, form, grade
from bot.handlers.context import App


def register(app: App) -> None:
    for room in (errors, form, grade):
        room.register(app)
