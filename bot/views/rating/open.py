"""A rating until it opens: roles named, opened, given to others, withdrawn; and what those concerned are told."""

from bot.domain.errors import DomainError
from bot.domain.message import Prompt
from bot.domain.rating.message import (
    RatingNotOpened,
    RatingOpened,
    RatingReplaced,
    RatingSubmitted,
    RatingWithdrawn,
)
from bot.domain.rating.model import Role
from bot.services.rating.appoint import NAME, AppointmentDraft
from bot.services.rating.withdraw import Withdrawal
from bot.texts.speech import Speech
from bot.views import pick
from bot.views.callback import Callback, button, rows
from bot.views.form import cancel_button
from bot.views.menu import home
from bot.views.rating.close import head
from bot.views.rating.page import Buttons, Roll, Show
from bot.views.renderer import prompts, renders
from bot.views.view import View, sentence


class ConfirmWithdrawal(Callback, prefix="pv"):
    """Confirm that a rating is taken back, or sent back."""

    rating: int


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask who shall be supervisor or teller: a name from the list, or typed."""
    given = AppointmentDraft.model_validate(asked.draft)
    above = "no" if given.on_top else "yes"
    lines = [say(f"rating-ask-{asked.step}", unit=given.unit, title=given.title, above=above)]
    if given.running:
        lines.append(say("rating-ask-running"))
    if given.choices.search:
        lines.append(say("meeting-searched", name=given.choices.search))
    look = button(say("rating-look"), Show(given.rating))
    return View("\n\n".join(lines), rows(*pick.people(given.choices, asked.version, say), [look, cancel_button(say)]))


def withdrawal(found: Withdrawal, say: Speech) -> View:
    """Ask whether the rating shall be withdrawn, or say that it is."""
    which = "back" if found.back else "own"
    lines = [head(found.unit, found.rating.title, say)]
    if found.done:
        return View("\n\n".join([*lines, say(f"rating-withdraw-{which}-done")]), rows(home(say)))
    lines.append(say(f"rating-withdraw-{which}-sure"))
    keep = button(say("rating-withdraw-keep"), Show(found.rating.id))
    return View(
        "\n\n".join(lines),
        rows([button(say(f"rating-withdraw-{which}-yes"), ConfirmWithdrawal(found.rating.id))], [keep]),
    )


def told_withdrawn(message: RatingWithdrawn, say: Speech) -> View:
    """Tell those concerned that the rating is withdrawn."""
    lines = [head(message.unit, message.title, say), say(f"rating-withdraw-told-{'back' if message.back else 'own'}")]
    return View("\n\n".join(lines), rows(home(say)))


def told_submitted(message: RatingSubmitted, say: Speech) -> View:
    """Tell the committee above that a rating waits."""
    text = say("rating-told-submitted", **_facts(message, say))
    return View(text, rows([button(say("rating-look"), Show(message.rating))]))


def told_opened(message: RatingOpened, say: Speech) -> View:
    """Tell supervisor or teller that voting has begun, and what they have to do."""
    lines = [say(f"rating-told-{message.role.value}", **_facts(message, say), electors=message.electors)]
    lines.append(say("rating-told-code", code=message.code))
    roll: Buttons = []
    if message.role is Role.SUPERVISOR and message.waiting:
        lines.append(say("rating-waiting", count=message.waiting))
        roll = [button(say("rating-roll", count=message.waiting), Roll(message.rating, 0))]
    return View("\n\n".join(lines), rows(roll, [button(say("rating-look"), Show(message.rating))]))


def _facts(message: RatingSubmitted | RatingOpened, say: Speech) -> dict[str, object]:
    return {"unit": message.unit, "title": message.title, "closes": say.moment(message.closes)}


def told_not_opened(message: RatingNotOpened, say: Speech) -> View:
    """Tell the committee why the rating did not open."""
    why = sentence(DomainError(message.code, **message.error_data), say)
    return View("\n\n".join([head(message.unit, message.title, say), say("rating-open-not", why=why)]), rows(home(say)))


def told_replaced(message: RatingReplaced, say: Speech) -> View:
    """Tell everybody concerned who is supervisor or teller now."""
    changed = say(f"rating-replace-{message.role.value}{'-same' if message.same else ''}", name=message.name)
    look = button(say("rating-look"), Show(message.rating))
    return View("\n\n".join([head(message.unit, message.title, say), changed]), rows([look]))


RENDERERS = (
    prompts(NAME, prompt),
    renders(RatingSubmitted, told_submitted),
    renders(RatingOpened, told_opened),
    renders(RatingNotOpened, told_not_opened),
    renders(RatingReplaced, told_replaced),
    renders(RatingWithdrawn, told_withdrawn),
)
