"""Voiding: the reason, and who of the two has approved it."""

from bot.domain.message import Prompt
from bot.domain.rating.message import RatingVoid, VoidAwaitsApproval, VoidDraft
from bot.domain.rating.model import Role, State, VoidReason
from bot.services.rating.voiding import NAME, Voiding
from bot.services.reason_form import REASON
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rating.close import Void, head, stand
from bot.views.renderer import prompts, renders
from bot.views.view import View


class Reason(Callback, prefix="cvr"):
    """Begin the form that asks for the reason."""

    rating: int


class Propose(Callback, prefix="cvp"):
    """Confirm the reason. `version`: of the form whose reason was shown."""

    version: int


class Rewrite(Callback, prefix="cvw"):
    """Enter another reason."""

    version: int


class Yes(Callback, prefix="cu"):
    """Approve the reason. `version`: of the rating that was shown."""

    rating: int
    version: int


def page(found: Voiding, say: Speech) -> View:
    """Show how far voiding is agreed."""
    rating = found.rating
    lines = [say("rating-close-moved")] if found.moved else []
    lines.append(head(found.unit, rating.title, say))
    if rating.state is State.VOID:
        lines.append(say("rating-voiding-done"))
        return View("\n\n".join(lines), rows(home(say)))
    lines.append(say("rating-voiding-what"))
    if not found.reason:
        lines.append(say("rating-voiding-how"))
        return View("\n\n".join(lines), rows([button(say("rating-voiding-reason"), Reason(rating.id))], home(say)))
    lines.append(say("rating-voiding-because", reason=found.reason))
    lines.append(stand(found.awaited, (Role.SUPERVISOR, Role.COMMITTEE), say))
    yes = [button(say("rating-voiding-yes"), Yes(rating.id, rating.version))] if found.may else []
    other = [button(say("rating-voiding-other-reason"), Reason(rating.id))]
    return View("\n\n".join(lines), rows(yes, other, home(say)))


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the reason, or show it once more."""
    draft = VoidDraft.model_validate(asked.draft)
    lines = [head(draft.unit, draft.title, say)]
    if asked.step == REASON:
        return form.ask("\n\n".join([*lines, say("rating-voiding-why")]), say)
    lines.append(say("rating-voiding-confirm", reason=draft.reason))
    yes = button(say("rating-voiding-propose"), Propose(asked.version))
    again = button(say("rating-voiding-rewrite"), Rewrite(asked.version))
    return View("\n\n".join(lines), rows([yes], [again, form.cancel_button(say)]))


def told_waits(message: VoidAwaitsApproval, say: Speech) -> View:
    """Ask the other one to approve the reason."""
    asked = say("rating-voiding-asked", by=message.by or say("rating-close-committee"), reason=message.reason)
    look = button(say("rating-voiding-look"), Void(message.rating))
    return View("\n\n".join([head(message.unit, message.title, say), asked]), rows([look]))


def told_void(message: RatingVoid, say: Speech) -> View:
    """Tell the whole electorate in the same words that the rating is void."""
    lines = [head(message.unit, message.title, say), why(message.reason, say)]
    lines += [say("rating-voiding-because", reason=message.words)] if message.words else []
    return View("\n\n".join([*lines, say("rating-voiding-told")]), rows(home(say)))


def why(reason: VoidReason, say: Speech) -> str:
    """Say why a rating is void."""
    return say(f"rating-voiding-{reason.value.replace('_', '-')}")


RENDERERS = (prompts(NAME, prompt), renders(VoidAwaitsApproval, told_waits), renders(RatingVoid, told_void))
