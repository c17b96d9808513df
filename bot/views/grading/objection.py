"""Objections: raised under one's name or anonymously, looked into and answered by the committee."""

from telegram import InlineKeyboardButton

from bot.domain.grading.decision import Objection
from bot.domain.grading.message import AnswerDraft, ObjectionAnswered, ObjectionDraft, ObjectionRaised
from bot.domain.message import Prompt
from bot.services.grading.objection import ANSWER, ANSWER_NAME, FINDING, NAME, Answered, Raised
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import card_button
from bot.views.menu import home
from bot.views.renderer import prompts, renders
from bot.views.view import View


class Object(Callback, prefix="gs"):
    """Ask for an objection. `named` 1: under one's name; 0: anonymously."""

    notice: int
    named: int


class Answer(Callback, prefix="gr"):
    """Ask what was found about an objection."""

    objection: int


class Uphold(Callback, prefix="gw"):
    """Send the answer. `upheld` 1: the objection is; `version`: of the form."""

    version: int
    upheld: int


def object_buttons(notice: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Buttons to object under one's name and anonymously."""
    named = button(say("objection-named"), Object(notice, 1))
    return [[named, button(say("objection-anonymous"), Object(notice, 0))]]


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the objection, until the notice's last day."""
    draft = ObjectionDraft.model_validate(asked.draft)
    key = "objection-ask-named" if draft.named else "objection-ask-anonymous"
    text = say(key, unit=draft.unit, until=say.full_day(draft.until))
    return form.ask(text, say)


def raised(result: Raised, say: Speech) -> View:
    """Thank the person who raised it."""
    lines = [say("objection-raised-named" if result.named else "objection-raised-anonymous", unit=result.unit)]
    lines += [] if result.notified else [say("objection-nobody")]
    return View("\n".join(lines), rows([card_button(result.case_id, say)], home(say)))


def objection_raised(message: ObjectionRaised, say: Speech) -> View:
    """Tell the committee of an objection."""
    facts = {"unit": message.unit, "year": str(message.year), "words": message.words}
    text = say("objection-told", by=message.by, **facts) if message.by else say("objection-told-anonymous", **facts)
    answer = button(say("objection-answer"), Answer(message.objection))
    return View(text, rows([answer], [card_button(message.case, say)]))


def answer_prompt(asked: Prompt, say: Speech) -> View:
    """Ask what was found, then for the answer, then whether the objection is upheld."""
    draft, cancel = AnswerDraft.model_validate(asked.draft), [form.cancel_button(say)]
    words = say("objection-words", words=draft.words)
    if asked.step == FINDING:
        return View("\n".join([words, say("objection-ask-finding", unit=draft.unit)]), rows(cancel))
    if asked.step == ANSWER:
        return View(say("objection-ask-answer"), rows(cancel))
    lines = [
        words,
        say("objection-finding", finding=draft.finding),
        say("objection-answered-by", answer=draft.answer),
    ]
    no = button(say("objection-reject"), Uphold(asked.version, 0))
    yes = button(say("objection-uphold"), Uphold(asked.version, 1))
    return View("\n".join([*lines, say("objection-sure")]), rows([no], [yes], cancel))


def answered(result: Answered, say: Speech) -> View:
    """Tell the committee how the objection is answered."""
    state = "upheld" if result.objection.upheld else "rejected"
    lines = [say(f"objection-was-{state}" if result.again else f"objection-is-{state}", unit=result.unit)]
    lines += [say("objection-back")] if result.back else []
    return View("\n".join(lines), rows([card_button(result.case_id, say)], home(say)))


def objection_answered(message: ObjectionAnswered, say: Speech) -> View:
    """Tell the person who raised it how it was answered."""
    state = "rejected" if not message.upheld else "upheld" if message.back else "upheld-later"
    text = say(f"objection-yours-{state}", unit=message.unit, words=message.words, answer=message.answer)
    return View(text, rows([card_button(message.case, say)]))


def full(place: int, one: Objection, say: Speech) -> str:
    """Say an objection as the committee reads it."""
    by = say("objection-by", name=one.by) if one.by else say("objection-by-nobody")
    lines = [say("objection-line", number=str(place), by=by, day=say.day(one.raised_on), words=one.words)]
    if one.upheld is None:
        return "\n".join([*lines, say("objection-waits")])
    state = say("objection-upheld" if one.upheld else "objection-rejected")
    return "\n".join([*lines, say("objection-settled", state=state, answer=one.answer or "")])


def public(place: int, one: Objection, say: Speech) -> str:
    """Say an objection as everyone of the unit reads it: the answer alone."""
    state = say("objection-upheld" if one.upheld else "objection-rejected")
    return say("objection-public", number=str(place), day=say.day(one.raised_on), state=state, answer=one.answer or "")


RENDERERS = (
    prompts(NAME, prompt),
    prompts(ANSWER_NAME, answer_prompt),
    renders(ObjectionRaised, objection_raised),
    renders(ObjectionAnswered, objection_answered),
)
