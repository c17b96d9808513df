"""What is shown before the ballot: the invitation, who may vote, and what is promised and what is not."""

from bot.domain.rating.message import RatingInvitation
from bot.domain.rating.model import Rating
from bot.services.rating.vote import Electorate, Listed
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.menu import home
from bot.views.rating.vote import Electors, head, open_button, promise_button
from bot.views.renderer import renders
from bot.views.view import View


def invite(message: RatingInvitation, say: Speech) -> View:
    """Show a short invitation, without the ballot, to whoever still needs the supervisor's confirmation."""
    lines = [head(message.unit, message.title, say)]
    until = say.moment(message.closes)
    if message.doubt:
        lines += [say("rating-line-closes", at=until), say("rating-vote-doubt")]
        return View("\n\n".join(lines), rows([promise_button(message.rating, say)]))
    grade = message.proposed_en if say.language == "en" else message.proposed
    if grade:
        lines.append(say("rating-vote-proposed", grade=grade))
    people = {"supervisor": message.supervisor, "teller": message.teller, "electors": message.electors}
    lines.append(say("rating-vote-facts", until=until, **people))
    lines.append(say("rating-vote-code", code=message.code))
    lines += [say("rating-vote-promised"), say("rating-vote-not-promised")]
    vote = open_button(message.rating, message.key_tag, say)
    who = button(say("rating-vote-who"), Electors(message.rating))
    return View("\n\n".join(lines), rows([vote], [who, promise_button(message.rating, say)]))


def electorate(found: Electorate, say: Speech) -> View:
    """List who may vote, never who has."""
    lines = [head(found.unit, found.rating.title, say)]
    lines.append(
        say(
            "rating-vote-electors",
            count=len(found.people),
            source=say(f"rating-vote-source-{found.rating.source.value}"),
        )
    )
    lines.append("\n".join(_elector(number, one, say) for number, one in enumerate(found.people, 1)))
    lines.append(say("rating-vote-electors-end"))
    return View(
        "\n\n".join(lines), rows([open_button(found.rating.id, found.rating.key_tag, say)], home(say)), fresh=True
    )


def promise(rating: Rating, say: Speech) -> View:
    """Show the whole promise, with the key's code once the rating has a key."""
    code = [say("rating-vote-code", code=rating.code)] if rating.code else []
    text = "\n\n".join([say("rating-vote-promise"), *code])
    return View(text, rows([open_button(rating.id, rating.key_tag, say)], home(say)), fresh=True)


def _elector(number: int, one: Listed, say: Speech) -> str:
    """Name an elector, and since when the present account is bound; an elector with a paper votes with that."""
    if one.elector.paper:
        return say("rating-vote-elector-paper", number=str(number), name=one.name)
    if one.bound_at is None:
        return say("rating-vote-elector-without", number=str(number), name=one.name)
    return say(
        "rating-vote-elector", number=str(number), name=one.name, day=say.full_day(say.local(one.bound_at).date())
    )


RENDERERS = (renders(RatingInvitation, invite),)
