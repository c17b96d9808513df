"""Exemption from attending: person, months, reason."""

import re
from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.attendance import exemption
from bot.services.conversation import Form
from bot.views.attendance import exemption as view

NUMBER = re.compile(r"[0-9]{1,3}", re.ASCII)


class Step(StrEnum):
    MONTHS = exemption.MONTHS
    REASON = exemption.REASON


async def of_unit(update: Update, context: Context) -> None:
    one = tapped(update, view.Exempting)
    result = await exemption.of_unit(context.uow, context.request(update), one.unit, one.page)
    context.show(update, view.of_unit(result, context.speech(update)))


async def whom(update: Update, context: Context) -> None:
    person = tapped(update, view.ExemptWho).person
    await exemption.begin(context.uow, context.request(update), person)


async def picked(update: Update, context: Context, _: Form) -> None:
    one = tapped(update, view.ExemptMonths)
    await exemption.last(context.uow, context.request(update), one.months, one.version)


async def typed(update: Update, context: Context, now: Form) -> None:
    found = NUMBER.match(form.typed(update.effective_message))
    if found is None:
        raise DomainError("months_between", most=exemption.LONGEST)
    await exemption.last(context.uow, context.request(update), int(found[0]), now.version)


async def reason(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    request = context.request(update)
    result = await exemption.give(context.uow, request, now.version, text)
    context.show(update, view.given(result, context.speech(update)))


async def end(update: Update, context: Context) -> None:
    request = context.request(update)
    result = await exemption.end(context.uow, request, tapped(update, view.ExemptEnd).exemption)
    context.show(update, view.of_unit(result, context.speech(update)))


CONVERSATION = Conversation(
    name=exemption.NAME,
    entry=by_button,
    states={
        Step.MONTHS: (On(picked, button=view.ExemptMonths), On(typed, message=TEXT)),
        Step.REASON: (On(reason, message=TEXT),),
    },
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Exempting, of_unit), (view.ExemptWho, whom), (view.ExemptEnd, end)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
