"""Everything held about the asker; this shows it to nobody else."""

from dataclasses import dataclass, field

from bot.domain.attendance.ledger import Figures, tally
from bot.domain.people.binding import Account
from bot.domain.period import year_starts
from bot.domain.person import Person
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.storage import unit as units
from bot.storage.attendance import store as attendance
from bot.storage.people import account, post
from bot.storage.people.post import NamedPost
from bot.storage.questions import me, me_rating
from bot.storage.questions.me import AskedExtension, Exemption, Leave, PersonalCounts
from bot.storage.questions.me_rating import ElectorEntry, GuardRole, RaisedObjection, RatingPart
from bot.storage.reminder import setting as settings
from bot.storage.reminder.setting import Setting
from bot.storage.unit_of_work import UnitOfWork

__all__ = [
    "AskedExtension",
    "ElectorEntry",
    "Exemption",
    "GuardRole",
    "Leave",
    "NamedPost",
    "PersonalCounts",
    "PersonalData",
    "RaisedObjection",
    "RatingPart",
    "Setting",
    "of_asker",
]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What is held. `person` None: an administrator who is on no roster. `figures` are those of the year so far."""

    account: Account
    person: Person | None = None
    unit: Unit | None = None
    group: str = ""
    posts: tuple[NamedPost, ...] = ()
    year: int = 0
    figures: Figures = field(default_factory=Figures)
    leaves: tuple[Leave, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    counts: PersonalCounts = field(default_factory=PersonalCounts)
    extensions: tuple[AskedExtension, ...] = ()
    setting: Setting = field(default_factory=Setting)
    part: RatingPart = field(default_factory=RatingPart)


async def of_asker(uow: UnitOfWork, request: Request) -> PersonalData:
    """Gather what is held about the asker. DomainError("unknown_account") for an account bound to nobody."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        own = await account.get(cx, asker.account_id)
        if asker.person is None:
            return PersonalData(own)
        year, person = request.today.year, asker.person
        since, until = year_starts(year, request.zone), year_starts(year + 1, request.zone)
        lines = await attendance.of_person(cx, person.id, since, until, request.zone)
        group = await units.get(cx, person.group_id) if person.group_id is not None else None
        return PersonalData(
            account=own,
            person=person,
            unit=asker.unit,
            group=group.name if group else "",
            posts=tuple(await post.of_person(cx, person.id)),
            year=year,
            figures=tally(lines, request.now),
            leaves=tuple(await me.leaves(cx, person.id)),
            exemptions=tuple(await me.exemptions(cx, person.id)),
            counts=await me.counts(cx, person.id),
            extensions=tuple(await me.extensions(cx, person.id)),
            setting=await settings.get(cx, person.id),
            part=await me_rating.of_person(cx, person.id),
        )
