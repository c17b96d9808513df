"""What a handler holds: the services' needs, the request, and how to show a view."""

from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, CallbackContext

from bot.domain.clock import Clock
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.gateway.sender import Sender
from bot.handlers.show import answering, calls
from bot.services.rating.recover import KeyFolder
from bot.services.reminder.source import Scene
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings
from bot.texts.speech import Speech, Texts, closest
from bot.views.reminder import day as reminder
from bot.views.view import View


@dataclass(slots=True)
class Tools:
    """Made once by the composition root, handed to every handler."""

    uow: UnitOfWork
    clock: Clock
    settings: Settings
    installation: Installation
    texts: Texts
    sender: Sender
    bot_username: str = ""
    keys: KeyFolder | None = None
    """Where this process holds the ballots' private keys."""


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """One update's context."""

    _request: Request | None = None
    answered: bool = False

    @property
    def tools(self) -> Tools:
        tools: Tools = self.bot_data["tools"]
        return tools

    @property
    def installation(self) -> Installation:
        return self.tools.installation

    @property
    def uow(self) -> UnitOfWork:
        return self.tools.uow

    def request(self, update: Update) -> Request:
        """The same object for the whole update: services put the account's language into it."""
        if self._request is None:
            user = update.effective_user
            if user is None:
                raise ValueError("an update without a person reached a handler")
            language = closest(user.language_code, self.tools.settings.language)
            now = self.tools.clock.now()
            self._request = Request(self.bot.id, user.id, now, self.tools.settings.zone, language, update.update_id)
        return self._request

    def speech(self, update: Update) -> Speech:
        """In the person's language; ask after the service, which knows it."""
        return self.tools.texts.speech(self.request(update).language)

    def scene(self, update: Update) -> Scene:
        """The moment of the update, and the rules of reminders."""
        now = self.request(update).now
        rules = self.installation
        return Scene(now, self.tools.settings.zone, rules.reminders, rules.meetings, rules.is_working_day)

    def show(self, update: Update, view: View) -> None:
        """Hand the answer to the sender: an edit of the tapped message, or a message of its own."""
        query, chat = update.callback_query, update.effective_chat
        if query is not None:
            self.answered = True
            self.tools.sender.reply(answering(query.id, view.toast, alert=view.alert))
        if chat is not None:
            tapped = query.message.message_id if query is not None and query.message is not None else None
            fresh = view.fresh or (query is not None and reminder.stays(query.message))
            for call in calls(view, chat.id, None if fresh else tapped):
                self.tools.sender.reply(call)


App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
