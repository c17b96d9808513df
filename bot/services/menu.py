"""Decide what a person may open from the main menu, and which commands Telegram lists for them."""

from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.menu import CommandMenu
from bot.domain.post import DIRECTING, SECRETARIAL, PostKind
from bot.domain.request import Request
from bot.services import actor
from bot.storage import actor as actors
from bot.storage.outbox import SOON, OutboundMessage
from bot.storage.unit_of_work import Transaction, UnitOfWork

OWN = ("checkin", "meeting", "leave", "rating", "grade", "rectify", "reminders", "me", "ask")
CALLING = ("call", "series", "ledger")
DUTIES = ("invite", "posts", "roster")
COMMANDS = (
    "start",
    "checkin",
    "meeting",
    "leave",
    "rating",
    "grade",
    "rectify",
    "reminders",
    "me",
    "ask",
    "language",
    "help",
    "cancel",
)
"""The commands that are listed for everybody."""
WITH_DUTIES = (*COMMANDS[:7], "posts", *COMMANDS[7:])


@dataclass(frozen=True, slots=True)
class Menu:
    """The main menu of one person. `open` names its buttons; `name` and `unit` are empty for an administrator who is on
    no roster."""

    name: str
    unit: str
    open: tuple[str, ...]
    administrator: bool
    duties: bool


async def main(uow: UnitOfWork, request: Request) -> Menu:
    """Load the asker's main menu. DomainError("unknown_account") for an account that is bound to nobody."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
    name, unit = asker.person.name if asker.person else "", asker.unit.name if asker.unit else ""
    return Menu(name, unit, entries(asker), asker.administrator, has_duties(asker))


def entries(asker: Actor) -> tuple[str, ...]:
    """Name the buttons of the actor's main menu."""
    calls = has_posts(asker) or any(held.kind is PostKind.GROUP_LEADER for held in asker.posts)
    return (
        *(OWN if asker.person is not None else ("rating", "rectify")),
        *(CALLING if calls else ()),
        *(DUTIES if has_duties(asker) else ()),
        "language",
    )


def has_posts(asker: Actor) -> bool:
    """Tell whether the actor acts for a unit: as secretary, deputy or organisation member, or as organiser above."""
    return any(held.kind in (DIRECTING if held.unit_kind.above_branches else SECRETARIAL) for held in asker.posts)


def has_duties(asker: Actor) -> bool:
    """Tell whether the actor has posts or is an administrator."""
    return asker.administrator or has_posts(asker)


async def refresh(work: Transaction, account_id: int, today: date, cause: str) -> None:
    """Send the account its command menu, by its posts and language at the end of this transaction.

    `cause` tells one change from another: for the same one it is sent once.
    """
    asker = await actors.load(work, account_id, today)
    names = WITH_DUTIES if asker is not None and has_duties(asker) else COMMANDS
    key = f"menu.commands:{account_id}:{cause}"
    await work.post(OutboundMessage(key, account_id, CommandMenu(commands=names), priority=SOON))
