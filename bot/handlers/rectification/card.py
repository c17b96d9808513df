"""/rectify: a unit's plan, the units below, what one owns; an item, its history, its milestones."""

from bot.handlers.context import App
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.rectification import card as service
from bot.services.rectification import ledger, liaison
from bot.views.rectification import card as cards
from bot.views.rectification import items as items
from bot.views.rectification import ledger as view
from bot.views.rectification import liaison as liaison_view

overview = ask(view.UnitList, ledger.overview, view.overview)


def register(app: App) -> None:
    """Register the handlers of the rectification plan and its items."""
    on_command_and_menu(app, "rectify", overview)
    on_taps(
        app,
        overview,
        ask(items.OpenLedger, ledger.of_unit, view.ledger),
        ask(view.OwnerList, ledger.owners, view.owners),
        ask(view.MineList, ledger.mine, view.mine),
        ask(items.OpenItem, service.card, cards.card),
        ask(items.OpenHistory, service.history, cards.history),
        ask(items.ReachMilestone, service.reached, cards.card),
        ask(liaison_view.AttachWho, liaison.offered, liaison_view.offered),
        ask(liaison_view.AttachTo, liaison.attach, liaison_view.done),
    )
