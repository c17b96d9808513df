"""Results: words and bars, the picture, the comments."""

import asyncio

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.reports import rating_chart
from bot.services.rating import result
from bot.views.rating import result as view
from bot.views.rating.chart import chart as chart_of
from bot.views.rating.close import Result
from bot.views.view import View


async def chart(context: Context, button: view.Chart) -> View:
    """Send the result as a picture, to those who may see the counts."""
    found = await result.show(context.uow, context.request, button.rating)
    if found.result is None:
        raise DomainError("not_found")
    image = await asyncio.to_thread(rating_chart.draw, chart_of(found, found.result, context.say))
    return view.picture(found, image, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        ask(Result, result.show, view.shown),
        chart,
        ask(view.Comments, result.comments, view.comments),
    )
