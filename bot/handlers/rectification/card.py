"""/rectify: a unit's plan, the units below, what one owns; an item, its history, its milestones."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.rectification import card as service
from bot.services.rectification import ledger, liaison
from bot.views.rectification import card as cards
from bot.views.rectification import items as items
from bot.views.rectification import ledger as view
from bot.views.rectification import liaison as liaison_view
from bot.views.view import View


async def overview(context: Context, button: view.UnitList | None = None) -> View:
    """Answer /rectify: the plans the person may see, or the branches below with their counts."""
    page = button.page if button is not None else 0
    found = await ledger.overview(context.uow, context.request, page)
    return view.overview(found, context.say)


async def of_unit(context: Context, button: items.OpenLedger) -> View:
    """Show a unit's plan, filtered by state or owner."""
    found = await ledger.of_unit(context.uow, context.request, button.unit, button.shown, button.owner, button.page)
    return view.ledger(found, context.say)


async def owners(context: Context, button: view.OwnerList) -> View:
    """List the people who own items of the unit, to filter its plan by one of them."""
    found = await ledger.owners(context.uow, context.request, button.unit, button.page)
    return view.owners(found, context.say)


async def mine(context: Context, button: view.MineList) -> View:
    """List the items that the person owns."""
    found = await ledger.mine(context.uow, context.request, button.page)
    return view.mine(found, context.say)


async def card(context: Context, button: items.OpenItem) -> View:
    """Show one item, with what the person may do with it now."""
    found = await service.card(context.uow, context.request, button.item)
    return cards.card(found, context.say)


async def history(context: Context, button: items.OpenHistory) -> View:
    """Show a page of an item's history, newest first."""
    found = await service.history(context.uow, context.request, button.item, button.page)
    return cards.history(found, context.say)


async def reached(context: Context, button: items.ReachMilestone) -> View:
    """Record that the owner has reached a milestone, and show the item."""
    found = await service.reached(context.uow, context.request, button.milestone)
    return cards.card(found, context.say)


async def attach_who(context: Context, button: liaison_view.AttachWho) -> View:
    """List the people who can be attached to a unit as leader or liaison."""
    found = await liaison.offered(context.uow, context.request, button.unit, button.kind, button.page)
    return liaison_view.offered(found, context.say)


async def attach_to(context: Context, button: liaison_view.AttachTo) -> View:
    """Attach the chosen person to the unit; a second tap gives the same answer."""
    done = await liaison.attach(context.uow, context.request, button.unit, button.kind, button.person)
    return liaison_view.done(done, context.say)


def register(app: App) -> None:
    """Register the handlers of the rectification plan and its items."""
    on_command_and_menu(app, "rectify", overview)
    on_taps(app, overview, owners, mine, of_unit, card)
    on_taps(app, history, reached, attach_who, attach_to)
