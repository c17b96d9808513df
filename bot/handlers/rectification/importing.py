"""Rectification items sent as a sheet in the private chat: shown, then imported or forgotten; the template."""

from bot.domain.rectification.sheet import HEADINGS, REQUIRED
from bot.handlers.context import App, Context
from bot.handlers.files import upload
from bot.handlers.registering import on_taps
from bot.reports import rectification_template
from bot.services.files.upload import SheetForm, SheetKind
from bot.services.rectification import importing
from bot.views.rectification import importing as view
from bot.views.view import View

FORM = SheetForm(SheetKind.ITEMS, HEADINGS, REQUIRED)


async def how(context: Context, _: view.How) -> View:
    """Explain how items are sent as a sheet, to those who may import them."""
    await importing.may_import(context.uow, context.request)
    return view.how(context.say)


async def template(context: Context, _: view.Template) -> View:
    """Send a sheet to fill in, with headings in the person's language."""
    await importing.may_import(context.uow, context.request)
    today = context.request.today
    own, other = [
        view.words(context.installation.rectification, today, one)
        for one in (context.say, context.runtime.texts.speech("en" if context.say.language == "zh" else "zh"))
    ]
    return view.template(rectification_template.template(own, other), context.say)


async def show(context: Context, data: bytes, name: str) -> View:
    """Show what a sheet would add and what is wrong with it; nothing is written yet."""
    folder = upload.folder(context)
    result = await importing.show(context.uow, context.request, context.installation, folder, data, name)
    return view.shown(result, name, context.say)


async def confirm(context: Context, button: view.Import) -> View:
    """Import exactly what was shown, as drafts or opened at once."""
    folder, opened = upload.folder(context), button.opened == 1
    result = await importing.confirm(
        context.uow, context.request, context.installation, folder, button.upload, opened=opened
    )
    return view.imported(result, context.say)


async def decline(context: Context, button: view.Decline) -> View:
    """Forget the sheet that was shown."""
    in_time = await importing.decline(context.uow, context.request, upload.folder(context), button.upload)
    return view.declined(context.say, in_time=in_time)


def register(app: App) -> None:
    """Register the handlers of items sent as a sheet."""
    upload.register_sheet(app, FORM, show)
    on_taps(app, how, template, confirm, decline)
