"""What a rectification item says about itself, line by line: the same whether it is entered or looked at."""

from collections.abc import Collection
from datetime import date

from bot.domain.post import PostKind
from bot.domain.rectification.model import Horizon, Milestone
from bot.services.rectification.card import Attached
from bot.texts.speech import Speech
from bot.views.people.post import kind_name

LONG = 300
"""Characters of one field on a card, which has to fit into a message."""

KINDS = (PostKind.ATTACHED_LEADER, PostKind.LIAISON)


def field(name: str, value: str, say: Speech) -> list[str]:
    """Nothing where there is nothing to say."""
    return [say(f"rectify-line-{name}", value=value)] if value else []


def text(name: str, value: str, say: Speech) -> list[str]:
    """What was typed, with its lines."""
    whole = value if len(value) <= LONG else value[: LONG - 1] + "…"
    return field(name, whole, say)


def horizon(of: Horizon | None, say: Speech) -> str:
    return say(f"rectify-horizon-{of.value}") if of is not None else ""


def milestones(found: Collection[Milestone], today: date, say: Speech) -> list[str]:
    """Each with its date, and whether it is reached or late."""
    if not found:
        return []
    return [say("rectify-milestones"), *(_milestone(one, today, say) for one in found)]


def _milestone(one: Milestone, today: date, say: Speech) -> str:
    about = {"name": one.name, "due": say.full_day(one.due_on)}
    if one.reached_at is not None:
        return say("rectify-milestone-reached", **about, day=say.day(say.local(one.reached_at).date()))
    return say("rectify-milestone-late" if one.due_on < today else "rectify-milestone", **about)


def attached(found: Attached, say: Speech, *, wanted: bool = False) -> list[str]:
    """Who is attached; `wanted`: also that nobody is."""
    parts = []
    for kind in KINDS:
        names = [one.name for one in found.of(kind)]
        if names or wanted:
            name = say.list(names) if names else say("rectify-nobody")
            parts.append(say("rectify-attached", kind=kind_name(kind, say), name=name))
    return [say("rectify-gap").join(parts)] if parts else []
