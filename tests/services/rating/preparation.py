"""The steps in which a secretary prepares a rating, and the committee names supervisor and teller and opens it."""

import json
from typing import Any

from bot.domain.grading.case import RoundKind
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step
from bot.services.rating import appoint as appointing
from bot.services.rating import open as opening
from bot.services.rating import prepare
from bot.services.rating import prepare_submit as submitting
from bot.services.rating.page import Card
from bot.storage.grading import store
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.rating.ratings import Ratings
from tests.world import ACCOUNTS
from tests.world.form import form_version


async def begin(ratings: Ratings, unit: int = 0, by: int | None = None) -> None:
    await ratings.world.act(by or ratings.branch.secretary, prepare.begin, INSTALLATION, unit)


async def draft(ratings: Ratings, person: int) -> dict[str, Any]:
    """Of their form."""
    [row] = await ratings.world.rows("SELECT draft FROM conversation WHERE account_id = $1", ACCOUNTS + person)
    found: dict[str, Any] = json.loads(row["draft"])
    return found


async def turn(ratings: Ratings, name: str, value: str) -> None:
    world, secretary = ratings.world, ratings.branch.secretary
    await world.act(secretary, prepare.turn, INSTALLATION, await form_version(world, secretary), f"{name}.{value}")


async def field(ratings: Ratings, name: str) -> int:
    """The version of the question that it leads to."""
    world, secretary = ratings.world, ratings.branch.secretary
    await world.act(secretary, prepare.edit, INSTALLATION, await form_version(world, secretary), name)
    return await form_version(world, secretary)


async def submit(ratings: Ratings) -> submitting.Prepared:
    world, secretary = ratings.world, ratings.branch.secretary
    return await world.act(secretary, submitting.submit, INSTALLATION, await form_version(world, secretary))


async def prepared(ratings: Ratings, **switches: str) -> int:
    """As it usually is, but for those switches; its id."""
    await begin(ratings)
    for name, value in switches.items():
        await turn(ratings, name, value)
    return (await submit(ratings)).rating.id


async def appoint(ratings: Ratings, rating: int, role: str, whom: int, by: int | None = None) -> Card | None:
    world, person = ratings.world, by or ratings.branch.above
    await world.act(person, appointing.begin, INSTALLATION, rating, role)
    return await world.act(person, appointing.choose, INSTALLATION, await form_version(world, person), whom)


async def ask_open(ratings: Ratings, rating: int, by: int | None = None) -> Card:
    version = (await ratings.get(rating)).version
    return await ratings.world.act(by or ratings.branch.above, appointing.open_, INSTALLATION, rating, version)


async def open_(ratings: Ratings, rating: int) -> bool:
    """What the key-holder does."""
    return await opening.open_(ratings.world.uow, ratings.keys, INSTALLATION.rating, ZONE, rating)


async def case_of(ratings: Ratings, scheme: Scheme, kind: RoundKind = RoundKind.ROUND, step: Step = Step.RATING) -> int:
    """The branch's in a round of its committee."""
    world, branch, due = ratings.world, ratings.branch, dict.fromkeys(Step, ratings.world.clock.now().date())
    async with world.uow.begin() as work:
        round_id = await store.add_round(work, branch.committee, 2026, kind, world.clock.now(), branch.above)
        await store.keep_scheme(work, scheme)
        case = await store.add_case(work, round_id, branch.id, scheme.digest, None, due, world.clock.now())
        await work.commit()
    await world.run("UPDATE grade_case SET step = $2 WHERE id = $1", case, step.value)
    return case
