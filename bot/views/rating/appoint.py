"""AppointmentDraft supervisor and teller: a name from the list, or typed."""

from typing import Any

from bot.services.rating.appoint import AppointmentDraft
from bot.texts.speech import Speech
from bot.views import pick as meeting_pick
from bot.views.callback import button, rows
from bot.views.form import cancel_button
from bot.views.rating.page import Show
from bot.views.view import View


def prompt(data: dict[str, Any], say: Speech) -> View:
    version, given = int(data["version"]), AppointmentDraft.model_validate(data["draft"])
    above = "no" if given.on_top else "yes"
    asked = [say(f"rating-ask-{data['step']}", unit=given.unit, title=given.title, above=above)]
    if given.running:
        asked.append(say("rating-ask-running"))
    if given.choices.search:
        asked.append(say("meeting-searched", name=given.choices.search))
    look = button(say("rating-look"), Show(given.rating))
    return View("\n\n".join(asked), rows(*meeting_pick.people(given.choices, version, say), [look, cancel_button(say)]))


RENDERERS = {"form.rating_appoint": prompt}
