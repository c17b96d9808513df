"""AppointmentDraft supervisor and teller: a name from the list, or typed."""

from bot.domain.message import Prompt
from bot.services.rating.appoint import NAME, AppointmentDraft
from bot.texts.speech import Speech
from bot.views import pick as meeting_pick
from bot.views.callback import button, rows
from bot.views.form import cancel_button
from bot.views.rating.page import Show
from bot.views.renderer import prompts
from bot.views.view import View


def prompt(asked: Prompt, say: Speech) -> View:
    given = AppointmentDraft.model_validate(asked.draft)
    above = "no" if given.on_top else "yes"
    lines = [say(f"rating-ask-{asked.step}", unit=given.unit, title=given.title, above=above)]
    if given.running:
        lines.append(say("rating-ask-running"))
    if given.choices.search:
        lines.append(say("meeting-searched", name=given.choices.search))
    look = button(say("rating-look"), Show(given.rating))
    return View(
        "\n\n".join(lines), rows(*meeting_pick.people(given.choices, asked.version, say), [look, cancel_button(say)])
    )


RENDERERS = (prompts(NAME, prompt),)
