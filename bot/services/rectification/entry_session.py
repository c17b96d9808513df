"""The session that all steps of entering an item share: lists of units and people, and the facts of the card."""

from datetime import date

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Choices, Named, named, searched
from bot.domain.permission import Action
from bot.domain.person import Person
from bot.domain.post import OF_UNIT, PostKind
from bot.domain.rectification.enter import CardFacts, Entering, ItemPlan, Step
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.conversation import Form
from bot.services.form_session import FormSession
from bot.services.meeting.calling import acted_for
from bot.services.rectification.ledger import enterable
from bot.storage.connection import Connection
from bot.storage.meeting import people

NAME = "rectify"


class EntrySession(FormSession[Entering]):
    """The form of one who enters or changes an item, at one of its steps."""

    name = NAME
    draft = Entering

    async def unit(self) -> Unit:
        """The item's, once more authorised. DomainError("not_allowed")."""
        return await entered(self.work, self.asker, self.given.plan.unit_id)

    async def card(self, plan: ItemPlan) -> Form:
        """Go on to the card with its facts; an owner who has left can be replaced there."""
        unit = await self.unit()
        owner = (await people.names(self.work, [plan.owner_id])).get(plan.owner_id, "")
        fits = await fit_owner(self.work, unit, plan.owner_id, self.today) is not None
        horizon = (
            self.installation.rectification.horizon(plan.starts_on or self.today, plan.due_on) if plan.due_on else None
        )
        facts = CardFacts(unit=unit.name, owner=owner, owner_fits=fits, horizon=horizon)
        return await self.go(Step.CARD, plan=plan, facts=facts, choices=Choices(), picker=None, words=())

    async def listed(self, step: Step, page: int = 0, search: str = "") -> Choices:
        """A page of the units, or of those who can own the item. DomainError: owner_unknown, nobody_called (name)."""
        fault = "owner_unknown" if step is Step.OWNER else "nobody_called"
        return searched(await self._options(step), page, search, fault)

    async def _options(self, step: Step) -> list[Named]:
        if step is Step.UNIT:
            return named(await enterable_units(self.work, self.asker))
        return named(await likely_owners(self.work, await self.unit(), self.today))


async def entered(cx: Connection, asker: Actor, unit_id: int) -> Unit:
    """The unit of an id that came in a button, once the asker may enter items there.

    DomainError: not_found, not_allowed.
    """
    unit = await actor.unit(cx, unit_id)
    if not enterable(asker, unit):
        raise DomainError("not_allowed", action=Action.ENTER_ITEM.value)
    return unit


async def enterable_units(cx: Connection, asker: Actor) -> list[Unit]:
    """The units for which the asker may enter items."""
    return [one for one in await acted_for(cx, asker) if enterable(asker, one)]


async def likely_owners(cx: Connection, unit: Unit, today: date) -> list[Person]:
    """The people of the unit and below: first those who hold its posts, by rank, then its own members."""
    rank = {kind: place for place, kind in enumerate((*OF_UNIT[unit.kind], PostKind.GROUP_LEADER))}
    held = {holder: rank.get(kind, len(rank)) for kind, holder in reversed(await people.posts(cx, unit.id, today))}
    found = await people.within(cx, unit.path, unit.id, today)
    return sorted(found, key=lambda one: held.get(one.id, len(rank)))


async def owner_of(cx: Connection, unit: Unit, person_id: int, today: date) -> Person:
    """The person who is to own an item. DomainError("owner_unfit") for one of another unit, an outside participant,
    or one who has left."""
    found = await fit_owner(cx, unit, person_id, today)
    if found is None:
        raise DomainError("owner_unfit", unit=unit.name)
    return found


async def fit_owner(cx: Connection, unit: Unit, person_id: int, today: date) -> Person | None:
    """A person of the unit or below who is on the roster on that day, else None."""
    found = await people.inside(cx, [person_id], unit.path, today)
    return found[0] if found and not found[0].standing.outside else None
