"""/posts: who holds which; giving, ending and handing over, by buttons that carry their ids."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.people import post, post_change
from bot.views.people import post as view
from bot.views.view import View


async def posts(context: Context, button: view.UnitList | None = None) -> View:
    """List units, or the posts of the only one."""
    page = button.page if button is not None else 0
    found = await post.overview(context.uow, context.request, page)
    return view.overview(found, context.say)


async def of_unit(context: Context, button: view.OfUnit) -> View:
    """List the posts of a unit."""
    found = await post.of_unit(context.uow, context.request, button.unit)
    return view.of_unit(found, context.say)


async def give(context: Context, button: view.Give) -> View:
    """List those to whom a post can be given."""
    found = await post.candidates(context.uow, context.request, button.unit, button.page)
    return view.candidates(found, context.say)


async def give_to(context: Context, button: view.GiveTo) -> View:
    """Ask which post, and whether to give it."""
    change = await post.proposal(context.uow, context.request, button.unit, button.person, button.kind)
    return view.proposal(change, context.say)


async def give_yes(context: Context, button: view.GiveYes) -> View:
    """Give the post."""
    change = await post_change.give(context.uow, context.request, button.unit, button.person, button.kind)
    return view.done(change, "given", context.say)


async def show(context: Context, button: view.Show) -> View:
    """Show one post."""
    change = await post.proposed_end(context.uow, context.request, button.post)
    return view.card(change, context.say)


async def end(context: Context, button: view.End) -> View:
    """Ask whether to end a post."""
    change = await post.proposed_end(context.uow, context.request, button.post)
    return view.question(change, context.say)


async def end_yes(context: Context, button: view.EndYes) -> View:
    """End the post."""
    change = await post_change.end(context.uow, context.request, button.post)
    return view.done(change, "ended", context.say)


async def hand_over(context: Context, button: view.HandOver) -> View:
    """List those to whom the post can be handed over."""
    found = await post.successors(context.uow, context.request, button.post, button.page)
    return view.candidates(found, context.say)


async def hand_to(context: Context, button: view.HandTo) -> View:
    """Ask whether to hand the post over."""
    change = await post.proposed_end(context.uow, context.request, button.post, button.person)
    return view.question(change, context.say)


async def hand_yes(context: Context, button: view.HandYes) -> View:
    """Hand the post over."""
    change = await post_change.hand_over(context.uow, context.request, button.post, button.person)
    return view.done(change, "handed", context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "posts", posts)
    on_taps(app, posts, of_unit, give, give_to, give_yes, show)
    on_taps(app, end, end_yes, hand_over, hand_to, hand_yes)
