"""The ledger in chat: by meeting, by person, by month, and sums from above."""

from functools import partial

from bot.handlers.context import App
from bot.handlers.registering import on_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.attendance import ledger
from bot.views.attendance import ledger as view
from bot.views.attendance.live_count import SheetOf

overview = ask(view.Home, ledger.menu, view.menu)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(
        app,
        overview,
        ask(view.ByMeeting, ledger.meetings, view.meetings),
        ask(view.MeetingSheet, ledger.sheet, view.sheet),
        ask(SheetOf, ledger.sheet, partial(view.sheet, fresh=True)),
        ask(view.ByPerson, ledger.people, partial(view.table, below=False)),
        ask(view.Totals, ledger.totals, partial(view.table, below=True)),
        ask(view.Person, ledger.of_person, view.of_person),
    )
    on_menu(app, "ledger", overview)
