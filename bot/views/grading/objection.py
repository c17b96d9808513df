"""Objections: named or anonymous, one message; looked into and answered by the committee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.grading.decision import Objection
from bot.services.grading.objection import Raised
from bot.services.grading.objection_answer import ANSWER, FINDING, Answered
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import open_button
from bot.views.menu import home
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Object(Callback, prefix="gs"):
    """`on` 1: under one's name; 0: anonymously."""

    notice: int
    on: int


@dataclass(frozen=True, slots=True)
class Answer(Callback, prefix="gr"):
    """Begin to answer."""

    objection: int


@dataclass(frozen=True, slots=True)
class Uphold(Callback, prefix="gw"):
    """The answer goes out; `on` 1: the objection is upheld. `version`: of the form."""

    version: int
    on: int


def object_buttons(notice: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    named = button(say("objection-named"), Object(notice, 1))
    return [[named, button(say("objection-anonymous"), Object(notice, 0))]]


def prompt(data: dict[str, Any], say: Speech) -> View:
    draft = data["draft"]
    key = "objection-ask-named" if draft["named"] else "objection-ask-anonymous"
    text = say(key, unit=draft["unit"], until=say.full_day(date.fromisoformat(draft["until"])))
    return View(text, rows([form.cancel_button(say)]))


def raised(result: Raised, say: Speech) -> View:
    lines = [say("objection-raised-named" if result.named else "objection-raised-anonymous", unit=result.unit)]
    lines += [] if result.told else [say("objection-nobody")]
    return View("\n".join(lines), rows([open_button(result.case_id, say)], home(say)))


def told(data: dict[str, Any], say: Speech) -> View:
    """The committee."""
    facts = {"unit": data["unit"], "year": str(data["year"]), "words": data["words"]}
    text = say("objection-told", by=data["by"], **facts) if data["by"] else say("objection-told-anonymous", **facts)
    answer = button(say("objection-answer"), Answer(data["objection"]))
    return View(text, rows([answer], [open_button(data["case"], say)]))


def answer_prompt(data: dict[str, Any], say: Speech) -> View:
    draft, cancel = data["draft"], [form.cancel_button(say)]
    words = say("objection-words", words=draft["words"])
    if data["step"] == FINDING:
        return View("\n".join([words, say("objection-ask-finding", unit=draft["unit"])]), rows(cancel))
    if data["step"] == ANSWER:
        return View(say("objection-ask-answer"), rows(cancel))
    lines = [
        words,
        say("objection-finding", finding=draft["finding"]),
        say("objection-answered-by", answer=draft["answer"]),
    ]
    no = button(say("objection-reject"), Uphold(data["version"], 0))
    yes = button(say("objection-uphold"), Uphold(data["version"], 1))
    return View("\n".join([*lines, say("objection-sure")]), rows([no], [yes], cancel))


def answered(result: Answered, say: Speech) -> View:
    """What the committee sees."""
    state = "upheld" if result.objection.upheld else "rejected"
    lines = [say(f"objection-was-{state}" if result.again else f"objection-is-{state}", unit=result.unit)]
    lines += [say("objection-back")] if result.back else []
    return View("\n".join(lines), rows([open_button(result.case_id, say)], home(say)))


def answer_told(data: dict[str, Any], say: Speech) -> View:
    """Whoever raised it."""
    state = "rejected" if not data["upheld"] else "upheld" if data["back"] else "upheld-later"
    text = say(f"objection-yours-{state}", unit=data["unit"], words=data["words"], answer=data["answer"])
    return View(text, rows([open_button(data["case"], say)]))


def full(place: int, one: Objection, say: Speech) -> str:
    """As the committee reads it."""
    by = say("objection-by", name=one.by) if one.by else say("objection-by-nobody")
    lines = [say("objection-line", number=str(place), by=by, day=say.day(one.raised_on), words=one.words)]
    if one.upheld is None:
        return "\n".join([*lines, say("objection-waits")])
    state = say("objection-upheld" if one.upheld else "objection-rejected")
    return "\n".join([*lines, say("objection-settled", state=state, answer=one.answer or "")])


def public(place: int, one: Objection, say: Speech) -> str:
    """As everyone of the unit reads it: the answer alone."""
    state = say("objection-upheld" if one.upheld else "objection-rejected")
    return say("objection-public", number=str(place), day=say.day(one.raised_on), state=state, answer=one.answer or "")


RENDERERS = {
    "form.objection": prompt,
    "form.objection_answer": answer_prompt,
    "objection.raised": told,
    "objection.answered": answer_told,
}
