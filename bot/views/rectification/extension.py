"""A later date: asked by the owner, agreed or refused above."""

from datetime import date

from bot.domain.message import Prompt
from bot.domain.rectification.message import (
    ExtensionAgreed,
    ExtensionAnswered,
    ExtensionAsked,
    ExtensionDayDraft,
    ExtensionMessage,
    ExtensionReasonDraft,
    ExtensionRefused,
)
from bot.services.rectification.extension import DAY, NAME, Asked, Decision, ExtensionState
from bot.texts.speech import Speech
from bot.views import calendar, form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rectification import items
from bot.views.renderer import prompts, renders
from bot.views.view import View


class Ask(Callback, prefix="xa"):
    """Begin to ask for an extension."""

    item: int


class Agree(Callback, prefix="xg"):
    """Agree to an extension."""

    extension: int


class Refuse(Callback, prefix="xr"):
    """Refuse an extension."""

    extension: int


def prompt(asked: Prompt, say: Speech) -> View:
    """The question of the step: until when, or why."""
    return _day(asked, say) if asked.step == DAY else _why(ExtensionReasonDraft.model_validate(asked.draft), say)


def _day(asked: Prompt, say: Speech) -> View:
    draft = ExtensionDayDraft.model_validate(asked.draft)
    text = say("extension-until-when", problem=items.short(draft.problem), due=say.full_day(draft.due))
    days = calendar.keyboard(draft.picker, asked.version, say)
    return form.ask(text, say, *days)


def _why(draft: ExtensionReasonDraft, say: Speech) -> View:
    text = say("extension-why", problem=items.short(draft.problem), until=say.full_day(draft.until))
    return form.ask(text, say)


def picked(until: date, say: Speech) -> View:
    """In place of the calendar."""
    return View(say("extension-picked", until=say.full_day(until)))


def asked(result: Asked, say: Speech) -> View:
    """What the owner sees."""
    key = "extension-is-asked" if result.told else "extension-nobody-to-ask"
    text = say(key, problem=items.short(result.item.problem), until=say.full_day(result.until))
    return View(text, rows([items.open_button(result.item.id, say)], home(say)))


def decided(result: Decision, say: Speech) -> View:
    """What whoever decides sees; a second tap shows who was first."""
    agreed = result.extension.state is ExtensionState.AGREED
    key = "agreed" if agreed else "refused"
    text = say(
        f"extension-was-{key}" if result.again else f"extension-you-{key}",
        problem=items.short(result.item.problem),
        until=say.full_day(result.extension.until_on),
        by=result.extension.decider or say("sign-off-administrator"),
    )
    return View(text, rows([items.open_button(result.item.id, say)], home(say)))


def asked_of_you(message: ExtensionAsked, say: Speech) -> View:
    """To the committee: an extension to decide on."""
    agree = button(say("extension-agree"), Agree(message.extension))
    refuse = button(say("extension-refuse"), Refuse(message.extension))
    facts = _facts(message, say)
    text = say("extension-asked", **facts, unit=message.unit, owner=message.owner, reason=message.reason)
    return View(text, rows([agree, refuse], [items.open_button(message.item, say)]))


def agreed(message: ExtensionAgreed, say: Speech) -> View:
    """To the owner: the extension was agreed to."""
    return _answered("extension-is-agreed", message, say)


def refused(message: ExtensionRefused, say: Speech) -> View:
    """To the owner: the extension was refused."""
    return _answered("extension-is-refused", message, say)


def _answered(key: str, message: ExtensionAnswered, say: Speech) -> View:
    text = say(key, **_facts(message, say), by=message.by or say("sign-off-administrator"))
    return View(text, rows([items.open_button(message.item, say)]))


def _facts(message: ExtensionMessage, say: Speech) -> dict[str, object]:
    problem = items.short(message.problem)
    return {"problem": problem, "due": say.full_day(message.due), "until": say.full_day(message.until)}


RENDERERS = (
    prompts(NAME, prompt),
    renders(ExtensionAsked, asked_of_you),
    renders(ExtensionAgreed, agreed),
    renders(ExtensionRefused, refused),
)
