"""What someone is to ratings and notices, for their own eyes; never whether their ballot is in."""

from bot.domain.rating.model import State
from bot.services.questions.me import Electing, Guarding, Part, Raised
from bot.texts.speech import Speech
from bot.views.questions.me_list import listed
from bot.views.rectification.brief import short


def lines(found: Part, account_id: int, say: Speech) -> list[str]:
    """`account_id`: of whoever asks."""
    ratings = [_electing(one, account_id, say) for one in found.electing]
    past = [say("me-ratings-past", count=str(found.listed))] if found.listed else []
    guards = [_guarding(one, say) for one in found.guarding]
    raised = [_raised(one, say) for one in found.raised]
    return [
        *listed("me-ratings", ratings, say),
        *past,
        *listed("me-guards", guards, say),
        *listed("me-objections", raised, say),
    ]


def _electing(one: Electing, account_id: int, say: Speech) -> str:
    when = "" if one.state is State.OPEN else "over-"
    return say("me-rating", unit=one.unit, title=one.title, way=say(f"me-rating-{when}{_way(one, account_id)}"))


def _way(one: Electing, account_id: int) -> str:
    if one.paper:
        return "paper"
    if one.account_id is None:
        return "waiting"
    if one.account_id != account_id:
        return "other"
    return "confirmed" if one.confirmed else "own"


def _guarding(one: Guarding, say: Speech) -> str:
    role, state = say(f"rating-close-{one.role.value}"), say(f"rating-state-{one.state.value}")
    return say("me-guard", unit=one.unit, title=one.title, role=role, state=state)


def _raised(one: Raised, say: Speech) -> str:
    state = "waiting" if one.upheld is None else "upheld" if one.upheld else "rejected"
    facts = {"unit": one.unit, "words": short(one.words), "day": say.full_day(one.on)}
    return say("me-objection", state=say(f"me-objection-{state}"), **facts)
