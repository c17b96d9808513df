"""A roster sent as a file in the private chat: shown, then imported or declined."""

from bot.domain.people import roster_read
from bot.domain.people.roster import REQUIRED
from bot.handlers.context import App, Context
from bot.handlers.files import upload
from bot.handlers.registering import on_menu, on_taps
from bot.services.files.upload import SheetForm, SheetKind
from bot.services.people import roster, roster_upload
from bot.views.people import roster as view
from bot.views.view import View

FORM = SheetForm(SheetKind.ROSTER, roster_read.HEADINGS, REQUIRED)


async def how(context: Context) -> View:
    """Explain how to send a roster."""
    await roster.may_import(context.uow, context.request)
    return view.how(context.say)


async def show(context: Context, data: bytes, name: str) -> View:
    """Show what a file would change."""
    result = await roster_upload.show(
        context.uow, context.request, upload.folder(context), data, name, context.settings.unit_kinds
    )
    return view.shown(result, name, context.say)


async def confirm(context: Context, button: view.Import) -> View:
    """Import the file."""
    result = await roster_upload.confirm(
        context.uow, context.request, upload.folder(context), button.upload, context.settings.unit_kinds
    )
    return view.imported(result, context.say)


async def decline(context: Context, button: view.Decline) -> View:
    """Decline the file."""
    folder = upload.folder(context)
    in_time = await roster_upload.decline(context.uow, context.request, folder, button.upload)
    return view.declined(context.say, in_time=in_time)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_menu(app, "roster", how)
    upload.register_sheet(app, FORM, show)
    on_taps(app, confirm, decline)
