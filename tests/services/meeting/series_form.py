"""The form in which a series is called, in the village on a day with a year ahead whose holidays are known."""

from datetime import UTC, datetime

from bot.domain.meeting.series_calling import SeriesCalling, Step
from bot.services.conversation import Form
from bot.services.meeting import series, series_publish
from bot.services.meeting.series_publish import Called
from bot.views.meeting import series as view
from tests.installation import INSTALLATION, ZH
from tests.world import World
from tests.world.village import CHEN, LI, WANG, ZHAO, settle

HOLIDAYS = [str(one) for one in series.HOLIDAYS]
ALL = (LI, WANG, ZHAO, CHEN)
"""Those whom a meeting of the branch invites."""


async def new_year(world: World, *accounts: int) -> None:
    """It is 10:00 on the first of January, and those named have an account."""
    world.clock.moment = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)
    await settle(world, *accounts)


async def to_card(
    world: World, rule: str = "每月5日", hour: str = "下午三点到五点", holidays: str = "later", kind: str = "theme_day"
) -> Form:
    """The secretary's way to the card, by typing where one can type."""
    form = await world.act(LI, series.begin, INSTALLATION)
    form = await world.act(LI, series.choose_type, INSTALLATION, form.version, kind)
    assert form.step == Step.RULE
    await world.act(LI, series.enter_rule, INSTALLATION, rule)
    form = await world.act(LI, series.enter_hour, INSTALLATION, hour)
    form = await world.act(LI, series.choose_holidays, INSTALLATION, form.version, HOLIDAYS.index(holidays))
    assert form.step == Step.CARD
    return form


def shown(form: Form) -> SeriesCalling:
    return SeriesCalling.model_validate(form.draft)


def card_text(form: Form) -> str:
    return view.prompt(form.prompt, ZH).text


async def publish(world: World, form: Form) -> Called:
    called = await world.act(LI, series_publish.publish, INSTALLATION, form.version)
    assert called is not None
    return called


async def count(world: World, rows: str) -> int:
    """Of a table, perhaps with a condition."""
    return len(await world.rows(f"SELECT * FROM {rows}"))
