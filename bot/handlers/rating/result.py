"""Results: words and bars, the picture, the comments."""

import asyncio

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.reports import rating_chart
from bot.services.rating import result
from bot.views.rating import result as view
from bot.views.rating.chart import chart as chart_of
from bot.views.rating.close import Result


async def show(update: Update, context: Context) -> None:
    rating = tapped(update, Result).rating
    found = await result.show(context.uow, context.request(update), rating)
    context.show(update, view.shown(found, context.speech(update)))


async def chart(update: Update, context: Context) -> None:
    rating = tapped(update, view.Chart).rating
    found = await result.show(context.uow, context.request(update), rating)
    if found.result is None:
        raise DomainError("not_found")
    say = context.speech(update)
    image = await asyncio.to_thread(rating_chart.draw, chart_of(found, found.result, say))
    context.show(update, view.picture(found, image, say))


async def comments(update: Update, context: Context) -> None:
    tap = tapped(update, view.Comments)
    found = await result.comments(context.uow, context.request(update), tap.rating, tap.page)
    context.show(update, view.comments(found, context.speech(update)))


def register(app: App) -> None:
    for kind, handler in ((Result, show), (view.Chart, chart), (view.Comments, comments)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
