"""For whoever hosts a meeting: the live count, the projector page's link, and the code in chat where no screen is."""

from bot.domain.meeting.rules import MeetingRules
from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.attendance import live_count, projector
from bot.services.attendance.projector import Codes
from bot.settings import Settings
from bot.views.attendance import projector as view
from bot.views.attendance.live_count import Live
from bot.views.view import View


def codes(settings: Settings, rules: MeetingRules) -> Codes:
    """Gather what check-in codes are made with: the secret, how often they change, the time zone, the rules."""
    secret = settings.secret_key.get_secret_value().encode()
    return Codes(secret, settings.checkin.code_interval, settings.zone, rules)


async def open_page(context: Context, button: view.Open) -> View:
    """Make an address of the projector page that opens once, for those who run the meeting."""
    settings = context.settings
    minutes = settings.checkin.board_link_minutes
    opened = await projector.link(context.uow, context.request, button.meeting, minutes)
    address = f"{settings.web_url}/board/{opened.token}"
    return view.link(opened, address, settings.checkin.code_interval, context.say)


async def picture(context: Context, button: view.Picture) -> View:
    """Send the present check-in code as a picture, where no screen can show the page."""
    shown = await projector.now(
        context.uow, context.request, button.meeting, codes(context.settings, context.installation.meetings)
    )
    target = f"https://t.me/{context.bot.username}?start={shown.payload}"
    return view.picture(shown, target, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_taps(app, ask(Live, live_count.open_), open_page, picture)
