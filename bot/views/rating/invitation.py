"""Before the ballot: the invitation, who may vote, and what is promised and what is not."""

from typing import Any

from bot.domain.clock import from_ms
from bot.domain.rating.model import Rating
from bot.services.rating.vote import Electorate, Listed
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.menu import home
from bot.views.rating.vote import Electors, head, open_button, promise_button
from bot.views.view import View


def invite(data: dict[str, Any], say: Speech) -> View:
    """Of a message `rating.invite`. `data`: rating, its key tag and code, unit, title, subject, closes (ms),
    supervisor, teller, electors, doubt (the supervisor has to confirm this elector's account first: then it
    is short, and comes whole later), proposed and proposed_en (a
    grade's name, or empty)."""
    lines = [head(data["unit"], data["title"], say)]
    until = say.moment(from_ms(data["closes"]))
    if data["doubt"]:
        lines += [say("rating-line-closes", at=until), say("rating-vote-doubt")]
        return View("\n\n".join(lines), rows([promise_button(data["rating"], say)]))
    grade = data["proposed_en" if say.language == "en" else "proposed"]
    if grade:
        lines.append(say("rating-vote-proposed", grade=grade))
    lines.append(
        say(
            "rating-vote-facts",
            until=until,
            supervisor=data["supervisor"],
            teller=data["teller"],
            electors=data["electors"],
        )
    )
    lines.append(say("rating-vote-code", code=data["code"]))
    lines += [say("rating-vote-promised"), say("rating-vote-not-promised")]
    return View(
        "\n\n".join(lines),
        rows(
            [open_button(data["rating"], data["seal"], say)],
            [button(say("rating-vote-who"), Electors(data["rating"])), promise_button(data["rating"], say)],
        ),
    )


def electorate(found: Electorate, say: Speech) -> View:
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
    """In full; the code where there is a key."""
    code = [say("rating-vote-code", code=rating.code)] if rating.code else []
    text = "\n\n".join([say("rating-vote-promise"), *code])
    return View(text, rows([open_button(rating.id, rating.key_tag, say)], home(say)), fresh=True)


def _elector(number: int, one: Listed, say: Speech) -> str:
    """Name, and since when the present account is bound; whoever has a paper votes with that."""
    if one.elector.paper:
        return say("rating-vote-elector-paper", number=str(number), name=one.name)
    if one.bound_at is None:
        return say("rating-vote-elector-without", number=str(number), name=one.name)
    return say(
        "rating-vote-elector", number=str(number), name=one.name, day=say.full_day(say.local(one.bound_at).date())
    )


RENDERERS = {"rating.invite": invite}
