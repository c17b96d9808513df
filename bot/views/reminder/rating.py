"""The reminder of a rating that is about to close: the same for everybody who may vote."""

from bot.domain.reminder.line import RatingLine
from bot.texts.speech import Speech
from bot.views.rating.vote import open_button
from bot.views.reminder.line import RenderedLine, day_in_words


def closing(line: RatingLine, say: Speech) -> RenderedLine:
    """The rating, its closing hour and the button that opens the ballot."""
    text = say(
        "reminder-rating",
        unit=line.unit,
        matter=line.title,
        day=day_in_words(say.local(line.closes).date(), line.today, say),
        hour=say.hour(line.closes),
    )
    return RenderedLine(text, (open_button(line.rating, line.key_tag, say),))
