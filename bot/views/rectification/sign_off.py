"""The committee above: signed off with a number, or returned with a reason."""

from bot.domain.message import Prompt
from bot.domain.rectification.message import AllSignedOff, ReturnDraft, SignOffDone, SignOffReturned
from bot.domain.rectification.model import ItemState
from bot.services.reason_form import REASON
from bot.services.rectification.sign_off import NAME, Asked, Decision
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rectification import items
from bot.views.renderer import prompts, renders
from bot.views.view import View


class SignOff(Callback, prefix="zo"):
    """Asks once more before it is done."""

    item: int


class Yes(Callback, prefix="zy"):
    """`version`: of the item that was shown."""

    item: int
    version: int


class Return(Callback, prefix="zr"):
    """Begins the form that asks for the reason."""

    item: int


class ReturnYes(Callback, prefix="zb"):
    """`version`: of the form whose reason was shown."""

    version: int


class Rewrite(Callback, prefix="zq"):
    """Another reason."""

    version: int


def answered(result: Asked | Decision, say: Speech) -> View:
    """The question before a sign-off, or how the item stands."""
    return confirm(result, say) if isinstance(result, Asked) else decided(result, say)


def confirm(asked: Asked, say: Speech) -> View:
    """The question whether an item is to be signed off."""
    item = asked.item
    text = say(
        "sign-off-confirm",
        problem=items.short(item.problem),
        unit=asked.unit,
        owner=asked.owner,
        target=item.target or item.measure,
        count=asked.pieces,
    )
    waiting = [items.short(name, items.LABEL) for name in asked.open]
    head = [say("sign-off-open-milestones", names=say.list(waiting), count=len(waiting))] if waiting else []
    yes = button(say("sign-off-yes"), Yes(item.id, item.version))
    return View("\n".join([*head, text]), rows([yes], [items.open_button(item.id, say)]))


def decided(result: Decision, say: Speech) -> View:
    """What whoever decides sees; a second tap shows who was first."""
    item, lines = result.item, [_stands(result, say)]
    if result.all_done:
        lines.append(say("sign-off-all-done"))
    return View("\n\n".join(lines), rows([items.open_button(item.id, say)], home(say)))


def _stands(result: Decision, say: Speech) -> str:
    item, problem = result.item, items.short(result.item.problem)
    if item.state is ItemState.SIGNED_OFF:
        key = "sign-off-was-done" if result.again else "sign-off-is-done"
        by = result.by or say("sign-off-administrator")
        return say(key, problem=problem, number=items.number(item, say), by=by)
    return say("sign-off-moved" if result.moved else "sign-off-is-returned", problem=problem)


def prompt(asked: Prompt, say: Speech) -> View:
    """The question for the reason of a return, or whether it is the right one."""
    draft = ReturnDraft.model_validate(asked.draft)
    problem = items.short(draft.problem)
    if asked.step == REASON:
        return form.ask(say("sign-off-why", problem=problem), say)
    yes = button(say("sign-off-return-yes"), ReturnYes(asked.version))
    again = button(say("sign-off-return-rewrite"), Rewrite(asked.version))
    text = say("sign-off-return-confirm", problem=problem, reason=draft.reason)
    return View(text, rows([yes], [again, form.cancel_button(say)]))


def told_done(message: SignOffDone, say: Speech) -> View:
    """To owner and secretary: the item is signed off."""
    shown = items.number_of(message.year, message.number, say)
    lines = [say("sign-off-told-done", **_facts(message, say), number=shown)]
    lines += [say("sign-off-all-done")] if message.all_done else []
    return View("\n".join(lines), rows([items.open_button(message.item, say)]))


def told_returned(message: SignOffReturned, say: Speech) -> View:
    """To owner and secretary: the item was returned."""
    key = "sign-off-told-returned-secretary" if message.secretary else "sign-off-told-returned"
    text = say(key, **_facts(message, say), reason=message.reason)
    return View(text, rows([items.open_button(message.item, say)]))


def told_all(message: AllSignedOff, say: Speech) -> View:
    """To secretary and committee: all items of the unit are signed off."""
    text = say("sign-off-told-all", problem=items.short(message.problem), unit=message.unit)
    return View(text, rows([items.open_button(message.item, say)]))


def _facts(message: SignOffDone | SignOffReturned, say: Speech) -> dict[str, object]:
    by = message.by or say("sign-off-administrator")
    return {"problem": items.short(message.problem), "unit": message.unit, "by": by}


RENDERERS = (
    prompts(NAME, prompt),
    renders(SignOffDone, told_done),
    renders(SignOffReturned, told_returned),
    renders(AllSignedOff, told_all),
)
