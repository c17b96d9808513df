"""`/rating`: the list, and one rating with the buttons that the reader may use now."""

from telegram import InlineKeyboardButton

from bot.domain.rating.model import Rating, Role, State, VoidReason
from bot.services.rating.page import Card, Line, Listing
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.rating import close as rating_close
from bot.views.rating import vote
from bot.views.view import View

LABEL = 40
"""Characters of a rating's name on a button."""
Buttons = list[InlineKeyboardButton]


class RatingList(Callback, prefix="pq"):
    """Show a page of the list."""

    number: int


class Show(Callback, prefix="pw"):
    """Show a rating."""

    rating: int


class Prepare(Callback, prefix="pr"):
    """Begin to prepare a rating; `unit` 0: the unit is asked for."""

    unit: int


class Appoint(Callback, prefix="pa"):
    """Begin to name a supervisor or teller; `role`: a value of `Role`."""

    rating: int
    role: str


class Withdraw(Callback, prefix="pc"):
    """Ask whether the rating shall be taken back, or sent back."""

    rating: int


class Open(Callback, prefix="po"):
    """Open the rating. `version`: of the rating that was shown."""

    rating: int
    version: int


class Roll(Callback, prefix="pd"):
    """Show the electorate to the supervisor."""

    rating: int
    number: int


def listing(found: Listing, say: Speech) -> View:
    """Show a page of the ratings that concern the reader."""
    lines = [[button(_label(one, say), Show(one.rating.id))] for one in found.lines]
    new = [button(say("rating-prepare"), Prepare(0))] if found.prepares else []
    text = say("rating-list") if found.lines else say("rating-none")
    return View(text, rows(*lines, pager(found.number, found.more, RatingList, say), new, home(say)))


def name(unit: str, rating: Rating, say: Speech) -> str:
    """Name a rating by its unit and title."""
    return say("rating-name", unit=unit, title=rating.title)


def _label(one: Line, say: Speech) -> str:
    full = name(one.unit, one.rating, say)
    short = full if len(full) <= LABEL else full[: LABEL - 1] + "…"
    day = say.day(say.local(one.rating.closes_at).date())
    return say("rating-label", name=short, state=say(f"rating-state-{_state(one.rating)}"), day=day)


def in_words(one: Line, say: Speech) -> str:
    """Describe a rating in one line of an answer to a question."""
    return say(
        "ask-rating-line-void" if one.rating.state is State.VOID else "ask-rating-line",
        rating=name(one.unit, one.rating, say),
        state=say(f"rating-state-{_state(one.rating)}"),
        closes=say.moment(one.rating.closes_at),
    )


def card(found: Card, say: Speech) -> View:
    """Show a rating with the buttons that the reader may use now."""
    rating = found.rating
    lines = [
        name(found.unit, rating, say),
        _now(rating, say),
        *_turnout(found, say),
        say("rating-line-asked", questions=_asked(rating, say)),
        say(
            "rating-line-closes-void" if rating.state is State.VOID else "rating-line-closes",
            at=say.moment(rating.closes_at),
        ),
        say(f"rating-line-who-{rating.source.value}", groups=groups(rating, say), count=found.electors),
        *_people(found, say),
        *_what_next(found, say),
    ]
    return View("\n".join(line for line in lines if line), rows(*_buttons(found, say), home(say)))


def _now(rating: Rating, say: Speech) -> str:
    waits = rating.state is State.CLOSING and rating.fault is not None
    return say("rating-now-waits" if waits else f"rating-now-{_state(rating)}")


def _state(rating: Rating) -> str:
    """Return the word for the state; a rating withdrawn before it opened has one of its own."""
    return "withdrawn" if rating.void_reason is VoidReason.WITHDRAWN else rating.state.value


def groups(rating: Rating, say: Speech) -> str:
    """Name the groups that vote."""
    return say(f"rating-groups-{_groups(rating)}")


def _groups(rating: Rating) -> str:
    if rating.majority is not None:
        return "full"
    return "all" if len(rating.groups) > 1 else "members"


def _asked(rating: Rating, say: Speech) -> str:
    choices = say.list([one.name(say.language) for one in rating.questions[0].choices])
    more = len(rating.questions) - 1
    key = "rating-asked-more" if more else "rating-asked"
    return say(key, choices=choices, count=more) + (say("rating-asked-comment") if rating.comment else "")


def _turnout(found: Card, say: Speech) -> list[str]:
    """Say how many ballots are in: never fresher than the ten-minute refresh, and nothing old once voting is over."""
    rating = found.rating
    if rating.turnout is not None:
        return [say("rating-line-turnout", issued=rating.turnout.issued, returned=rating.turnout.returned)]
    if rating.state is not State.OPEN or rating.returned_shown is None or rating.refreshed_at is None:
        return []
    at = say.hour(rating.refreshed_at)
    return [say("rating-line-returned", at=at, count=rating.returned_shown, of=found.electors)]


def _people(found: Card, say: Speech) -> list[str]:
    nobody = say("rating-nobody-yet")
    early = found.rating.state is State.SUBMITTED
    if not early and not found.supervisor:
        return []
    who = {"supervisor": found.supervisor or nobody, "teller": found.teller or nobody}
    return [say("rating-line-roles", **who)]


def _what_next(found: Card, say: Speech) -> list[str]:
    rating = found.rating
    if rating.state is State.SUBMITTED and Role.COMMITTEE in found.roles:
        if found.electors < found.least:
            return ["", say("rating-too-few", least=found.least)]
        return ["", say("rating-may-open" if found.supervisor and found.teller else "rating-appoint-first")]
    if found.rebound:
        return ["", say("error-role-account-changed")]
    if found.waiting:
        return ["", say("rating-waiting", count=found.waiting)]
    return []


def _buttons(found: Card, say: Speech) -> list[Buttons]:
    state = found.rating.state
    if state is State.SUBMITTED:
        return [*_before(found, say), _withdraw(found, say)]
    if state is State.OPEN:
        return [*_voting(found, say), *_name(found, say), *_void(found, say)]
    if state is State.ENDED:
        return [*_ended(found, say), *_name(found, say), *_void(found, say)]
    if state is State.CLOSING:
        return _void(found, say)
    if state is State.CLOSED and found.sees_result:
        return [[rating_close.result_button(found.rating.id, say)]]
    return []


def _before(found: Card, say: Speech) -> list[Buttons]:
    if Role.COMMITTEE not in found.roles:
        return []
    rating = found.rating
    ready = bool(found.supervisor and found.teller) and found.electors >= found.least
    return [*_name(found, say), [button(say("rating-open"), Open(rating.id, rating.version))] if ready else []]


def _name(found: Card, say: Speech) -> list[Buttons]:
    """Make the buttons with which the committee above names supervisor and teller."""
    if Role.COMMITTEE not in found.roles:
        return []
    appointed = {Role.SUPERVISOR: found.supervisor, Role.TELLER: found.teller}
    return [
        [button(say(f"rating-{'change' if person else 'appoint'}-{role.value}"), Appoint(found.rating.id, role.value))]
        for role, person in appointed.items()
    ]


def _withdraw(found: Card, say: Speech) -> Buttons:
    if not (found.prepares or Role.COMMITTEE in found.roles):
        return []
    return [button(say(f"rating-withdraw-{'own' if found.prepares else 'back'}"), Withdraw(found.rating.id))]


def _voting(found: Card, say: Speech) -> list[Buttons]:
    rating, lines = found.rating, []
    if found.elects:
        lines.append([vote.open_button(rating.id, rating.key_tag, say)])
    if Role.SUPERVISOR in found.roles:
        lines.append([button(say("rating-roll", count=found.waiting), Roll(rating.id, 0))])
    return [*lines, _paper(found, say)]


def _ended(found: Card, say: Speech) -> list[Buttons]:
    runs = found.roles & {Role.SUPERVISOR, Role.TELLER}
    close = [rating_close.close_button(found.rating.id, say)] if runs and found.rating.fault is None else []
    return [_paper(found, say), close]


def _paper(found: Card, say: Speech) -> Buttons:
    runs = found.roles & {Role.SUPERVISOR, Role.TELLER}
    if not runs or not found.rating.paper:
        return []
    return [button(say("rating-paper"), rating_close.Paper(found.rating.id))]


def _void(found: Card, say: Speech) -> list[Buttons]:
    if not found.roles & {Role.SUPERVISOR, Role.COMMITTEE}:
        return []
    return [[button(say("rating-void"), rating_close.Void(found.rating.id))]]
