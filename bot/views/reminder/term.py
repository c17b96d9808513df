"""Reminders of a probation or a post's term that ends."""

from bot.domain.reminder.line import EndingLine
from bot.texts.speech import Speech
from bot.views.callback import button
from bot.views.menu import Open
from bot.views.people import post
from bot.views.reminder.line import RenderedLine, day_in_words


def ending(line: EndingLine, say: Speech) -> RenderedLine:
    """A term with the way to the unit's posts, a probation with the way to the roster."""
    facts = {"name": line.name, "unit": line.unit, "day": day_in_words(line.ends, line.today, say)}
    if line.post is None:
        roster = button(say("reminder-button-roster", name=line.name), Open("roster"))
        return RenderedLine(say("reminder-probation", **facts), (roster,))
    text = say("reminder-term", kind=post.kind_name(line.post, say), **facts)
    return RenderedLine(text, (button(say("reminder-button-posts", unit=line.unit), post.OfUnit(line.unit_id)),))
