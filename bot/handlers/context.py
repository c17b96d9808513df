"""An update as its handler sees it: the asker, the installation's rules, the sentences to answer with, how to show a
view."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from telegram import Bot, Update
from telegram.ext import Application, CallbackContext

from bot.domain.clock import Clock
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.gateway.sender import Sender
from bot.handlers.show import answering, calls
from bot.services.rating.recover import KeyFolder
from bot.services.reminder.source import ReminderContext
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings
from bot.texts.speech import Speech, Texts, closest
from bot.views.reminder import day as reminder
from bot.views.view import View

RUNTIME = "runtime"
"""The key under which PTB's `bot_data` has the runtime."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """What the composition root makes once and hands to every handler. `keys` are the ballots' private keys, where this
    process holds them."""

    uow: UnitOfWork
    clock: Clock
    settings: Settings
    installation: Installation
    texts: Texts
    sender: Sender
    keys: KeyFolder | None


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context that PTB makes for each update and hands to every handler of it."""

    _update: Update | None = None
    answered: bool = False

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> Self:
        made = super().from_update(update, application)
        made._update = update if isinstance(update, Update) else None
        return made

    @property
    def incoming(self) -> Update:
        """The update that is being handled."""
        if self._update is None:
            raise ValueError("no update is being handled")
        return self._update

    @property
    def runtime(self) -> Runtime:
        made: Runtime = self.bot_data[RUNTIME]
        return made

    @property
    def settings(self) -> Settings:
        return self.runtime.settings

    @property
    def installation(self) -> Installation:
        return self.runtime.installation

    @property
    def uow(self) -> UnitOfWork:
        return self.runtime.uow

    @cached_property
    def request(self) -> Request:
        """The request of this update. It is one object for the whole update: services put the account's language into
        it."""
        user = self.incoming.effective_user
        if user is None:
            raise ValueError("an update without a person reached a handler")
        language = closest(user.language_code, self.settings.language)
        now = self.runtime.clock.now()
        return Request(self.bot.id, user.id, now, self.settings.zone, language, self.incoming.update_id)

    @property
    def say(self) -> Speech:
        """The sentences in the person's language, which is known once a service has loaded the account."""
        return self.runtime.texts.speech(self.request.language)

    @property
    def say_to_group(self) -> Speech:
        """The sentences in the installation's language, for the whole group reads them."""
        return self.runtime.texts.speech(self.settings.language)

    @property
    def reminder_context(self) -> ReminderContext:
        """The moment of the update and the rules of reminders."""
        return ReminderContext.of(self.request.now, self.settings.zone, self.installation)

    @property
    def is_private(self) -> bool:
        """Whether the person is alone with the bot; personal matters are answered nowhere else."""
        chat, user = self.incoming.effective_chat, self.incoming.effective_user
        return chat is not None and user is not None and chat.id == user.id

    @property
    def typed(self) -> str:
        """The typed text without NUL characters, which a database refuses."""
        message = self.incoming.effective_message
        return ((message.text if message else None) or "").replace("\x00", "").strip()

    def show(self, view: View | None) -> None:
        """Hand the answer to the sender, as an edit of the tapped message or as a message of its own; None shows
        nothing."""
        if view is None:
            return
        query, chat, sender = self.incoming.callback_query, self.incoming.effective_chat, self.runtime.sender
        if query is not None:
            self.answered = True
            sender.reply(answering(query.id, view.toast, alert=view.alert))
        if chat is not None:
            tapped = query.message.message_id if query is not None and query.message is not None else None
            fresh = view.fresh or (query is not None and reminder.stays(query.message))
            for call in calls(view, chat.id, None if fresh else tapped):
                sender.reply(call)


App = Application[Bot, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
