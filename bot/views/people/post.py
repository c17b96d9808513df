"""Posts: who holds what, and the steps of giving, ending and handing over."""

from datetime import timedelta

from bot.domain.people.message import PostEnded, PostGiven
from bot.domain.post import ATTACHED, Post, PostKind
from bot.services.people.post import CandidatePage, PostChange, UnitPage, UnitPosts
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import HOME, Open
from bot.views.renderer import renders
from bot.views.view import View


class UnitList(Callback, prefix="pl"):
    """List the units among which one chooses."""

    page: int


class OfUnit(Callback, prefix="pu"):
    """Show the posts of a unit."""

    unit: int


class Give(Callback, prefix="pg"):
    """Choose a person for a post of the unit."""

    unit: int
    page: int


class GiveTo(Callback, prefix="pp"):
    """The person is chosen; `kind` empty: which post is still to choose."""

    unit: int
    person: int
    kind: str


class GiveYes(Callback, prefix="py"):
    """Give the post."""

    unit: int
    person: int
    kind: str


class Show(Callback, prefix="ps"):
    """Show one post, to end it or hand it over."""

    post: int


class End(Callback, prefix="pe"):
    """Ask whether a post is to end."""

    post: int


class EndYes(Callback, prefix="px"):
    """End the post."""

    post: int


class HandOver(Callback, prefix="ph"):
    """Choose the successor."""

    post: int
    page: int


class HandTo(Callback, prefix="pt"):
    """Ask whether to hand the post to that person."""

    post: int
    person: int


class HandYes(Callback, prefix="pz"):
    """Hand the post over."""

    post: int
    person: int


class Term(Callback, prefix="pm"):
    """Say until when a post is held."""

    post: int


def kind_name(kind: PostKind | str, say: Speech) -> str:
    """Name the kind of a post."""
    return say(f"post-kind-{str(kind).replace('_', '-')}")


def overview(found: UnitPage | UnitPosts, say: Speech) -> View:
    """List units to choose from, or show the posts of the only one."""
    if isinstance(found, UnitPosts):
        return of_unit(found, say)
    lines = [[button(unit.name, OfUnit(unit.id))] for unit in found.units]
    turn = pager(found.page, found.more, UnitList, say)
    return View(say("post-choose-unit"), rows(*lines, turn, [button(say("menu-open-home"), Open(HOME))]))


def of_unit(found: UnitPosts, say: Speech) -> View:
    """Show who holds which post in a unit."""
    order = list(PostKind)
    held = sorted(found.held, key=lambda one: order.index(one.post.kind))
    lines = [
        say("post-line", kind=kind_name(one.post.kind, say), name=one.name, since=_since(one.post, say)) for one in held
    ]
    text = "\n".join([say("post-of-unit", unit=found.unit.name), *(lines or [say("post-none")])])
    if not found.giver:
        return View(text, rows([button(say("menu-open-home"), Open(HOME))]))
    each = [button(f"{kind_name(one.post.kind, say)} {one.name}", Show(one.post.id)) for one in held]
    last = [button(say("post-give"), Give(found.unit.id, 0)), button(say("post-other-units"), UnitList(0))]
    return View(f"{text}\n\n{say('post-may-change')}", rows(*grid(each, 2), last))


def _since(post: Post, say: Speech) -> str:
    """Since when, and the last day where there is one."""
    since = say("post-since", since=say.full_day(post.started_on))
    return since if post.ended_on is None else say("post-since-until", since=since, until=until(post, say))


def until(post: Post, say: Speech) -> str:
    """Write the last day on which a post is held; empty where there is none."""
    return say.full_day(post.ended_on - timedelta(days=1)) if post.ended_on is not None else ""


def candidates(found: CandidatePage, say: Speech) -> View:
    """List people to whom a post can be given or handed over."""
    unit, post = found.unit, found.post
    if post is None:
        text = say("post-choose-person", unit=unit.name)
        people = [button(one.name, GiveTo(unit.id, one.id, "")) for one in found.people]
        turn = pager(found.page, found.more, lambda page: Give(unit.id, page), say)
    else:
        text = say("post-choose-successor", unit=unit.name, kind=kind_name(post.kind, say))
        others = [one for one in found.people if one.id != post.person_id]
        people = [button(one.name, HandTo(post.id, one.id)) for one in others]
        turn = pager(found.page, found.more, lambda page: HandOver(post.id, page), say)
    return View(text, rows(*grid(people, 2), turn, [button(say("post-back"), OfUnit(unit.id))]))


def proposal(change: PostChange, say: Speech) -> View:
    """Ask which post to give, and then whether to."""
    unit, person = change.unit, change.person
    back = [button(say("post-back"), OfUnit(unit.id))]
    if change.kind is None:
        kinds = [button(kind_name(kind, say), GiveTo(unit.id, person.id, kind.value)) for kind in change.kinds]
        return View(say("post-choose-kind", name=person.name, unit=unit.name), rows(*grid(kinds, 2), back))
    text = say("post-give-question", name=person.name, unit=unit.name, kind=kind_name(change.kind, say))
    return View(text, rows([button(say("post-yes"), GiveYes(unit.id, person.id, change.kind.value))], back))


def card(change: PostChange, say: Speech) -> View:
    """Show one post and what can be done with it."""
    if change.post is None:
        raise ValueError("a card needs its post")
    post = change.post
    names = {"name": change.person.name, "unit": change.unit.name, "kind": kind_name(post.kind, say)}
    choices = [button(say("post-hand-over"), HandOver(post.id, 0)), button(say("post-end"), End(post.id))]
    back = [button(say("post-back"), OfUnit(change.unit.id))]
    term = [button(say("post-term"), Term(post.id))]
    return View(say("post-card", since=_since(post, say), **names), rows(choices, term, back))


def question(change: PostChange, say: Speech) -> View:
    """Ask whether to end a post, or to hand it over to `person`."""
    if change.post is None:
        raise ValueError("a question needs its post")
    post, kind = change.post, kind_name(change.post.kind, say)
    back = [button(say("post-back"), OfUnit(change.unit.id))]
    if change.earlier is None:
        text = say("post-end-question", name=change.person.name, unit=change.unit.name, kind=kind)
        return View(text, rows([button(say("post-yes"), EndYes(post.id))], back))
    names = {"earlier": change.earlier.name, "name": change.person.name, "unit": change.unit.name, "kind": kind}
    yes = [button(say("post-yes"), HandYes(post.id, change.person.id))]
    return View(say("post-hand-question", **names), rows(yes, back))


def done(change: PostChange, say: Speech, *, what: str) -> View:
    """Answer a change; `what`: given, ended or handed."""
    kind = kind_name(change.kind, say) if change.kind is not None else ""
    earlier = change.earlier.name if change.earlier is not None else ""
    text = say(f"post-done-{what}", name=change.person.name, unit=change.unit.name, kind=kind, earlier=earlier)
    return View(text, rows([button(say("post-back"), OfUnit(change.unit.id))]))


def _given(post: PostGiven, say: Speech) -> View:
    """Tell of a post; those attached to a unit have its rectification to look after."""
    attached = post.post_kind in ATTACHED
    about = {"unit": post.unit, "kind": kind_name(post.post_kind, say)}
    plan = [button(say("menu-open-rectify"), Open("rectify"))] if attached else []
    text = say("post-told-attached" if attached else "post-told-given", **about)
    return View(text, rows(plan, [button(say("menu-open-home"), Open(HOME))]))


def _ended(post: PostEnded, say: Speech) -> View:
    return View(say("post-told-ended", unit=post.unit, kind=kind_name(post.post_kind, say)))


RENDERERS = (renders(PostGiven, _given), renders(PostEnded, _ended))
