"""Everything held about the asker, in words: two messages at most, mostly one."""

from bot.domain.people.binding import Way
from bot.domain.person import Person
from bot.domain.rating.model import State
from bot.domain.reminder.model import Kind
from bot.services.questions.me import (
    AskedExtension,
    ElectorEntry,
    Exemption,
    GuardRole,
    Leave,
    NamedPost,
    PersonalData,
    RaisedObjection,
    RatingPart,
)
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.menu import home
from bot.views.people.post import kind_name
from bot.views.rectification.items import short
from bot.views.rectification.ledger import MineList
from bot.views.reminder.page import kind_name as reminder_kind
from bot.views.view import View


def held(found: PersonalData, days_after_leaving: int, say: Speech) -> View:
    """Show who they are, what was recorded, and what never is."""
    if found.person is None:
        text = "\n".join([say("me-administrator"), *_account(found, say), "", say("me-never")])
        return View(text, rows(home(say)))
    roster = [say("me-heading"), *_roster(found, found.person, say), *_posts(found, say), *_account(found, say)]
    recorded = [
        "",
        *_figures(found, say),
        *_outside(found, say),
        *_leaves(found.leaves, say),
        *_exemptions(found.exemptions, say),
    ]
    work = ["", *_items(found, say), *_extensions(found.extensions, say), "", *_reminders(found, say)]
    ratings = ["", *lines(found.part, found.account.id, say)]
    end = ["", say("me-also"), "", say("me-never"), say("me-until", days=str(days_after_leaving))]
    own = [button(say("rectify-mine"), MineList(0))] if found.counts.items else []
    return View("\n".join([*roster, *recorded, *work, *ratings, *end]), rows(own, home(say)))


def _roster(found: PersonalData, person: Person, say: Speech) -> list[str]:
    facts = {
        "name": person.name,
        "unit": found.unit.place.replace("/", " / ") if found.unit else "",
        "group": found.group,
        "standing": say(f"me-standing-{person.standing.value.replace('_', '-')}"),
        "number": person.number or "",
        "phone": person.phone or "",
        "joined": say.full_day(person.joined_on) if person.joined_on else "",
    }
    lines = [say(f"me-{name}", value=value) for name, value in facts.items() if value]
    flags = [say(f"me-{name}") for name in ("retired", "floating") if getattr(person, name)]
    return [*lines, *flags]


def _posts(found: PersonalData, say: Speech) -> list[str]:
    return [_post(one, say) for one in found.posts]


def _post(one: NamedPost, say: Speech) -> str:
    post = one.post
    words = {"unit": one.name, "kind": kind_name(post.kind, say), "since": say.full_day(post.started_on)}
    if post.ended_on is None:
        return say("me-post", **words)
    return say("me-post-ended", until=say.full_day(post.ended_on), **words)


def _account(found: PersonalData, say: Speech) -> list[str]:
    own = found.account
    lines = [say("me-account", id=str(own.id))]
    if own.bound_at is not None:
        way = say(f"me-way-{(own.way or Way.LINK).value}")
        lines.append(say("me-bound", since=say.moment(own.bound_at), way=way))
    return [*lines, say("me-language"), *([say("me-is-administrator")] if own.administrator else [])]


def _figures(found: PersonalData, say: Speech) -> list[str]:
    figures = found.figures
    if not figures.expected and not figures.exempt:
        return [say("me-no-meetings")]
    counts = {name: str(getattr(figures, name)) for name in ("present", "late", "remote", "leave", "absent", "exempt")}
    attended, expected = str(figures.attended), str(figures.expected)
    return [say("me-figures", year=str(found.year), attended=attended, expected=expected, **counts)]


def _outside(found: PersonalData, say: Speech) -> list[str]:
    return [say("me-outside", count=str(found.counts.outside))] if found.counts.outside else []


def _leaves(leaves: tuple[Leave, ...], say: Speech) -> list[str]:
    return listed("me-leaves", [_leave(one, say) for one in leaves], say)


def _leave(one: Leave, say: Speech) -> str:
    state = say(f"me-leave-{one.state.value}")
    return say("me-leave", title=one.title, day=say.moment(one.starts), reason=one.reason, state=state)


def _exemptions(exemptions: tuple[Exemption, ...], say: Speech) -> list[str]:
    return listed("me-exemptions", [_exemption(one, say) for one in exemptions], say)


def _exemption(one: Exemption, say: Speech) -> str:
    since, until = say.full_day(one.period.from_on), say.full_day(one.period.until_on)
    return say("me-exemption", since=since, until=until, reason=one.reason)


def _items(found: PersonalData, say: Speech) -> list[str]:
    counts = found.counts
    if counts.items:
        lines = [say("me-items", items=str(counts.items), pending=str(counts.pending))]
    else:
        lines = [say("me-items-none")]
    given = {"gathered": counts.gathered, "handed-in": counts.handed_in}
    return [*lines, *(say(f"me-evidence-{name}", count=str(count)) for name, count in given.items() if count)]


def _extensions(asked: tuple[AskedExtension, ...], say: Speech) -> list[str]:
    return listed("me-extensions", [_extension(one, say) for one in asked], say)


def _extension(one: AskedExtension, say: Speech) -> str:
    facts = {"problem": short(one.problem), "until": say.full_day(one.until), "reason": one.reason}
    return say("me-extension", state=say(f"me-extension-{one.state.value}"), **facts)


def _reminders(found: PersonalData, say: Speech) -> list[str]:
    """What was chosen about them, and how many are to come."""
    minute, muted = found.setting.minute, [kind for kind in Kind if kind in found.setting.muted]
    hour = "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"
    lines = [say("me-reminder-hour", hour=hour) if hour else say("me-reminder-hour-none")]
    if muted:
        lines.append(say("me-reminder-muted", kinds=say.list([reminder_kind(kind, say) for kind in muted])))
    return [*lines, say("me-reminders", count=str(found.counts.reminders))]


SHOWN = 6
"""So many of a kind are listed, so that a message stays readable."""


def listed(key: str, lines: list[str], say: Speech) -> list[str]:
    """List lines under a heading, the first `SHOWN` of them."""
    if not lines:
        return [say(f"{key}-none")]
    more = [say("me-more", count=str(len(lines) - SHOWN))] if len(lines) > SHOWN else []
    return ["", say(key), *lines[:SHOWN], *more]


def lines(found: RatingPart, account_id: int, say: Speech) -> list[str]:
    """Word the person's part in ratings; `account_id`: the asker's."""
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


def _electing(one: ElectorEntry, account_id: int, say: Speech) -> str:
    when = "" if one.state is State.OPEN else "over-"
    return say("me-rating", unit=one.unit, title=one.title, way=say(f"me-rating-{when}{_way(one, account_id)}"))


def _way(one: ElectorEntry, account_id: int) -> str:
    if one.paper:
        return "paper"
    if one.account_id is None:
        return "waiting"
    if one.account_id != account_id:
        return "other"
    return "confirmed" if one.confirmed else "own"


def _guarding(one: GuardRole, say: Speech) -> str:
    role, state = say(f"rating-close-{one.role.value}"), say(f"rating-state-{one.state.value}")
    return say("me-guard", unit=one.unit, title=one.title, role=role, state=state)


def _raised(one: RaisedObjection, say: Speech) -> str:
    state = "waiting" if one.upheld is None else "upheld" if one.upheld else "rejected"
    facts = {"unit": one.unit, "words": short(one.words), "day": say.full_day(one.on)}
    return say("me-objection", state=say(f"me-objection-{state}"), **facts)
