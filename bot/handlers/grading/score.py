"""A sheet of scores: line after line, each typed or with full marks."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.domain.grading.case import Book
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.grading import score as grading_score
from bot.views.grading import score as view
from bot.views.view import View


class Step(StrEnum):
    LINES = grading_score.LINES


async def show(update: Update, context: Context) -> None:
    asked = tapped(update, view.Sheet)
    found = await grading_score.show(context.uow, context.request(update), asked.case, _book(asked.book))
    context.show(update, view.sheet(found, context.speech(update)))


async def score(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Score), context.request(update)
    leaf = "" if asked.leaf == view.NEXT else asked.leaf
    found = await grading_score.begin(context.uow, request, asked.case, _book(asked.book), leaf)
    context.show(update, view.sheet(found, context.speech(update)) if found else View())


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    found = await grading_score.say(context.uow, context.request(update), now.version, text)
    context.show(update, view.noted(found, context.speech(update)))


async def full(update: Update, context: Context, _: Form) -> None:
    asked = tapped(update, view.Full)
    found = await grading_score.full(context.uow, context.request(update), asked.version)
    context.show(update, view.noted(found, context.speech(update)))


async def rest(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Rest), context.request(update)
    found = await grading_score.rest_full(context.uow, request, asked.case, _book(asked.book))
    context.show(update, view.sheet(found, context.speech(update)))


def _book(word: str) -> Book:
    """DomainError("old_button") for what is none."""
    if word not in frozenset(Book):
        raise DomainError("old_button")
    return Book(word)


CONVERSATION = Conversation(
    name=grading_score.NAME,
    entry=by_button,
    states={Step.LINES: (On(say, message=TEXT), On(full, button=view.Full))},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Sheet, show), (view.Score, score), (view.Rest, rest)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
