"""Accounts and administrators: the card of an account, and what is told of bindings to both sides."""

from bot.domain.people.binding import BindingRefusal, Way
from bot.domain.people.message import (
    AccountBound,
    AccountUnbound,
    AdministratorEnded,
    AdministratorMade,
    AdministratorUnbound,
    BindingAsked,
    BindingConfirmed,
    BindingDeclined,
    BindingMessage,
    BindingRefused,
)
from bot.domain.person import Person
from bot.services.people.account import AccountCard
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import Open, home
from bot.views.people.invite import Bound, Make
from bot.views.renderer import renders
from bot.views.view import View


class Unbind(Callback, prefix="nu"):
    """Ask whether to unbind an account."""

    person: int
    account: int


class UnbindYes(Callback, prefix="nx"):
    """Unbind the account."""

    person: int
    account: int


class Confirm(Callback, prefix="ny"):
    """Say yes to an account that waits."""

    person: int
    account: int


class Refuse(Callback, prefix="nn"):
    """Say no to an account that waits."""

    person: int
    account: int


class Withdraw(Callback, prefix="nw"):
    """Withdraw an administrator."""

    account: int


def card(found: AccountCard, say: Speech) -> View:
    """Show a person's account with the button to unbind it, or the one to make a link."""
    owner, account = found.person, found.account
    if account is None:
        text = say("binding-card-none", name=owner.name, unit=found.unit.name)
        return View(text, rows([button(say("invite-make"), Make(owner.id))]))
    since = say.moment(account.bound_at) if account.bound_at else ""
    way = say(f"binding-way-{(account.way or Way.LINK).value}")
    text = say("binding-card", name=owner.name, unit=found.unit.name, since=since, way=way)
    return View(text, rows([button(say("binding-unbind"), Unbind(owner.id, account.id))]))


def unbind_question(found: AccountCard, account_id: int, say: Speech) -> View:
    """Ask whether to unbind."""
    yes = button(say("binding-unbind-yes"), UnbindYes(found.person.id, account_id))
    keep = button(say("binding-keep"), Bound(found.person.id))
    return View(say("binding-unbind-question", name=found.person.name), rows([yes, keep]))


def undone(owner: Person, say: Speech) -> View:
    """Answer that the account was unbound."""
    new = rows([button(say("invite-make"), Make(owner.id))])
    return View(say("binding-undone", name=owner.name), new)


def confirmed(owner: Person, say: Speech) -> View:
    """Answer the secretary's yes."""
    return View(say("binding-yes-done", name=owner.name))


def declined(owner: Person, say: Speech) -> View:
    """Answer the secretary's no."""
    return View(say("binding-no-done", name=owner.name))


def bound(message: AccountBound, say: Speech) -> View:
    """Tell those responsible that an account was bound, with the button to unbind it."""
    undo = Unbind(message.person, message.account)
    return View(_attempted("binding-told-bound", message, say), rows([button(say("binding-not-theirs"), undo)]))


def asked(message: BindingAsked, say: Speech) -> View:
    """Ask those responsible whether to bind an account that waits."""
    yes = button(say("binding-yes"), Confirm(message.person, message.account))
    no = button(say("binding-no"), Refuse(message.person, message.account))
    return View(_attempted("binding-told-asked", message, say), rows([yes, no]))


def _attempted(key: str, message: BindingMessage, say: Speech) -> str:
    way = say(f"binding-way-{message.way.value}")
    return say(key, name=message.name, unit=message.unit, called=message.called, way=way)


def refused(message: BindingRefused, say: Speech) -> View:
    """Tell those responsible of a refused account, with what they can do about it."""
    key = f"binding-refused-{message.reason.value.replace('_', '-')}"
    name = say("binding-nobody") if message.name is None else message.name
    text = say("binding-refused", what=say(key, called=message.called, name=name))
    if message.reason is BindingRefusal.NUMBER_UNKNOWN:
        lines = [text, say("binding-number-unknown-what")]
        return View("\n".join(lines), rows([button(say("menu-open-invite"), Open("invite"))]))
    if message.reason.of_link and message.person is not None:
        return View(text, rows([button(say("invite-make"), Make(message.person))]))
    return View(text)


def unbound(message: AccountUnbound, say: Speech) -> View:
    """Tell an account that it was unbound."""
    return View(say("binding-told-unbound", name=message.name, unit=message.unit))


def accepted(message: BindingConfirmed, say: Speech) -> View:
    """Tell an account that it is bound now; buttons lead to meetings announced before and to items that are owed."""
    lines = [say("binding-told-confirmed", name=message.name, unit=message.unit)]
    lines += [say("start-owed", count=message.items)] if message.items else []
    items = [button(say("menu-open-rectify"), Open("rectify"))] if message.items else []
    return View("\n".join(lines), rows([button(say("menu-open-meeting"), Open("meeting")), *items, *home(say)]))


def rejected(message: BindingDeclined, say: Speech) -> View:
    """Tell an account that it was not bound."""
    return View(say("binding-told-declined"))


def administrator_made(message: AdministratorMade, say: Speech) -> View:
    """Tell administrators of a new one, with the button to withdraw it."""
    withdraw = button(say("binding-withdraw"), Withdraw(message.account))
    return View(say("binding-told-administrator", called=message.called), rows([withdraw]))


def administrator_unbound(message: AdministratorUnbound, say: Speech) -> View:
    """Tell administrators that one's account was unbound from its person, with the button to withdraw it."""
    withdraw = button(say("binding-withdraw"), Withdraw(message.account))
    return View(say("binding-told-administrator-unbound", name=message.name, unit=message.unit), rows([withdraw]))


def administrator_ended(message: AdministratorEnded, say: Speech) -> View:
    """Tell an account that it is an administrator no more."""
    return View(say("binding-told-administrator-ended"))


def withdrawn(say: Speech) -> View:
    """Answer that an administrator was withdrawn."""
    return View(say("binding-withdrawn"))


RENDERERS = (
    renders(AccountBound, bound),
    renders(BindingAsked, asked),
    renders(BindingRefused, refused),
    renders(AccountUnbound, unbound),
    renders(BindingConfirmed, accepted),
    renders(BindingDeclined, rejected),
    renders(AdministratorMade, administrator_made),
    renders(AdministratorUnbound, administrator_unbound),
    renders(AdministratorEnded, administrator_ended),
)
