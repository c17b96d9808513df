"""An open rating, as rows with a real key and record, in whatever database."""

from datetime import timedelta

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.electorate import roll_digest
from bot.domain.rating.model import NewRating, Rating, Source, Subject, fingerprint, voters_of
from bot.services.rating import worker
from bot.storage import actor as actors
from bot.storage.installation import audit
from bot.storage.rating import elector as electors
from bot.storage.rating import store
from bot.storage.rating.ballot_box import KeyFolder
from bot.storage.rating.elector import Elector
from bot.storage.unit_of_work import UnitOfWork
from tests.e2e.system import System
from tests.services.rating.ratings import questions


async def elector_of(uow: UnitOfWork, account: int) -> Elector:
    """That account's person."""
    async with uow.reading() as cx:
        actor = await actors.load(cx, account, uow.clock.now().date())
    assert actor is not None
    assert actor.person is not None
    return Elector(actor.person.id, voters_of(actor.person.standing), "list", None, account, paper=False)


async def opened(
    uow: UnitOfWork, keys: KeyFolder, unit: int, people: list[Elector], *, number: int = 1, days: int = 1
) -> Rating:
    """With so many questions, for `days`."""
    async with uow.begin() as work:
        new = NewRating(
            unit,
            Subject.UNIT,
            "2026年度等级测评",
            questions(number),
            work.now + timedelta(days=days),
            source=Source.LIST,
            groups=frozenset(Voters),
            comment=True,
        )
        made = await store.add(work, new, work.now)
        public = keys.make(made)
        await electors.add(work, made, people)
        roll = roll_digest([one.person_id for one in people])
        facts = {"rating": made, "fingerprint": fingerprint(public), "electors": len(people), "roll": roll}
        entry = await audit.add(work, work.now, "rating.opened", None, facts)
        await store.opened(work, made, work.now, public, entry.sequence)
        found = await store.get(work, made)
        await work.commit()
    assert found is not None
    return found


async def turn(system: System) -> None:
    """What the key-holder does every two seconds."""
    server = system.server
    assert server.keys is not None
    await worker.turn(server.uow, server.keys, server.installation.rating, system.settings.zone)
