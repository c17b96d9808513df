"""A unit in words: how many people of which standing, and its committee."""

from bot.domain.person import Standing
from bot.services.people.unit_summary import Committee, Members
from bot.texts.speech import Speech
from bot.views.people.post import kind_name


def members(result: Members, say: Speech) -> str:
    """Word how many members there are, and other people by standing."""
    full, probationary = (result.standings.get(one, 0) for one in (Standing.FULL, Standing.PROBATIONARY))
    counts = {"total": str(result.total), "full": str(full), "probationary": str(probationary)}
    lines = [say("ask-members", unit=result.unit.name, **counts)]
    flags = {"retired": str(result.flags.retired), "floating": str(result.flags.floating)}
    lines.append(say("ask-members-flags", **flags))
    others = [
        say("ask-members-standing", standing=say(f"me-standing-{standing.value.replace('_', '-')}"), count=str(count))
        for standing, count in result.standings.items()
        if not standing.member
    ]
    return "\n".join([*lines, say("ask-members-others", others=say.list(others))] if others else lines)


def committee(result: Committee, say: Speech, *, contact_first: bool) -> str:
    """List the committee and the group leaders, and who can be asked; `contact_first`: that comes first."""
    if not result.posts and not result.leaders:
        return say("ask-committee-none", unit=result.unit.name)
    lines = [
        say("ask-committee", unit=result.unit.name),
        *(say("ask-committee-line", kind=kind_name(one.kind, say), name=one.name) for one in result.posts),
        *(say("ask-committee-leader", unit=one.unit_name, name=one.name) for one in result.leaders),
    ]
    secretary = result.secretary()
    contact = [say("ask-committee-contact", name=secretary)] if secretary else []
    return "\n".join([*contact, *lines] if contact_first else [*lines, *contact])
