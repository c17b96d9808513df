"""Deciding on a case and publishing it, alone or with all of its round, as the committee sees it now."""

from bot.services import reason_form
from bot.services.grading import decide, notice, whole_round
from bot.services.grading.decide import DecisionResult
from bot.services.grading.notice import PublishedNotice
from bot.services.grading.whole_round import Batch, BatchAction
from tests.installation import INSTALLATION
from tests.services.grading.cases import case_of
from tests.world import World
from tests.world.form import form_version


async def choose(world: World, person: int, case: int, grade: str) -> DecisionResult | None:
    return await world.act(person, decide.choose, case, (await case_of(world, case)).version, grade)


async def because(world: World, person: int, reason: str) -> DecisionResult:
    """The reason, and the yes to it."""
    await world.act(person, reason_form.enter_reason, decide.NAME, await form_version(world, person), reason)
    return await world.act(person, decide.confirm, await form_version(world, person))


async def publish(world: World, person: int, case: int) -> PublishedNotice:
    return await world.act(person, notice.publish, INSTALLATION, case, (await case_of(world, case)).version)


async def round_id(world: World) -> int:
    """Of the newest."""
    return int((await world.rows("SELECT id FROM grade_round ORDER BY id DESC"))[0]["id"])


async def preview_all(world: World, person: int, what: BatchAction) -> Batch:
    """Before they do it with all."""
    return await world.act(person, whole_round.preview, await round_id(world), what)


async def perform_all(world: World, person: int, what: BatchAction, mark: int | None = None) -> Batch:
    shown = (await preview_all(world, person, what)).mark if mark is None else mark
    return await world.act(person, whole_round.perform, INSTALLATION, await round_id(world), what, shown)
