"""The electorate as the supervisor sees it, with a button for each account to be confirmed."""

from bot.services.rating.doubtful_account import ElectorPage, Line
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.rating import page
from bot.views.view import View


class Confirm(Callback, prefix="pf"):
    """Confirm that this account is that elector's."""

    rating: int
    person: int
    account: int


def elector_page(found: ElectorPage, say: Speech) -> View:
    """Show a page of the electorate."""
    rating = found.rating
    lines = [say("rating-confirmed", name=found.confirmed), ""] if found.confirmed else []
    lines += [
        page.name(found.unit, rating, say),
        say("rating-roll-head", count=found.electors, source=say(f"rating-roll-{rating.source.value}")),
        say("rating-waiting", count=found.waiting) if found.waiting else say("rating-none-waiting"),
        "",
        *(_line(one, say) for one in found.lines),
    ]
    yes = [
        button(say("rating-confirm", name=one.name), Confirm(rating.id, one.person_id, one.bound))
        for one in found.lines
        if one.waits and one.bound is not None
    ]
    turning = pager(found.number, found.more, lambda number: page.Roll(rating.id, number), say)
    back = button(say("rating-look"), page.Show(rating.id))
    return View("\n".join(lines), rows(*grid(yes, 2), turning, [back], home(say)))


def _line(one: Line, say: Speech) -> str:
    since = say.full_day(say.local(one.bound_at).date()) if one.bound_at else ""
    account = say("rating-bound", day=since) if since else say("rating-bound-long" if one.bound else "rating-unbound")
    why = say(f"rating-doubt-{one.doubt.value.replace('_', '-')}") if one.doubt else ""
    parts = [one.name, say(f"rating-voters-{one.voters.replace('_', '-')}"), account, why]
    parts.append(say("rating-on-paper") if one.paper else "")
    mark = "⚠ " if one.waits else "· "
    return mark + say.list([part for part in parts if part])
