"""/rating: the ratings that concern one, each with what one may do there now."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.rating import confirm as rating_confirm
from bot.services.rating import page as rating_page
from bot.views.rating import confirm as roll_view
from bot.views.rating import page as view


async def listing(update: Update, context: Context) -> None:
    await _page(update, context, 0)


async def page(update: Update, context: Context) -> None:
    await _page(update, context, tapped(update, view.RatingList).number)


async def _page(update: Update, context: Context, number: int) -> None:
    found = await rating_page.listing(context.uow, context.request(update), number)
    context.show(update, view.listing(found, context.speech(update)))


async def show(update: Update, context: Context) -> None:
    rating = tapped(update, view.Show).rating
    found = await rating_page.show(context.uow, context.request(update), context.installation.rating, rating)
    context.show(update, view.card(found, context.speech(update)))


async def roll(update: Update, context: Context) -> None:
    asked = tapped(update, view.Roll)
    found = await rating_confirm.roll(context.uow, context.request(update), asked.rating, asked.number)
    context.show(update, roll_view.roll(found, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    yes = tapped(update, roll_view.Confirm)
    request = context.request(update)
    found = await rating_confirm.confirm(context.uow, request, yes.rating, yes.person, yes.account)
    context.show(update, roll_view.roll(found, context.speech(update)))


def register(app: App) -> None:
    desk.offer(app, "rating", listing)
    app.add_handler(CommandHandler("rating", listing, filters.ChatType.PRIVATE))
    for kind, handler in (
        (view.RatingList, page),
        (view.Show, show),
        (view.Roll, roll),
        (roll_view.Confirm, confirm),
    ):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
