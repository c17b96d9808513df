"""The reminder of a rating that is about to close: the same for everybody who may vote."""

from bot.domain.clock import from_ms
from bot.domain.reminder.model import Kind
from bot.services.reminder.source import Line
from bot.texts.speech import Speech
from bot.views.rating.vote import open_button
from bot.views.reminder.line import Said, day_in_words


def closing(line: Line, say: Speech) -> Said:
    closes = from_ms(line["closes"])
    text = say(
        "reminder-rating",
        unit=line["unit"],
        matter=line["matter"],
        day=day_in_words(say.local(closes).date(), line, say),
        hour=say.hour(closes),
    )
    return Said(text, (open_button(line["rating"], line["seal"], say),))


LINES = {Kind.RATING.value: closing}
