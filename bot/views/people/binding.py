"""Bindings as the secretary sees them, and as the account hears of them."""

from dataclasses import dataclass
from typing import Any

from bot.domain.people.binding import Way
from bot.domain.person import Person
from bot.services.people.account import Card
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import Open, home
from bot.views.people.invite import Bound, Make
from bot.views.view import View

LINK_REASONS = ("link_expired", "link_used", "link_revoked")


@dataclass(frozen=True, slots=True)
class Unbind(Callback, prefix="nu"):
    """Ask whether an account is to be parted from its person."""

    person: int
    account: int


@dataclass(frozen=True, slots=True)
class UnbindYes(Callback, prefix="nx"):
    person: int
    account: int


@dataclass(frozen=True, slots=True)
class Confirm(Callback, prefix="ny"):
    """The secretary's yes to an account that waits."""

    person: int
    account: int


@dataclass(frozen=True, slots=True)
class Refuse(Callback, prefix="nn"):
    person: int
    account: int


@dataclass(frozen=True, slots=True)
class Withdraw(Callback, prefix="nw"):
    """End what an account may do as administrator."""

    account: int


def card(found: Card, say: Speech) -> View:
    owner, account = found.person, found.account
    if account is None:
        text = say("binding-card-none", name=owner.name, unit=found.unit.name)
        return View(text, rows([button(say("invite-make"), Make(owner.id))]))
    since = say.moment(account.bound_at) if account.bound_at else ""
    way = say(f"binding-way-{(account.way or Way.LINK).value}")
    text = say("binding-card", name=owner.name, unit=found.unit.name, since=since, way=way)
    return View(text, rows([button(say("binding-unbind"), Unbind(owner.id, account.id))]))


def unbind_question(found: Card, account_id: int, say: Speech) -> View:
    yes = button(say("binding-unbind-yes"), UnbindYes(found.person.id, account_id))
    keep = button(say("binding-keep"), Bound(found.person.id))
    return View(say("binding-unbind-question", name=found.person.name), rows([yes, keep]))


def undone(owner: Person, say: Speech) -> View:
    new = rows([button(say("invite-make"), Make(owner.id))])
    return View(say("binding-undone", name=owner.name), new)


def confirmed(owner: Person, say: Speech) -> View:
    return View(say("binding-yes-done", name=owner.name))


def declined(owner: Person, say: Speech) -> View:
    return View(say("binding-no-done", name=owner.name))


def _bound(data: dict[str, Any], say: Speech) -> View:
    undo = Unbind(data["person"], data["account"])
    return View(_told("binding-told-bound", data, say), rows([button(say("binding-not-theirs"), undo)]))


def _asked(data: dict[str, Any], say: Speech) -> View:
    yes = button(say("binding-yes"), Confirm(data["person"], data["account"]))
    no = button(say("binding-no"), Refuse(data["person"], data["account"]))
    return View(_told("binding-told-asked", data, say), rows([yes, no]))


def _told(key: str, data: dict[str, Any], say: Speech) -> str:
    way = say(f"binding-way-{data['way']}")
    return say(key, name=data["name"], unit=data["unit"], called=data["called"], way=way)


def _refused(data: dict[str, Any], say: Speech) -> View:
    key = f"binding-refused-{data['reason'].replace('_', '-')}"
    name = data.get("name", say("binding-nobody"))
    text = say("binding-refused", what=say(key, called=data["called"], name=name))
    if data["reason"] == "number_unknown":
        return View(
            text + "\n" + say("binding-number-unknown-what"), rows([button(say("menu-open-invite"), Open("invite"))])
        )
    again = [button(say("invite-make"), Make(data["person"]))] if data["reason"] in LINK_REASONS else []
    return View(text, rows(again) if again and "person" in data else None)


def _unbound(data: dict[str, Any], say: Speech) -> View:
    return View(say("binding-told-unbound", name=data["name"], unit=data["unit"]))


def _confirmed(data: dict[str, Any], say: Speech) -> View:
    """What was announced before is behind the button for meetings, and the one for what they own."""
    lines = [say("binding-told-confirmed", name=data["name"], unit=data["unit"])]
    count = data.get("items", 0)
    lines += [say("start-owed", count=count)] if count else []
    items = [button(say("menu-open-rectify"), Open("rectify"))] if count else []
    ways = rows([button(say("menu-open-meeting"), Open("meeting")), *items, *home(say)])
    return View("\n".join(lines), ways)


def _declined(data: dict[str, Any], say: Speech) -> View:
    return View(say("binding-told-declined"))


def _administrator(data: dict[str, Any], say: Speech) -> View:
    withdraw = button(say("binding-withdraw"), Withdraw(data["account"]))
    return View(say("binding-told-administrator", called=data["called"]), rows([withdraw]))


def _administrator_unbound(data: dict[str, Any], say: Speech) -> View:
    withdraw = button(say("binding-withdraw"), Withdraw(data["account"]))
    text = say("binding-told-administrator-unbound", name=data["name"], unit=data["unit"])
    return View(text, rows([withdraw]))


def _administrator_ended(data: dict[str, Any], say: Speech) -> View:
    return View(say("binding-told-administrator-ended"))


def withdrawn(say: Speech) -> View:
    return View(say("binding-withdrawn"))


RENDERERS = {
    "binding.bound": _bound,
    "binding.asked": _asked,
    "binding.refused": _refused,
    "binding.unbound": _unbound,
    "binding.confirmed": _confirmed,
    "binding.declined": _declined,
    "administrator.made": _administrator,
    "administrator.unbound": _administrator_unbound,
    "administrator.ended": _administrator_ended,
}
